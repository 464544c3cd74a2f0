"""Writing judged rows: JSON Lines and CSV."""

import csv
import json
import tempfile
from collections.abc import Iterable, Sequence
from typing import Any, TextIO

from fieldmark.commands.file_error import FileError
from fieldmark.commands.rows import Row
from fieldmark.values import Verdict

ADDED = ("relevance", "band", "matches", "chaser")

JudgedRows = Iterable[tuple[Row, Verdict]]


def write_json_lines(stream: TextIO, judged: JudgedRows) -> None:
    """Writes judged rows as JSON Lines."""
    objects = (_make_object(row, verdict) for row, verdict in judged)
    stream.writelines(json.dumps(values, ensure_ascii=False, allow_nan=False) + "\n" for values in objects)


def write_csv(stream: TextIO, header: Sequence[str], judged: JudgedRows) -> None:
    """Writes judged rows of a CSV as CSV: every column under the name it had, then what is added."""
    kept = [place for place, name in enumerate(header) if name not in ADDED]
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([*(header[place] for place in kept), *ADDED])
    for row, verdict in judged:
        added = describe_verdict(verdict).values()
        writer.writerow([*(row.cells[place] for place in kept), *map(_to_cell, added)])


def write_objects_as_csv(stream: TextIO, judged: JudgedRows) -> None:
    """Writes judged rows of JSON Lines as CSV.

    The header is every name that any row has, in the order they come up. It is whole only after the last row, so
    the rows wait in a temporary file: memory stays flat for an input of any length, from a pipe too.

    Raises:
        FileError: the temporary file cannot be written.
    """
    names: dict[str, None] = {}
    with tempfile.TemporaryFile("w+", encoding="utf-8") as waiting:
        for row, verdict in judged:
            values = _make_object(row, verdict)
            names.update(dict.fromkeys(name for name in values if name not in ADDED))
            try:
                waiting.write(json.dumps(values) + "\n")
            except OSError as error:
                raise FileError(f"no temporary file can be written ({error.strerror}); set TMPDIR") from None
        waiting.seek(0)
        writer = csv.DictWriter(stream, [*names, *ADDED], restval="", lineterminator="\n")
        for number, line in enumerate(waiting):
            if number == 0:
                writer.writeheader()
            writer.writerow({name: _to_cell(value) for name, value in json.loads(line).items()})


def describe_verdict(verdict: Verdict) -> dict[str, Any]:
    """What is added to a row."""
    full = verdict.to_dict()
    return {name: full[name] for name in ADDED}


def _make_object(row: Row, verdict: Verdict) -> dict[str, Any]:
    return {**dict(zip(row.columns, row.cells, strict=True)), **describe_verdict(verdict)}


def _to_cell(value: object) -> object:
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else value
