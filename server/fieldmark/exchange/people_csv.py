"""The CSV of people: a row a person, its columns one table; written and read back."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from fieldmark.exchange.cells import (
    guard_text,
    read_count,
    read_flag,
    read_moment,
    read_text,
    write_count,
    write_flag,
    write_moment,
)
from fieldmark.values import Decision, Entry, InvalidValue, Verdict
from fieldmark.values.decision import DECIDABLE
from fieldmark.values.keys import check_account

BYTE_ORDER_MARK = "\ufeff"
# By these a file is known as one of ours, whatever columns were added, moved or taken away since.
TELLING = ("key", "handle", "triage")
NOTHING_DECIDED = Decision("")


class ExportedPerson(NamedTuple):
    """A person to be written: whose they are, what is kept, and the verdict by the niche in use, if there is one."""

    account: str
    entry: Entry
    verdict: Verdict | None


class ReadPerson(NamedTuple):
    """A person read; ``account`` is None where the file does not tell it."""

    account: str | None
    entry: Entry


class Column(NamedTuple):
    """A column: its cell of a person, and how a cell is read (None: what can be worked out anew is not)."""

    write: Callable[[ExportedPerson], str]
    read: Callable[[str], Any] | None = None


def write_people(people: Iterable[ExportedPerson]) -> Iterator[str]:
    """The file, piece by piece: UTF-8 with a byte order mark, lines ended by CR LF (RFC 4180)."""
    yield BYTE_ORDER_MARK + _write_row(COLUMNS)
    for person in people:
        yield _write_row(column.write(person) for column in COLUMNS.values())


def is_people_header(header: Iterable[str]) -> bool:
    """Whether a header is that of such a file."""
    return set(TELLING) <= {_read_name(name) for name in header}


def read_people_row(header: Iterable[str], cells: Iterable[str]) -> ReadPerson:
    """The person of a row.

    Raises:
        InvalidValue: naming the column and what to do.
    """
    values: dict[str, Any] = {}
    for column, cell in zip(header, cells, strict=True):
        name = _read_name(column)
        known = COLUMNS.get(name)
        if known and known.read:
            values[name] = _read_cell(name, known.read, cell)
    account = values.pop("account", None)
    told = {name: value for name, value in values.items() if value is not None}
    decision = {name: told.pop(name) for name in (*DECIDABLE, "changed") if name in told}
    if decision.get("triage", "undecided") != "undecided" or len(decision.keys() - {"triage"}) > 0:
        told["decision"] = decision
    key = told.get("key", "")
    if key.isascii() and key.isdecimal():
        # Such a key is the id: whoever leaves out the column has told it.
        told.setdefault("id", key)
    return ReadPerson(None if account is None else check_account(account), Entry.from_dict(told))


def _read_name(column: str) -> str:
    return column.strip().casefold()


def _read_cell(name: str, read: Callable[[str], Any], cell: str) -> Any:
    try:
        return read(cell)
    except InvalidValue as error:
        raise error.under(name) from None


def _write_row(cells: Iterable[str]) -> str:
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator="\r\n").writerow(list(cells))
    return line.getvalue()


def _write_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _read_json(cell: str) -> Any:
    try:
        return json.loads(cell) if cell.strip() else None
    except (ValueError, RecursionError):
        raise InvalidValue("", "must be JSON as it was exported; or empty") from None


def _write_lists(person: ExportedPerson) -> str:
    return _write_json([{"list": name, "position": place} for name, place in person.entry.places.items()])


def _make_person_column(name: str, write: Callable[[Any], str], read: Callable[[str], Any]) -> Column:
    return Column(lambda person: write(getattr(person.entry.person, name)), read)


def _make_seen_column(name: str) -> Column:
    return Column(lambda person: write_moment(getattr(person.entry, name)), read_moment)


def _make_verdict_column(write: Callable[[Verdict], str]) -> Column:
    return Column(lambda person: write(person.verdict) if person.verdict else "")


def _make_decision_column(name: str, write: Callable[[Any], str], read: Callable[[str], Any]) -> Column:
    return Column(lambda person: write(getattr(person.entry.decision or NOTHING_DECIDED, name)), read)


def _list_matched_words(verdict: Verdict) -> str:
    return guard_text("; ".join(dict.fromkeys(match.text for match in verdict.matches)) or None)


TEXTS = ("handle", "name", "bio", "location", "website")
COUNTS = ("followers", "following", "posts")
FLAGS = ("verified", "protected", "follows_me", "i_follow")

COLUMNS: Mapping[str, Column] = {
    "account": Column(lambda person: guard_text(person.account), read_text),
    "key": Column(lambda person: guard_text(person.entry.person.key), read_text),
    "id": _make_person_column("id", guard_text, read_text),
    "handle": Column(lambda person: guard_text(person.entry.person.handle or None), read_text),
    **{name: _make_person_column(name, guard_text, read_text) for name in TEXTS if name != "handle"},
    **{name: _make_person_column(name, write_count, read_count) for name in COUNTS},
    "created_at": _make_person_column("created_at", guard_text, read_text),
    **{name: _make_person_column(name, write_flag, read_flag) for name in FLAGS},
    "source": _make_person_column("source", guard_text, read_text),
    "first_seen": _make_seen_column("first_seen"),
    "last_seen": _make_seen_column("last_seen"),
    "lists": Column(_write_lists, _read_json),
    "relevance": _make_verdict_column(lambda verdict: write_count(verdict.relevance)),
    "band": _make_verdict_column(lambda verdict: verdict.band),
    "matched_words": _make_verdict_column(_list_matched_words),
    "matches": _make_verdict_column(lambda verdict: _write_json([match.to_dict() for match in verdict.matches])),
    "chaser": _make_verdict_column(lambda verdict: write_flag(verdict.chaser.flag)),
    "triage": _make_decision_column("triage", guard_text, read_text),
    "overrule": _make_decision_column("overrule", guard_text, read_text),
    "note": _make_decision_column("note", guard_text, read_text),
    "changed": _make_decision_column("changed", write_moment, read_moment),
}
