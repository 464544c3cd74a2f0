"""The difference between what two niches come to for a crowd, as the API tells it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fieldmark.judge.word_index import make_bits
from fieldmark.preview.assessor import Assessor, Outcome
from fieldmark.preview.crowd import Crowd
from fieldmark.values import Match
from fieldmark.values.verdict import Band

MOST_EXAMPLES = 10
# The badges from the least to the most.
ORDER_OF_BANDS: tuple[Band, ...] = ("no_basis", "off", "maybe", "strong")
RANK_OF_BAND = {band: rank for rank, band in enumerate(ORDER_OF_BANDS)}
DECIDED = ("followed", "passed", "later")


@dataclass(frozen=True, slots=True)
class Badge:
    """What a badge shows."""

    relevance: int | None
    band: Band

    def to_dict(self) -> dict[str, Any]:
        """The badge as its JSON object."""
        return {"relevance": self.relevance, "band": self.band}


@dataclass(frozen=True, slots=True)
class Move:
    """Somebody whose relevance is another one."""

    place: int
    before: Badge
    after: Badge

    @property
    def bands(self) -> int:
        """How many bands up; below 0, down."""
        return RANK_OF_BAND[self.after.band] - RANK_OF_BAND[self.before.band]

    @property
    def points(self) -> int:
        """By how much the relevance is higher; no basis counts as 0."""
        return (self.after.relevance or 0) - (self.before.relevance or 0)


class Effect:
    """What another niche does to a crowd.

    Args:
        assessor: who judged.
        crowd: the people.
        before, after: what the two niches come to.
    """

    def __init__(self, assessor: Assessor, crowd: Crowd, before: Outcome, after: Outcome) -> None:
        self._assessor = assessor
        self._crowd = crowd
        self._before, self._after = before, after
        self._moves = [
            Move(place, get_badge(before, place), get_badge(after, place))
            for place in crowd.newest
            if before.relevance[place] != after.relevance[place]
        ]

    def count_bands(self) -> dict[str, dict[str, int]]:
        """Band -> how many come into it from a lower one, and from a higher one."""
        counts = {band: {"up": 0, "down": 0} for band in reversed(ORDER_OF_BANDS)}
        for move in self._moves:
            if move.bands:
                counts[move.after.band]["up" if move.bands > 0 else "down"] += 1
        return {str(band): count for band, count in counts.items()}

    def count_people(self, direction: int) -> dict[str, int]:
        """How many come to a higher band (direction 1) or a lower one (-1), and what was decided about them."""
        moved = [move for move in self._moves if move.bands * direction > 0]
        decided: Counter[str] = Counter(self._crowd.seen[move.place].triage for move in moved)
        return {"people": len(moved), **{triage: decided[triage] for triage in DECIDED}}

    def count_relevance(self) -> dict[str, int]:
        """How many have more or less relevance, in whatever band."""
        return {
            "up": sum(move.points > 0 for move in self._moves),
            "down": sum(move.points < 0 for move in self._moves),
        }

    def list_examples(self) -> list[dict[str, Any]]:
        """Up to ten people whose relevance changes: first who change band, of them first whom the user decided on."""
        chosen = sorted(self._moves, key=self._rank_example)[:MOST_EXAMPLES]
        people = make_bits(move.place for move in chosen)
        judges = [self._assessor.make_judge(outcome, people) for outcome in (self._before, self._after)]
        return [
            self._describe(move, *(judge.find_matches(self._crowd.people[move.place])[1] for judge in judges))
            for move in chosen
        ]

    def describe_page(self, keys: Sequence[str]) -> list[dict[str, Any]]:
        """The badges of the people with these keys before and after; who is not remembered is left out."""
        return [
            {"key": key, **{name: get_badge(outcome, place).to_dict() for name, outcome in self._list_outcomes()}}
            for key, place in self._crowd.find_places(keys).items()
        ]

    def _list_outcomes(self) -> list[tuple[str, Outcome]]:
        return [("before", self._before), ("after", self._after)]

    def _rank_example(self, move: Move) -> tuple[bool, bool, int]:
        is_decided = self._crowd.seen[move.place].triage in DECIDED
        return (move.bands == 0, not is_decided, -abs(move.points))

    def _describe(self, move: Move, before: Sequence[Match], after: Sequence[Match]) -> dict[str, Any]:
        seen, person = self._crowd.seen[move.place], self._crowd.people[move.place]
        return {
            "person": {"key": seen.key, **person.to_dict(), "triage": seen.triage},
            "before": move.before.to_dict(),
            "after": move.after.to_dict(),
            "matches": [match.to_dict() for match in after],
            "lost": [match.to_dict() for match in before if match not in after],
        }


def get_badge(outcome: Outcome, place: int) -> Badge:
    """What the badge of the person at a place shows."""
    relevance = outcome.relevance[place]
    return Badge(relevance, outcome.lens.base.choose_band(relevance))
