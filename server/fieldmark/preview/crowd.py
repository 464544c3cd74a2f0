"""The people that an account saw last, read once and kept in memory."""

from collections.abc import Sequence

from fieldmark.judge.pieces import list_texts
from fieldmark.judge.word_index import Bits, WordIndex, make_bits
from fieldmark.store import SeenPerson
from fieldmark.values import Person

# When more than this share of them are people who changed or are gone, a crowd is made anew.
MOST_GONE = 0.5
FEW_GONE = 500


class Crowd:
    """People, each with a place. Who changes gets a new place, so that what is known of a place stays true.

    Attributes:
        people: by place.
        seen: by place, with what was decided about them.
        present: the places of the people there now.
        newest: the same places, those seen last first.
        index: the words of the people.
    """

    def __init__(self) -> None:
        self.people: list[Person] = []
        self.seen: list[SeenPerson] = []
        self.present: Bits = 0
        self.newest: list[int] = []
        self.index = WordIndex()
        self._place_of: dict[int, int] = {}

    def take_in(self, latest: Sequence[SeenPerson]) -> None:
        """Makes these the people there now, the newest first; only who is new or changed is read."""
        places: dict[int, int] = {}
        for one in latest:
            place = self._place_of.get(one.number)
            if place is None or not _is_same(self.seen[place], one):
                place = self._add(one)
            self.seen[place] = one
            places[one.number] = place
        self._place_of = places
        self.newest = list(places.values())
        self.present = make_bits(self.newest)

    def find_places(self, keys: Sequence[str]) -> dict[str, int]:
        """The place of each person key there is somebody for; a person with an id is also found by their handle."""
        wanted = set(keys)
        found: dict[str, int] = {}
        for place in reversed(self.newest):
            for key in (f"@{self.people[place].handle.lower()}", self.seen[place].key):
                if key in wanted:
                    found[key] = place
        return {key: found[key] for key in keys if key in found}

    @property
    def is_worn(self) -> bool:
        """Whether it holds so many who are not there any more that it should be made anew."""
        gone = len(self.people) - len(self.newest)
        return gone > max(FEW_GONE, MOST_GONE * len(self.people))

    def _add(self, one: SeenPerson) -> int:
        person = one.make_person()
        self.people.append(person)
        self.seen.append(one)
        self.index.add_person(text for _, text in list_texts(person))
        return len(self.people) - 1


def _is_same(before: SeenPerson, now: SeenPerson) -> bool:
    """Whether a verdict must be the same."""
    return (before.facts, before.answered, before.key) == (now.facts, now.answered, now.key)
