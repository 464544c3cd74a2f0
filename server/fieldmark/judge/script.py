"""Which signs make up a word, script by script."""

import unicodedata

from fieldmark.judge.token import TOUCH_EDGE

# Class of a folded character: w letter, 0 digit, h Han or hiragana, k katakana, g Hangul, t a script without
# spaces (Thai, Lao, Khmer, Burmese), m its marks; any sign stands for itself, and an odd one is «x».
BY_CHARACTER = "hkgt"

# Han, hiragana and Thai run words together without a mark, so any place may be a word; a katakana or Hangul word has
# edges that show (フリーランス holds no ラン).
RULE_OF_SCRIPT = {"h": 0, "k": TOUCH_EDGE, "g": TOUCH_EDGE, "t": 0}

RANGES = (
    (0x0E00, 0x0EFF, "t"),  # Thai, Lao
    (0x1000, 0x109F, "t"),  # Burmese
    (0x1780, 0x17FF, "t"),  # Khmer
    (0x3005, 0x3007, "h"),
    (0x3040, 0x309F, "h"),  # hiragana
    (0x30A0, 0x30FA, "k"),
    (0x30FC, 0x30FF, "k"),  # katakana with its length mark; U+30FB, its middle dot, is a sign
    (0x31F0, 0x31FF, "k"),
    (0x3400, 0x4DBF, "h"),
    (0x4E00, 0x9FFF, "h"),
    (0xAC00, 0xD7AF, "g"),
    (0xF900, 0xFAFF, "h"),
    (0x20000, 0x3FFFF, "h"),
)
KEPT_SIGNS = "#@$+_-/&|.'~·"


class _Classes(dict[int, str]):
    """Character code -> class, worked out once each; for str.translate."""

    def __missing__(self, code: int) -> str:
        self[code] = found = _classify(chr(code))
        return found


def _classify(char: str) -> str:
    if char.isdigit():
        return "0"
    category = unicodedata.category(char)
    for first, last, name in RANGES:
        if first <= ord(char) <= last:
            if name == "t":
                return "m" if category in ("Mn", "Mc") else "t" if category[0] in "LN" else "x"
            return name
    if char.isalpha() or category[0] in "LM" or category in ("Nl", "No"):
        return "w"
    return char if char in KEPT_SIGNS else "x"


_CLASSES = _Classes()


def classify_text(text: str) -> str:
    """The class of each character of a folded text, as a string of the same length."""
    return text.translate(_CLASSES)
