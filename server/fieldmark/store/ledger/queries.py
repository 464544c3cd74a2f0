"""The ledger's statements about people; each works inside the transaction it is given."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic_core import to_json

from fieldmark.store.ledger.decision_queries import take_over
from fieldmark.store.ledger.known_people import KnownPerson
from fieldmark.store.ledger.sqlite_door import Connection
from fieldmark.values.lists import ListName

# (number, key, fields, first seen, last seen, list -> place in it)
PersonRow = tuple[int, str, dict[str, Any], int | None, int, dict[str, int | None]]


def list_people(connection: Connection, account_id: int, limit: int, after: int) -> list[PersonRow]:
    """A page of people, in the order they first came up."""
    rows = connection.execute(
        "SELECT person_id, key, facts, first_seen, last_seen FROM person "
        "WHERE account_id = ? AND person_id > ? ORDER BY person_id LIMIT ?",
        (account_id, after, limit),
    ).fetchall()
    places = _list_places(connection, [row[0] for row in rows])
    return [(number, key, json.loads(facts), *seen, places[number]) for number, key, facts, *seen in rows]


def find_number(connection: Connection, account_id: int, key: str) -> int | None:
    """The number of the person who has this key; else, of an ``@handle``, of whoever had it last; or None."""
    found = connection.execute(
        """
        SELECT person_id FROM person WHERE account_id = ? AND key = ?
        UNION ALL
        SELECT person_id FROM (
            SELECT person_id FROM person WHERE account_id = ? AND handle = ? ORDER BY last_seen DESC LIMIT 1
        ) LIMIT 1
        """,
        (account_id, key, account_id, key[1:] if key.startswith("@") else None),
    ).fetchone()
    return found[0] if found else None


def get_number(connection: Connection, account_id: int, key: str) -> int:
    """The number of a person of whom there is a row."""
    number = find_number(connection, account_id, key)
    if number is None:
        raise LookupError(key)
    return number


def get_facts(connection: Connection, number: int) -> tuple[str, int]:
    """What is known of a person, of whom there is a row: the facts as JSON, and what of them answers told."""
    facts: tuple[str, int] = connection.execute(
        "SELECT facts, answered FROM person WHERE person_id = ?", (number,)
    ).fetchone()
    return facts


def find_people(
    connection: Connection, account_id: int, list_name: str | None, keys: Sequence[str], handles: Sequence[str]
) -> list[KnownPerson]:
    """The people who have one of the keys or handles, with their place in a list, if one is looked at."""
    rows = connection.execute(
        """
        SELECT person.key, handle, facts, answered, first_seen, person.last_seen, position, list IS NOT NULL
        FROM person LEFT JOIN place ON place.person_id = person.person_id AND list = ?
        WHERE person.person_id IN (
            SELECT person_id FROM person WHERE account_id = ? AND key IN (SELECT value FROM json_each(?))
            UNION
            SELECT person_id FROM person WHERE account_id = ? AND handle IN (SELECT value FROM json_each(?))
        )
        """,
        (list_name, account_id, json.dumps(keys), account_id, json.dumps(handles)),
    )
    return [KnownPerson(*row) for row in rows]


def list_known(connection: Connection, account_id: int) -> list[KnownPerson]:
    """Everybody an account saw."""
    rows = connection.execute(
        "SELECT key, handle, facts, answered, first_seen, last_seen FROM person WHERE account_id = ?", (account_id,)
    )
    return [KnownPerson(*row) for row in rows]


def write_people(connection: Connection, account_id: int, list_name: str | None, people: Iterable[KnownPerson]) -> None:
    """Adds people, or changes those whose key is there, and their place in a list, if they were seen in one.

    One statement for all: between two statements Python gives way to its other threads, up to 5 ms each time.
    """
    rows = to_json(
        [(one.key, one.handle, one.text, one.answered, one.first_seen, one.last_seen, one.position) for one in people]
    ).decode()
    connection.execute(
        """
        INSERT INTO person (account_id, key, handle, facts, answered, first_seen, last_seen)
        SELECT ?, json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]'),
            json_extract(value, '$[3]'), json_extract(value, '$[4]'), json_extract(value, '$[5]')
        FROM json_each(?) WHERE true
        ON CONFLICT (account_id, key) DO UPDATE SET handle = excluded.handle, facts = excluded.facts,
            answered = excluded.answered, first_seen = excluded.first_seen, last_seen = excluded.last_seen
        """,
        (account_id, rows),
    )
    if list_name is None:
        return
    connection.execute(
        """
        INSERT INTO place (person_id, list, position, last_seen)
        SELECT person_id, ?, json_extract(value, '$[6]'), json_extract(value, '$[5]')
        FROM json_each(?) CROSS JOIN person ON account_id = ? AND person.key = json_extract(value, '$[0]')
        WHERE true
        ON CONFLICT (person_id, list) DO UPDATE SET position = excluded.position, last_seen = excluded.last_seen
        """,
        (list_name, rows, account_id),
    )


def change_key(connection: Connection, account_id: int, key: str, new_key: str) -> None:
    """Gives a person another key, which nobody has."""
    connection.execute("UPDATE person SET key = ? WHERE account_id = ? AND key = ?", (new_key, account_id, key))


def merge_into(connection: Connection, account_id: int, key: str, other_key: str) -> None:
    """Deletes a person's second row, whose lists and decisions the first one takes over."""
    old, new = (get_number(connection, account_id, name) for name in (key, other_key))
    take_over(connection, new, old, other_key)
    move_places(connection, new, old)
    connection.execute("DELETE FROM person WHERE person_id = ?", (old,))


def move_places(connection: Connection, number: int, other_number: int) -> None:
    """Gives a person the places of another row of theirs, in lists where they have none."""
    connection.execute(
        "INSERT OR IGNORE INTO place SELECT ?, list, position, last_seen FROM place WHERE person_id = ?",
        (number, other_number),
    )


def list_bios(connection: Connection, account_id: int, limit: int) -> list[str]:
    """The bios of those seen last, without the empty ones."""
    rows = connection.execute(
        "SELECT json_extract(facts, '$.bio') AS bio FROM person "
        "WHERE account_id = ? AND bio <> '' ORDER BY last_seen DESC LIMIT ?",
        (account_id, limit),
    )
    return [bio for (bio,) in rows]


def delete_person(connection: Connection, account_id: int, key: str) -> bool:
    """Deletes the person who has this key, or had this ``@handle`` last; whether there was one."""
    number = find_number(connection, account_id, key)
    return connection.execute("DELETE FROM person WHERE person_id = ?", (number,)).rowcount > 0


def delete_unseen(connection: Connection, before: int) -> int:
    """Deletes the people not seen since a moment, but those whom the user decided about; how many."""
    return connection.execute(
        "DELETE FROM person WHERE last_seen < ? AND person_id NOT IN (SELECT person_id FROM decision)", (before,)
    ).rowcount


def list_answered(connection: Connection, numbers: Sequence[int]) -> dict[int, int]:
    """Number of a person -> what of their facts answers told."""
    rows = connection.execute(
        "SELECT person_id, answered FROM person WHERE person_id IN (SELECT value FROM json_each(?))",
        (json.dumps(numbers),),
    )
    return dict(rows.fetchall())


def add_places(connection: Connection, number: int, places: Mapping[ListName, int | None], last_seen: int) -> None:
    """Adds a person's places in lists; where one is known already, the one seen later holds."""
    connection.execute(
        """
        INSERT INTO place (person_id, list, position, last_seen) SELECT ?, key, value, ? FROM json_each(?) WHERE true
        ON CONFLICT (person_id, list) DO UPDATE SET position = excluded.position, last_seen = excluded.last_seen
            WHERE excluded.last_seen > place.last_seen
        """,
        (number, last_seen, json.dumps(dict(places))),
    )


def _list_places(connection: Connection, numbers: Sequence[int]) -> dict[int, dict[str, int | None]]:
    places: dict[int, dict[str, int | None]] = defaultdict(dict)
    found = connection.execute(
        "SELECT person_id, list, position FROM place WHERE person_id IN (SELECT value FROM json_each(?))",
        (json.dumps(numbers),),
    )
    for number, name, position in found:
        places[number][name] = position
    return places
