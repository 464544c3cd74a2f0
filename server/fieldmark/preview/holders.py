"""Where each keyword stands in whom of a crowd, remembered: a niche is changed by one keyword at a time."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from fieldmark.judge.matcher import Matcher
from fieldmark.judge.pieces import Piece, find_pieces
from fieldmark.judge.word_index import Bits, list_bits, make_bits
from fieldmark.preview.crowd import Crowd
from fieldmark.values import Keyword

# A niche has at most 10,000, and each word is kept with all its beginnings as it was typed.
MOST_KEYWORDS_KEPT = 20_000


class Known(NamedTuple):
    """A keyword and who holds it, of the first so many places of the crowd; ``number`` is no other keyword's."""

    number: int
    holders: Bits
    places: int


class Holders:
    """Who holds which keyword, in any field; also where a longer keyword or a negator hides it.

    Args:
        crowd: the people; it may grow.
    """

    def __init__(self, crowd: Crowd) -> None:
        self._crowd = crowd
        self._known: dict[Keyword, Known] = {}
        self._pieces: list[dict[int, list[Piece]]] = []
        self._last_number = 0

    def find(self, keywords: Sequence[Keyword]) -> Mapping[Keyword, Bits]:
        """The places of those who hold each keyword."""
        places = len(self._crowd.people)
        self._pieces += [{} for _ in range(places - len(self._pieces))]
        stale = [keyword for keyword in keywords if self._get_known(keyword).places < places]
        if stale:
            self._look_for(stale, places)
        return {keyword: self._known[keyword].holders for keyword in keywords}

    def list_numbers(self, keywords: Iterable[Keyword]) -> dict[int, int]:
        """Number of each keyword here -> its place in the order given; all of them were looked for."""
        return {self._known[keyword].number: place for place, keyword in enumerate(keywords)}

    def get_pieces(self, place: int, order: Mapping[int, int]) -> dict[int, list[Piece]]:
        """Where keywords stand in the person at a place, by the order of ``list_numbers``; only those in it."""
        return {order[number]: pieces for number, pieces in self._pieces[place].items() if number in order}

    def _get_known(self, keyword: Keyword) -> Known:
        known = self._known.get(keyword)
        if known is None:
            self._last_number += 1
            known = self._known[keyword] = Known(self._last_number, 0, 0)
        return known

    def _look_for(self, keywords: Sequence[Keyword], places: int) -> None:
        candidates = {keyword: self._find_candidates(keyword) for keyword in keywords}
        found = self._search({keyword: bits for keyword, bits in candidates.items() if bits})
        for keyword in keywords:
            before = self._known.pop(keyword)
            self._known[keyword] = Known(before.number, before.holders | found.get(keyword, 0), places)
        for keyword in list(self._known)[: max(0, len(self._known) - MOST_KEYWORDS_KEPT - len(keywords))]:
            self._drop(keyword)

    def _find_candidates(self, keyword: Keyword) -> Bits:
        """Who may hold the keyword, of those not looked at yet."""
        start = self._known[keyword].places
        return (self._crowd.index.find_candidates(keyword) & self._crowd.present) >> start << start

    def _search(self, candidates: Mapping[Keyword, Bits]) -> dict[Keyword, Bits]:
        keywords = list(candidates)
        if not keywords:
            return {}
        matcher = Matcher(keywords, 0)
        found: list[list[int]] = [[] for _ in keywords]
        for place in list_bits(join(candidates.values())):
            for number, pieces in find_pieces(matcher, self._crowd.people[place]).items():
                # Of a keyword that was looked for before, only who came since is looked at.
                if candidates[keywords[number]] >> place & 1:
                    found[number].append(place)
                    self._pieces[place][self._known[keywords[number]].number] = pieces
        return dict(zip(keywords, map(make_bits, found), strict=True))

    def _drop(self, keyword: Keyword) -> None:
        known = self._known.pop(keyword)
        for place in list_bits(known.holders):
            del self._pieces[place][known.number]


def join(sets: Iterable[Bits]) -> Bits:
    """All who are in any of the sets."""
    joined = 0
    for bits in sets:
        joined |= bits
    return joined
