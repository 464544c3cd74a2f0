"""Web and mail addresses in a text: of a link only the host says something, of a mail address nothing."""

import re

from fieldmark.judge.token import COVER_RUN, FREE, Token, make_break

WEB_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s]+|(?:[a-z0-9][a-z0-9-]*\.)+[a-z]{2,}/[^\s]*",
    re.IGNORECASE,
)
# The labels hold no dot: two repeats that both may take one need quadratic time on «a@......».
MAIL_ADDRESS = re.compile(r"[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+")
HOST = re.compile(r"(?:https?://)?(?:www\.)?([^/?#:]+)")
# X's own link shortener says nothing about the person.
SHORTENER = "t.co"


def read_web_address(address: str, offset: int) -> list[Token]:
    """The labels of the host. The last one (``dev`` in ``foo.dev``) only matches together with those before it."""
    lead = len(address) - len(address.lstrip("([<\"'"))
    host = HOST.match(address, lead)
    if not host or host.group(1).lower() == SHORTENER:
        return [make_break(offset)]
    start, labels = host.start(1), host.group(1).lower().split(".")
    tokens = [make_break(offset)]
    for place, label in enumerate(labels):
        edges = FREE if place < len(labels) - 1 else COVER_RUN | 2
        tokens.append(Token(label or ".", offset + start, offset + start + len(label), edges))
        start += len(label) + 1
    return [*tokens, make_break(offset + len(address))]
