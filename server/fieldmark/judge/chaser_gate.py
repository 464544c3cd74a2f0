"""The gate before the phrases of number chasers: whether a text could hold one at all.

Their matcher knows thousands of phrases in many languages, and hardly a bio holds one. So for each phrase one word is
looked for first.
"""

import re
from collections.abc import Iterable

from fieldmark.judge.chunked_text import ChunkedText
from fieldmark.judge.fold import fold_text
from fieldmark.judge.sieve import LONGEST_PIECE, Sieve

FOLLOW = "foll"
WORD = re.compile(r"[^\W_]+")
ASCII_WORD = re.compile("[a-z0-9]+")
NUMBER = re.compile("[0-9]+")


class ChaserGate:
    """Lets through every text that holds a phrase, and few others.

    Args:
        phrases: what is looked for.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        read = [_list_words(phrase) for phrase in phrases]
        solids = {"".join(words) for words in read}
        words = {_choose_word(words) for words in read}
        # «sub» and «sdv» stand in many longer words: such a code must be a word of its own, or stand in a tag.
        # Where letters and digits meet, a word may be written apart («f4 f», «sub 4sub»): its number stays whole.
        numbers = {number for solid in solids for number in NUMBER.findall(solid)}
        self._codes = {word for word in words if _is_code(word)} | numbers
        self._codes_in_tags = {solid for solid in solids if _is_code(solid)}
        # A longer word is also found inside of its phrase written as one; a code is not.
        written_as_one = {"".join(words) for words in read if _is_code(_choose_word(words))}
        self._sieve = Sieve((words | written_as_one) - self._codes - self._codes_in_tags)

    @property
    def pieces(self) -> frozenset[str]:
        """Pieces of LONGEST_PIECE letters: a plain ASCII word that is no code must hold one to be let through."""
        return self._sieve.ascii_pieces

    @property
    def codes(self) -> frozenset[str]:
        """The words that are let through as they are, and not inside of others."""
        return frozenset(self._codes)

    def passes(self, text: ChunkedText) -> bool:
        """Whether the text may hold one of the phrases."""
        return any(map(self.may_hold, text.words)) or any(map(self.may_hold, text.others))

    def may_hold(self, chunk: str) -> bool:
        """Whether a text may hold one of the phrases by this chunk (or what it says, if it is one plain word)."""
        if self._sieve.passes(chunk):
            return True
        folded = chunk.lower() if chunk.isascii() else fold_text(chunk).text
        if folded.isalpha() and folded.isascii():
            return folded in self._codes
        if ("#" in folded or "@" in folded) and any(code in folded for code in self._codes_in_tags):
            return True
        return not self._codes.isdisjoint(ASCII_WORD.findall(folded) + NUMBER.findall(folded))


def _list_words(phrase: str) -> list[str]:
    """The words of a phrase, cut at the marks of their script: a sieve that knows a mark stops nothing any more."""
    return WORD.findall(fold_text(phrase).text)


def _is_code(word: str) -> bool:
    return word.isascii() and len(word) < LONGEST_PIECE


def _choose_word(words: list[str]) -> str:
    """What to look for: «follow» if it is there, which is rarer than «always» or «instant»; else the longest word."""
    follow = next((word[word.index(FOLLOW) :] for word in words if FOLLOW in word), "")
    return follow if len(follow) >= LONGEST_PIECE else max(words, key=len)
