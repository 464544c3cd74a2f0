"""The people seen, kept per account."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fieldmark.store.failures import DamageReport, NotFoundError
from fieldmark.store.ledger import account_queries, queries
from fieldmark.store.ledger.database import LedgerDatabase
from fieldmark.store.ledger.decisions import Decisions
from fieldmark.store.ledger.entries import Entries
from fieldmark.store.ledger.joining import join_accounts
from fieldmark.store.ledger.remembering import Remembered, remember_people
from fieldmark.store.ledger.seen_people import SeenPerson, list_decided_on, list_seen_last
from fieldmark.values import Person
from fieldmark.values.decision import find_opinion
from fieldmark.values.lists import ListName

LEDGER_NAME = "ledger.sqlite3"
DAY_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class RememberedPerson:
    """A person as the ledger knows them.

    Attributes:
        number: grows with each person; where the next page begins.
        key: the person key.
        fields: what is known, by a person's field names.
        first_seen: when the row was first mounted, in ms since 1970; None if it never was.
        last_seen: when they last came up, in ms since 1970.
        places: list -> place in it, from 0, or None if it was not told.
    """

    number: int
    key: str
    fields: dict[str, Any]
    first_seen: int | None
    last_seen: int
    places: dict[str, int | None]

    def to_dict(self) -> dict[str, Any]:
        """The person as the API's JSON object."""
        return {
            "key": self.key,
            **self.fields,
            "first_seen": self.first_seen,
            "last_seen": self.last_seen,
            "lists": [{"list": name, "position": position} for name, position in self.places.items()],
        }


class Ledger:
    """The ledger of one data folder.

    Args:
        folder: the data folder.
        report: called when the file was damaged and a backup took its place.
        clock: seconds since 1970.

    Attributes:
        decisions: what the user decided about the people.
        entries: everything kept, for export and import.

    Raises:
        StoreError: the file cannot be used.
    """

    def __init__(
        self,
        folder: Path,
        report: Callable[[DamageReport], None] = lambda report: None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._database = LedgerDatabase(folder / LEDGER_NAME, report)
        self._clock = clock
        self.decisions = Decisions(self._database, self._now)
        self.entries = Entries(self._database, self._now)

    def remember(self, account: str, list_name: ListName, people: Sequence[Person]) -> Remembered:
        """Keeps what was seen of people; returns what is news of them, and when their rows were first mounted before.

        Raises:
            StoreError: it could not be written; nothing of it was.
        """
        return remember_people(self._database, account, list_name, people, self._now())

    def join_accounts(self, handle: str, account: str) -> int:
        """Gives an account what was kept under its handle (``@…``), once its id is known; how many people that were.

        Raises:
            StoreError: it could not be written; nothing of it was.
        """
        return join_accounts(self._database, handle, account)

    def count_people(self, account: str) -> int:
        """How many people an account has seen."""
        with self._database.reading() as connection:
            number = account_queries.find_account(connection, account)
            return account_queries.count_people(connection, number) if number else 0

    def list_people(self, account: str, limit: int, after: int = 0) -> list[RememberedPerson]:
        """A page of an account's people, in the order they first came up.

        Args:
            account: whose.
            limit: how many at most.
            after: the number of the last person of the page before.
        """
        with self._database.reading() as connection:
            number = account_queries.find_account(connection, account)
            rows = queries.list_people(connection, number, limit, after) if number else []
        return [RememberedPerson(*row) for row in rows]

    def list_bios(self, account: str, limit: int) -> list[str]:
        """The bios of the people an account saw last, the newest first; without the empty ones."""
        with self._database.reading() as connection:
            number = account_queries.find_account(connection, account)
            return queries.list_bios(connection, number, limit) if number else []

    def list_seen_last(self, account: str, limit: int) -> list[SeenPerson]:
        """The people an account saw last, the newest first, with what was decided about them."""
        with self._database.reading() as connection:
            number = account_queries.find_account(connection, account)
            return list_seen_last(connection, number, limit) if number else []

    def list_opinions(self, account: str, limit: int) -> list[tuple[Person, bool]]:
        """Those of the people decided about last who are relevant to the user or not, the newest decision first."""
        with self._database.reading() as connection:
            number = account_queries.find_account(connection, account)
            decided = list_decided_on(connection, number, limit) if number else []
        opinions = ((one, find_opinion(one.triage, one.overrule)) for one in decided)
        return [(one.make_person(), is_relevant) for one, is_relevant in opinions if is_relevant is not None]

    def count_changes(self) -> int:
        """How often anything was written since the start: as long as it is the same, so is the ledger."""
        with self._database.reading() as connection:
            return connection.total_changes

    def forget_person(self, key: str, account: str | None = None) -> None:
        """Deletes a person and all that is known of them, for one account or for all.

        Raises:
            NotFoundError: nobody remembers such a person.
        """
        with self._database.forgetting() as connection:
            numbers = account_queries.list_numbers(connection, account)
            if not sum(queries.delete_person(connection, number, key) for number in numbers):
                message = f"nobody with the key {key} is remembered"
                raise NotFoundError(message)

    def forget_account(self, account: str) -> int:
        """Deletes all people of an account; returns how many there were."""
        with self._database.forgetting() as connection:
            number = account_queries.find_account(connection, account)
            people = account_queries.count_people(connection, number) if number else 0
            if number:
                account_queries.delete_account(connection, number)
        return people

    def forget_unseen(self, days: int) -> int:
        """Deletes the people who did not come up for so many days; returns how many.

        Whom the user decided about stays: they would come up as undecided again.
        """
        before = self._now() - days * DAY_MS
        with self._database.writing() as connection:
            return queries.delete_unseen(connection, before)

    def back_up_if_due(self) -> None:
        """Keeps a backup if the newest is a day old."""
        self._database.back_up_if_due()

    def close(self, wait_seconds: float = -1) -> None:
        """Closes the file, or leaves it to the next start if it is still in use after so long."""
        self._database.close(wait_seconds)

    def _now(self) -> int:
        return round(self._clock() * 1000)
