"""A token: a piece of a text that a keyword may match, with its place and the rules of its edges."""

from typing import NamedTuple

# Where in its run a token stands. A run is what a reader takes as one: «PayPal», a handle, a katakana word.
AT_START = 1
AT_END = 2
# What a match that begins or ends inside the run must do. Neither bit: nothing (the token is free).
COVER_RUN = 4  # begin at the run's start and end at its end: «pay» is not in «PayPal»
TOUCH_EDGE = 8  # begin at the run's start or end at its end: 개발자 is in 개발자입니다, 의사 is not in 주의사항

FREE = AT_START | AT_END
BREAK_TEXT = "\n"


class Token(NamedTuple):
    """A piece of a text.

    Attributes:
        text: folded; ``BREAK_TEXT`` for a break, which no keyword crosses.
        start, end: its place in the text (code points).
        edges: the bits above.
    """

    text: str
    start: int
    end: int
    edges: int = FREE


def make_break(place: int) -> Token:
    """A break at this place."""
    return Token(BREAK_TEXT, place, place)


def make_run(pieces: list[tuple[str, int, int]], rule: int) -> list[Token]:
    """Tokens of one run: the first is at its start, the last at its end, the rule holds for all."""
    last = len(pieces) - 1
    return [
        Token(text, start, end, rule | (AT_START if place == 0 else 0) | (AT_END if place == last else 0))
        for place, (text, start, end) in enumerate(pieces)
    ]


def may_match(first: Token, last: Token) -> bool:
    """Whether a match may begin with the one token and end with the other."""
    begins, ends = bool(first.edges & AT_START), bool(last.edges & AT_END)
    if (first.edges & COVER_RUN and not begins) or (last.edges & COVER_RUN and not ends):
        return False
    inside = (first.edges & TOUCH_EDGE and not begins) or (last.edges & TOUCH_EDGE and not ends)
    return not inside or begins or ends
