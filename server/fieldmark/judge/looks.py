"""What a chunk may hold for a judge, told by one look at it and remembered.

Four things are looked for in a text, and most chunks hold none of them. Asked one by one, each would look at every
chunk; so all are asked at once when a chunk first comes up, and a text is searched only for what one of its chunks may
hold.
"""

from functools import reduce
from operator import or_

from fieldmark.judge.chaser_phrases import load_chaser_phrases
from fieldmark.judge.chunked_text import ChunkedText
from fieldmark.judge.chunks import find_simple_word
from fieldmark.judge.matcher import Matcher
from fieldmark.judge.memory import Memory
from fieldmark.judge.negation import holds_negator, load_negators
from fieldmark.judge.sieve import LONGEST_PIECE
from fieldmark.judge.why_not import SAME_EDGE, NearWordFinder

# What a text may hold: a keyword, the words of a number chaser, a word near a keyword, a word that negates.
KEYWORD, CHASER, NEAR_WORD, NEGATOR = 1, 2, 4, 8


class Looks:
    """Looks at chunks for one judge. Safe to use from several threads.

    Args:
        matcher: the niche's keywords.
        near_words: of the niche; None if nobody asks for them.
    """

    def __init__(self, matcher: Matcher, near_words: NearWordFinder | None) -> None:
        self._matcher = matcher
        self._near_words = near_words
        self._gate = load_chaser_phrases().gate
        telling = matcher.telling_words
        self._words = None if telling is None else self._gate.codes.union(telling, load_negators()[0])
        self._edges = near_words.beginnings_and_ends if near_words else set()
        self._pieces = self._gate.pieces
        self._of_chunk: Memory[tuple[int, str]] = Memory(self._look_at)

    def find_kinds(self, text: ChunkedText) -> int:
        """The bits of all that the text may hold; what is not among them it does not hold."""
        looks = list(map(self._of_chunk.__getitem__, text.chunks))
        text.words = [word for _, word in looks]
        return reduce(or_, [kinds for kinds, _ in looks], 0)

    def find_kinds_in(self, written: str) -> int:
        """The same, of a text of which nothing else may be asked."""
        kinds = 0
        for chunk in written.split():
            kinds |= self._of_chunk[chunk][0]
        return kinds

    def list_chunks(self, text: ChunkedText, kind: int) -> list[str]:
        """The chunks that may hold something of a kind, in order."""
        return [chunk for chunk in text.chunks if self._of_chunk[chunk][0] & kind]

    def _look_at(self, chunk: str) -> tuple[int, str]:
        """What the chunk may hold, and what it says if it is one plain word."""
        word = find_simple_word(chunk)
        if word and self._says_nothing(word):
            return 0, word
        kinds = KEYWORD if self._matcher.may_hold(chunk) else 0
        if self._gate.may_hold(word or chunk):
            kinds |= CHASER
        if self._near_words and self._near_words.find((chunk,)):
            kinds |= NEAR_WORD
        if holds_negator(chunk):
            kinds |= NEGATOR
        return kinds, word

    def _says_nothing(self, word: str) -> bool:
        """Whether a plain word holds none of all that, told at once; most do."""
        if self._words is None or word in self._words:
            return False
        if word[:SAME_EDGE] in self._edges or word[-SAME_EDGE:] in self._edges:
            return False
        return self._pieces.isdisjoint(
            [word[start : start + LONGEST_PIECE] for start in range(len(word) + 1 - LONGEST_PIECE)]
        )
