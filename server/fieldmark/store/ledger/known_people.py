"""Who is known already of those who came up, and under which key."""

from collections.abc import Iterable
from typing import NamedTuple

from fieldmark.values import Person


class KnownPerson(NamedTuple):
    """A person as stored, or as to be stored.

    Attributes:
        key: the person key.
        handle: in lower case.
        text: the facts, as JSON.
        answered: what answers have told of them (PersonFacts).
        first_seen, last_seen: in ms since 1970.
        position: place in the list that is looked at, from 0.
        is_listed: whether that list has the person at all.
    """

    key: str
    handle: str
    text: str
    answered: int
    first_seen: int | None
    last_seen: int
    position: int | None = None
    is_listed: bool = False


class KnownPeople:
    """The people of a batch that are known, by key and by handle, kept up as the batch goes on."""

    def __init__(self, known: Iterable[KnownPerson]) -> None:
        self._by_key: dict[str, KnownPerson] = {}
        self._by_handle: dict[str, KnownPerson] = {}
        # Two accounts can have had one handle: who was seen last has it.
        for person in sorted(known, key=lambda person: person.last_seen):
            self.put(person)

    def put(self, person: KnownPerson) -> None:
        """Knows a person from now on."""
        self._by_key[person.key] = self._by_handle[person.handle] = person

    def drop(self, key: str) -> KnownPerson:
        """Forgets a row, which there must be; returns it."""
        person = self._by_key.pop(key)
        if self._by_handle.get(person.handle) is person:
            del self._by_handle[person.handle]
        return person

    def find(self, person: Person) -> KnownPerson | None:
        """Who the person was known as: by id, or by handle if there is none."""
        handle = person.handle.lower()
        return self._by_key.get(person.id) if person.id else self._by_handle.get(handle)

    def has_row_without_id(self, person: Person) -> bool:
        """Whether the person, whose id is known now, has a row from before it was."""
        return bool(person.id) and f"@{person.handle.lower()}" in self._by_key
