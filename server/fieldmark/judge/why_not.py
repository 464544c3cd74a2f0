"""Why a person did not match: the words of the bio that come nearest to the niche.

Near is: one letter apart (added, dropped, changed or two swapped; Damerau 1964, doi:10.1145/363958.363994), or of the
same stem and beginning. Letters apart are found by looking up words with one letter left out, not by comparing every
pair (the deletion neighbourhood of Mor and Fraenkel 1982, doi:10.1145/358728.358752).
"""

import re
from collections.abc import Iterable, Iterator

from fieldmark.judge.fold import fold_text
from fieldmark.judge.keywords import stem_word
from fieldmark.judge.readings import read_text
from fieldmark.judge.token import BREAK_TEXT
from fieldmark.judge.web_address import WEB_ADDRESS
from fieldmark.judge.word_lists import load_words
from fieldmark.values import Keyword, NearWord

MOST_NEAR_WORDS = 3
LEAST_LENGTH_FOR_STEM = 4
LEAST_LENGTH_FOR_TYPO = 6
# A word has as many shapes as letters, each as long as itself; a longer one is none.
LONGEST_LENGTH = 64
WORD = re.compile(rf"(?<![^\W\d_])[^\W\d_]{{{LEAST_LENGTH_FOR_STEM},{LONGEST_LENGTH}}}(?![^\W\d_])")
# A near word begins, or for one letter apart ends, with the same three letters: one edit leaves one of the two edges as
# it is (but for two letters swapped in the middle of six). So few words need to be stemmed, or their shapes looked up.
SAME_EDGE = 3


class NearWordFinder:
    """Finds near words for one profile.

    Args:
        keywords: those one wants to match, without the avoided ones.
    """

    def __init__(self, keywords: Iterable[Keyword]) -> None:
        self._by_stem: dict[str, str] = {}
        self._langs_of_beginning: dict[str, dict[str, None]] = {}
        self._edges: set[str] = set()
        self._by_shape: dict[str, tuple[str, str]] = {}
        for keyword in keywords:
            for word in _list_words(keyword.text):
                self._add_word(word, keyword)
        self.beginnings_and_ends = self._edges.union(self._langs_of_beginning)

    def _add_word(self, word: str, keyword: Keyword) -> None:
        lang = keyword.lang or "en"
        if len(word) >= LEAST_LENGTH_FOR_STEM:
            self._by_stem.setdefault(stem_word(word, lang), keyword.text)
            self._langs_of_beginning.setdefault(word[:SAME_EDGE], {}).setdefault(lang)
        if len(word) >= LEAST_LENGTH_FOR_TYPO:
            self._edges |= {word[:SAME_EDGE], word[-SAME_EDGE:]}
            for shape in _list_shapes(word):
                self._by_shape.setdefault(shape, (word, keyword.text))

    def find(self, chunks: Iterable[str]) -> tuple[NearWord, ...]:
        """Up to three near words, in the order of a text. Links, mail addresses and handles are not looked at.

        Args:
            chunks: of the text; those that hold no near word may be left out.
        """
        found: dict[str, NearWord] = {}
        for written in _list_written(chunks):
            keyword = self._find_keyword(written)
            if keyword:
                found.setdefault(keyword, NearWord(written, keyword))
        return tuple(found.values())[:MOST_NEAR_WORDS]

    def _find_keyword(self, written: str) -> str | None:
        if not LEAST_LENGTH_FOR_STEM <= len(written) <= LONGEST_LENGTH:
            return None
        word = written.lower() if written.isascii() else fold_text(written).text
        if self.beginnings_and_ends.isdisjoint((word[:SAME_EDGE], word[-SAME_EDGE:])):
            return None
        keyword = self._find_by_stem(word) or self._find_by_shape(word)
        # «no typescript» holds the keyword itself; that it is near to itself tells nobody anything.
        return keyword if keyword and fold_text(keyword).text != word else None

    def _find_by_stem(self, word: str) -> str | None:
        langs = self._langs_of_beginning.get(word[:SAME_EDGE], ())
        return next(filter(None, (self._by_stem.get(stem_word(word, lang)) for lang in langs)), None)

    def _find_by_shape(self, word: str) -> str | None:
        if len(word) < LEAST_LENGTH_FOR_TYPO - 1 or self._edges.isdisjoint((word[:SAME_EDGE], word[-SAME_EDGE:])):
            return None
        for shape in sorted(self._by_shape.keys() & _list_shapes(word)):
            near, keyword = self._by_shape[shape]
            if _is_one_edit_apart(word, near):
                return keyword
        return None


def _list_written(chunks: Iterable[str]) -> Iterator[str]:
    """The words in chunks, as they are written."""
    for chunk in chunks:
        if "@" not in chunk and not ("/" in chunk and WEB_ADDRESS.match(chunk)):
            yield from WORD.findall(chunk)


def _list_words(text: str) -> list[str]:
    common = load_words("common_words")
    words = [token.text for token in read_text(text.strip("* ")).plain if token.text != BREAK_TEXT]
    return [word for word in words if word.isalpha() and word not in common]


def _list_shapes(word: str) -> set[str]:
    """The word and the word with any one letter left out."""
    return {word, *[word[:place] + word[place + 1 :] for place in range(len(word))]}


def _is_one_edit_apart(one: str, other: str) -> bool:
    """Whether one letter added, dropped, changed or swapped with its neighbour turns the one into the other."""
    if one == other or abs(len(one) - len(other)) > 1:
        return one == other
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    rest_one, rest_other = one[start:], other[start:]
    return (
        rest_one[1:] == rest_other[1:]
        or rest_one[1:] == rest_other
        or rest_one == rest_other[1:]
        or (rest_one[:2] == rest_other[1::-1] and rest_one[2:] == rest_other[2:])
    )
