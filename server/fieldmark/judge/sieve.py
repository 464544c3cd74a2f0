"""The sieve: whether a chunk could hold any of a profile's words at all, told without reading it.

Every token of a chunk is a piece of the chunk's solid form (folded, without the signs that the joined reading drops).
So a chunk whose solid form holds none of the words need not be read. It may pass without holding
one; it never stops one that does.
"""

import unicodedata
from collections.abc import Iterable, Sequence

from fieldmark.judge.emoji import EMOJI
from fieldmark.judge.fold import continues_letter, fold_cluster
from fieldmark.judge.joined import JOINING

# Longer words are looked up by their first five letters.
LONGEST_PIECE = 5
# Stands for what can only be folded together with its neighbours.
DIFFICULT = "\0"
SKIN_TONES = ("\U0001f3fb", "\U0001f3ff")


class _CharacterTable(dict[int, str]):
    """Character code -> what it folds into, without some signs; worked out once each, for str.translate."""

    def __init__(self, dropped: str) -> None:
        super().__init__()
        self._dropped = dropped

    def __missing__(self, code: int) -> str:
        self[code] = found = "".join(letter for letter in _fold_character(chr(code)) if letter not in self._dropped)
        return found


def _fold_character(char: str) -> str:
    if "\ufe00" <= char <= "\ufe0f" or SKIN_TONES[0] <= char <= SKIN_TONES[1]:
        return ""
    if continues_letter(char):
        return "" if unicodedata.category(char) == "Cf" else DIFFICULT
    return fold_cluster(char)[0]


_SOLID = _CharacterTable(JOINING)
_FOLDED = _CharacterTable("")


def fold_characters(chunk: str) -> str | None:
    """A chunk folded one character after the other, with a space for each emoji.

    None where a character can only be folded together with its neighbours.
    """
    if chunk.isascii():
        return chunk.lower()
    folded = EMOJI.sub(" ", chunk).translate(_FOLDED)
    return None if DIFFICULT in folded else folded


class Sieve:
    """A sieve for the words of a profile.

    Args:
        words: folded; a chunk that holds none of them is stopped.
    """

    def __init__(self, words: Iterable[str]) -> None:
        solid = [word.translate(_SOLID) for word in words]
        self._lets_all_pass = any(not word or DIFFICULT in word for word in solid)
        self._all = _PieceTable(solid)
        # An ASCII chunk holds no other letters, and of words of other scripts even two letters are looked for.
        self._ascii = _PieceTable([word for word in solid if word.isascii()])

    @property
    def ascii_pieces(self) -> frozenset[str]:
        """The first letters (LONGEST_PIECE at most) of each word of ASCII."""
        return frozenset().union(*self._ascii.pieces.values())

    def passes(self, chunk: str) -> bool:
        """Whether the chunk may hold one of the words."""
        if self._lets_all_pass:
            return True
        if chunk.isascii():
            # Letters and digits alone are their own solid form, but for their case.
            return self._ascii.holds_any(chunk.lower() if chunk.isalnum() else chunk.translate(_SOLID))
        solid = chunk.translate(_SOLID)
        return DIFFICULT in solid or self._all.holds_any(solid)


class _PieceTable:
    """Words by their first letters.

    Args:
        words: in their solid form.
    """

    def __init__(self, words: Sequence[str]) -> None:
        self._whole = {word for word in words if len(word) <= LONGEST_PIECE}
        self._by_beginning: dict[str, list[str]] = {}
        for word in words:
            if len(word) > LONGEST_PIECE:
                self._by_beginning.setdefault(word[:LONGEST_PIECE], []).append(word)
        self.pieces: dict[int, set[str]] = {}
        for word in words:
            self.pieces.setdefault(min(len(word), LONGEST_PIECE), set()).add(word[:LONGEST_PIECE])
        self._by_length = sorted(self.pieces.items())

    def holds_any(self, solid: str) -> bool:
        """Whether a chunk's solid form holds one of the words."""
        size = len(solid) + 1
        for length, pieces in self._by_length:
            if not pieces.isdisjoint([solid[start : start + length] for start in range(size - length)]):
                return length < LONGEST_PIECE or self._holds_longest(solid)
        return False

    def _holds_longest(self, solid: str) -> bool:
        """Of the pieces of the greatest length, whether one is a whole word or the beginning of one that is there."""
        found = {solid[start : start + LONGEST_PIECE] for start in range(len(solid) + 1 - LONGEST_PIECE)}
        return not self._whole.isdisjoint(found) or any(
            word in solid for beginning in found for word in self._by_beginning.get(beginning, ())
        )
