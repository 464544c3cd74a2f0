"""A text as its chunks, each with its place: what the matcher walks over."""

import re
from collections.abc import Iterator
from functools import cached_property

from fieldmark.judge.chunks import read_chunk
from fieldmark.judge.token import Token, make_break

CHUNK = re.compile(r"\S+")


class ChunkedText:
    """A text and what is worked out of it once, when it is first asked for.

    Attributes:
        text: as sent.
        chunks: what stands between white spaces, in order.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.chunks = text.split()

    @cached_property
    def starts(self) -> list[int]:
        """The place of each chunk (code points)."""
        return [found.start() for found in CHUNK.finditer(self.text)]

    @cached_property
    def is_all_capitals(self) -> bool:
        """Whether every letter of the text is a capital one."""
        return self.text.isupper()

    def follows_break(self, number: int) -> bool:
        """Whether a line ends between the chunk and the one before it."""
        if number == 0:
            return False
        end = self.starts[number - 1] + len(self.chunks[number - 1])
        return "\n" in self.text[end : self.starts[number]]

    def list_words_back(self, number: int) -> Iterator[Token]:
        """The words and breaks of the joined reading, from the chunk's last one back; chunks are read when reached."""
        for chunk in range(number, -1, -1):
            offset = self.starts[chunk]
            for token in reversed(read_chunk(self.chunks[chunk]).joined):
                yield Token(token.text, token.start + offset, token.end + offset, token.edges)
            if self.follows_break(chunk):
                yield make_break(offset)
