"""Text of people and files, made harmless for a terminal.

An escape sequence in a bio or in a niche's name could move the cursor, erase what was said or change the window's
title (https://cwe.mitre.org/data/definitions/150.html). What is written for people to read shows such signs by their
numbers, always; a file's own content (CSV, JSON) only where it goes to a terminal: in a file it stays exact.
"""

import re
from typing import Protocol, TextIO

# All control characters but the tab and what ends a line; a lone CR goes back and lets a text cover another.
CONTROLS = re.compile("\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


class Writable(Protocol):
    """What text can be written to."""

    def write(self, text: str, /) -> object:
        """Writes a text."""


def show_controls(text: str) -> str:
    r"""A text whose control characters are seen, as `\x1b`, and not obeyed."""
    return CONTROLS.sub(lambda found: f"\\x{ord(found[0]):02x}", text)


def protect_terminal(stream: TextIO) -> Writable:
    """The stream itself; or, if it is a terminal, one through which control characters come as what is seen."""
    return _Terminal(stream) if stream.isatty() else stream


class _Terminal:
    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str, /) -> None:
        self._stream.write(show_controls(text))
