"""Reading rows: CSV and JSON Lines, as streams of any size."""

import csv
import json
import math
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from fieldmark.commands.columns import make_column_map
from fieldmark.commands.file_error import FileError
from fieldmark.values import InvalidValue
from fieldmark.values.text import check_depth, make_depth_error

LARGEST_CELL = 1_000_000
DELIMITERS = ",;\t"

# csv's finding -> what is wrong and what to do. Anything else keeps csv's own words.
PROBLEM_OF_CSV = {
    "unexpected end of data": "opens a quote that is never closed; close it, or double it where it is part of the text",
    "field larger than": f"has a cell of more than {LARGEST_CELL:,} characters, or opens a quote that is never closed; "
    "shorten or close it",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the input.

    Attributes:
        line: where it begins, from 1.
        columns: the names of its cells, no two the same.
        cells: in their order, so that no column is lost whatever its name.
        problem: why it cannot be read, and then it has no cells; else empty.
    """

    line: int
    columns: tuple[str, ...] = ()
    cells: tuple[Any, ...] = ()
    problem: str = ""


def read_rows(stream: Iterator[str]) -> tuple[list[str] | None, Iterator[Row]]:
    """The rows of a stream of lines, and the header of a CSV as it stands there (None for JSON Lines).

    JSON Lines is told from CSV by its first character that is no space: an opening brace.

    Raises:
        FileError: it is a JSON array, or its header cannot be read.
    """
    csv.field_size_limit(LARGEST_CELL)
    lines = _Lines(stream)
    first = lines.find_first()
    if first is None:
        return None, iter(())
    if first.lstrip().startswith("{"):
        return None, _read_json_lines(lines)
    if first.lstrip().startswith("["):
        raise FileError("the input is a JSON array; give one object a line instead, for instance by: jq -c '.[]'")
    # «strict»: else a quote that is never closed silently swallows the rest of the file.
    reader = csv.reader(lines, delimiter=_find_delimiter(first), strict=True)
    try:
        header = [name.strip() for name in next(reader)]
    except csv.Error as error:
        raise FileError(f"the header of the input {_describe(error)}") from None
    return header, _read_csv(reader, lines, header)


def _find_delimiter(header: str) -> str:
    """What stands between the names of a header: by which most are known, else by which there are most."""

    def count_names(delimiter: str) -> tuple[int, int]:
        try:
            names = next(csv.reader([header], delimiter=delimiter))
        except (csv.Error, StopIteration):
            return 0, 0
        return len(make_column_map(names)), len(names)

    return max(DELIMITERS, key=count_names)


class _Lines:
    """Lines of a stream that knows the number of the last one given."""

    def __init__(self, stream: Iterator[str]) -> None:
        self._stream = stream
        self._waiting: deque[str] = deque()
        self._row: list[str] = []
        self.number = 0

    def find_first(self) -> str | None:
        """The first line that is not empty; it will be given first."""
        for line in self._stream:
            self.number += 1
            if line.strip("\ufeff \t\r\n"):
                self.number -= 1
                self._waiting.append(line.lstrip("\ufeff"))
                return self._waiting[0]
        return None

    def begin_row(self) -> None:
        """Forgets the lines given: the next one begins a row."""
        self._row.clear()

    def take_back_all_but_first(self) -> None:
        """Gives the lines of the row anew, save its first: one broken row must not take others with it."""
        again = self._row[1:]
        self._waiting.extendleft(reversed(again))
        self.number -= len(again)

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._waiting.popleft() if self._waiting else next(self._stream)
        self.number += 1
        self._row.append(line)
        return line


def _read_json_lines(lines: _Lines) -> Iterator[Row]:
    for line in lines:
        lines.begin_row()
        if not line.strip():
            continue
        try:
            values = json.loads(line, parse_float=_read_number, parse_constant=_refuse_number)
            check_depth(values)
        except InvalidValue as error:
            yield Row(lines.number, problem=error.problem)
        except RecursionError:
            yield Row(lines.number, problem=make_depth_error().problem)
        except ValueError:
            yield Row(lines.number, problem="is not JSON; write one object, whole, on one line")
        else:
            if isinstance(values, dict):
                yield Row(lines.number, tuple(values), tuple(values.values()))
            else:
                yield Row(lines.number, problem="is not a JSON object; write {…} with named columns")


def _read_number(text: str) -> float:
    number = float(text)
    return number if math.isfinite(number) else _refuse_number(text)


def _refuse_number(text: str) -> NoReturn:
    # Python reads 1e999 and NaN, and writes Infinity and NaN, which nobody else takes for JSON.
    raise InvalidValue("", f"holds {text[:40]}, a number that JSON cannot hold; make it null or put it in quotes")


def _read_csv(reader: Any, lines: _Lines, header: list[str]) -> Iterator[Row]:
    columns = make_unique_names(header)
    while True:
        begins = lines.number + 1
        lines.begin_row()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            lines.take_back_all_but_first()
            yield Row(begins, problem=_describe(error))
            continue
        if not cells:
            continue
        if len(cells) != len(header):
            yield Row(begins, problem=f"has {len(cells)} cells, the header has {len(header)}; give it as many")
        else:
            yield Row(begins, columns, tuple(cells))


def _describe(error: csv.Error) -> str:
    known = (problem for words, problem in PROBLEM_OF_CSV.items() if str(error).startswith(words))
    stray = f"is no CSV ({error}); put the whole cell in quotes and double each quote within"
    return next(known, stray)


def make_unique_names(header: Sequence[str]) -> tuple[str, ...]:
    """A name of its own for each column, as JSON objects need: a second ``bio`` is ``bio_2``, a blank ``column_3``."""
    names: dict[str, None] = {}
    for place, name in enumerate(header, start=1):
        number = 2 if name else place
        unique = name or f"column_{place}"
        while unique in names or (unique != name and unique in header):
            unique = f"{name or 'column'}_{number}"
            number += 1
        names[unique] = None
    return tuple(names)
