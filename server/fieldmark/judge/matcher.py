"""Finds a profile's keywords in a text: readings → layers of symbols → spaCy's PhraseMatcher → rules → longest wins."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from fieldmark.judge.keywords import PLAIN_LAYER, WILD_LAYER, CompiledKeyword, compile_keyword, stem_word
from fieldmark.judge.negation import is_negated
from fieldmark.judge.readings import read_text
from fieldmark.judge.rules import passes_rules
from fieldmark.judge.spacy_door import UNKNOWN, compile_phrases
from fieldmark.judge.token import BREAK_TEXT, Token, make_break, may_match
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
        self._layers = _make_layers({(pattern.layer, symbol) for _, pattern in patterns for symbol in pattern.symbols})
        self._phrases = compile_phrases((number, pattern.symbols) for number, pattern in patterns)

    def get_keyword(self, number: int) -> Keyword:
        """The keyword of a hit."""
        return self._keywords[number].keyword

    def find(self, text: str) -> list[Hit]:
        """Every keyword in the text, in order of place; of overlapping ones the longest."""
        tokens: list[Token] = []
        for reading in read_text(text).list_distinct():
            tokens += [*reading, make_break(len(text))]
        hits = set()
        for layer in self._layers:
            symbols = [layer(token.text) for token in tokens]
            if all(symbol is None for symbol in symbols):
                continue
            for number, first, end in self._phrases.find([symbol or UNKNOWN for symbol in symbols]):
                hit = Hit(number, tokens[first].start, tokens[end - 1].end)
                if may_match(tokens[first], tokens[end - 1]) and passes_rules(
                    self._keywords[number], text, hit.start, hit.end
                ):
                    hits.add((hit, is_negated(tokens, first)))
        return self._keep_longest(hits, len(text))

    def _keep_longest(self, hits: set[tuple[Hit, bool]], length: int) -> list[Hit]:
        """Drops what a longer hit contains or overlaps, then what is negated."""

        def order(entry: tuple[Hit, bool]) -> tuple[int, int, int, int]:
            hit, _ = entry
            rank = RANK_OF_KIND[self._keywords[hit.number].keyword.kind]
            return (hit.start - hit.end, hit.start, rank, hit.number)

        kept: list[Hit] = []
        taken = bytearray(length)
        for hit, negated in sorted(hits, key=order):
            if taken.find(1, hit.start, hit.end) < 0:
                taken[hit.start : hit.end] = b"\x01" * (hit.end - hit.start)
                if not negated:
                    kept.append(hit)
        return sorted(kept, key=lambda hit: hit.start)


Layer = Callable[[str], str | None]


def _make_layers(known: set[tuple[str, str]]) -> list[Layer]:
    """The layers that a profile needs: each turns a token into a symbol of its patterns, or None."""
    by_layer: dict[str, set[str]] = {PLAIN_LAYER: set()}
    for layer, symbol in known:
        by_layer.setdefault(layer, set()).add(symbol)
    plain = by_layer.pop(PLAIN_LAYER)
    layers: list[Layer] = [_make_plain_layer(plain)]
    for name, symbols in sorted(by_layer.items()):
        make = _make_wild_layer if name == WILD_LAYER else _make_stem_layer
        layers.append(make(name, symbols))
    return layers


def _make_plain_layer(symbols: set[str]) -> Layer:
    return lambda text: text if text in symbols else None


def _make_wild_layer(_name: str, symbols: set[str]) -> Layer:
    """Tokens that a wildcard covers become the longest such wildcard; the others stay words of the phrase."""
    wild = sorted((symbol for symbol in symbols if "*" in symbol), key=len, reverse=True)
    covers: list[tuple[str, Callable[[str], bool]]] = [(symbol, _make_wild_test(symbol)) for symbol in wild]

    @lru_cache(maxsize=20_000)
    def find_symbol(text: str) -> str | None:
        found = next((symbol for symbol, test in covers if test(text)), None)
        return found or (text if text in symbols else None)

    return find_symbol


def _make_wild_test(symbol: str) -> Callable[[str], bool]:
    core = symbol.strip("*")
    if symbol.startswith("*") and symbol.endswith("*"):
        return lambda text: core in text
    if symbol.startswith("*"):
        return lambda text: text.endswith(core)
    return lambda text: text.startswith(core)


def _make_stem_layer(name: str, symbols: set[str]) -> Layer:
    lang = name.removeprefix("stem:")

    @lru_cache(maxsize=20_000)
    def find_symbol(text: str) -> str | None:
        symbol = None if text == BREAK_TEXT else stem_word(text, lang)
        return symbol if symbol in symbols else None

    return find_symbol
