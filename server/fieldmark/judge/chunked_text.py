"""A text as its chunks, each with its place: what the matcher walks over."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from fieldmark.judge.chunks import SIMPLE_WORDS, Readings, read_chunk
from fieldmark.judge.token import Token, make_break

CHUNK = re.compile(r"\S+")


class ChunkedText:
    """A text and what is worked out of it once, when it is first asked for.

    Attributes:
        text: as sent.
        may_negate: whether any of its chunks holds a negator; None if nobody has looked.
    """

    # Not functools.cached_property: its lock took a tenth of a verdict (Python 3.11).
    __slots__ = ("_chunks", "_others", "_readings", "_starts", "_words", "may_negate", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.may_negate: bool | None = None
        self._chunks: list[str] | None = None
        self._starts: list[int] | None = None
        self._words: list[str] | None = None
        self._others: list[str] | None = None
        self._readings: dict[int, Readings] = {}

    @property
    def chunks(self) -> list[str]:
        """What stands between white spaces, in order."""
        if self._chunks is None:
            self._chunks = self.text.split()
        return self._chunks

    @property
    def words(self) -> list[str]:
        """What each chunk says where it is one plain word (SIMPLE_WORDS), else an empty text."""
        if self._words is None:
            self._words = list(map(SIMPLE_WORDS.__getitem__, self.chunks))
        return self._words

    @words.setter
    def words(self, words: list[str]) -> None:
        """For who has looked already."""
        self._words = words

    @property
    def others(self) -> list[str]:
        """The chunks that are more than one plain word."""
        if self._others is None:
            self._others = [chunk for chunk, word in zip(self.chunks, self.words, strict=True) if not word]
        return self._others

    @property
    def starts(self) -> list[int]:
        """The place of each chunk (code points)."""
        if self._starts is None:
            lengths = list(map(len, self.chunks))
            # Mostly one space stands between chunks, and nothing around them.
            if sum(lengths) + len(lengths) - 1 == len(self.text):
                self._starts = [end + place for place, end in enumerate(accumulate(lengths[:-1], initial=0))]
            else:
                self._starts = [found.start() for found in CHUNK.finditer(self.text)]
        return self._starts

    def follows_break(self, number: int) -> bool:
        """Whether a line ends between the chunk and the one before it."""
        if number == 0:
            return False
        end = self.starts[number - 1] + len(self.chunks[number - 1])
        return "\n" in self.text[end : self.starts[number]]

    def read(self, number: int) -> Readings:
        """The readings of a chunk; a long one is not in any other memory, and may hold thousands of keywords."""
        if number not in self._readings:
            self._readings[number] = read_chunk(self.chunks[number])
        return self._readings[number]

    def list_words_back(self, number: int, place: int) -> Iterator[Token]:
        """The words and breaks of the joined reading, back from the one at or before a place of the chunk."""
        last = bisect_right(self.read(number).joined, place - self.starts[number], key=get_start)
        for chunk in range(number, -1, -1):
            offset, words = self.starts[chunk], self.read(chunk).joined
            for at in range((last if chunk == number else len(words)) - 1, -1, -1):
                token = words[at]
                yield Token(token.text, token.start + offset, token.end + offset, token.edges)
            if self.follows_break(chunk):
                yield make_break(offset)


def get_start(token: Token) -> int:
    """Where a token starts."""
    return token.start
