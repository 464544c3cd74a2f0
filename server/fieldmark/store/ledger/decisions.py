"""The user's decisions: each change is kept, counts once, and what all come to is known at once."""

import json
import secrets
from collections.abc import Callable, Sequence

from fieldmark.store.failures import IdReusedError, NotFoundError
from fieldmark.store.ledger import account_queries, decision_queries, queries
from fieldmark.store.ledger.database import LedgerDatabase
from fieldmark.store.ledger.deciding import make_change
from fieldmark.store.ledger.decision_queries import DecidedPerson, Delivered
from fieldmark.store.ledger.remembering import store_people
from fieldmark.store.ledger.sqlite_door import Connection
from fieldmark.store.ledger.standings import Standings
from fieldmark.values import Decision, DecisionChange, Person
from fieldmark.values.decision import BIO_CHANGED
from fieldmark.values.past_change import MOST_BIO_KEPT, PastChange


class Decisions:
    """The decisions kept in a ledger.

    Args:
        database: the ledger's file.
        now: ms since 1970.
    """

    def __init__(self, database: LedgerDatabase, now: Callable[[], int]) -> None:
        self._database = database
        self._now = now

    def decide(self, account: str, key: str, change: DecisionChange, person: Person | None = None) -> Decision:
        """Makes a change, for good when it returns; delivered again it changes nothing and is answered the same.

        Args:
            account: whose decision.
            key: the person's key, as the caller knows them.
            change: what changes.
            person: what is known of them, for somebody who was never seen.

        Raises:
            IdReusedError: another change came under this id.
            StoreError: it could not be written; nothing of it was.
        """
        with self._database.writing(durable=True) as connection:
            account_id = account_queries.find_account(connection, account) or account_queries.add_account(
                connection, account
            )
            delivered = decision_queries.find_delivered(connection, account_id, change.id)
            if delivered:
                number = queries.find_number(connection, account_id, key)
                return _answer_again(connection, key, number, change, delivered)
            now = self._now()
            if person:
                store_people(connection, account_id, None, [person], now)
            decision = make_change(connection, account_id, key, change, now)
            answer = json.dumps(decision.to_dict())
            decision_queries.keep_answer(connection, account_id, change.id, answer)
            return decision

    def get_history(self, account: str, key: str) -> tuple[Decision, list[PastChange]]:
        """The decision about a person, and all changes of it, in the order in which they took effect.

        Raises:
            NotFoundError: nothing was decided about them.
        """
        with self._database.reading() as connection:
            account_id = account_queries.find_account(connection, account)
            number = queries.find_number(connection, account_id, key) if account_id else None
            changes = decision_queries.list_changes(connection, [number])[number] if number else []
            if not number or not changes:
                message = f"nothing was decided about {key}"
                raise NotFoundError(message)
            return decision_queries.list_decisions(connection, [number])[number], changes

    def list_decided(self, account: str, limit: int, after: int = 0) -> list[DecidedPerson]:
        """A page of the people with a decision, in the order they first came up; ``after`` is the last one's number."""
        with self._database.reading() as connection:
            account_id = account_queries.find_account(connection, account)
            return decision_queries.list_decided(connection, account_id, limit, after) if account_id else []

    def find_standings(self, account: str, people: Sequence[Person]) -> Standings:
        """What was decided about people."""
        keys, handles = _list_names(people)
        with self._database.reading() as connection:
            return Standings(decision_queries.find_standings(connection, account, keys, handles))

    def note_bios(self, account: str, people: Sequence[Person]) -> Standings:
        """Makes those undecided again who were put off on another bio than an answer tells now.

        Returns:
            What is decided about the people then.

        Raises:
            StoreError: it could not be written; nothing of it was.
        """
        keys, handles = _list_names(people)
        with self._database.writing(durable=True) as connection:
            rows = decision_queries.find_standings(connection, account, keys, handles)
            account_id = account_queries.find_account(connection, account)
            # Looked at anew: another request may have done it meanwhile.
            news = Standings(rows).list_other_bios(people)
            for row in rows:
                if account_id and row.standing and row.number in news:
                    self._note_bio(connection, account_id, row.number, row.key, row.standing.bio, news[row.number])
            return Standings(decision_queries.find_standings(connection, account, keys, handles))

    def _note_bio(
        self, connection: Connection, account_id: int, number: int, key: str, before: str | None, bio: str
    ) -> None:
        if before is None:
            decision_queries.keep_first_bio(connection, number, bio[:MOST_BIO_KEPT])
            decision_queries.settle(connection, number, key)
            return
        change = DecisionChange(f"fieldmark-{secrets.token_hex(16)}", {"triage": "undecided"})
        make_change(connection, account_id, key, change, self._now(), BIO_CHANGED)


def _answer_again(
    connection: Connection, key: str, number: int | None, change: DecisionChange, delivered: Delivered
) -> Decision:
    is_same = json.loads(delivered.changes) == dict(change.changes) and delivered.at == change.at
    if not is_same or number != delivered.person_number:
        raise IdReusedError(change.id)
    if delivered.answer is None:
        # It came with an import, and was answered elsewhere.
        return decision_queries.settle(connection, number, key)
    return Decision(**json.loads(delivered.answer))


def _list_names(people: Sequence[Person]) -> tuple[list[str], list[str]]:
    """The keys under which people with an id may be stored, and the handles of those without."""
    keys = [key for person in people if person.id for key in (person.id, f"@{person.handle.lower()}")]
    return keys, [person.handle.lower() for person in people if not person.id and person.handle]
