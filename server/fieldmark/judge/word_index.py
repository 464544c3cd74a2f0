"""Which of many people may hold a keyword, told by their words, so that not all of them are read for each keyword.

Sets of people are whole numbers, one bit a person: of thousands of people such a set is a few hundred bytes, and
joining two of them costs less than a look at one person.
"""

from collections.abc import Iterable
from functools import reduce
from operator import and_, or_

from fieldmark.judge.chunks import is_simple_word, read_chunk
from fieldmark.judge.keywords import STEM_LAYER, Pattern, compile_keyword, stem_word
from fieldmark.judge.token import BREAK_TEXT
from fieldmark.values import Keyword

# A set of numbers: bit n says whether n is in it.
Bits = int


def make_bits(numbers: Iterable[int]) -> Bits:
    """The set of these numbers."""
    found = list(numbers)
    if not found:
        return 0
    size = bytearray(max(found) // 8 + 1)
    for number in found:
        size[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(size, "little")


def list_bits(bits: Bits) -> list[int]:
    """The numbers of a set, the least first."""
    return [number for number, bit in enumerate(reversed(f"{bits:b}")) if bit == "1"]


class WordIndex:
    """The words of people, who are numbered from 0 in the order in which they come.

    It finds all who hold a keyword, and some who do not: its words may stand apart, or in another case.
    """

    def __init__(self) -> None:
        self._people = 0
        # A word of nobody else is the commonest case; its number alone is a fifth of a list.
        self._holders: dict[str, int | list[int]] = {}
        self._stems: dict[str, _StemIndex] = {}

    def add_person(self, texts: Iterable[str]) -> None:
        """Adds the next person with all texts in which keywords are looked for."""
        number = self._people
        self._people += 1
        for word in {word for text in texts for chunk in text.split() for word in _list_words(chunk)}:
            before = self._holders.get(word)
            if before is None:
                self._holders[word] = number
            elif isinstance(before, list):
                before.append(number)
            else:
                self._holders[word] = [before, number]

    def find_candidates(self, keyword: Keyword) -> Bits:
        """Everybody who may hold the keyword."""
        return reduce(or_, map(self._find_for_pattern, compile_keyword(keyword).patterns), 0)

    def _find_for_pattern(self, pattern: Pattern) -> Bits:
        return reduce(and_, (self._find_for_symbol(pattern, symbol) for symbol in pattern.symbols))

    def _find_for_symbol(self, pattern: Pattern, symbol: str) -> Bits:
        if pattern.layer.startswith(STEM_LAYER):
            return self._find_by_stem(pattern.layer.partition(":")[2], symbol)
        if "*" in symbol:
            pieces = [piece.strip("*") for piece in symbol.split(" ")]
            return self._join(word for word in self._holders if all(piece in word for piece in pieces))
        return self._join([symbol])

    def _find_by_stem(self, lang: str, stem: str) -> Bits:
        index = self._stems.setdefault(lang, _StemIndex(lang))
        return self._join(index.find_words(stem, self._holders))

    def _join(self, words: Iterable[str]) -> Bits:
        numbers: list[int] = []
        for word in words:
            holders = self._holders.get(word)
            if isinstance(holders, list):
                numbers += holders
            elif holders is not None:
                numbers.append(holders)
        return make_bits(numbers)


class _StemIndex:
    """The stems of words in a language; made when a keyword first asks for them, and kept up as words come."""

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._stemmed = 0
        self._words: dict[str, list[str]] = {}

    def find_words(self, stem: str, words: dict[str, int | list[int]]) -> list[str]:
        """Those of the words, to which words are only ever added, that have a stem."""
        if self._stemmed < len(words):
            for word in list(words)[self._stemmed :]:
                self._words.setdefault(stem_word(word, self._lang), []).append(word)
            self._stemmed = len(words)
        return self._words.get(stem, [])


def _list_words(chunk: str) -> Iterable[str]:
    """The words of a chunk in its three readings."""
    if is_simple_word(chunk):
        return (chunk.lower(),)
    # Most chunks have the same tokens in two readings or in all.
    return {token.text for reading in set(read_chunk(chunk)) for token in reading if token.text != BREAK_TEXT}
