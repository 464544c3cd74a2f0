"""Finds a profile's keywords in a text: readings → layers of symbols → spaCy's PhraseMatcher → rules → longest wins."""

from collections.abc import Sequence
from typing import NamedTuple

from fieldmark.judge.keywords import CompiledKeyword, compile_keyword
from fieldmark.judge.layers import make_layers
from fieldmark.judge.negation import NegatedPlaces
from fieldmark.judge.readings import read_text
from fieldmark.judge.rules import Surroundings, passes_rules
from fieldmark.judge.spacy_door import UNKNOWN, compile_phrases
from fieldmark.judge.token import Token, make_break, may_match
from fieldmark.values import Keyword

# Of two keywords at the very same place: an avoided one says most, a core one more than a related one.
RANK_OF_KIND = {"avoid": 0, "core": 1, "related": 2}


class Hit(NamedTuple):
    """A keyword found: its number in the profile and the place in the text (code points)."""

    number: int
    start: int
    end: int


class Matcher:
    """The keywords of a profile, compiled.

    Args:
        keywords: any number of keywords.
    """

    def __init__(self, keywords: Sequence[Keyword]) -> None:
        self._keywords: list[CompiledKeyword] = [compile_keyword(keyword) for keyword in keywords]
        patterns = [
            (number, pattern) for number, compiled in enumerate(self._keywords) for pattern in compiled.patterns
        ]
        self._layers = make_layers(pattern for _, pattern in patterns)
        self._phrases = compile_phrases((number, pattern.symbols) for number, pattern in patterns)

    def get_keyword(self, number: int) -> Keyword:
        """The keyword of a hit."""
        return self._keywords[number].keyword

    def find(self, text: str) -> list[Hit]:
        """Every keyword in the text, in order of place; of overlapping ones the longest."""
        readings = read_text(text)
        tokens: list[Token] = []
        for reading in readings.list_distinct():
            tokens += [*reading, make_break(len(text))]
        hits = self._list_hits(tokens, Surroundings(text))
        if not hits:
            return []
        negated = NegatedPlaces(readings)
        return [hit for hit in self._keep_longest(hits, len(text)) if not negated.includes(hit.start)]

    def _list_hits(self, tokens: list[Token], surroundings: Surroundings) -> set[Hit]:
        """Every place where a keyword stands, however it was found."""
        texts = [token.text for token in tokens]
        hits = set()
        for layer in self._layers:
            for symbols in layer(texts):
                for number, first, end in self._phrases.find([symbol or UNKNOWN for symbol in symbols]):
                    hit = Hit(number, tokens[first].start, tokens[end - 1].end)
                    if may_match(tokens[first], tokens[end - 1]) and passes_rules(
                        self._keywords[number], surroundings, hit.start, hit.end
                    ):
                        hits.add(hit)
        return hits

    def _keep_longest(self, hits: set[Hit], length: int) -> list[Hit]:
        """Drops what a longer hit contains or overlaps."""

        def order(hit: Hit) -> tuple[int, int, int, int]:
            rank = RANK_OF_KIND[self._keywords[hit.number].keyword.kind]
            return (hit.start - hit.end, hit.start, rank, hit.number)

        kept: list[Hit] = []
        taken = bytearray(length)
        for hit in sorted(hits, key=order):
            if taken.find(1, hit.start, hit.end) < 0:
                taken[hit.start : hit.end] = b"\x01" * (hit.end - hit.start)
                kept.append(hit)
        return sorted(kept, key=lambda hit: hit.start)
