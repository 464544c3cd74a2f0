"""Finds a profile's keywords in a text: chunks → symbols → spaCy's PhraseMatcher → rules → longest wins → negation.

Most texts hold no anchor (the longest word of a keyword) and need not be read; what a chunk is to the profile is
remembered. Only stretches of chunks around an anchor are put together, and spaCy sees each sequence of symbols once.
What is found is what would be found by reading the whole text; a test compares the two.
"""

from collections.abc import Iterable, Iterator, Sequence, Set

from fieldmark.judge.chunk_symbols import ChunkSymbols, SymbolReadings
from fieldmark.judge.chunked_text import ChunkedText
from fieldmark.judge.chunks import SIMPLE_WORDS
from fieldmark.judge.hits import Hit, keep_longest
from fieldmark.judge.keywords import CompiledKeyword, compile_keyword
from fieldmark.judge.memory import FEW_KEPT, Memory, no_garbage
from fieldmark.judge.negation import Negation
from fieldmark.judge.rules import passes_rules
from fieldmark.judge.sieve import Sieve
from fieldmark.judge.spacy_door import compile_phrases
from fieldmark.judge.symbols import Symbols, SymbolTable
from fieldmark.judge.token import Token, may_match
from fieldmark.values import Keyword
from fieldmark.values.profile import Kind

# No symbol holds it: it is what parts them in the memory of sequences.
SEPARATOR = "\n"
NO_HITS: frozenset[Hit] = frozenset()

# A token of a stretch: what it is, where its chunk begins in the text, and the chunk's number.
Placed = tuple[Token, int, int]
# Of the texts themselves as many are kept, up to this length (code points): the same people come again and again.
MOST_TEXTS_KEPT = 32_768
LONGEST_TEXT_KEPT = 400


class Matcher:
    """The keywords of a profile, compiled. Safe to use from several threads.

    Args:
        keywords: any number of keywords.
        texts_kept: how many texts a generation of the memory of texts holds.
    """

    def __init__(self, keywords: Sequence[Keyword], texts_kept: int = MOST_TEXTS_KEPT) -> None:
        with no_garbage():
            self._compiled: list[CompiledKeyword] = [compile_keyword(keyword) for keyword in keywords]
            self._table = SymbolTable(
                [(number, pattern) for number, found in enumerate(self._compiled) for pattern in found.patterns]
            )
            self._phrases = compile_phrases(self._table.phrases)
        # A stem need not stand in its word («ponies» is «poni»), so with stems every chunk is read.
        has_sieve = not self._table.has_stems
        self._anchor_texts = self._table.list_anchor_texts()
        self._anchor_sieve = Sieve(self._anchor_texts) if has_sieve else None
        self._symbols = Memory(self._table.find, FEW_KEPT)
        reader = ChunkSymbols(self._symbols, Sieve(self._table.list_texts()) if has_sieve else None)
        self._chunks: Memory[SymbolReadings | None] = Memory(reader.read, FEW_KEPT)
        self._anchored = Memory(self._holds_anchor)
        self._sequences = Memory(lambda sequence: self._phrases.find(sequence.split(SEPARATOR)), FEW_KEPT)
        self._texts: Memory[tuple[Hit, ...]] = Memory(
            lambda text: self._find_anew(ChunkedText(text)), texts_kept, LONGEST_TEXT_KEPT
        )

    def get_keyword(self, number: int) -> Keyword:
        """The keyword of a hit."""
        return self._compiled[number].keyword

    def find(self, text: str) -> tuple[Hit, ...]:
        """Every keyword in the text, in order of place; of overlapping ones the longest."""
        return self._texts[text]

    def find_in(self, text: ChunkedText) -> tuple[Hit, ...]:
        """The same, in a text that is cut into chunks already."""
        return self._texts.recall(text.text, lambda: self._find_anew(text))

    @property
    def telling_words(self) -> Set[str] | None:
        """The words of which a plain one must be one for a text to hold a keyword by it; None if that is not so."""
        return self._anchor_texts if self._table.is_plain else None

    def may_hold(self, chunk: str) -> bool:
        """Whether a text may hold a keyword by this chunk; if by none of its chunks, it holds none."""
        word = SIMPLE_WORDS[chunk] if self._table.is_plain else ""
        return word in self._anchor_texts if word else self._anchored[chunk]

    def find_all(self, text: ChunkedText) -> Set[Hit]:
        """Every keyword in the text, also where a longer one or a negator hides it."""
        anchored = self._list_anchored(text)
        if True not in anchored:
            return NO_HITS
        return {hit for stretch in self._list_stretches(text, anchored) for hit in self._search(text, stretch)}

    def _find_anew(self, text: ChunkedText) -> tuple[Hit, ...]:
        hits = self.find_all(text)
        if not hits:
            return ()
        kept = keep_longest(hits, len(text.text), self._get_kind) if len(hits) > 1 else hits
        negation = Negation(text)
        return tuple(hit for hit in kept if not negation.includes(hit.chunk, hit.start))

    def _get_kind(self, number: int) -> Kind:
        return self._compiled[number].keyword.kind

    def _list_anchored(self, text: ChunkedText) -> list[bool]:
        """Of each chunk, whether it holds a symbol without which some keyword cannot match."""
        if not self._table.is_plain:
            return list(map(self._anchored.__getitem__, text.chunks))
        if self._anchor_texts.isdisjoint(text.words) and True not in map(self._anchored.__getitem__, text.others):
            return []
        return [
            word in self._anchor_texts if word else self._anchored[chunk]
            for chunk, word in zip(text.chunks, text.words, strict=True)
        ]

    def _holds_anchor(self, chunk: str) -> bool:
        word = SIMPLE_WORDS[chunk]
        if word and len(word) == len(chunk):
            return not self._table.anchors.isdisjoint(self._symbols[word])
        if self._anchor_sieve and not self._anchor_sieve.passes(chunk):
            return False
        readings = self._chunks[chunk]
        return readings is not None and any(
            not self._table.anchors.isdisjoint(symbols) for reading in readings for _, symbols in reading
        )

    def _list_stretches(self, text: ChunkedText, anchored: Sequence[bool]) -> Iterator[range]:
        """The numbers of neighbouring chunks on one line that all hold something, one of them an anchor."""
        end = 0
        for number, is_anchored in enumerate(anchored):
            if not is_anchored or number < end:
                continue
            start = number
            while start > end and not text.follows_break(start) and self._chunks[text.chunks[start - 1]]:
                start -= 1
            end = number + 1
            while end < len(anchored) and not text.follows_break(end) and self._chunks[text.chunks[end]]:
                end += 1
            yield range(start, end)

    def _search(self, text: ChunkedText, stretch: range) -> Iterator[Hit]:
        """Every keyword in a stretch."""
        held = [(number, readings) for number in stretch if (readings := self._chunks[text.chunks[number]])]
        for kind in range(3):
            if kind and all(readings[kind] is readings[0] for _, readings in held):
                continue
            tokens: list[tuple[Placed, Symbols]] = [
                ((token, text.starts[number], number), symbols)
                for number, readings in held
                for token, symbols in readings[kind]
            ]
            for layer in {layer for _, symbols in tokens for layer, _ in symbols}:
                for run in _list_runs(tokens, layer):
                    yield from self._search_run(text, run)

    def _search_run(self, text: ChunkedText, run: Sequence[tuple[Placed, str]]) -> Iterator[Hit]:
        """Every keyword in a run of symbols of one layer that no other token interrupts."""
        for number, start, end in self._sequences[SEPARATOR.join([symbol for _, symbol in run])]:
            (first, first_offset, chunk), (last, last_offset, _) = run[start][0], run[end - 1][0]
            hit = Hit(number, first.start + first_offset, last.end + last_offset, chunk)
            if may_match(first, last) and passes_rules(self._compiled[number], text, hit.start, hit.end):
                yield hit


def _list_runs(tokens: Iterable[tuple[Placed, Symbols]], layer: int) -> Iterator[list[tuple[Placed, str]]]:
    """The longest runs of tokens that each are a symbol of the layer."""
    run: list[tuple[Placed, str]] = []
    for placed, symbols in tokens:
        found = [symbol for at, symbol in symbols if at == layer]
        if found:
            run.append((placed, found[0]))
        elif run:
            yield run
            run = []
    if run:
        yield run
