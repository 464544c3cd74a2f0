"""`fieldmark score`: streams rows, keeps their order, and never ends for a bad one."""

import contextlib
import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldmark import Judge, Person, Profile
from fieldmark.commands.columns import make_column_map, read_person
from fieldmark.commands.file_error import FileError
from fieldmark.commands.rows import read_rows
from fieldmark.commands.score import ScoreJob, score_file
from fieldmark.values import InvalidValue
from support import WEB_NICHE, Run, Score, put_into_stdin

NICHE = Profile.from_dict(WEB_NICHE)


def test_json_lines_come_back_in_order_with_the_verdict(score: Score) -> None:
    rows: list[dict[str, Any]] = [
        {"handle": "a", "bio": "TypeScript", "x": [1]},
        {"handle": "b", "bio": ""},
        {"handle": "c", "bio": "Potter"},
    ]
    found = [json.loads(line) for line in score("\n".join(map(json.dumps, rows))).stdout.splitlines()]
    judge = Judge(NICHE)
    for row, judged in zip(rows, found, strict=True):
        verdict = judge.verdict(Person(handle="x", bio=str(row["bio"]))).to_dict()
        added = {name: verdict[name] for name in ("relevance", "band", "matches", "chaser")}
        assert judged == {**row, **added}


def test_csv_comes_back_as_csv_with_json_in_the_list_cells(score: Score, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    score('handle,bio,note\na,"TypeScript, CSS",keep\nb,,\n', "--out", out)
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"))))
    assert [row["note"] for row in rows] == ["keep", ""]
    assert [(row["relevance"], row["band"]) for row in rows] == [("74", "strong"), ("", "no_basis")]
    assert [match["keyword"] for match in json.loads(rows[0]["matches"])] == ["typescript", "css"]
    assert json.loads(rows[0]["chaser"]) == {"flag": False, "signs": []}


@pytest.mark.parametrize(
    ("arguments", "is_csv"),
    [([], False), (["--format", "csv"], True), (["--format", "jsonl"], False)],
)
def test_the_format_goes_by_the_option_then_the_ending(
    score: Score, tmp_path: Path, arguments: list[str], is_csv: bool
) -> None:
    wanted = "handle,bio,relevance" if is_csv else "{"
    assert score("handle,bio\na,CSS\n", *arguments).stdout.startswith(wanted)
    out = tmp_path / "x.jsonl"
    score("handle,bio\na,CSS\n", "--out", out, *arguments)
    assert out.read_text(encoding="utf-8").startswith(wanted)


def test_unreadable_rows_are_named_and_left_out(score: Score) -> None:
    content = '{"handle": "a", "bio": "CSS"}\n{broken\n\n[1]\n{"nothing": 1}\n{"handle": "b", "bio": "CSS"}\n'
    done = score(content)
    assert [json.loads(line)["handle"] for line in done.stdout.splitlines()] == ["a", "b"]
    for line in ("line 2 is not JSON", "line 4 is not a JSON object", "line 5 has no column", "3 rows"):
        assert line in done.stderr


def test_a_csv_row_of_another_length_is_named_and_left_out(score: Score) -> None:
    done = score('handle,bio\na,CSS\nb\nc,x,y\n"d","multi\nline"\ne,CSS\n')
    assert [json.loads(line)["handle"] for line in done.stdout.splitlines()] == ["a", "d", "e"]
    assert "line 3 has 1 cells" in done.stderr
    assert "line 4 has 3 cells" in done.stderr


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b"handle,bio\n"])
def test_an_empty_file_is_no_error(score: Score, content: bytes) -> None:
    assert score(content).stdout == ""


def test_bytes_that_are_no_utf_8_spoil_one_character(score: Score) -> None:
    assert json.loads(score(b"\xef\xbb\xbfhandle,bio\na,CSS \xff\xfe\n").stdout)["relevance"] == 32


def test_standard_input_is_read(run: Run, niche_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_into_stdin(monkeypatch, b'{"bio": "CSS"}\n')
    assert json.loads(run("score", "-", "--profile", niche_file).stdout)["band"] == "maybe"


def test_without_a_niche_it_ends_with_2(run: Run, tmp_path: Path) -> None:
    assert "--profile" in run("score", "-", "--data", tmp_path / "data", status=2).stderr


def test_the_niche_in_use_is_the_default(
    run: Run, niche_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    run("profile", "import", niche_file, "--data", data)
    put_into_stdin(monkeypatch, b'{"bio": "CSS"}\n')
    assert json.loads(run("score", "-", "--data", data).stdout)["band"] == "maybe"


def test_a_missing_input_is_told(run: Run, niche_file: Path, tmp_path: Path) -> None:
    done = run("score", tmp_path / "no", "--profile", niche_file, status=1)
    assert "cannot be read" in done.stderr


def test_an_output_that_cannot_be_written_is_told(score: Score, tmp_path: Path) -> None:
    done = score('{"bio": "CSS"}\n', "--out", tmp_path / "no" / "out.csv", status=1)
    assert "cannot be written" in done.stderr


def test_many_processes_give_what_one_gives_in_the_same_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fieldmark.commands.score.ROWS_A_BATCH", 50)
    monkeypatch.setattr("fieldmark.commands.score.LEAST_ROWS_FOR_PROCESSES", 100)
    source = tmp_path / "in.jsonl"
    bios = ("TypeScript", "CSS", "Potter", "", "crypto")
    source.write_text("".join(json.dumps({"handle": f"p{n}", "bio": bios[n % 5]}) + "\n" for n in range(601)))
    outs = [tmp_path / "one.jsonl", tmp_path / "two.jsonl"]
    for jobs, out in enumerate(outs, start=1):
        assert score_file(ScoreJob(str(source), out, NICHE, jobs=jobs), lambda line: None) == 0
    assert outs[0].read_bytes() == outs[1].read_bytes()
    assert [json.loads(line)["handle"] for line in outs[1].read_text().splitlines()] == [f"p{n}" for n in range(601)]


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        (
            # twitter-web-exporter, CSV: `following` is whether one follows, `url` the address of the profile.
            {"id": "12", "screen_name": "ada", "name": "Ada", "description": "CSS", "followers_count": "10",
             "friends_count": "20", "statuses_count": "30", "location": "Paris", "website": "https://a.example",
             "following": "false", "followed_by": "true", "is_blue_verified": "true", "url": "https://x.com/ada"},
            {"id": "12", "handle": "ada", "name": "Ada", "bio": "CSS", "followers": 10, "following": 20, "posts": 30,
             "location": "Paris", "website": "https://a.example", "i_follow": False, "follows_me": True,
             "verified": True},
        ),
        (
            {"ID": 12, "Screen Name": "@ada", "Profile Name": "Ada", "Followers": 1_000, "FollowingCount": 7,
             "Description": None},
            {"id": "12", "handle": "ada", "name": "Ada", "followers": 1000, "following": 7, "bio": ""},
        ),
        (
            {"username": "ada", "bio": "CSS", "followers": "12K", "following": "1,204", "id": "5fc9f4fc758674c7"},
            {"handle": "ada", "bio": "CSS", "following": 1204},
        ),
        ({"bio": "CSS", "grade": 2}, {"bio": "CSS"}),
    ],
)  # fmt: skip
def test_the_columns_of_common_exports_are_known(row: dict[str, object], wanted: dict[str, object]) -> None:
    person = read_person([*row.values()], make_column_map([*row]))
    assert person.to_dict() == {**wanted, "source": "answer"}


def test_a_row_without_any_text_is_refused() -> None:
    with pytest.raises(InvalidValue):
        read_person([1], make_column_map(["x"]))


@given(st.text())
def test_any_text_is_read_as_rows(text: str) -> None:
    with contextlib.suppress(FileError):
        for row in read_rows(io.StringIO(text, newline=""))[1]:
            assert bool(row.columns) != bool(row.problem)
            assert len(row.columns) == len(row.cells) == len(set(row.columns))
            with contextlib.suppress(InvalidValue):
                read_person(row.cells, make_column_map(row.columns))
