"""Text from outside, made safe to work with, and the unit in which places in it are counted."""

import re
from bisect import bisect_left

LONE_SURROGATE = re.compile("[\ud800-\udfff]")
FIRST_ASTRAL = "\U00010000"


def mend_surrogates(text: str) -> str:
    """Replaces each lone surrogate (half an emoji, cut off by a page) with U+FFFD.

    Both are one UTF-16 code unit, so every place in the text stays where it was. A lone surrogate can be neither
    stored nor sent on as UTF-8.
    """
    return LONE_SURROGATE.sub("\ufffd", text) if not text.isascii() else text


def mend_surrogates_everywhere(value: object) -> object:
    """The same for every string (keys too) in a value as JSON has them."""
    if isinstance(value, str):
        return mend_surrogates(value)
    if isinstance(value, list):
        return [mend_surrogates_everywhere(item) for item in value]
    if isinstance(value, dict):
        return {mend_surrogates(str(key)): mend_surrogates_everywhere(item) for key, item in value.items()}
    return value


class Utf16Index:
    """Turns places counted in code points (Python) into places counted in UTF-16 code units (JavaScript).

    Args:
        text: the text whose places are meant.
    """

    def __init__(self, text: str) -> None:
        self._astral = (
            [place for place, char in enumerate(text) if char >= FIRST_ASTRAL]
            if not text.isascii() and max(text, default="") >= FIRST_ASTRAL
            else []
        )

    def count_units(self, place: int) -> int:
        """The number of UTF-16 code units before the code point at this place."""
        return place + bisect_left(self._astral, place) if self._astral else place
