"""Symbols: what a token is to the keywords of a profile, so that their phrases can be looked up.

A token is one symbol in each layer it has a meaning in: in the plain layer itself, in a stem layer its stem, in a
wildcard layer the wildcard that covers it. There is one wildcard layer for each set of wildcards that some keyword has:
a token may be covered by several («react*» and «reac*» both cover «react», which may also be a word of «react nat*»),
and so none takes a token away from another.
"""

from collections.abc import Callable, Iterable, Sequence

from fieldmark.judge.forms import choose_symbols
from fieldmark.judge.keywords import PLAIN_LAYER, STEM_LAYER, Pattern, stem_word
from fieldmark.judge.token import BREAK_TEXT

# The number of the plain layer; the others count from it.
PLAIN = 0
# (number of the layer, symbol) for each layer in which a token means something.
Symbols = tuple[tuple[int, str], ...]


class SymbolTable:
    """The symbols of a profile's patterns.

    Args:
        patterns: (number of the keyword, pattern) of all its keywords.

    Attributes:
        phrases: (number of the keyword, symbols in a row that stand for it), each once.
        anchors: of each phrase one symbol (and its layer), without which it cannot match.
    """

    def __init__(self, patterns: Sequence[tuple[int, Pattern]]) -> None:
        self._plain = choose_symbols((number, pattern) for number, pattern in patterns if pattern.layer == PLAIN_LAYER)
        self._stems: list[tuple[int, str, set[str]]] = []
        self._wildcards: dict[int, tuple[str, ...]] = {}
        self._layers_of_word: dict[str, list[int]] = {}
        self._layers_of_wildcard: dict[str, list[int]] = {}
        layers: dict[tuple[str, tuple[str, ...]], int] = {(PLAIN_LAYER, ()): PLAIN}
        known: dict[int, set[str]] = {}
        phrases: dict[tuple[int, tuple[str, ...]], int] = {}
        for number, pattern in patterns:
            layer = layers.setdefault((pattern.layer, pattern.wildcards), len(layers))
            if layer == PLAIN:
                phrases[number, tuple([self._plain[word] for word in pattern.symbols])] = PLAIN
            else:
                phrases[number, pattern.symbols] = layer
                known.setdefault(layer, set()).update(pattern.symbols)
        self.phrases = list(phrases)
        self.anchors = frozenset((layer, choose_anchor(symbols)) for (_, symbols), layer in phrases.items())
        for (name, wildcards), layer in layers.items():
            if name.startswith(STEM_LAYER):
                self._stems.append((layer, name.partition(":")[2], known[layer]))
            elif layer != PLAIN:
                self._wildcards[layer] = wildcards
                self._add_wild_layer(layer, wildcards, known[layer])
        self._find_covering = make_cover(set(self._layers_of_wildcard))

    def _add_wild_layer(self, number: int, wildcards: tuple[str, ...], symbols: set[str]) -> None:
        for wildcard in wildcards:
            self._layers_of_wildcard.setdefault(wildcard, []).append(number)
        for word in symbols:
            self._layers_of_word.setdefault(word, []).append(number)

    @property
    def has_stems(self) -> bool:
        """Whether any keyword is matched by its stem."""
        return bool(self._stems)

    @property
    def is_plain(self) -> bool:
        """Whether a token can be nothing but itself: no keyword is matched by its stem or has a wildcard."""
        return not self._stems and not self._layers_of_wildcard

    def list_texts(self) -> set[str]:
        """The texts of which a token must hold at least one to mean anything in a layer that is no stem layer."""
        return {*self._plain, *(wildcard.strip("*") for wildcard in self._layers_of_wildcard), *self._layers_of_word}

    def list_anchor_texts(self) -> set[str]:
        """Those of them of which a token must hold at least one to be an anchor."""
        plain = {word for word, symbol in self._plain.items() if (PLAIN, symbol) in self.anchors}
        others = {word.strip("*") for layer, symbol in self.anchors if layer != PLAIN for word in symbol.split(" ")}
        return plain | others

    def find(self, text: str) -> Symbols:
        """The symbols of a token, in order of the layers; mostly none."""
        if text == BREAK_TEXT:
            return ()
        plain = self._plain.get(text)
        found = [(PLAIN, plain)] if plain is not None else []
        for number, lang, known in self._stems:
            stem = stem_word(text, lang)
            if stem in known:
                found.append((number, stem))
        if self._layers_of_wildcard:
            found += self._find_wild(text)
        return tuple(found)

    def _find_wild(self, text: str) -> Iterable[tuple[int, str]]:
        covering = self._find_covering(text)
        symbols = dict.fromkeys(self._layers_of_word.get(text, ()), text)
        for number in {number for wildcard in covering for number in self._layers_of_wildcard[wildcard]}:
            # A token that both wildcards of «*script dev*» cover is the symbol of both; the patterns have it too.
            symbols[number] = " ".join(wildcard for wildcard in self._wildcards[number] if wildcard in covering)
        return sorted(symbols.items())


def choose_anchor(symbols: tuple[str, ...]) -> str:
    """The symbol of a phrase that is looked for first: the longest, which is mostly the rarest."""
    return max(symbols, key=len)


def make_cover(wildcards: set[str]) -> Callable[[str], frozenset[str]]:
    """What gives the wildcards that cover a word: by its beginnings, its ends, and what it holds."""
    inside = [wildcard for wildcard in wildcards if wildcard.startswith("*") and wildcard.endswith("*")]
    longest = max(map(len, wildcards), default=0)

    def find_covering(text: str) -> frozenset[str]:
        lengths = range(1, min(len(text), longest) + 1)
        candidates = {text[:length] + "*" for length in lengths} | {"*" + text[-length:] for length in lengths}
        return frozenset(candidates & wildcards).union(word for word in inside if word[1:-1] in text)

    return find_covering
