"""`fieldmark explain`: the sum behind a relevance, and `fieldmark score --learn`."""

import json
from pathlib import Path

from fieldmark.commands.learn_rows import MOST_ROWS_LEARNT_FROM
from support import Run, Score


def test_the_sum_is_printed_term_by_term(run: Run, niche_file: Path) -> None:
    said = run("explain", "--profile", niche_file, "🐍 TypeScript and CSS, some crypto").stdout
    assert said.splitlines() == [
        "relevance 37, maybe",
        "  core    typescript: «TypeScript» at 3–13 of the bio, adds 0.62",
        "  related css: «CSS» at 18–21 of the bio, adds 0.32",
        "  avoid   crypto: «crypto» at 28–34 of the bio, leaves 0.5",
        "  100 · (1 − (1 − 0.62) · (1 − 0.32)) · 0.5 = 37",
    ]


def test_a_text_without_a_keyword_is_explained_by_what_comes_near(run: Run, niche_file: Path) -> None:
    said = run("explain", "--profile", niche_file, "I write typscript. I follow back").stdout
    assert "relevance 0, off" in said
    assert "«typscript» comes near the keyword «typescript»" in said
    assert "number chaser: «I follow back»" in said


def test_a_text_that_says_nothing_is_no_basis(run: Run, niche_file: Path) -> None:
    assert "no basis" in run("explain", "--profile", niche_file, "...").stdout


def test_a_word_that_is_only_avoided_is_summed_too(run: Run, niche_file: Path) -> None:
    assert "100 · (1 − 1) · 0.5 = 0" in run("explain", "--profile", niche_file, "crypto").stdout


def test_without_a_niche_it_ends_with_2(run: Run, data: Path) -> None:
    assert "no niche is in use" in run("explain", "x", "--data", data, status=2).stderr


def test_the_niche_in_use_is_taken(run: Run, data: Path, niche_file: Path) -> None:
    run("profile", "import", niche_file, "--data", data)
    assert "relevance 62, strong" in run("explain", "TypeScript", "--data", data).stdout


def make_rows(count: int) -> str:
    bios = ["TypeScript and deno", "Football"]
    return "".join(json.dumps({"handle": f"p{number}", "bio": bios[number % 2]}) + "\n" for number in range(count))


def test_score_learns_from_its_input_and_says_what(score: Score) -> None:
    done = score(make_rows(40) + '{"handle": "x", "bio": "deno"}\n{"handle": "?"}\n', "--learn")
    assert "Learnt from 42 rows: " in done.stderr
    assert "deno" in done.stderr.splitlines()[0]
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["handle"] for row in rows] == [*(f"p{number}" for number in range(40)), "x"]
    (match,) = rows[-1]["matches"]
    assert (match["kind"], match["keyword"]) == ("learned", "deno")
    assert 0 < rows[-1]["relevance"] < 20


def test_score_without_learning_knows_nothing_of_the_other_rows(score: Score) -> None:
    done = score(make_rows(40) + '{"handle": "x", "bio": "deno"}\n')
    assert json.loads(done.stdout.splitlines()[-1])["matches"] == []
    assert "Learnt" not in done.stderr


def test_score_that_can_learn_nothing_says_so(score: Score) -> None:
    assert "Nothing could be learnt from 1 row" in score('{"handle": "x", "bio": "deno"}\n', "--learn").stderr


def test_what_was_learnt_reaches_every_process(score: Score) -> None:
    rows = make_rows(6_000)
    alone, together = (score(rows, "--learn", "--jobs", jobs).stdout for jobs in ("1", "2"))
    assert alone == together
    assert '"learned"' in alone


def test_it_learns_from_no_more_than_the_first_50_000_rows() -> None:
    assert MOST_ROWS_LEARNT_FROM == 50_000
