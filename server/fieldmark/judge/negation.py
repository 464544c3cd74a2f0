"""Negation: in «not affiliated with any crypto», crypto is not said of the person.

Decided by places in the text, from the joined reading, in which «don't» and «non-profit» are one word each; so it does
not matter which reading or layer found a keyword there.
"""

from bisect import bisect_right
from functools import cache
from itertools import accumulate

from fieldmark.judge.chunked_text import ChunkedText
from fieldmark.judge.chunks import Readings, read_chunk
from fieldmark.judge.lone_words import has_parts, list_possible_words
from fieldmark.judge.memory import Memory
from fieldmark.judge.sieve import Sieve
from fieldmark.judge.token import BREAK_TEXT
from fieldmark.judge.word_lists import load_words

# «not affiliated with any crypto»: the negator stands four words before. Farther away it is mostly about
# something else (the scope cue window of NegEx is five; Chapman et al. 2001, doi:10.1006/jbin.2001.1029).
REACH = 4


@cache
def load_negators() -> tuple[frozenset[str], frozenset[str]]:
    """(words that negate, words that end the reach of a negator)."""
    words = load_words("negators")
    ending = frozenset(word[1:] for word in words if word.startswith("!"))
    return frozenset(word for word in words if not word.startswith("!")), ending


@cache
def _load_sieve() -> Sieve:
    return Sieve(load_negators()[0])


def holds_negator(chunk: str) -> bool:
    """Whether a chunk holds a word that negates."""
    negators, _ = load_negators()
    possible = None if has_parts(chunk) else list_possible_words(chunk)
    if possible is not None and negators.isdisjoint(possible):
        return False
    return _load_sieve().passes(chunk) and any(
        token.text in negators for reading in read_chunk(chunk) for token in reading
    )


_HOLDS_NEGATOR = Memory(holds_negator)


class Negation:
    """Which places of a text are negated; what is worked out of a chunk is worked out once.

    Args:
        text: the text.
    """

    def __init__(self, text: ChunkedText) -> None:
        self._text = text
        self._glued: dict[int, tuple[list[int], list[int]]] = {}

    def includes(self, chunk: int, start: int) -> bool:
        """Whether a negator reaches what begins at this place.

        Args:
            chunk: the number of the chunk that holds the place.
            start: the place in the text (code points).
        """
        if self._text.may_negate is None:
            # Hardly a text negates anything; of the others the readings need not be looked at.
            self._text.may_negate = self._holds_negator()
        return self._text.may_negate and (self._is_glued(chunk, start) or self._is_reached(chunk, start))

    def _holds_negator(self) -> bool:
        negators, _ = load_negators()
        return not negators.isdisjoint(self._text.words) or any(map(_HOLDS_NEGATOR.__getitem__, self._text.others))

    def _is_glued(self, chunk: int, start: int) -> bool:
        """A negator written together with a word («non-technical founder», «#NoCrypto») negates this word alone."""
        place = start - self._text.starts[chunk]
        if place == 0:
            return False
        if chunk not in self._glued:
            self._glued[chunk] = _list_glued(self._text.read(chunk))
        starts, reached = self._glued[chunk]
        before = bisect_right(starts, place)
        return before > 0 and place < reached[before - 1]

    def _is_reached(self, chunk: int, start: int) -> bool:
        """Whether a negator stands among the four words before, in the same clause."""
        negators, ending = load_negators()
        steps = 0
        for word in self._text.list_words_back(chunk, start):
            # The word that holds the place may itself end the clause; it is no step.
            holds_place = steps == 0 and word.end > start
            if word.text == BREAK_TEXT or word.text in ending:
                return False
            if not holds_place and word.text in negators:
                return True
            steps += not holds_place
            if steps == REACH:
                return False
        return False


def _list_glued(readings: Readings) -> tuple[list[int], list[int]]:
    """(where negated stretches start, how far any of those up to it reaches), in a chunk."""
    if readings.plain is readings.split is readings.joined:
        return [], []
    negators, _ = load_negators()
    end_of = {word.start: word.end for word in readings.joined}
    stretches = sorted(
        (piece.end, end_of[piece.start])
        for reading in (readings.plain, readings.split)
        for piece in reading
        if piece.text in negators and piece.end < end_of.get(piece.start, 0)
    )
    return [start for start, _ in stretches], list(accumulate((end for _, end in stretches), max))
