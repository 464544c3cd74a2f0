"""The rows that `fieldmark score` reads and writes: no column is lost, and what is broken is told with its line."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldmark.commands import rows
from fieldmark.commands.judged_rows import Added
from fieldmark.commands.row_writers import write_csv, write_objects_as_csv
from support import Score, put_into_stdin

ADDED = ["relevance", "band", "matches", "chaser"]


def read_objects(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def read_cells(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def test_columns_of_one_name_or_none_all_come_back_in_csv(score: Score) -> None:
    content = "handle,note,,note,bio,bio\na,one,two,three,CSS,potter\n"
    header, row = read_cells(score(content, "--format", "csv").stdout)
    assert header == ["handle", "note", "", "note", "bio", "bio", *ADDED]
    assert row[:8] == ["a", "one", "two", "three", "CSS", "potter", "32", "maybe"]


def test_columns_of_one_name_or_none_get_names_of_their_own_in_json_lines(score: Score) -> None:
    content = "handle,note,,note,note_2,bio,\na,one,two,three,four,CSS,five\n"
    (row,) = read_objects(score(content).stdout)
    assert [*row] == ["handle", "note", "column_3", "note_3", "note_2", "bio", "column_7", *ADDED]
    assert [*row.values()][:8] == ["a", "one", "two", "three", "four", "CSS", "five", 32]


def test_what_an_earlier_run_added_is_replaced(score: Score) -> None:
    once = score("handle,bio\na,CSS\n", "--format", "csv").stdout
    assert score(once, "--format", "csv").stdout == once
    once = score('{"handle": "a", "bio": "CSS"}\n').stdout
    assert score(once).stdout == once
    assert read_cells(score(once, "--format", "csv").stdout)[0] == ["handle", "bio", *ADDED]


OBJECTS = '{"handle": "a", "bio": "CSS"}\n{"handle": "b", "city": "Rome", "bio": ""}\n{"bio": "x", "tags": [1]}\n'


@pytest.mark.parametrize("from_pipe", [False, True])
def test_a_csv_made_of_json_lines_has_the_columns_of_every_row(
    score: Score, monkeypatch: pytest.MonkeyPatch, from_pipe: bool
) -> None:
    put_into_stdin(monkeypatch, OBJECTS.encode())
    arguments = ["--format", "csv"]
    done = score(None if from_pipe else OBJECTS, *arguments)
    header, *found = read_cells(done.stdout)
    assert header == ["handle", "bio", "city", "tags", *ADDED]
    assert [row[:4] for row in found] == [["a", "CSS", "", ""], ["b", "", "Rome", ""], ["", "x", "", "[1]"]]
    assert [row[5] for row in found] == ["maybe", "no_basis", "off"]


def test_a_quote_that_is_never_closed_is_told_with_its_line_and_takes_no_other_row(score: Score) -> None:
    done = score('handle,bio\na,CSS\nb,"TypeScript\nc,CSS\n"d","two\nlines"\ne,CSS\n')
    assert [row["handle"] for row in read_objects(done.stdout)] == ["a", "c", "d", "e"]
    assert "line 3 " in done.stderr
    assert "1 row could not be read" in done.stderr


def test_a_quote_open_to_the_end_of_the_file_is_told(score: Score) -> None:
    done = score('handle,bio\na,"CSS\nb,CSS\nc,CSS\n')
    assert [row["handle"] for row in read_objects(done.stdout)] == ["b", "c"]
    assert "line 2 opens a quote that is never closed; close it" in done.stderr


def test_a_quote_open_for_longer_than_a_cell_may_be_takes_no_other_row(
    score: Score, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "LARGEST_CELL", 100)
    done = score('handle,bio\na,"CSS\n' + "".join(f"p{n},CSS\n" for n in range(100)))
    assert [row["handle"] for row in read_objects(done.stdout)] == [f"p{n}" for n in range(100)]
    assert "line 2 has a cell of more than" in done.stderr


def test_a_stray_quote_is_told_with_what_to_do(score: Score) -> None:
    done = score('handle,bio\na,"CSS" and more\nb,CSS\n')
    assert [row["handle"] for row in read_objects(done.stdout)] == ["b"]
    assert "line 2 is no CSV" in done.stderr
    assert "double each quote" in done.stderr


def test_a_header_with_an_open_quote_is_told(score: Score) -> None:
    done = score('handle,"bio\na,CSS\n', status=1)
    assert "the header of the input opens a quote that is never closed" in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("header", ["handle|bio", "handle|bio|a note, or two; or three", "who|bio", "handle|what|why"])
def test_the_delimiter_is_found_in_the_header(score: Score, delimiter: str, header: str) -> None:
    names = header.split("|")
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows([names, ["ada", "CSS, and; more\t!", "x"][: len(names)]])
    (row,) = read_objects(score(text.getvalue()).stdout)
    assert [*row] == [*names, *ADDED]
    assert row[names[1]] == "CSS, and; more\t!"


def test_a_header_of_one_name_needs_no_delimiter(score: Score) -> None:
    (row,) = read_objects(score("bio\nCSS; and more\n").stdout)
    assert (row["bio"], row["band"]) == ("CSS; and more", "maybe")


@pytest.mark.parametrize("content", ['[{"handle": "a"}]', '\ufeff \n [\n{"handle": "a"}\n]\n'])
def test_a_json_array_is_told_by_its_name(score: Score, content: str) -> None:
    done = score(content, status=1)
    assert "is a JSON array; give one object a line" in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("number", ["1e999", "-1e999", "NaN", "Infinity", "-Infinity"])
def test_a_number_that_json_cannot_hold_is_told_and_never_written(score: Score, number: str) -> None:
    done = score(f'{{"handle": "a", "x": [{number}]}}\n{{"handle": "b", "x": 1.5, "big": {10**30}}}\n')
    (row,) = read_objects(done.stdout)
    assert (row["handle"], row["x"], row["big"]) == ("b", 1.5, 10**30)
    assert f"line 1 holds {number}, a number that JSON cannot hold" in done.stderr


@pytest.mark.parametrize("levels", [600, 5_000, 100_000])
def test_a_row_nested_too_deep_is_told_and_left_out(score: Score, levels: int, tmp_path: Path) -> None:
    deep = "[" * levels + "]" * levels
    content = f'{{"handle": "a", "x": {deep}}}\n{{"handle": "b"}}\n'
    for file_format in ("jsonl", "csv"):
        out = tmp_path / "out"
        done = score(content, "--out", out, "--format", file_format)
        assert "line 1 has lists or objects more than 100 deep" in done.stderr
        assert '"b"' in out.read_text() or "\nb," in out.read_text()


# What CSV has a meaning for, what ends a line somewhere, and a lone CR, which ends one for csv alone.
LETTERS = "a1é🏺 ,\"'{[\\\x00\x1b\x85\u2028"
CELLS = st.text(st.sampled_from(LETTERS + ";\t\r\n"), max_size=6)


def make_objects(more_in_names: str) -> st.SearchStrategy[list[dict[str, str]]]:
    """Objects of the same names, a list of them."""
    names = st.text(st.sampled_from(LETTERS + more_in_names), max_size=6).map(str.strip).filter(bool)
    return st.lists(names, min_size=1, max_size=4, unique=True).flatmap(
        lambda names: st.lists(
            st.tuples(*(CELLS for _ in names)).map(lambda cells: dict(zip(names, cells, strict=True)))
        )
    )


# The delimiter is told by the header's first line: a name with line breaks has no other delimiter before them.
OBJECTS_OF_A_CSV = make_objects(";\t") | make_objects("\r\n")
NO_VERDICT = Added(None, "off", "[]", "{}")


def write_rows(write: Any, *arguments: Any) -> tuple[list[str] | None, list[rows.Row]]:
    """What was written, read again."""
    stream = io.StringIO(newline="")
    write(stream, *arguments)
    header, found = rows.read_rows(io.StringIO(stream.getvalue(), newline=""))
    return header, list(found)


@settings(max_examples=200)
@given(objects=OBJECTS_OF_A_CSV)
def test_every_cell_of_a_csv_that_was_written_is_read_again(objects: list[dict[str, str]]) -> None:
    judged = [(rows.Row(1, tuple(one), tuple(one.values())), NO_VERDICT) for one in objects]
    wanted = [(*one.values(), "", "off", "[]", "{}") for one in objects]
    of_objects, found = write_rows(write_objects_as_csv, judged)
    assert [(row.problem, row.cells) for row in found] == [("", cells) for cells in wanted]
    if objects:
        header, again = write_rows(write_csv, list(objects[0]), judged)
        assert header == of_objects == [*objects[0], *ADDED]
        assert [row.cells for row in again] == wanted


def test_a_lone_carriage_return_takes_nobody_away(score: Score) -> None:
    once = score('{"handle": "ada", "bio": "potter\\rCSS"}\n{"handle": "bob"}\n', "--format", "csv").stdout
    again = score(once)
    assert again.stderr == ""
    assert [row["bio"] for row in read_objects(again.stdout)] == ["potter\rCSS", ""]
