"""Finds a profile's keywords in a text: chunks → symbols → spaCy's PhraseMatcher → rules → longest wins → negation.

Most chunks hold nothing of a niche, and say so once: what a chunk is to the profile is remembered. Only stretches of
chunks that hold something are put together, and spaCy sees each sequence of symbols once. What is found is what would
be found by reading the whole text; a test compares the two.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from fieldmark.judge.chunked_text import ChunkedText
from fieldmark.judge.chunks import read_chunk
from fieldmark.judge.keywords import CompiledKeyword, compile_keyword
from fieldmark.judge.memory import Memory
from fieldmark.judge.negation import is_negated
from fieldmark.judge.rules import passes_rules
from fieldmark.judge.sieve import Sieve
from fieldmark.judge.spacy_door import compile_phrases
from fieldmark.judge.symbols import Symbols, SymbolTable
from fieldmark.judge.token import Token, may_match
from fieldmark.values import Keyword

# Of two keywords at the very same place: an avoided one says most, a core one more than a related one.
RANK_OF_KIND = {"avoid": 0, "core": 1, "related": 2}
# No symbol holds it: it is what parts them in the memory of sequences.
SEPARATOR = "\n"


class Hit(NamedTuple):
    """A keyword found: its number in the profile, the place in the text (code points), the chunk it begins in."""

    number: int
    start: int
    end: int
    chunk: int


class SymbolReadings(NamedTuple):
    """The three readings of a chunk, each token with its symbols; equal ones are the same object."""

    plain: tuple[tuple[Token, Symbols], ...]
    split: tuple[tuple[Token, Symbols], ...]
    joined: tuple[tuple[Token, Symbols], ...]


class PlacedToken(NamedTuple):
    """A token of a stretch, where it stands."""

    token: Token
    offset: int
    chunk: int
    symbol: str | None


class Matcher:
    """The keywords of a profile, compiled. Safe to use from several threads.

    Args:
        keywords: any number of keywords.
    """

    def __init__(self, keywords: Sequence[Keyword]) -> None:
        self.compiled: list[CompiledKeyword] = [compile_keyword(keyword) for keyword in keywords]
        patterns = [(number, pattern) for number, keyword in enumerate(self.compiled) for pattern in keyword.patterns]
        self._table = SymbolTable(pattern for _, pattern in patterns)
        # A stem need not stand in its word («ponies» is «poni»), so with stems every chunk is read.
        self._sieve = None if self._table.has_stems else Sieve(self._table.list_texts())
        self._phrases = compile_phrases((number, pattern.symbols) for number, pattern in patterns)
        self._symbols = Memory(self._table.find)
        self._chunks: Memory[SymbolReadings | None] = Memory(self._read_chunk)
        self._sequences = Memory(lambda sequence: self._phrases.find(sequence.split(SEPARATOR)))

    def get_keyword(self, number: int) -> Keyword:
        """The keyword of a hit."""
        return self.compiled[number].keyword

    def find(self, text: ChunkedText) -> list[Hit]:
        """Every keyword in the text, in order of place; of overlapping ones the longest."""
        readings = list(map(self._chunks.__getitem__, text.chunks))
        if not any(readings):
            return []
        hits = {hit for stretch in _list_stretches(text, readings) for hit in self._search(text, readings, stretch)}
        kept = self._keep_longest(hits, len(text.text)) if len(hits) > 1 else list(hits)
        return [hit for hit in kept if not is_negated(text, hit.chunk, hit.start)]

    def _read_chunk(self, chunk: str) -> SymbolReadings | None:
        """What a chunk is to the profile; None for nothing."""
        if chunk.isascii() and chunk.isalpha() and (chunk.islower() or chunk.istitle()):
            if not self._symbols[chunk.lower()]:
                return None
        elif self._sieve and not self._sieve.passes(chunk):
            return None
        readings = read_chunk(chunk)
        found: dict[int, tuple[tuple[Token, Symbols], ...]] = {
            id(reading): tuple((token, self._symbols[token.text]) for token in reading) for reading in readings
        }
        if not any(symbols for reading in found.values() for _, symbols in reading):
            return None
        return SymbolReadings(*(found[id(reading)] for reading in readings))

    def _search(
        self, text: ChunkedText, readings: Sequence[SymbolReadings | None], stretch: Sequence[int]
    ) -> Iterator[Hit]:
        """Every keyword in a stretch of neighbouring chunks, all of which hold some symbol."""
        held = [(chunk, text.starts[chunk], reading) for chunk in stretch if (reading := readings[chunk])]
        for kind in range(3):
            if kind and all(reading[kind] is reading[0] for _, _, reading in held):
                continue
            tokens = [
                (token, offset, chunk, symbols) for chunk, offset, found in held for token, symbols in found[kind]
            ]
            for layer in {layer for *_, symbols in tokens for layer, _ in symbols}:
                placed = (
                    PlacedToken(token, offset, chunk, next((symbol for at, symbol in symbols if at == layer), None))
                    for token, offset, chunk, symbols in tokens
                )
                for known, run in groupby(placed, lambda token: token.symbol is not None):
                    if known:
                        yield from self._search_run(text, list(run))

    def _search_run(self, text: ChunkedText, run: Sequence[PlacedToken]) -> Iterator[Hit]:
        """Every keyword in a run of symbols of one layer that no other token interrupts."""
        for number, start, end in self._sequences[SEPARATOR.join(token.symbol or "" for token in run)]:
            first, last = run[start], run[end - 1]
            hit = Hit(number, first.token.start + first.offset, last.token.end + last.offset, first.chunk)
            if may_match(first.token, last.token) and passes_rules(self.compiled[number], text, hit.start, hit.end):
                yield hit

    def _keep_longest(self, hits: set[Hit], length: int) -> list[Hit]:
        """Drops what a longer hit contains or overlaps."""

        def order(hit: Hit) -> tuple[int, int, int, int]:
            rank = RANK_OF_KIND[self.compiled[hit.number].keyword.kind]
            return (hit.start - hit.end, hit.start, rank, hit.number)

        kept: list[Hit] = []
        taken = bytearray(length)
        for hit in sorted(hits, key=order):
            if taken.find(1, hit.start, hit.end) < 0:
                taken[hit.start : hit.end] = b"\x01" * (hit.end - hit.start)
                kept.append(hit)
        return sorted(kept, key=lambda hit: hit.start)


def _list_stretches(text: ChunkedText, readings: Sequence[SymbolReadings | None]) -> Iterator[list[int]]:
    """The numbers of chunks that hold something and follow each other on one line."""
    stretch: list[int] = []
    for number, reading in enumerate(readings):
        if stretch and (reading is None or text.follows_break(number)):
            yield stretch
            stretch = []
        if reading is not None:
            stretch.append(number)
    if stretch:
        yield stretch
