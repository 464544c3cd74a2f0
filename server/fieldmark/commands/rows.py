"""Reading and writing rows: CSV and JSON Lines, as streams of any size."""

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TextIO

from fieldmark.values import Verdict

ADDED = ("relevance", "band", "matches", "chaser")
LARGEST_CELL = 1_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the input.

    Attributes:
        line: where it begins, from 1.
        values: its columns; None when it cannot be read.
        problem: then, why.
    """

    line: int
    values: dict[str, Any] | None
    problem: str = ""


def read_rows(stream: TextIO) -> tuple[list[str] | None, Iterator[Row]]:
    """The rows of a stream, and the header of a CSV (None for JSON Lines).

    JSON Lines is told from CSV by its first character that is no space: an opening brace.
    """
    csv.field_size_limit(LARGEST_CELL)
    lines = _NumberedLines(stream)
    first = lines.find_first()
    if first is None:
        return None, iter(())
    if first.lstrip("\ufeff \t").startswith("{"):
        return None, _read_json_lines(lines)
    reader = csv.reader(lines)
    header = [name.strip() for name in next(reader)]
    return header, _read_csv(reader, lines, header)


class _NumberedLines:
    """Lines of a stream that knows the number of the last one given. A NUL, which csv refuses, is dropped."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._first: str | None = None
        self.number = 0

    def find_first(self) -> str | None:
        for line in self._stream:
            self.number += 1
            if line.strip("\ufeff \t\r\n"):
                self._first = line.lstrip("\ufeff")
                self.number -= 1
                return self._first
        return None

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line, self._first = (self._first, None) if self._first is not None else (next(self._stream), None)
        self.number += 1
        return line.replace("\0", "")


def _read_json_lines(lines: _NumberedLines) -> Iterator[Row]:
    for line in lines:
        if not line.strip():
            continue
        try:
            values = json.loads(line)
        except (ValueError, RecursionError):
            yield Row(lines.number, None, "is not JSON")
            continue
        if isinstance(values, dict):
            yield Row(lines.number, values)
        else:
            yield Row(lines.number, None, "is not a JSON object")


def _read_csv(reader: Any, lines: _NumberedLines, header: list[str]) -> Iterator[Row]:
    while True:
        begins = lines.number + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Row(begins, None, f"is no CSV ({error})")
            continue
        if not cells:
            continue
        if len(cells) != len(header):
            yield Row(begins, None, f"has {len(cells)} cells, the header has {len(header)}")
        else:
            yield Row(begins, dict(zip(header, cells, strict=True)))


def write_json_lines(stream: TextIO, judged: Iterable[tuple[dict[str, Any], Verdict]]) -> None:
    """Writes judged rows as JSON Lines."""
    stream.writelines(
        json.dumps({**values, **describe_verdict(verdict)}, ensure_ascii=False) + "\n" for values, verdict in judged
    )


def write_csv(stream: TextIO, header: list[str] | None, judged: Iterable[tuple[dict[str, Any], Verdict]]) -> None:
    """Writes judged rows as CSV; lists and objects in cells are JSON. Without a header, the first row's keys are it."""
    writer = None
    for values, verdict in judged:
        if writer is None:
            names = [name for name in (header if header is not None else [*values]) if name not in ADDED]
            writer = csv.DictWriter(stream, [*names, *ADDED], extrasaction="ignore", lineterminator="\n")
            writer.writeheader()
        row = {**values, **describe_verdict(verdict)}
        writer.writerow({name: _to_cell(value) for name, value in row.items()})
    if writer is None and header is not None:
        csv.writer(stream, lineterminator="\n").writerow([*(name for name in header if name not in ADDED), *ADDED])


def describe_verdict(verdict: Verdict) -> dict[str, Any]:
    """What is added to a row."""
    full = verdict.to_dict()
    return {name: full[name] for name in ADDED}


def _to_cell(value: object) -> object:
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else value
