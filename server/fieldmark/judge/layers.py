"""Layers: what the tokens of a text are to the keywords of a profile, so that phrases can be looked up in them.

A layer turns tokens into symbols of its patterns: the plain one into themselves, a stem layer into stems, a wildcard
layer into the wildcard that covers them. A token that is none of a layer's symbols is None there.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from fieldmark.judge.keywords import PLAIN_LAYER, STEM_LAYER, WILD_LAYER, Pattern, stem_word
from fieldmark.judge.memory import keep_short
from fieldmark.judge.token import BREAK_TEXT

Symbols = list[str | None]
Layer = Callable[[Sequence[str]], Iterator[Symbols]]


def make_layers(patterns: Iterable[Pattern]) -> list[Layer]:
    """The layers that these patterns need; each may give several sequences of symbols for a text, or none."""
    by_name: dict[str, list[Pattern]] = {}
    for pattern in patterns:
        by_name.setdefault(pattern.layer, []).append(pattern)
    return [_MAKERS[name.partition(":")[0]](name, found) for name, found in sorted(by_name.items())]


def _make_plain_layer(_name: str, patterns: list[Pattern]) -> Layer:
    known = {symbol for pattern in patterns for symbol in pattern.symbols}
    return _make_word_layer(lambda text: text if text in known else None)


def _make_stem_layer(name: str, patterns: list[Pattern]) -> Layer:
    known = {symbol for pattern in patterns for symbol in pattern.symbols}
    lang = name.partition(":")[2]

    @keep_short
    def find_symbol(text: str) -> str | None:
        symbol = None if text == BREAK_TEXT else stem_word(text, lang)
        return symbol if symbol in known else None

    return _make_word_layer(find_symbol)


def _make_word_layer(find_symbol: Callable[[str], str | None]) -> Layer:
    def list_symbols(texts: Sequence[str]) -> Iterator[Symbols]:
        symbols = [find_symbol(text) for text in texts]
        if any(symbols):
            yield symbols

    return list_symbols


def _make_wild_layer(_name: str, patterns: list[Pattern]) -> Layer:
    """One sequence for each set of wildcards that some keyword has and the text meets.

    A token may be covered by several: «react*» and «reac*» both cover «react», which may also be a word of
    «react nat*». So no wildcard may take a token away from another.
    """
    words_of: dict[tuple[str, ...], set[str]] = {}
    for pattern in patterns:
        words_of.setdefault(pattern.wildcards, set()).update(pattern.symbols)
    find_covering = keep_short(_make_cover({wildcard for wildcards in words_of for wildcard in wildcards}))

    def list_symbols(texts: Sequence[str]) -> Iterator[Symbols]:
        covering = [find_covering(text) for text in texts]
        met = {wildcard for found in covering for wildcard in found}
        for wildcards, words in words_of.items() if met else ():
            if met.issuperset(wildcards):
                yield [
                    _choose_symbol(text, found, wildcards, words) for text, found in zip(texts, covering, strict=True)
                ]

    return list_symbols


def _choose_symbol(text: str, covering: frozenset[str], wildcards: tuple[str, ...], words: set[str]) -> str | None:
    # A token that both wildcards of «*script dev*» cover is the symbol of both; the patterns have it too.
    found = [wildcard for wildcard in wildcards if wildcard in covering]
    return " ".join(found) if found else text if text in words else None


def _make_cover(wildcards: set[str]) -> Callable[[str], frozenset[str]]:
    """What gives the wildcards that cover a word: by its beginnings, its ends, and what it holds."""
    inside = [wildcard for wildcard in wildcards if wildcard.startswith("*") and wildcard.endswith("*")]
    longest = max((len(wildcard) for wildcard in wildcards), default=0)

    def find_covering(text: str) -> frozenset[str]:
        lengths = range(1, min(len(text), longest) + 1)
        candidates = {text[:length] + "*" for length in lengths} | {"*" + text[-length:] for length in lengths}
        return frozenset(candidates & wildcards).union(word for word in inside if word[1:-1] in text)

    return find_covering


_MAKERS: dict[str, Callable[[str, list[Pattern]], Layer]] = {
    PLAIN_LAYER: _make_plain_layer,
    STEM_LAYER: _make_stem_layer,
    WILD_LAYER: _make_wild_layer,
}
