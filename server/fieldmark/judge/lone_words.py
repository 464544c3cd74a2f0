"""The words of a chunk that may stand alone, each for itself: what a single word is looked up among."""

import re

from fieldmark.judge.chunks import read_chunk
from fieldmark.judge.keywords import LONGEST_KEEPING_ACCENTS, list_accents
from fieldmark.judge.memory import FEW_KEPT, Memory
from fieldmark.judge.sieve import fold_characters
from fieldmark.judge.token import BREAK_TEXT, Token, may_match

RUN = re.compile("[a-z0-9]+")
FOREIGN_LETTER = re.compile(r"[^\W\x00-\x7f]")
PART = re.compile("[A-Za-z][A-Z]|[0-9]")
# Of more runs in a row there are too many; real chunks have two or three.
MOST_RUNS = 6

# A word (folded) and its place in its chunk (code points).
LoneWord = tuple[str, int, int]


def list_possible_words(chunk: str) -> list[str] | None:
    """Which words of ASCII letters and digits may stand alone in a chunk, told without reading it; and some more.

    Each is a run of letters and digits, or neighbouring runs joined: the parts of «PayPal» do not stand alone. None for
    a chunk that must be read: it has letters that do not fold into ASCII, or it is a tag, whose parts stand alone too.
    """
    folded = fold_characters(chunk)
    if folded is None or "#" in folded or "$" in folded:
        return None
    if not folded.isascii() and FOREIGN_LETTER.search(folded):
        return None
    runs = RUN.findall(folded)
    if len(runs) < 2:
        return runs
    if len(runs) > MOST_RUNS:
        return None
    return ["".join(runs[first:end]) for first in range(len(runs)) for end in range(first + 1, len(runs) + 1)]


def has_parts(chunk: str) -> bool:
    """Whether words of a chunk may have parts of their own: capitals inside, digits, or letters that are not ASCII."""
    return not chunk.isascii() or PART.search(chunk) is not None


def _list_lone_words(chunk: str) -> tuple[LoneWord, ...]:
    tokens = {token for reading in read_chunk(chunk) for token in reading if _may_stand_alone(token, chunk)}
    return tuple(dict.fromkeys(token[:3] for token in sorted(tokens)))


def _may_stand_alone(token: Token, chunk: str) -> bool:
    if token.text == BREAK_TEXT or not may_match(token, token):
        return False
    return len(token.text) > LONGEST_KEEPING_ACCENTS or not list_accents(chunk[token.start : token.end])


# The words that may stand alone in a chunk. Short ones with accents are left out: «más» is not the word «mas».
LONE_WORDS = Memory(_list_lone_words, FEW_KEPT)
