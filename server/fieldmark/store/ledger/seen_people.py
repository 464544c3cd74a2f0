"""People as they are needed to be judged again: what is known of them, and what was decided."""

import json
from dataclasses import dataclass

from fieldmark.store.ledger.person_facts import NOTHING
from fieldmark.store.ledger.sqlite_door import Connection
from fieldmark.values import Person
from fieldmark.values.verdict import Overrule, Triage


@dataclass(frozen=True, slots=True)
class SeenPerson:
    """A person an account saw.

    Attributes:
        number: no other person of the ledger has it.
        key: the person key.
        facts: what is known, as JSON; the same text is the same.
        answered: what of it answers told (PersonFacts).
        triage, overrule: the user's decision.
    """

    number: int
    key: str
    facts: str
    answered: int
    triage: Triage = "undecided"
    overrule: Overrule | None = None

    def make_person(self) -> Person:
        """The person."""
        return Person(**json.loads(self.facts), source="page" if self.answered == NOTHING else "answer")


def list_seen_last(connection: Connection, account_id: int, limit: int) -> list[SeenPerson]:
    """The people an account saw last, the newest first."""
    rows = connection.execute(
        """
        SELECT person_id, key, facts, answered, coalesce(triage, 'undecided'), overrule
        FROM person LEFT JOIN decision USING (person_id)
        WHERE account_id = ? ORDER BY last_seen DESC, person_id DESC LIMIT ?
        """,
        (account_id, limit),
    )
    return [SeenPerson(*row) for row in rows]


def list_decided_on(connection: Connection, account_id: int, limit: int) -> list[SeenPerson]:
    """The people decided about last, the newest decision first."""
    rows = connection.execute(
        """
        SELECT person_id, key, facts, answered, triage, overrule FROM decision JOIN person USING (person_id)
        WHERE account_id = ? ORDER BY changed DESC, person_id DESC LIMIT ?
        """,
        (account_id, limit),
    )
    return [SeenPerson(*row) for row in rows]
