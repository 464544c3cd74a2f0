"""Emoji as whole pictures: a family, a flag or a coder with a skin tone is one token, never its parts.

The shape of a sequence follows Unicode Technical Standard 51 (emoji-zwj-sequence, flag, keycap, tag sequence).
"""

import re

_PICTURE = (
    "[\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u2460-\u249b\u24ea-\u27bf\u2900-\u297f\u2b00-\u2bff\u3030\u303d"
    "\u3297\u3299\U0001f000-\U0001f0ff\U0001f18a-\U0001f1e5\U0001f200-\U0001faff]"
)
# Squared and circled letters are a word's letters unless a variation selector asks for the picture.
_LETTER_PICTURE = "[\u24c2\U0001f170-\U0001f189]\ufe0f"
_ELEMENT = f"(?:{_LETTER_PICTURE}|{_PICTURE}[\ufe0e\ufe0f]?[\U0001f3fb-\U0001f3ff]?)"
_FLAG = "[\U0001f1e6-\U0001f1ff]{2}"
_TAGS = "\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f"
_KEYCAP = "[0-9#*]\ufe0f?\u20e3"

EMOJI = re.compile(f"{_FLAG}|{_TAGS}|{_KEYCAP}|{_ELEMENT}(?:\u200d{_ELEMENT})*")
_NOT_MEANT = re.compile("[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]")


def fold_emoji(sequence: str) -> str:
    """The emoji without skin tone and without the selector of its text or picture form."""
    return _NOT_MEANT.sub("", sequence) or sequence
