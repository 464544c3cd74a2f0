"""Whether a chunk may hold any of some single words, told without reading it."""

from collections.abc import Iterable

from fieldmark.judge.joined import JOINING
from fieldmark.judge.lone_words import list_possible_words
from fieldmark.judge.sieve import Sieve, fold_characters

NOT_JOINED = frozenset(JOINING)


class WordSieve:
    """A sieve for words that each stand alone. It never stops a chunk that holds one.

    Args:
        words: folded.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        self._sieve = Sieve(self._words)
        self._foreign_sieve = Sieve([word for word in self._words if not word.isascii()])
        odd = [word for word in self._words if word.isascii() and not word.isalnum()]
        # Where it keeps a sign that the joined reading drops, a word stands in its chunk as it is («.net», «jane_doe»).
        self._written = [word for word in odd if not NOT_JOINED.isdisjoint(word)]
        others = [word for word in odd if NOT_JOINED.isdisjoint(word)]
        self._odd_sieve = Sieve(others) if others else None

    def passes(self, chunk: str) -> bool:
        """Whether the chunk may hold one of the words."""
        possible = list_possible_words(chunk)
        if possible is None:
            return self._sieve.passes(chunk)
        if not chunk.isascii() and self._foreign_sieve.passes(chunk):
            return True
        if not self._words.isdisjoint(possible) or (self._odd_sieve and self._odd_sieve.passes(chunk)):
            return True
        folded = fold_characters(chunk) or "" if self._written else ""
        return any(word in folded for word in self._written)
