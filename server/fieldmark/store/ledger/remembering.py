"""Keeping what was seen: who is known already, under which key, and what of it is new."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fieldmark.store.ledger import account_queries, queries
from fieldmark.store.ledger.database import LedgerDatabase
from fieldmark.store.ledger.known_people import KnownPeople, KnownPerson
from fieldmark.store.ledger.person_facts import PersonFacts
from fieldmark.store.ledger.sqlite_door import Connection
from fieldmark.values import Person
from fieldmark.values.lists import ListName

# Seen again within this time and otherwise the same, a person costs no write.
SEEN_ANEW_MS = 600_000


@dataclass(frozen=True, slots=True)
class Remembered:
    """What keeping people came to.

    Attributes:
        news: how many of them were not known or have another bio now.
        first_seen: person key -> when their row was first mounted, in ms since 1970; as it was before this sighting, so
            whose row never was is not in it.
    """

    news: int
    first_seen: Mapping[str, int]


def remember_people(
    database: LedgerDatabase, account: str, list_name: ListName, people: Sequence[Person], now: int
) -> Remembered:
    """Keeps people. Who is as they were costs no write."""
    people = [person for person in people if person.key]
    with database.reading() as connection:
        account_id = account_queries.find_account(connection, account)
        if account_id is not None:
            known = find_known(connection, account_id, list_name, people)
            if all(_is_stored(known, person, now) for person in people):
                found = ((person.key, known.find(person)) for person in people)
                return Remembered(0, {key: one.first_seen for key, one in found if one and one.first_seen is not None})
            # Nobody else writes between: who reads holds the ledger, and only one process has it.
            with database.writing():
                return store_people(connection, account_id, list_name, people, now, known)
    with database.writing() as connection:
        account_id = account_queries.find_account(connection, account) or account_queries.add_account(
            connection, account
        )
        return store_people(connection, account_id, list_name, people, now)


def find_known(
    connection: Connection, account_id: int, list_name: ListName | None, people: Sequence[Person]
) -> KnownPeople:
    """Who of the people is known, under whatever key."""
    keys = [key for person in people for key in (person.id, f"@{person.handle.lower()}") if key]
    handles = [person.handle.lower() for person in people if not person.id]
    return KnownPeople(queries.find_people(connection, account_id, list_name, keys, handles))


def _is_stored(known: KnownPeople, person: Person, now: int) -> bool:
    """Whether all that a sighting tells is stored already."""
    before = known.find(person)
    if before is None or not before.is_listed or known.has_row_without_id(person):
        return False
    if abs(now - before.last_seen) > SEEN_ANEW_MS or person.position not in (None, before.position):
        return False
    if person.mounted and before.first_seen is None:
        return False
    facts = PersonFacts.from_json(before.text, before.answered)
    return facts.add(PersonFacts.of(person)) == facts


def _see_again(known: KnownPerson, person: Person, now: int) -> KnownPerson:
    facts = PersonFacts.from_json(known.text, known.answered).add(PersonFacts.of(person))
    return KnownPerson(
        key=person.id or known.key,
        handle=str(facts.fields["handle"]).lower(),
        text=facts.to_json(),
        answered=facts.answered,
        first_seen=known.first_seen if known.first_seen is not None else _get_first_seen(person, now),
        # A clock set back makes nobody seen earlier than they were.
        last_seen=max(now, known.last_seen),
        position=known.position if person.position is None else person.position,
        is_listed=True,
    )


def merge_known(known: KnownPerson, shadow: KnownPerson) -> KnownPerson:
    """One person of two rows: the one that holds, and what the other (the one without an id) had besides."""
    facts = PersonFacts.from_json(shadow.text, shadow.answered).add(PersonFacts.from_json(known.text, known.answered))
    moments = [moment for moment in (known.first_seen, shadow.first_seen) if moment is not None]
    return known._replace(
        text=facts.to_json(),
        answered=facts.answered,
        first_seen=min(moments, default=None),
        last_seen=max(known.last_seen, shadow.last_seen),
        position=shadow.position if known.position is None else known.position,
    )


def _see_first(person: Person, now: int) -> KnownPerson:
    facts = PersonFacts.of(person)
    return KnownPerson(
        key=person.key,
        handle=person.handle.lower(),
        text=facts.to_json(),
        answered=facts.answered,
        first_seen=_get_first_seen(person, now),
        last_seen=now,
        position=person.position,
        is_listed=True,
    )


def _get_first_seen(person: Person, now: int) -> int | None:
    return now if person.mounted else None


def store_people(
    connection: Connection,
    account_id: int,
    list_name: ListName | None,
    people: Sequence[Person],
    now: int,
    known: KnownPeople | None = None,
) -> Remembered:
    """Keeps people inside a transaction.

    Args:
        connection: in the transaction.
        account_id: whose people.
        list_name: the list they were seen in; None if in none.
        people: none without a key.
        now: in ms since 1970.
        known: who of them is known, where that was looked up already.
    """
    if known is None:
        known = find_known(connection, account_id, list_name, people)
    fresh: dict[str, KnownPerson] = {}
    first_seen: dict[str, int | None] = {}
    news = 0
    for person in people:
        if known.has_row_without_id(person):
            # Of this very batch it may not be stored yet.
            queries.write_people(connection, account_id, list_name, fresh.values())
            fresh.clear()
            give_id(connection, account_id, known, person)
        before = known.find(person)
        after = _see_again(before, person, now) if before else _see_first(person, now)
        news += before is None or _has_other_bio(before, after)
        # The first time that a batch names somebody tells how they were before it.
        first_seen.setdefault(person.key, before.first_seen if before else None)
        known.put(after)
        fresh[after.key] = after
    queries.write_people(connection, account_id, list_name, fresh.values())
    return Remembered(news, {key: moment for key, moment in first_seen.items() if moment is not None})


def give_id(connection: Connection, account_id: int, known: KnownPeople, person: Person) -> None:
    """Lets the row that a person had before their id was known be the one with the id, or become part of it."""
    shadow = known.drop(f"@{person.handle.lower()}")
    other = known.find(person)
    if other:
        queries.merge_into(connection, account_id, shadow.key, person.key)
        known.put(merge_known(other, shadow))
    else:
        queries.change_key(connection, account_id, shadow.key, person.key)
        known.put(shadow._replace(key=person.key))


def _has_other_bio(before: KnownPerson, after: KnownPerson) -> bool:
    if before.text == after.text:
        return False
    bios = [PersonFacts.from_json(known.text, known.answered).fields.get("bio") for known in (before, after)]
    return bios[0] != bios[1]
