"""A whole text read in three ways: the chunks' readings one after another, with breaks where no keyword crosses."""

import re
from typing import NamedTuple

from fieldmark.judge.chunks import read_chunk
from fieldmark.judge.token import Token, make_break

CHUNK = re.compile(r"\S+")


class TextReadings(NamedTuple):
    """The three readings of a text; equal ones are the same object. Places are code points of the text."""

    plain: list[Token]
    split: list[Token]
    joined: list[Token]


def read_text(text: str) -> TextReadings:
    """Reads a text in the three ways."""
    plain: list[Token] = []
    split: list[Token] = []
    joined: list[Token] = []
    end = 0
    for chunk in CHUNK.finditer(text):
        start = chunk.start()
        if "\n" in text[end:start]:
            for reading in (plain, split, joined):
                reading.append(make_break(start))
        readings = read_chunk(chunk.group())
        plain += [_move(token, start) for token in readings.plain]
        split += [_move(token, start) for token in readings.split]
        joined += [_move(token, start) for token in readings.joined]
        end = chunk.end()
    return TextReadings(plain, split, joined)


def _move(token: Token, by: int) -> Token:
    return Token(token.text, token.start + by, token.end + by, token.edges)
