"""What a file to be imported holds: a backup, the CSV that was exported, or a follower list; told by its content."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from fieldmark.commands.columns import make_column_map
from fieldmark.commands.file_error import FileError
from fieldmark.commands.file_text import decode_text
from fieldmark.commands.judged_rows import read_people
from fieldmark.commands.rows import Row, read_rows
from fieldmark.exchange.backup import Backup, is_backup, read_backup, says_backup
from fieldmark.exchange.people_csv import is_people_header, read_people_row
from fieldmark.values import Entry, InvalidValue
from fieldmark.values.text import make_depth_error, mend_surrogates_everywhere

NO_KEY = "has neither a handle nor an id; nobody can be found by it"


class Item(NamedTuple):
    """A person in the file, or why there is none.

    Attributes:
        where: in words, such as ``line 3``.
        account: whose person; None where the file does not tell it.
        entry: None if it cannot be read.
        problem: why, and then what to do.
    """

    where: str
    account: str | None
    entry: Entry | None
    problem: str = ""


class FileContent(NamedTuple):
    """What a file holds: a backup, whose niches and settings count too, or None; and the people."""

    backup: Backup | None
    items: Iterator[Item]


def read_import(file: Path) -> FileContent:
    """What a file holds.

    Raises:
        FileError: it cannot be read, is cut off or damaged, or no column of it is known.
        InvalidValue: it is a backup of the wrong shape.
    """
    text = _read_text(file)
    whole = _find_json(text, file)
    if is_backup(whole):
        backup = read_backup(whole)
        return FileContent(backup, _list_backup(backup))
    if isinstance(whole, list):
        return FileContent(None, _list_rows("entry", _list_objects(whole)))
    header, rows = read_rows(io.StringIO(text, newline=""))
    if header is not None and is_people_header(header):
        return FileContent(None, map(_read_exported, rows))
    if header is not None and not make_column_map(header):
        raise FileError(f"{file} names no column that is known in its first line; name them handle, name, bio …")
    return FileContent(None, _list_rows("line", rows))


def _read_text(file: Path) -> str:
    try:
        text = decode_text(file.read_bytes())
    except OSError as error:
        raise FileError(f"{file} cannot be read ({error.strerror}); name another file") from None
    except InvalidValue as error:
        raise FileError(f"{file} is not taken in: {describe(error)}") from None
    # A disk that was full leaves an empty file, one that lost its power a file of zeroes.
    if not text.strip("\x00 \t\r\n"):
        raise FileError(f"{file} is empty; name another file")
    return text


def _find_json(text: str, file: Path) -> Any:
    """The one JSON value that a file holds; None for CSV and JSON Lines."""
    first = text.lstrip()[:1]
    if first not in ("{", "["):
        return None
    try:
        return mend_surrogates_everywhere(json.loads(text))
    except RecursionError:
        raise make_depth_error() from None
    except InvalidValue:
        raise
    except ValueError as error:
        kind = "a list in JSON" if first == "[" else "a backup" if says_backup(text) else None
        if not kind:
            return None
        where = f" at line {error.lineno}, character {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        problem = "nothing was taken in: export it anew, or take another copy"
        raise FileError(f"{file} is {kind} that is cut off or damaged{where}; {problem}") from None


def _list_objects(values: list[Any]) -> Iterator[Row]:
    for number, value in enumerate(values, start=1):
        if isinstance(value, dict):
            yield Row(number, tuple(value), tuple(value.values()))
        else:
            yield Row(number, problem="is not a JSON object; write {…} with named columns")


def _list_rows(unit: str, rows: Iterator[Row]) -> Iterator[Item]:
    for row, person, problem in read_people(rows):
        has_key = person is not None and person.key != ""
        entry = Entry(person) if person and has_key else None
        yield Item(f"{unit} {row.line}", None, entry, problem or ("" if has_key else NO_KEY))


def _read_exported(row: Row) -> Item:
    where = f"line {row.line}"
    if row.problem:
        return Item(where, None, None, row.problem)
    try:
        account, entry = read_people_row(row.columns, row.cells)
    except InvalidValue as error:
        return Item(where, None, None, describe(error))
    return Item(where, account, entry)


def _list_backup(backup: Backup) -> Iterator[Item]:
    for account, people in backup.accounts:
        for number, raw in enumerate(people, start=1):
            where = f"person {number} of account {account}"
            try:
                yield Item(where, account, Entry.from_dict(raw))
            except InvalidValue as error:
                yield Item(where, account, None, describe(error))


def describe(error: InvalidValue) -> str:
    """What is wrong, as the rest of a sentence that began with where."""
    return f"{error.field} {error.problem}" if error.field else error.problem
