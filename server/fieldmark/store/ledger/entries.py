"""Everything kept about people: listed for an export, taken in from an import."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from fieldmark.store.ledger import account_queries, decision_queries, queries
from fieldmark.store.ledger.database import LedgerDatabase
from fieldmark.store.ledger.person_facts import NOTHING
from fieldmark.store.ledger.sqlite_door import Connection
from fieldmark.store.ledger.taking_in import take_in
from fieldmark.values import Entry, Person


class NumberedEntry(NamedTuple):
    """An entry: ``number`` is where the next page begins."""

    number: int
    entry: Entry


class Entries:
    """The entries of a ledger.

    Args:
        database: the ledger's file.
        now: ms since 1970.
    """

    def __init__(self, database: LedgerDatabase, now: Callable[[], int]) -> None:
        self._database = database
        self._now = now

    def describe(self) -> dict[str, Any]:
        """``{accounts: [{account, people, decisions}], bytes}``: whose people are kept, how many, and in what room."""
        with self._database.reading() as connection:
            accounts = account_queries.list_accounts(connection)
        names = ("account", "people", "decisions")
        described = [dict(zip(names, account, strict=True)) for account in accounts]
        return {"accounts": described, "bytes": self._database.count_bytes()}

    def list_entries(self, account: str, limit: int, after: int = 0) -> list[NumberedEntry]:
        """A page of an account's people, in the order they first came up; ``after`` is the last one's number."""
        with self._database.reading() as connection:
            account_id = account_queries.find_account(connection, account)
            return _list_entries(connection, account_id, limit, after) if account_id else []

    def take_in(self, account: str, entries: Sequence[Entry]) -> dict[str, dict[str, int]]:
        """Takes entries in, all or none; what is newer holds, and taken in again they change nothing.

        Returns:
            ``{people: {new, known}, decisions: {taken, older, known}}``: how many.

        Raises:
            StoreError: it could not be written.
        """
        people, decisions = Counter(new=0, known=0), Counter(taken=0, older=0, known=0)
        with self._database.writing(durable=True) as connection:
            account_id = account_queries.find_account(connection, account) or account_queries.add_account(
                connection, account
            )
            for entry in entries:
                outcome = take_in(connection, account_id, entry, self._now())
                people["new" if outcome.is_new else "known"] += 1
                if outcome.decision:
                    decisions[outcome.decision] += 1
        return {"people": dict(people), "decisions": dict(decisions)}


def _list_entries(connection: Connection, account_id: int, limit: int, after: int) -> list[NumberedEntry]:
    people = queries.list_people(connection, account_id, limit, after)
    numbers = [number for number, *_ in people]
    answered = queries.list_answered(connection, numbers)
    decisions = decision_queries.list_decisions(connection, numbers)
    changes = decision_queries.list_changes(connection, numbers)
    return [
        NumberedEntry(
            number,
            Entry(
                Person(**facts, source="page" if answered[number] == NOTHING else "answer"),
                first_seen,
                last_seen,
                places,  # type: ignore[arg-type]  # only lists that are known were ever stored
                decisions.get(number),
                tuple(changes.get(number, ())),
            ),
        )
        for number, _, facts, first_seen, last_seen, places in people
    ]
