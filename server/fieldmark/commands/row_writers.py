"""Writing judged rows: JSON Lines and CSV."""

import csv
import json
import tempfile
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from fieldmark.commands.file_error import FileError
from fieldmark.commands.judged_rows import Added, write_json
from fieldmark.commands.rows import Row
from fieldmark.commands.terminal import Writable

ADDED = Added._fields

# By these, rows.py tells JSON, and what else than a comma stands between the names.
JSON_BEGINS = ("{", "[")
OTHER_DELIMITERS = (";", "\t")

JudgedRows = Iterable[tuple[Row, Added]]
WriteRow = Callable[[Iterable[object]], object]


def write_json_lines(stream: Writable, judged: JudgedRows) -> None:
    """Writes judged rows as JSON Lines."""
    for row, added in judged:
        values = _make_object(row)
        members = [write_json(values)[1:-1]] if values else []
        stream.write("{" + ", ".join([*members, _write_added(added)]) + "}\n")


def write_csv(stream: Writable, header: Sequence[str], judged: JudgedRows) -> None:
    """Writes judged rows of a CSV as CSV: every column under the name it had, then what is added."""
    kept = [place for place, name in enumerate(header) if name not in ADDED]
    write_row = _start_csv(stream, [*(header[place] for place in kept), *ADDED])
    for row, added in judged:
        write_row([*(row.cells[place] for place in kept), *added])


def write_objects_as_csv(stream: Writable, judged: JudgedRows) -> None:
    """Writes judged rows of JSON Lines as CSV.

    The header is every name that any row has, in the order they come up. It is whole only after the last row, so
    the rows wait in a temporary file: memory stays flat for an input of any length, from a pipe too.

    Raises:
        FileError: the temporary file cannot be written.
    """
    names: dict[str, None] = {}
    with tempfile.TemporaryFile("w+", encoding="utf-8") as waiting:
        for row, added in judged:
            values = _make_object(row)
            names.update(dict.fromkeys(values))
            try:
                waiting.write(json.dumps([values, added]) + "\n")
            except OSError as error:
                raise FileError(f"no temporary file can be written ({error.strerror}); set TMPDIR") from None
        waiting.seek(0)
        write_row: WriteRow | None = None
        for line in waiting:
            # Of no rows at all, no name is known to make a header of.
            write_row = write_row or _start_csv(stream, [*names, *ADDED])
            values, added = json.loads(line)
            write_row([*(_to_cell(values.get(name)) for name in names), *added])


class _Lines:
    """A stream for csv that ends each line by LF, although csv believes that it is CR LF.

    csv puts a cell in quotes where it holds what ends *its* lines: by LF alone, a lone CR would stand bare, and end the
    row for whoever reads the file.
    """

    def __init__(self, stream: Writable) -> None:
        self._stream = stream

    def write(self, line: str) -> None:
        self._stream.write(line.removesuffix("\r\n") + "\n")


def _start_csv(stream: Writable, names: Sequence[str]) -> WriteRow:
    """Writes the header; returns what writes a row.

    Names that would be taken for JSON, or for names with another delimiter, are all in quotes.
    """
    lines = _Lines(stream)
    is_misleading = names[0].lstrip().startswith(JSON_BEGINS) or any(
        sign in name for name in names for sign in OTHER_DELIMITERS
    )
    rows = csv.writer(lines, lineterminator="\r\n")
    header = csv.writer(lines, lineterminator="\r\n", quoting=csv.QUOTE_ALL) if is_misleading else rows
    header.writerow(names)
    return rows.writerow


def _make_object(row: Row) -> dict[str, Any]:
    """The row's own values; what was added by an earlier run is left out."""
    return {name: cell for name, cell in zip(row.columns, row.cells, strict=True) if name not in ADDED}


def _write_added(added: Added) -> str:
    """The members of a JSON object that are added."""
    relevance = "null" if added.relevance is None else added.relevance
    return f'"relevance": {relevance}, "band": "{added.band}", "matches": {added.matches}, "chaser": {added.chaser}'


def _to_cell(value: object) -> object:
    if isinstance(value, dict | list):
        return write_json(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else value
