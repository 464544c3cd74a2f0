"""The sieve: whether a chunk could hold any of a profile's words at all, told without reading it.

Every token of a chunk is a piece of the chunk's solid form (folded, without the signs that the joined reading drops).
So a chunk whose solid form holds none of the words need not be read. It may pass without holding
one; it never stops one that does.
"""

import unicodedata
from collections.abc import Iterable

from fieldmark.judge.fold import continues_letter, fold_cluster
from fieldmark.judge.joined import JOINING

# Longer words are looked up by their first five letters.
LONGEST_PIECE = 5
# Stands for what can only be folded together with its neighbours.
DIFFICULT = "\0"
SKIN_TONES = ("\U0001f3fb", "\U0001f3ff")


class _SolidTable(dict[int, str]):
    """Character code -> its solid form, worked out once each; for str.translate."""

    def __missing__(self, code: int) -> str:
        self[code] = found = _make_solid_character(chr(code))
        return found


def _make_solid_character(char: str) -> str:
    if "\ufe00" <= char <= "\ufe0f" or SKIN_TONES[0] <= char <= SKIN_TONES[1]:
        return ""
    if continues_letter(char):
        return "" if unicodedata.category(char) == "Cf" else DIFFICULT
    return "".join(letter for letter in fold_cluster(char)[0] if letter not in JOINING)


_SOLID = _SolidTable()


class Sieve:
    """A sieve for the words of a profile.

    Args:
        words: folded; a chunk that holds none of them is stopped.
    """

    def __init__(self, words: Iterable[str]) -> None:
        solid = [word.translate(_SOLID) for word in words]
        self._lets_all_pass = any(not word or DIFFICULT in word for word in solid)
        self._short = [(length, found) for length in (1, 2) if (found := _cut_words(solid, length, length))]
        self._threes = _cut_words(solid, 3, None)
        self._longer = [(length, _cut_words(solid, length, length)) for length in range(3, LONGEST_PIECE)]
        self._longer.append((LONGEST_PIECE, _cut_words(solid, LONGEST_PIECE, LONGEST_PIECE)))
        self._by_beginning: dict[str, list[str]] = {}
        for word in solid:
            if len(word) > LONGEST_PIECE:
                self._by_beginning.setdefault(word[:LONGEST_PIECE], []).append(word)

    def passes(self, chunk: str) -> bool:
        """Whether the chunk may hold one of the words."""
        if self._lets_all_pass:
            return True
        # Letters and digits alone are their own solid form, but for their case.
        solid = chunk.lower() if chunk.isascii() and chunk.isalnum() else chunk.translate(_SOLID)
        if DIFFICULT in solid:
            return True
        # Most chunks hold the first three letters of no word; only of the others more is looked at.
        if not self._threes.isdisjoint([solid[start : start + 3] for start in range(len(solid) - 2)]):
            pieces = [*self._longer, *self._short]
        else:
            pieces = self._short
        for length, known in pieces:
            if not known.isdisjoint([solid[start : start + length] for start in range(len(solid) - length + 1)]):
                return True
        return pieces is not self._short and self._holds_longer(solid)

    def _holds_longer(self, solid: str) -> bool:
        beginnings = (solid[start : start + LONGEST_PIECE] for start in range(len(solid) - LONGEST_PIECE))
        return any(word in solid for beginning in beginnings for word in self._by_beginning.get(beginning, ()))


def _cut_words(words: Iterable[str], length: int, longest: int | None) -> set[str]:
    """The first letters, this many, of the words that have at least as many and at most ``longest`` (None: any)."""
    return {word[:length] for word in words if length <= len(word) <= (longest or len(word))}
