"""Negation: in «not affiliated with any crypto», crypto is not said of the person."""

from functools import cache
from importlib.resources import files

from fieldmark.judge.token import BREAK_TEXT, Token

# «not affiliated with any crypto»: the negator stands four words before. Farther away it is mostly about
# something else (the scope cue window of NegEx is five; Chapman et al. 2001, doi:10.1006/jbin.2001.1029).
REACH = 4


@cache
def load_negators() -> tuple[frozenset[str], frozenset[str]]:
    """(words that negate, words that end the reach of a negator)."""
    lines = files("fieldmark.judge").joinpath("data/negators.txt").read_text(encoding="utf-8").splitlines()
    words = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    ending = frozenset(word[1:] for word in words if word.startswith("!"))
    return frozenset(word for word in words if not word.startswith("!")), ending


def is_negated(tokens: list[Token], first: int) -> bool:
    """Whether a negator stands within reach before the token, in the same clause."""
    negators, ending = load_negators()
    for place in range(first - 1, max(-1, first - 1 - REACH), -1):
        word = tokens[place].text
        if word == BREAK_TEXT or word in ending:
            return False
        if word in negators:
            return True
    return False
