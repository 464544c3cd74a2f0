"""Reads a part of a chunk (what stands between emoji) into the three readings of the chunk."""

import re
from itertools import accumulate, chain
from typing import Protocol

from fieldmark.judge.camel import merge_brands
from fieldmark.judge.folded_part import WORD_CLASSES, FoldedPart, Piece, Word
from fieldmark.judge.hashtag import count_capitals_before, cut_one_case
from fieldmark.judge.joined import join_run, list_runs
from fieldmark.judge.script import BY_CHARACTER, RULE_OF_SCRIPT
from fieldmark.judge.token import COVER_RUN, Token, make_run

# One of these between two words is soft: the words stay neighbours. Two of them, or any other sign, are a break.
SOFT = "-_/&+|.'~·"
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


class PartReader:
    """Reads one part of a chunk into the chunk's reader."""

    def __init__(self, collector: Collector, part: str, offset: int) -> None:
        self._out = collector
        self._part = FoldedPart(part, offset)
        self._group: list[Word] = []

    def read(self) -> None:
        """Goes over the part once: words collect in a group, whose end is a break."""
        text, classes = self._part.text, self._part.classes
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
                self._group.append(Word(place, end, glue, tagged=False))
                glue = ""
            else:
                glue = self._read_sign(place)
            place = end
        self._end_group(len(text))

    def _read_sign(self, place: int) -> str:
        """A sign between two words: soft ones glue, others break."""
        text, classes = self._part.text, self._part.classes
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
        text, rest = self._part.text, self._part.text[end : end + 3]
        if self._part.classes[start] not in WORD_CLASSES:
            return end
        after = text[end + 2 : end + 3]
        if rest.startswith("++") and not after.isalpha():
            return end + 2
        following = self._part.classes[end + 1 : end + 2]
        if rest.startswith("+") and following not in ("w", "0"):
            return end + 1
        if rest.startswith("#") and end - start <= 2 and following not in ("w", "0", "h", "k", "g", "t"):
            return end + 1
        return end

    def _read_tag(self, sign: str, start: int, end: int) -> None:
        """A hashtag's parts may match each; a handle matches as a whole; a cashtag is a word."""
        self._out.add_break(self._part.find_place(start - 1))
        if sign == "@":
            self._read_handle(start, end)
        else:
            group = [
                Word(start + piece.start(), start + piece.end(), "_" if place else "", tagged=True)
                for place, piece in enumerate(
                    piece for piece in PIECES.finditer(self._part.classes[start:end]) if piece.group() != "_"
                )
            ]
            self._group = group
            self._end_group(end)
        self._out.add_break(self._part.find_place(end))

    def _read_handle(self, start: int, end: int) -> None:
        """«@openai» is «openai»; in the joined reading it keeps its sign, for keywords that ask for the handle."""
        whole, with_sign = self._part.make_token(start, end), self._part.make_token(start - 1, end)
        pieces = [
            piece
            for word in re.finditer("[^_]+", self._part.text[start:end])
            for piece in self._part.cut_word(start + word.start(), start + word.end())
        ]
        self._out.add([whole], make_run(pieces, COVER_RUN), [with_sign])

    def _end_group(self, place: int) -> None:
        """Writes the group's words into the three readings and a break after it."""
        group, self._group = self._group, []
        if not group:
            if place and place == len(self._part.text):
                self._out.add_break(self._part.find_place(place))
            return
        for place_in_group, word in enumerate(group):
            plain, split = self._read_word(word, first=place_in_group == 0)
            self._out.plain += plain
            self._out.split += split
        for run in list_runs(self._part, group):
            joined = join_run(self._part, run)
            self._out.joined += (
                [joined] if joined else chain(*(self._read_word(word, first=word is run[0])[0] for word in run))
            )
        if place < len(self._part.text):
            self._out.add_break(self._part.find_place(place))

    def _read_word(self, word: Word, *, first: bool) -> tuple[list[Token], list[Token]]:
        """The plain and the split reading of one word."""
        kind = self._part.classes[word.start]
        if kind in BY_CHARACTER:
            pieces = [
                self._part.place(word.start + piece.start(), word.start + piece.end())
                for piece in re.finditer(".m*", self._part.classes[word.start : word.end])
            ]
            tokens = make_run(pieces, RULE_OF_SCRIPT[kind])
            return tokens, tokens
        if first and word.glue == "^.":
            token = self._part.make_token(word.start - 1, word.end)
            return [token], [token]
        letters_end = word.end
        while self._part.text[letters_end - 1] in "+#" and letters_end > word.start + 1:
            letters_end -= 1
        plain = [self._part.make_token(word.start, word.end)]
        if letters_end < word.end:
            stripped = [self._part.make_token(word.start, letters_end)]
            return plain, (stripped if letters_end - word.start > 1 else plain)
        pieces = self._part.cut_word(word.start, word.end)
        if word.tagged:
            pieces = self._cut_tag(pieces, word.start)
        if len(pieces) < 2:
            return plain, plain
        return plain, [Token(*piece) for piece in pieces] if word.tagged else make_run(pieces, COVER_RUN)

    def _cut_tag(self, pieces: list[Piece], start: int) -> list[Piece]:
        """A tag's parts: names in camel case put together again, words written in one case taken apart."""
        names = merge_brands(pieces)
        given = count_capitals_before([name[0] for name in names])
        ends = list(accumulate((len(name[0]) for name in names), initial=start))
        cut: list[Piece] = []
        for number in range(len(names)):
            first = ends[number] + given[number]
            last = ends[number + 1] + (given[number + 1] if number + 1 < len(names) else 0)
            places = cut_one_case(self._part.text[first:last])
            cut += [self._part.place(first + piece_start, first + piece_end) for piece_start, piece_end in places]
        return cut
