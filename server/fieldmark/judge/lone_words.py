"""The words of a chunk that may stand alone, each for itself: what a single word is looked up among."""

import re

from fieldmark.judge.chunks import read_chunk
from fieldmark.judge.keywords import LONGEST_KEEPING_ACCENTS, list_accents
from fieldmark.judge.memory import Memory
from fieldmark.judge.token import BREAK_TEXT, Token, may_match

RUN = re.compile("[a-z0-9]+")
PART = re.compile("[A-Za-z][A-Z]|[0-9]")
# Of more runs in a row there are too many; real chunks have two or three.
MOST_RUNS = 6

# A word (folded) and its place in its chunk (code points).
LoneWord = tuple[str, int, int]


def list_possible_words(chunk: str) -> list[str] | None:
    """Which words of letters and digits may stand alone in an ASCII chunk, told without reading it; and some more.

    Each is a run of letters and digits, or neighbouring runs joined: the parts of «PayPal» do not stand alone. None for
    a chunk that must be read: a tag's parts stand alone, too.
    """
    if not chunk.isascii() or "#" in chunk or "$" in chunk:
        return None
    runs = RUN.findall(chunk.lower())
    if len(runs) < 2:
        return runs
    if len(runs) > MOST_RUNS:
        return None
    return ["".join(runs[first:end]) for first in range(len(runs)) for end in range(first + 1, len(runs) + 1)]


def has_parts(chunk: str) -> bool:
    """Whether words of an ASCII chunk have parts of their own: capitals inside, or digits."""
    return PART.search(chunk) is not None


def _list_lone_words(chunk: str) -> tuple[LoneWord, ...]:
    tokens = {token for reading in read_chunk(chunk) for token in reading if _may_stand_alone(token, chunk)}
    return tuple(dict.fromkeys(token[:3] for token in sorted(tokens)))


def _may_stand_alone(token: Token, chunk: str) -> bool:
    if token.text == BREAK_TEXT or not may_match(token, token):
        return False
    return len(token.text) > LONGEST_KEEPING_ACCENTS or not list_accents(chunk[token.start : token.end])


# The words that may stand alone in a chunk. Short ones with accents are left out: «más» is not the word «mas».
LONE_WORDS = Memory(_list_lone_words)
