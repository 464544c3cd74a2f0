"""Negation: in «not affiliated with any crypto», crypto is not said of the person.

Decided once for a text, by places in it, so that it does not matter which reading or layer found a keyword there.
"""

from bisect import bisect_right
from functools import cache
from itertools import accumulate, chain

from fieldmark.judge.readings import TextReadings
from fieldmark.judge.token import BREAK_TEXT, Token
from fieldmark.judge.variants import load_words

# «not affiliated with any crypto»: the negator stands four words before. Farther away it is mostly about
# something else (the scope cue window of NegEx is five; Chapman et al. 2001, doi:10.1006/jbin.2001.1029).
REACH = 4


@cache
def load_negators() -> tuple[frozenset[str], frozenset[str]]:
    """(words that negate, words that end the reach of a negator)."""
    words = load_words("negators")
    ending = frozenset(word[1:] for word in words if word.startswith("!"))
    return frozenset(word for word in words if not word.startswith("!")), ending


class NegatedPlaces:
    """The stretches of a text that a negator reaches.

    Args:
        readings: the text's. The joined one is looked at, in which «don't» and «non-profit» are one word each.
    """

    def __init__(self, readings: TextReadings) -> None:
        words = readings.joined
        glued = (_list_glued(reading, words) for reading in (readings.plain, readings.split))
        stretches = sorted([*_list_reaches(words), *chain.from_iterable(glued)])
        self._starts = [start for start, _ in stretches]
        # How far any of the stretches up to this one reaches.
        self._reached = list(accumulate((end for _, end in stretches), max))

    def includes(self, start: int) -> bool:
        """Whether what begins at this place is negated (code points)."""
        before = bisect_right(self._starts, start)
        return before > 0 and start < self._reached[before - 1]


def _list_reaches(words: list[Token]) -> list[tuple[int, int]]:
    """From behind each negator over the next words of its clause."""
    negators, ending = load_negators()
    reaches = []
    for place, word in enumerate(words):
        if word.text in negators:
            end = word.end
            for reached in words[place + 1 : place + 1 + REACH]:
                if reached.text == BREAK_TEXT or reached.text in ending:
                    break
                end = reached.end
            reaches.append((word.end, end))
    return reaches


def _list_glued(pieces: list[Token], words: list[Token]) -> list[tuple[int, int]]:
    """A negator written together with a word («non-technical founder», «#NoCrypto») says nothing of the next."""
    negators, _ = load_negators()
    end_of = {word.start: word.end for word in words}
    glued = []
    for piece in pieces:
        end = end_of.get(piece.start, piece.end)
        if piece.text in negators and piece.end < end:
            glued.append((piece.end, end))
    return glued
