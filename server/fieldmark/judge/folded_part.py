"""A part of a chunk, folded and classed, that gives tokens at their places in the chunk."""

from typing import NamedTuple

from fieldmark.judge.camel import cut_camel_case
from fieldmark.judge.fold import fold_text
from fieldmark.judge.script import classify_text
from fieldmark.judge.token import Token

WORD_CLASSES = "w0"
Piece = tuple[str, int, int]


class Word(NamedTuple):
    """A word of a part: its place in the folded part, and the sign before it (empty: a break or nothing)."""

    start: int
    end: int
    glue: str
    tagged: bool


class FoldedPart:
    """A part of a chunk.

    Args:
        part: as written.
        offset: its place in the chunk (code points).
    """

    def __init__(self, part: str, offset: int) -> None:
        self._folded = fold_text(part)
        self.text = self._folded.text
        self.classes = classify_text(self.text)
        self.offset = offset

    def place(self, start: int, end: int) -> Piece:
        """Folded text and place in the chunk of a stretch of the folded part."""
        folded = self._folded
        return (self.text[start:end], self.offset + folded.starts[start], self.offset + folded.ends[end - 1])

    def find_place(self, at: int) -> int:
        """The place in the chunk of what begins at this place of the folded part, which may be its end."""
        folded = self._folded
        if at < len(self.text):
            return self.offset + folded.starts[at]
        return self.offset + (folded.ends[-1] if self.text else 0)

    def make_token(self, start: int, end: int) -> Token:
        """The stretch as a token that any match may begin or end with."""
        return Token(*self.place(start, end))

    def cut_word(self, start: int, end: int) -> list[Piece]:
        """A word cut at camel case and between letters and digits."""
        return [
            self.place(start + first, start + last) for first, last in cut_camel_case(self._folded.cased[start:end])
        ]

    def is_letters(self, word: Word) -> bool:
        """Whether the word is one of letters and digits, in a script that parts words by spaces."""
        return self.classes[word.start] in WORD_CLASSES
