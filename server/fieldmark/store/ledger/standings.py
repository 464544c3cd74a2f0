"""The decisions about the people of a request, found by key and by handle."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fieldmark.values import Decision, Person
from fieldmark.values.bios import is_same_bio
from fieldmark.values.past_change import MOST_BIO_KEPT, PUT_OFF, Standing


@dataclass(frozen=True, slots=True)
class StandingRow:
    """A person as stored, with what was decided.

    Attributes:
        number: of the person.
        key: the person key.
        handle: in lower case.
        last_seen: in ms since 1970.
        standing: None if nothing was ever decided.
    """

    number: int
    key: str
    handle: str
    last_seen: int
    standing: Standing | None


class Standings:
    """What was decided about people.

    Args:
        rows: those of the people asked for; who has no decision may be left out, unless asked for by handle.
    """

    def __init__(self, rows: Iterable[StandingRow] = ()) -> None:
        self._by_key: dict[str, StandingRow] = {}
        self._by_handle: dict[str, StandingRow] = {}
        # Two accounts can have had one handle: who was seen last has it.
        for row in sorted(rows, key=lambda row: row.last_seen):
            self._by_key[row.key] = self._by_handle[row.handle] = row

    def find(self, person: Person) -> Decision | None:
        """What was decided about a person, or None."""
        row = self._find_row(person)
        return row.standing.decision if row and row.standing else None

    def list_other_bios(self, people: Sequence[Person]) -> dict[int, str]:
        """Number of a person who was put off -> the bio that an answer tells now, where it is another, or the first."""
        if not self._by_key:
            return {}
        told = ((self._find_row(person), person.bio) for person in people if person.source == "answer")
        return {row.number: bio for row, bio in told if row and bio is not None and _is_news(row.standing, bio)}

    def _find_row(self, person: Person) -> StandingRow | None:
        """By id, or by whoever had the handle last; else by the row from before the id was known."""
        handle = person.handle.lower()
        first = self._by_key.get(person.id) if person.id else self._by_handle.get(handle)
        rows = (first, self._by_key.get(f"@{handle}"))
        return next((row for row in rows if row and row.standing), None)


def _is_news(standing: Standing | None, bio: str) -> bool:
    if not standing or standing.decision.triage not in PUT_OFF:
        return False
    return standing.bio is None or not is_same_bio(standing.bio, bio[:MOST_BIO_KEPT])
