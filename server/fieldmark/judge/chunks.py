"""A chunk (what stands between two white spaces) read in three ways.

* ``plain``: its words: ``co-founder`` is ``co`` ``founder``, ``NodeJS`` is ``nodejs``.
* ``split``: its words cut at camel case and digits too: ``#MachineLearning`` is ``machine`` ``learning``.
* ``joined``: its words run together: ``co-founder`` is ``cofounder``, ``Ph.D.`` is ``phd``.

A keyword matches in any of the three. In ``#MachineLearning`` each part may match; in ``PayPal`` only the whole.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from fieldmark.judge.emoji import EMOJI, fold_emoji
from fieldmark.judge.memory import FEW_KEPT, LONGEST_KEPT, Memory
from fieldmark.judge.part import PartReader
from fieldmark.judge.token import BREAK_TEXT, Token, make_break
from fieldmark.judge.web_address import MAIL_ADDRESS, WEB_ADDRESS, read_web_address

# Signs that say nothing of the word they stand beside: a break in every reading.
BESIDE_WORDS = ',!?:;()"'
# Before a word a point belongs to it («.NET»).
AFTER_WORDS = BESIDE_WORDS + "."

LONG_ONES_KEPT, LONGEST_READING_KEPT = 8, 400


class Readings(NamedTuple):
    """The three readings of a chunk; equal ones are the same object."""

    plain: tuple[Token, ...]
    split: tuple[Token, ...]
    joined: tuple[Token, ...]


def is_simple_word(chunk: str) -> bool:
    """Whether the chunk is one word in all its readings."""
    if not chunk.isascii():
        return False
    return (chunk.isalpha() and (chunk.islower() or chunk.istitle() or chunk.isupper())) or chunk.isdigit()


def find_simple_word(chunk: str) -> str:
    """What a chunk says, folded, where it is one word in all its readings but for signs beside it; else empty."""
    word = chunk if chunk.isalnum() else chunk.lstrip(BESIDE_WORDS).rstrip(AFTER_WORDS)
    return word.lower() if is_simple_word(word) else ""


SIMPLE_WORDS = Memory(find_simple_word)


def _read_chunk(chunk: str) -> Readings:
    if is_simple_word(chunk):
        word = (Token(chunk.lower(), 0, len(chunk)),)
        return Readings(word, word, word)
    reader = _Reader()
    place = 0
    for emoji in EMOJI.finditer(chunk) if not chunk.isascii() else ():
        reader.read(chunk[place : emoji.start()], place)
        reader.add_to_all(Token(fold_emoji(emoji.group()), emoji.start(), emoji.end()))
        place = emoji.end()
    reader.read(chunk[place:], place)
    return reader.finish()


_READINGS = Memory(_read_chunk, FEW_KEPT)
# A bio in Chinese or Japanese is one chunk, which nobody else has, but which is read for several ends in a row.
_LONG_READINGS = Memory(_read_chunk, LONG_ONES_KEPT, LONGEST_READING_KEPT)


def read_chunk(chunk: str) -> Readings:
    """Reads a chunk in the three ways; places count from the chunk's start."""
    return _READINGS[chunk] if len(chunk) <= LONGEST_KEPT else _LONG_READINGS[chunk]


@dataclass(slots=True)
class _Reader:
    """Collects the three readings of one chunk."""

    plain: list[Token] = field(default_factory=list)
    split: list[Token] = field(default_factory=list)
    joined: list[Token] = field(default_factory=list)

    def add_break(self, place: int) -> None:
        """A break in all three readings; two in a row are one."""
        for reading in (self.plain, self.split, self.joined):
            if not reading or reading[-1].text != BREAK_TEXT:
                reading.append(make_break(place))

    def add(self, plain: list[Token], split: list[Token] | None = None, joined: list[Token] | None = None) -> None:
        self.plain += plain
        self.split += plain if split is None else split
        self.joined += plain if joined is None else joined

    def add_to_all(self, token: Token) -> None:
        self.add([token])

    def finish(self) -> Readings:
        plain, split, joined = tuple(self.plain), tuple(self.split), tuple(self.joined)
        return Readings(plain, plain if split == plain else split, plain if joined == plain else joined)

    def read(self, part: str, offset: int) -> None:
        """Reads a part without emoji that stands at the offset in the chunk."""
        if not part:
            return
        if MAIL_ADDRESS.fullmatch(part):
            self.add_break(offset)
        elif WEB_ADDRESS.fullmatch(part.strip("()[]<>,;!\"'")):
            self.add(read_web_address(part, offset))
        else:
            PartReader(self, part, offset).read()
