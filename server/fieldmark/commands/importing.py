"""``fieldmark import``: people and decisions of a file go into the ledger, niches and settings of a backup beside."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from fieldmark.commands.access import Access
from fieldmark.commands.import_items import Item, describe, read_import
from fieldmark.commands.restoring import restore_niches, restore_settings
from fieldmark.values import Entry, InvalidValue
from fieldmark.values.keys import check_account

# What the server takes in one request: 200 people, and 1 MB with something to spare for what is around them.
MOST_ENTRIES, MOST_BYTES = 200, 900_000
# A person's history goes in parts: each part adds to what is there.
CHANGES_A_PART = 40

Say = Callable[[str], None]
# What is counted, in the order and the words in which it is told.
COUNTS = {
    "people: new": "new",
    "people: known": "known already",
    "decisions: taken": "taken",
    "decisions: older": "older than what is stored",
    "decisions: known": "known already",
}


class Imported(NamedTuple):
    """What was done, in lines; and whether there were people in the file of whom nobody could be read."""

    lines: list[str]
    is_nobody_read: bool


def import_file(access: Access, file: Path, account: str | None, say: Say) -> Imported:
    """Imports a file; one bad row never ends it, and importing it again changes nothing.

    Args:
        access: the data folder.
        file: a backup, an exported CSV, or a follower list.
        account: whose people they are where the file does not say; of a file that does, only theirs are taken.
        say: is told of each row that is skipped, with its line.

    Raises:
        FileError: the file cannot be read.
        InvalidValue: it is a backup of the wrong shape; or an account is needed.
        StoreError: the ledger could not be written; the people before that are in it.
    """
    wanted = None if account is None else check_account(account.lower())
    backup, items = read_import(file)
    lines = [*restore_niches(access, backup.profiles), *restore_settings(access, backup.settings)] if backup else []
    counts: Counter[str] = Counter()
    for owner, entries in _make_batches(_choose(access, items, wanted, counts, say)):
        for kind, found in access.take_in(owner, entries).items():
            counts.update({f"{kind}: {name}": number for name, number in found.items()})
    is_nobody_read = counts["skipped"] > 0 and counts["people: new"] + counts["people: known"] == 0
    return Imported([*lines, *_describe(counts)], is_nobody_read)


def _choose(
    access: Access, items: Iterable[Item], wanted: str | None, counts: Counter[str], say: Say
) -> Iterator[tuple[str, Entry]]:
    """Whose and what is to be taken in; the rest is counted."""
    for item in items:
        if not item.entry:
            counts["skipped"] += 1
            say(f"{item.where} {item.problem}")
        elif wanted and item.account not in (None, wanted):
            counts["others"] += 1
        else:
            try:
                owner = check_account(item.account or wanted or _find_only_account(access))
            except InvalidValue as error:
                if error.field == "--account":
                    raise
                counts["skipped"] += 1
                say(f"{item.where} {describe(error)}")
                continue
            for part in _split(item.entry):
                yield owner, part


def _find_only_account(access: Access) -> str:
    accounts = access.list_accounts()
    if len(accounts) != 1:
        known = f" (known: {', '.join(accounts)})" if accounts else ""
        raise InvalidValue("--account", f"is missing: the file does not say whose followers these are; name it{known}")
    return accounts[0]


def _split(entry: Entry) -> Iterator[Entry]:
    """The entry, in parts if its history is long."""
    yield replace(entry, history=entry.history[:CHANGES_A_PART])
    for start in range(CHANGES_A_PART, len(entry.history), CHANGES_A_PART):
        yield replace(entry, history=entry.history[start : start + CHANGES_A_PART])


def _make_batches(chosen: Iterable[tuple[str, Entry]]) -> Iterator[tuple[str, list[Entry]]]:
    owner, batch, size = "", list[Entry](), 0
    for account, entry in chosen:
        entry_bytes = len(json.dumps(entry.to_dict(), ensure_ascii=False).encode())
        if batch and (account != owner or len(batch) >= MOST_ENTRIES or size + entry_bytes > MOST_BYTES):
            yield owner, batch
            batch, size = [], 0
        owner = account
        batch.append(entry)
        size += entry_bytes
    if batch:
        yield owner, batch


def _describe(counts: Counter[str]) -> list[str]:
    def describe_kind(kind: str) -> str:
        return ", ".join(f"{counts[name]} {words}" for name, words in COUNTS.items() if name.startswith(kind))

    lines = [f"People: {describe_kind('people')}.", f"Decisions: {describe_kind('decisions')}."]
    if counts["others"]:
        lines.append(f"Left out: {counts['others']} of other accounts.")
    if counts["skipped"]:
        lines.append(f"Skipped: {counts['skipped']} that could not be read.")
    return lines
