"""Text from outside, made safe to work with, and the unit in which places in it are counted."""

import re
from bisect import bisect_left

from fieldmark.values.invalid import InvalidValue

# Nothing of ours is nested more than five deep; Python itself gives up at a depth that varies with the caller's own.
MOST_LEVELS = 100
LONE_SURROGATE = re.compile("[\ud800-\udfff]")
ASTRAL = re.compile("[\U00010000-\U0010ffff]")


def mend_surrogates(text: str) -> str:
    """Replaces each lone surrogate (half an emoji, cut off by a page) with U+FFFD.

    Both are one UTF-16 code unit, so every place in the text stays where it was. A lone surrogate can be neither
    stored nor sent on as UTF-8.
    """
    return LONE_SURROGATE.sub("\ufffd", text) if not text.isascii() else text


def mend_surrogates_everywhere(value: object) -> object:
    """The same for every string (keys too) in a value as JSON has them.

    Raises:
        InvalidValue: it is nested too deep.
    """
    check_depth(value)
    return _mend_everywhere(value)


def _mend_everywhere(value: object) -> object:
    if isinstance(value, str):
        return mend_surrogates(value)
    if isinstance(value, list):
        return [_mend_everywhere(item) for item in value]
    if isinstance(value, dict):
        return {mend_surrogates(str(key)): _mend_everywhere(item) for key, item in value.items()}
    return value


def check_depth(value: object) -> None:
    """Refuses lists and objects that lie too deep in each other to be worked with; looks without recursion itself.

    Raises:
        InvalidValue: saying so.
    """
    level = [value]
    for _ in range(MOST_LEVELS + 1):
        level = [
            inner
            for item in level
            if isinstance(item, list | dict)
            for inner in (item.values() if isinstance(item, dict) else item)
        ]
        if not level:
            return
    raise make_depth_error()


def make_depth_error() -> InvalidValue:
    """The error of a value that is nested too deep."""
    return InvalidValue("", f"has lists or objects more than {MOST_LEVELS} deep in each other; send it without them")


class Utf16Index:
    """Turns places counted in code points (Python) into places counted in UTF-16 code units (JavaScript).

    Args:
        text: the text whose places are meant.
    """

    def __init__(self, text: str) -> None:
        self._astral = [] if text.isascii() else [found.start() for found in ASTRAL.finditer(text)]

    def count_units(self, place: int) -> int:
        """The number of UTF-16 code units before the code point at this place."""
        return place + bisect_left(self._astral, place) if self._astral else place
