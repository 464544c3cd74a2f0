"""Finds learnt words in a bio, beside what its keywords found there.

Learnt words are single words, up to 500 of them, and count for little; so they are looked up chunk by chunk, at a tenth
of what they would cost as keywords. A test compares the two ways.
"""

from collections.abc import Iterable, Iterator, Sequence

from fieldmark.judge.chunked_text import ChunkedText
from fieldmark.judge.chunks import SIMPLE_WORDS
from fieldmark.judge.learning import MOST_WORDS_COUNTED, LearnedWord
from fieldmark.judge.lone_words import LONE_WORDS
from fieldmark.judge.memory import Memory
from fieldmark.judge.negation import Negation
from fieldmark.judge.variants import list_word_variants
from fieldmark.judge.word_sieve import WordSieve
from fieldmark.values import Match, NearWord
from fieldmark.values.text import Utf16Index

# A learnt word found: its number, and its place in its chunk (code points).
Found = tuple[int, int, int]
# The same, with its place in the bio.
Placed = tuple[int, int, int]


class LearnedMatcher:
    """The learnt words of a niche, compiled.

    Args:
        words: the weightiest first.
        lang: the niche's language, or None.
        before: what was learnt for the niche before; most of it is the same.
    """

    def __init__(
        self, words: Sequence[LearnedWord], lang: str | None = None, before: "LearnedMatcher | None" = None
    ) -> None:
        self._words = words
        self._near = {word.text: word.near for word in words}
        self._numbers: dict[str, int] = {}
        for number, word in enumerate(words):
            self._numbers.setdefault(word.text, number)
        for number, word in enumerate(words):
            for form in list_word_variants(word.text, lang):
                self._numbers.setdefault(form, number)
        self._sieve = WordSieve(self._numbers)
        self._chunks: Memory[tuple[Found, ...]] = Memory(self._search_chunk)
        if before:
            self._take_over(before)

    def find(self, text: ChunkedText, matches: Sequence[Match]) -> list[Match]:
        """The weightiest learnt words of the bio, in its order; none where a keyword was found.

        Args:
            text: the bio.
            matches: what the keywords found, in any field.
        """
        in_chunks = self._list_found(text)
        if not in_chunks:
            return []
        index, negation = Utf16Index(text.text), Negation(text)
        taken = bytearray(2 * len(text.text))
        for match in matches:
            if match.field == "bio":
                taken[match.start : match.end] = b"\x01" * (match.end - match.start)
        found: dict[int, Match] = {}
        # The words are sorted by weight, so the least numbers are the weightiest.
        for number, start, end, chunk in sorted(_place(text, in_chunks)):
            if len(found) == MOST_WORDS_COUNTED:
                break
            if number in found or negation.includes(chunk, start):
                continue
            match = self._make_match(number, start, end, text.text, index)
            if taken.find(1, match.start, match.end) < 0:
                found[number] = match
        return sorted(found.values(), key=lambda match: match.start)

    def find_all(self, text: ChunkedText) -> list[Placed]:
        """Every learnt word of the bio that no negator reaches, the weightiest first."""
        in_chunks = self._list_found(text)
        if not in_chunks:
            return []
        negation = Negation(text)
        return [
            (number, start, end)
            for number, start, end, chunk in sorted(_place(text, in_chunks))
            if not negation.includes(chunk, start)
        ]

    def get_word(self, number: int) -> LearnedWord:
        """The learnt word of a number."""
        return self._words[number]

    def find_company(self, matches: Iterable[Match]) -> list[NearWord]:
        """For each learnt word that was found, the keyword it most often stands with."""
        near = [(match.text, self._near[match.keyword]) for match in matches if match.kind == "learned"]
        return [NearWord(text, keyword) for text, keyword in near if keyword]

    def _list_found(self, text: ChunkedText) -> list[tuple[int, tuple[Found, ...]]]:
        """The number of each chunk that holds learnt words, and these."""
        return [
            (number, in_chunk)
            for number, (chunk, word) in enumerate(zip(text.chunks, text.words, strict=True))
            if (not word or word in self._numbers) and (in_chunk := self._chunks[chunk])
        ]

    def _take_over(self, before: "LearnedMatcher") -> None:
        """Searches all chunks that are known: without it the next hundreds of verdicts took a quarter longer."""
        added = WordSieve(self._numbers.keys() - before._numbers.keys())
        for chunk, found in before._chunks.list_younger():
            self._chunks[chunk] = self._search_chunk(chunk) if found or added.passes(chunk) else ()

    def _search_chunk(self, chunk: str) -> tuple[Found, ...]:
        """The learnt words of a chunk; of overlapping ones the longest."""
        word = SIMPLE_WORDS[chunk]
        if word:
            number, start = self._numbers.get(word), chunk.lower().index(word)
            return () if number is None else ((number, start, start + len(word)),)
        if not self._sieve.passes(chunk):
            return ()
        words = [(start, end, self._numbers[text]) for text, start, end in LONE_WORDS[chunk] if text in self._numbers]
        kept: list[Found] = []
        taken = bytearray(len(chunk))
        for start, end, number in sorted(words, key=lambda word: (word[0] - word[1], word[0])):
            if taken.find(1, start, end) < 0:
                taken[start:end] = b"\x01" * (end - start)
                kept.append((number, start, end))
        return tuple(sorted(kept, key=lambda found: found[1]))

    def _make_match(self, number: int, start: int, end: int, bio: str, index: Utf16Index) -> Match:
        word = self._words[number]
        return Match(
            keyword=word.text,
            kind="learned",
            weight=word.weight,
            field="bio",
            start=index.count_units(start),
            end=index.count_units(end),
            text=bio[start:end],
        )


def _place(
    text: ChunkedText, in_chunks: Sequence[tuple[int, tuple[Found, ...]]]
) -> Iterator[tuple[int, int, int, int]]:
    """Number, start and end in the text, and chunk, of each learnt word found."""
    for chunk, found in in_chunks:
        for number, start, end in found:
            offset = text.starts[chunk]
            yield number, offset + start, offset + end, chunk
