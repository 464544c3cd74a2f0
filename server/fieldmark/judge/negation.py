"""Negation: in «not affiliated with any crypto», crypto is not said of the person.

Decided by places in the text, from the joined reading, in which «don't» and «non-profit» are one word each; so it does
not matter which reading or layer found a keyword there.
"""

from functools import cache

from fieldmark.judge.chunked_text import ChunkedText
from fieldmark.judge.chunks import read_chunk
from fieldmark.judge.token import BREAK_TEXT
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


def is_negated(text: ChunkedText, chunk: int, start: int) -> bool:
    """Whether a negator reaches what begins at this place.

    Args:
        text: the text.
        chunk: the number of the chunk that holds the place.
        start: the place in the text (code points).
    """
    return _is_glued_to_negator(text, chunk, start) or _is_reached(text, chunk, start)


def _is_glued_to_negator(text: ChunkedText, chunk: int, start: int) -> bool:
    """A negator written together with a word («non-technical founder», «#NoCrypto») negates this word alone."""
    negators, _ = load_negators()
    readings = read_chunk(text.chunks[chunk])
    place = start - text.starts[chunk]
    if place == 0 or readings.plain is readings.split is readings.joined:
        return False
    end_of = {word.start: word.end for word in readings.joined}
    return any(
        piece.text in negators and piece.end <= place < end_of.get(piece.start, 0)
        for reading in (readings.plain, readings.split)
        for piece in reading
    )


def _is_reached(text: ChunkedText, chunk: int, start: int) -> bool:
    """Whether a negator stands among the four words before, in the same clause."""
    negators, ending = load_negators()
    steps = 0
    for word in text.list_words_back(chunk):
        if word.start > start:
            continue
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
