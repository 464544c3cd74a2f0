"""The ledger's statements about decisions; each works inside the transaction it is given."""

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

from fieldmark.store.ledger.sqlite_door import Connection
from fieldmark.store.ledger.standings import StandingRow
from fieldmark.values import Decision
from fieldmark.values.past_change import PastChange, Standing, fold_changes


class Delivered(NamedTuple):
    """A change that came before: whose it was, what it said, and what was answered (None: that is not known)."""

    person_number: int
    changes: str
    at: int | None
    answer: str | None


class DecidedPerson(NamedTuple):
    """A person with a decision: ``number`` is where the next page begins."""

    number: int
    decision: Decision


def find_delivered(connection: Connection, account_id: int, change_id: str) -> Delivered | None:
    """The change that came under a client's id, or None."""
    found = connection.execute(
        "SELECT person_id, changes, at, answer FROM change WHERE account_id = ? AND id = ?", (account_id, change_id)
    ).fetchone()
    return Delivered(*found) if found else None


def add_change(connection: Connection, account_id: int, number: int, key: str, change: PastChange) -> bool:
    """Keeps a change of a person; False if one of its id is there already."""
    added = connection.execute(
        """
        INSERT INTO change (account_id, person_id, person_key, id, changes, moment, at, received, reason, bio)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (account_id, id) DO NOTHING
        """,
        (
            account_id, number, key, change.id, write_changes(change), change.moment, change.at, change.received,
            change.reason, change.bio,
        ),
    )  # fmt: skip
    return added.rowcount > 0


def write_changes(change: PastChange) -> str:
    """What a change says, as text: the same changes give the same text."""
    return json.dumps(dict(change.changes), sort_keys=True)


def keep_answer(connection: Connection, account_id: int, change_id: str, answer: str) -> None:
    """Keeps what was answered to a change."""
    connection.execute("UPDATE change SET answer = ? WHERE account_id = ? AND id = ?", (answer, account_id, change_id))


def keep_first_bio(connection: Connection, number: int, bio: str) -> None:
    """Lets a bio be the one a person was put off on, where none was known then."""
    connection.execute("UPDATE change SET bio = ? WHERE person_id = ? AND bio IS NULL", (bio, number))


def list_changes(connection: Connection, numbers: Sequence[int]) -> dict[int, list[PastChange]]:
    """Number of a person -> their changes, in the order in which they take effect."""
    found: dict[int, list[PastChange]] = defaultdict(list)
    rows = connection.execute(
        """
        SELECT person_id, id, changes, moment, received, at, reason, bio FROM change
        WHERE person_id IN (SELECT value FROM json_each(?)) ORDER BY moment, change_id
        """,
        (json.dumps(numbers),),
    )
    for number, change_id, changes, *rest in rows:
        found[number].append(PastChange(change_id, json.loads(changes), *rest))
    return found


def settle(connection: Connection, number: int, key: str) -> Decision:
    """Writes down what the changes of a person, of whom there are some, come to; returns it."""
    standing = fold_changes(key, list_changes(connection, [number])[number])
    decision = standing.decision
    connection.execute(
        "INSERT OR REPLACE INTO decision (person_id, triage, overrule, note, changed, came_back, bio) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            number, decision.triage, decision.overrule, decision.note, decision.changed, decision.came_back,
            standing.bio,
        ),
    )  # fmt: skip
    return decision


def take_over(connection: Connection, number: int, other_number: int, key: str) -> None:
    """Gives a person the changes of another row of theirs; the newer decision holds."""
    moved = connection.execute("UPDATE change SET person_id = ? WHERE person_id = ?", (number, other_number))
    if moved.rowcount:
        settle(connection, number, key)


def list_decided(connection: Connection, account_id: int, limit: int, after: int) -> list[DecidedPerson]:
    """A page of the people with a decision."""
    rows = connection.execute(
        """
        SELECT person_id, key, triage, overrule, note, changed, came_back FROM decision JOIN person USING (person_id)
        WHERE account_id = ? AND person_id > ? ORDER BY person_id LIMIT ?
        """,
        (account_id, after, limit),
    )
    return [DecidedPerson(number, Decision(*values)) for number, *values in rows]


def list_decisions(connection: Connection, numbers: Sequence[int]) -> dict[int, Decision]:
    """Number of a person -> their decision, if there is one."""
    rows = connection.execute(
        """
        SELECT person_id, key, triage, overrule, note, changed, came_back FROM decision JOIN person USING (person_id)
        WHERE person_id IN (SELECT value FROM json_each(?))
        """,
        (json.dumps(numbers),),
    )
    return {number: Decision(*values) for number, *values in rows}


def find_standings(
    connection: Connection, account: str, keys: Sequence[str], handles: Sequence[str]
) -> list[StandingRow]:
    """What was decided about the people with these keys; and everybody who has one of the handles."""
    rows = connection.execute(
        """
        SELECT person_id, person.key, handle, last_seen, triage, overrule, note, changed, came_back, bio
        FROM json_each(?) AS wanted
            CROSS JOIN person ON person.key = wanted.value
                AND account_id = (SELECT account_id FROM account WHERE key = ?)
            CROSS JOIN decision USING (person_id)
        UNION
        SELECT person_id, person.key, handle, last_seen, triage, overrule, note, changed, came_back, bio
        FROM json_each(?) AS wanted
            CROSS JOIN person ON handle = wanted.value
                AND account_id = (SELECT account_id FROM account WHERE key = ?)
            LEFT JOIN decision USING (person_id)
        """,
        (json.dumps(keys), account, json.dumps(handles), account),
    )
    return [_make_row(*row) for row in rows]


def _make_row(number: int, key: str, handle: str, last_seen: int, *decided: Any) -> StandingRow:
    *values, bio = decided
    standing = Standing(Decision(key, *values), bio) if values[0] else None
    return StandingRow(number, key, handle, last_seen, standing)
