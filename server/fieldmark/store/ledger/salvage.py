"""Decisions out of a damaged ledger: whatever SQLite can still read, row by row, goes into what takes its place.

A backup is up to a day old, and the people come up again by themselves; decisions do not.
"""

import contextlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from fieldmark.store.files import discard
from fieldmark.store.ledger import account_queries, decision_queries, queries
from fieldmark.store.ledger.deciding import add_bare
from fieldmark.store.ledger.known_people import KnownPerson
from fieldmark.store.ledger.migrations import migrate
from fieldmark.store.ledger.sqlite_door import Connection, connect, connect_to_damaged, find_readable_row, is_begun
from fieldmark.values import InvalidValue
from fieldmark.values.past_change import PastChange

# Where a page is gone, so many numbers of changes in a row may be; nobody has decided that often in one page.
MOST_MISSES = 20_000


class Salvaged(NamedTuple):
    """A change that could be read; account and person only if they could be, else their number and key are known."""

    account_id: int
    account: str | None
    key: str
    person: KnownPerson | None
    change: PastChange


def salvage_changes(damaged: Path | None, log: Path | None, fresh: Path) -> int:
    """Adds the changes of decisions that a damaged ledger still tells to the one that takes its place.

    Args:
        damaged: the damaged file, if there is one; it stays untouched.
        log: its log, if there is one, which stays untouched too.
        fresh: a ledger of any version, or an empty file.

    Returns:
        How many were added.

    Raises:
        OSError, sqlite3.Error: there is no room for it.
    """
    copy = fresh.with_name(f"{fresh.name.removesuffix('.tmp')}.salvage.tmp")
    try:
        _copy_what_is_left(damaged, log, fresh, copy)
        found = list(_read_changes(copy))
    finally:
        for leftover in (copy, _beside(copy), copy.with_name(copy.name + "-shm")):
            discard(leftover)
    return _add(found, fresh) if found else 0


def _copy_what_is_left(damaged: Path | None, log: Path | None, fresh: Path, copy: Path) -> None:
    # Without the file, what its log holds of it lies over the newest backup of it.
    shutil.copyfile(damaged if damaged and is_begun(damaged) else fresh, copy)
    if not log:
        return
    shutil.copyfile(log, _beside(copy))
    if not is_begun(copy):
        # SQLite deletes the log of an empty file unread; one page of zeros will do. Its size is in the log's header:
        # https://www.sqlite.org/fileformat2.html#walformat
        with log.open("rb") as stream:
            copy.write_bytes(bytes(int.from_bytes(stream.read(12)[8:])))


def _beside(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


def _read_changes(copy: Path) -> Iterator[Salvaged]:
    with contextlib.closing(connect_to_damaged(copy)) as connection:
        last = find_readable_row(connection, "SELECT max(change_id) FROM change", ())
        number, misses = 0, 0
        # The last page may be the damaged one: then it is looked for until nothing comes any more.
        while number < (last[0] or 0 if last else 0) or (last is None and misses < MOST_MISSES):
            number += 1
            salvaged = _read_change(connection, number)
            misses = 0 if salvaged else misses + 1
            if salvaged:
                yield salvaged


def _read_change(connection: Connection, number: int) -> Salvaged | None:
    row = find_readable_row(
        connection,
        "SELECT account_id, person_id, person_key, id, changes, moment, received, at, reason, bio "
        "FROM change WHERE change_id = ?",
        (number,),
    )
    if not row:
        return None
    account_id, person_id, key, change_id, changes, *rest = row
    account = find_readable_row(connection, "SELECT key FROM account WHERE account_id = ?", (account_id,))
    person = find_readable_row(
        connection,
        "SELECT key, handle, facts, answered, first_seen, last_seen FROM person WHERE person_id = ?",
        (person_id,),
    )
    try:
        values = dict(zip(("moment", "received", "at", "reason", "bio"), rest, strict=True))
        told = {name: value for name, value in values.items() if value is not None}
        change = PastChange.from_dict({"id": change_id, **json.loads(changes), **told})
        if person:
            json.loads(person[2])
    except (InvalidValue, ValueError, TypeError):
        # A page of something else, which passes for one of these.
        return None
    return Salvaged(account_id, account[0] if account else None, key, KnownPerson(*person) if person else None, change)


def _add(found: list[Salvaged], fresh: Path) -> int:
    with contextlib.closing(connect(fresh)) as connection:
        migrate(connection, fresh)
        connection.execute("BEGIN IMMEDIATE")
        added = sum(_add_one(connection, salvaged) for salvaged in found)
        connection.execute("COMMIT")
        return added


def _add_one(connection: Connection, salvaged: Salvaged) -> bool:
    # A backup is of this very ledger: the numbers in it are the same.
    account = salvaged.account or account_queries.find_key(connection, salvaged.account_id)
    if account is None:
        return False
    account_id = account_queries.find_account(connection, account) or account_queries.add_account(connection, account)
    key = salvaged.person.key if salvaged.person else salvaged.key
    number = queries.find_number(connection, account_id, key)
    if number is None and salvaged.person:
        queries.write_people(connection, account_id, None, [salvaged.person])
        number = queries.get_number(connection, account_id, key)
    number = number or add_bare(connection, account_id, key, salvaged.change.received)
    is_new = decision_queries.add_change(connection, account_id, number, salvaged.key, salvaged.change)
    if is_new:
        decision_queries.settle(connection, number, key)
    return is_new
