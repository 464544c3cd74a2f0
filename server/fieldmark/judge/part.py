"""Reads a part of a chunk (what stands between emoji) into the three readings of the chunk."""

import re
from typing import NamedTuple, Protocol

from fieldmark.judge.camel import cut_camel_case, merge_brands
from fieldmark.judge.fold import Folded, fold_text
from fieldmark.judge.script import BY_CHARACTER, RULE_OF_SCRIPT, classify_text
from fieldmark.judge.token import COVER_RUN, Token, make_run

# One of these between two words is soft: the words stay neighbours. Two of them, or any other sign, are a break.
SOFT = "-_/&+|.'~·"
# Across these the joined reading runs words together: «co-founder», «Ph.D.»; not «R&D», «UX|UI», «dev+dad».
JOINING = "-_/.'"

WORD_CLASSES = "w0"
PIECES = re.compile("[w0]+|k+|g+|tm*|h|.")
TAG_BODY = re.compile("[w0khgtm_]+")


class Collector(Protocol):
    """What the readings are written into."""

    plain: list[Token]
    split: list[Token]
    joined: list[Token]

    def add(self, plain: list[Token], split: list[Token] | None = None, joined: list[Token] | None = None) -> None:
        """Adds tokens; a reading that is None is as the plain one."""

    def add_break(self, place: int) -> None:
        """Adds a break to all three."""


class _Word(NamedTuple):
    """A word of a part: its place in the folded part, and the sign before it (empty: a break or nothing)."""

    start: int
    end: int
    glue: str
    tagged: bool


class PartReader:
    """Reads one part of a chunk into the chunk's reader."""

    def __init__(self, collector: Collector, part: str, offset: int) -> None:
        self._out = collector
        self._folded: Folded = fold_text(part)
        self._classes = classify_text(self._folded.text)
        self._offset = offset
        self._group: list[_Word] = []

    def read(self) -> None:
        """Goes over the part once: words collect in a group, whose end is a break."""
        text, classes = self._folded.text, self._classes
        place, glue = 0, ""
        while place < len(text):
            sign = text[place]
            tag = TAG_BODY.match(classes, place + 1) if sign in "#@$" else None
            if tag and (sign == "#" or place == 0 or classes[place - 1] not in WORD_CLASSES):
                self._end_group(place)
                self._read_tag(sign, tag.start(), tag.end())
                place, glue = tag.end(), ""
                continue
            piece = PIECES.match(classes, place)
            end = piece.end() if piece else place + 1
            if classes[place] in "w0khgt":
                end = self._extend_by_signs(place, end)
                self._group.append(_Word(place, end, glue, tagged=False))
                glue = ""
            else:
                glue = self._read_sign(place)
            place = end
        self._end_group(len(text))

    def _read_sign(self, place: int) -> str:
        """A sign between two words: soft ones glue, others break."""
        text, classes = self._folded.text, self._classes
        sign = text[place]
        between = 0 < place < len(text) - 1 and classes[place - 1] in "w0khgtm+" and classes[place + 1] in "w0khgt"
        if sign in SOFT and between and self._group:
            return sign
        leads = place == 0 or classes[place - 1] == "x"
        if sign == "." and leads and classes[place + 1 : place + 2] == "w":
            return "^."
        self._end_group(place)
        return ""

    def _extend_by_signs(self, start: int, end: int) -> int:
        """«C++», «C#», «LGBTQ+»: the signs that belong to the word before them."""
        text, rest = self._folded.text, self._folded.text[end : end + 3]
        if self._classes[start] not in WORD_CLASSES:
            return end
        after = text[end + 2 : end + 3]
        if rest.startswith("++") and not after.isalpha():
            return end + 2
        following = self._classes[end + 1 : end + 2]
        if rest.startswith("+") and following not in ("w", "0"):
            return end + 1
        if rest.startswith("#") and end - start <= 2 and following not in ("w", "0", "h", "k", "g", "t"):
            return end + 1
        return end

    def _read_tag(self, sign: str, start: int, end: int) -> None:
        """A hashtag's parts may match each; a handle matches as a whole; a cashtag is a word."""
        self._out.add_break(self._offset)
        if sign == "@":
            self._read_handle(start, end)
        else:
            group = [
                _Word(start + piece.start(), start + piece.end(), "_" if place else "", tagged=True)
                for place, piece in enumerate(
                    piece for piece in PIECES.finditer(self._classes[start:end]) if piece.group() != "_"
                )
            ]
            self._group = group
            self._end_group(end)
        self._out.add_break(self._offset + end)

    def _read_handle(self, start: int, end: int) -> None:
        """«@openai» is «openai»; in the joined reading it keeps its sign, for keywords that ask for the handle."""
        whole, with_sign = self._make_token(start, end), self._make_token(start - 1, end)
        pieces = [
            piece
            for word in re.finditer("[^_]+", self._folded.text[start:end])
            for piece in self._cut_word(start + word.start(), start + word.end())
        ]
        self._out.add([whole], make_run(pieces, COVER_RUN), [with_sign])

    def _end_group(self, place: int) -> None:
        """Writes the group's words into the three readings and a break after it."""
        group, self._group = self._group, []
        if not group:
            if place and place == len(self._folded.text):
                self._out.add_break(self._offset + place)
            return
        for place_in_group, word in enumerate(group):
            plain, split = self._read_word(word, first=place_in_group == 0)
            self._out.plain += plain
            self._out.split += split
        self._out.joined += self._join_group(group)
        if place < len(self._folded.text):
            self._out.add_break(self._offset + place)

    def _read_word(self, word: _Word, *, first: bool) -> tuple[list[Token], list[Token]]:
        """The plain and the split reading of one word."""
        kind = self._classes[word.start]
        if kind in BY_CHARACTER:
            pieces = [
                self._place(word.start + piece.start(), word.start + piece.end())
                for piece in re.finditer(".m*", self._classes[word.start : word.end])
            ]
            tokens = make_run(pieces, RULE_OF_SCRIPT[kind])
            return tokens, tokens
        if first and word.glue == "^.":
            token = self._make_token(word.start - 1, word.end)
            return [token], [token]
        letters_end = word.end
        while self._folded.text[letters_end - 1] in "+#" and letters_end > word.start + 1:
            letters_end -= 1
        plain = [self._make_token(word.start, word.end)]
        if letters_end < word.end:
            stripped = [self._make_token(word.start, letters_end)]
            return plain, (stripped if letters_end - word.start > 1 else plain)
        pieces = self._cut_word(word.start, word.end)
        if len(pieces) < 2:
            return plain, plain
        if word.tagged:
            return plain, [Token(*piece) for piece in merge_brands(pieces)]
        return plain, make_run(pieces, COVER_RUN)

    def _cut_word(self, start: int, end: int) -> list[tuple[str, int, int]]:
        """A word cut at camel case and between letters and digits."""
        return [
            self._place(start + first, start + last) for first, last in cut_camel_case(self._folded.cased[start:end])
        ]

    def _join_group(self, group: list[_Word]) -> list[Token]:
        """The joined reading of a group of neighbouring words."""
        tokens: list[Token] = []
        run: list[_Word] = []
        for word in [*group, None]:
            if run and (word is None or not self._is_joinable(word)):
                tokens += self._join_run(run)
                run = []
            if word is not None:
                run.append(word)
        return tokens

    def _is_joinable(self, word: _Word) -> bool:
        """Whether the word is run together with the one before it; a possessive ending is not."""
        is_possessive = word.glue == "'" and self._folded.text[word.start : word.end] == "s"
        return word.glue in (*JOINING,) and self._is_letters(word) and not is_possessive

    def _is_letters(self, word: _Word) -> bool:
        return self._classes[word.start] in WORD_CLASSES

    def _join_run(self, run: list[_Word]) -> list[Token]:
        if len(run) == 1 or not self._is_letters(run[0]):
            return [token for word in run for token in self._read_word(word, first=word is run[0])[0]]
        text = "".join(self._folded.text[word.start : word.end] for word in run)
        end = run[-1].end
        is_abbreviation = all(word.end - word.start <= 2 and word.glue in ("", ".") for word in run)
        if is_abbreviation and self._folded.text[end : end + 1] == ".":
            end += 1
        _, start_place, end_place = self._place(run[0].start, end)
        return [Token(text, start_place, end_place)]

    def _place(self, start: int, end: int) -> tuple[str, int, int]:
        """Folded text and place in the chunk of a stretch of the folded part."""
        folded = self._folded
        return (
            folded.text[start:end],
            self._offset + folded.starts[start],
            self._offset + folded.ends[end - 1],
        )

    def _make_token(self, start: int, end: int) -> Token:
        return Token(*self._place(start, end))
