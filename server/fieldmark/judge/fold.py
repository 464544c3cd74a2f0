"""Folding: two spellings of the same letter become one, and every folded letter knows where it came from.

``Ｐｙｔｈｏｎ``, ``𝐏𝐲𝐭𝐡𝐨𝐧``, ``🅿🆈🆃🅷🅾🅽``, ``p̶y̶t̶h̶o̶n̶`` and ``PYTHON`` all fold to ``python``.

Only marks that carry no meaning of their own go: accents of Latin and Greek letters, Arabic and Hebrew vowel points;
never an Indic vowel sign, a Japanese voicing mark or the breve of й. Sources: Unicode Standard Annexes 15
(normalization forms) and 44 (names).
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from fieldmark.judge.memory import keep_short

# Letters that have no decomposition in Unicode and yet are read as these.
LETTERS = {
    "ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ĸ": "k",
    "ё": "е", "ґ": "г",
    "ى": "ي", "ی": "ي", "ې": "ي", "ک": "ك", "ة": "ه", "ۀ": "ه", "ہ": "ه", "ـ": "", "ٱ": "ا",
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-", "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'",
    "⁄": "/", "∕": "/", "｜": "|", "¦": "|",
}  # fmt: skip

# Fancy letters that NFKC leaves alone are recognised by their Unicode name: «NEGATIVE SQUARED LATIN CAPITAL LETTER P».
FANCY_NAME = re.compile(
    r"(?:LATIN LETTER SMALL CAPITAL|(?:NEGATIVE )?(?:SQUARED|CIRCLED) LATIN (?:CAPITAL|SMALL) LETTER) ([A-Z])"
)
SMALL_CAPITALS = {"ꜰ": "f", "ꜱ": "s", "ǫ": "q"}
MARKS_THAT_GO = ("LATIN", "GREEK", "ARABIC", "HEBREW")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text.

    Attributes:
        text: the folded letters, lower case.
        cased: the same letters, as many, with their case kept (camel case is read from it).
        starts, ends: for each folded letter, the place in the original (code points) it came from.
    """

    text: str
    cased: str
    starts: tuple[int, ...] | range
    ends: tuple[int, ...] | range


def fold_text(original: str) -> Folded:
    """Folds a text; see the module."""
    if original.isascii():
        size = len(original)
        return Folded(original.lower(), original, range(size), range(1, size + 1))
    text: list[str] = []
    cased: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _find_clusters(original):
        folded, kept = fold_cluster(original[start:end])
        text.append(folded)
        cased.append(kept)
        starts += [start] * len(folded)
        ends += [end] * len(folded)
    return Folded("".join(text), "".join(cased), tuple(starts), tuple(ends))


def _find_clusters(original: str) -> list[tuple[int, int]]:
    """Places of each letter together with the marks and invisible characters after it."""
    clusters: list[tuple[int, int]] = []
    start = 0
    for place in range(1, len(original)):
        if not continues_letter(original[place]):
            clusters.append((start, place))
            start = place
    if original:
        clusters.append((start, len(original)))
    return clusters


@lru_cache(maxsize=20_000)
def continues_letter(char: str) -> bool:
    """Whether the character belongs to the letter before it."""
    # The two half-width voicing marks of Japanese are letters to Unicode, and marks to readers. The vowels and final
    # consonants of Hangul taken apart (as macOS writes file names) belong to the syllable before them.
    return not char.isascii() and (
        unicodedata.category(char) in ("Mn", "Me", "Cf") or char in "\uff9e\uff9f" or "\u1160" <= char <= "\u11ff"
    )


@keep_short
def fold_cluster(cluster: str) -> tuple[str, str]:
    """One letter with its marks, folded: (lower case, case kept), both of the same length."""
    visible = "".join(char for char in cluster if not _is_invisible(char))
    if not visible:
        return "", ""
    composed = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", visible))
    cased = "".join(_fold_letter(char) for char in _drop_marks(composed))
    lower = cased.lower()
    if len(lower) != len(cased):
        cased = lower
    return lower, cased


def _is_invisible(char: str) -> bool:
    return unicodedata.category(char) in ("Cf", "Cs") or "\ufe00" <= char <= "\ufe0f"


def _drop_marks(composed: str) -> str:
    """Takes off the marks that carry no meaning of their own in their script."""
    base = next((char for char in composed if not unicodedata.combining(char)), composed[0])
    if not unicodedata.name(base, "").startswith(MARKS_THAT_GO):
        # A stroke or ring drawn over any letter ("p̶") is decoration in every script.
        return "".join(char for char in composed if not "\u0334" <= char <= "\u0338" and char != "\u20dd")
    letters = unicodedata.normalize("NFD", composed)
    return "".join(char for char in letters if unicodedata.category(char) not in ("Mn", "Me"))


def _fold_letter(char: str) -> str:
    if char.isascii():
        return char
    lower = char.lower() if len(char.lower()) == 1 else char
    if lower in LETTERS:
        plain = LETTERS[lower]
        return plain.upper() if lower != char and len(plain) == 1 else plain
    if lower in SMALL_CAPITALS:
        return SMALL_CAPITALS[lower]
    fancy = FANCY_NAME.fullmatch(unicodedata.name(char, ""))
    if fancy:
        return fancy.group(1).lower() if "SMALL" in unicodedata.name(char) else fancy.group(1)
    return char.casefold() if char.casefold() != lower else char
