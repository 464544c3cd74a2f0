"""Keywords found in a text, and which of those that overlap stays."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from fieldmark.values.profile import Kind

# Of two keywords at the very same place: an avoided one says most, a core one more than a related one.
RANK_OF_KIND: dict[Kind, int] = {"avoid": 0, "core": 1, "related": 2}


class Hit(NamedTuple):
    """A keyword found: its number in the profile, the place in the text (code points), the chunk it begins in."""

    number: int
    start: int
    end: int
    chunk: int


def keep_longest(hits: Iterable[Hit], length: int, get_kind: Callable[[int], Kind]) -> list[Hit]:
    """Drops what a longer hit contains or overlaps; what stays, in order of place.

    Args:
        hits: in one text.
        length: of the text (code points).
        get_kind: the kind of the keyword of a number.
    """

    def order(hit: Hit) -> tuple[int, int, int, int]:
        return (hit.start - hit.end, hit.start, RANK_OF_KIND[get_kind(hit.number)], hit.number)

    kept: list[Hit] = []
    taken = bytearray(length)
    for hit in sorted(hits, key=order):
        if taken.find(1, hit.start, hit.end) < 0:
            taken[hit.start : hit.end] = b"\x01" * (hit.end - hit.start)
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.start)
