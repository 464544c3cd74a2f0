"""The matcher's slow reference: every chunk is read, every reading of the whole text goes through spaCy.

Nothing is remembered, sieved or cut into stretches, and negation is told by the stretches that negators reach.
"""

from bisect import bisect_right
from itertools import accumulate, chain

from fieldmark.judge.chunked_text import ChunkedText
from fieldmark.judge.hits import RANK_OF_KIND
from fieldmark.judge.keywords import STEM_LAYER, compile_keyword, stem_word
from fieldmark.judge.negation import REACH, load_negators
from fieldmark.judge.readings import TextReadings, read_text
from fieldmark.judge.rules import passes_rules
from fieldmark.judge.spacy_door import compile_phrases
from fieldmark.judge.token import BREAK_TEXT, Token, make_break, may_match
from fieldmark.values import Keyword

UNKNOWN = "\u00b7"


class ReferenceMatcher:
    """The keywords of a profile, compiled."""

    def __init__(self, keywords: list[Keyword]) -> None:
        self._compiled = [compile_keyword(keyword) for keyword in keywords]
        patterns = [(number, pattern) for number, found in enumerate(self._compiled) for pattern in found.patterns]
        self._layers: dict[tuple[str, tuple[str, ...]], list[tuple[int, tuple[str, ...]]]] = {}
        for number, pattern in patterns:
            self._layers.setdefault((pattern.layer, pattern.wildcards), []).append((number, pattern.symbols))
        self._phrases = {layer: compile_phrases(phrases) for layer, phrases in self._layers.items()}

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """(number of the keyword, start, end in code points), in order of place."""
        readings = read_text(text)
        tokens: list[Token] = []
        for reading in readings:
            tokens += [*reading, make_break(len(text))]
        hits = set()
        for layer, phrases in self._phrases.items():
            symbols = [make_symbol(token.text, *layer) for token in tokens]
            for number, first, end in phrases.find(symbols):
                hit = (number, tokens[first].start, tokens[end - 1].end)
                if may_match(tokens[first], tokens[end - 1]) and passes_rules(
                    self._compiled[number], ChunkedText(text), hit[1], hit[2]
                ):
                    hits.add(hit)
        negated = NegatedPlaces(readings)
        return [hit for hit in self._keep_longest(hits) if not negated.includes(hit[1])]

    def _keep_longest(self, hits: set[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
        kept: list[tuple[int, int, int]] = []
        ranks = [RANK_OF_KIND[compiled.keyword.kind] for compiled in self._compiled]
        for hit in sorted(hits, key=lambda hit: (hit[1] - hit[2], hit[1], ranks[hit[0]], hit[0])):
            if all(hit[2] <= other[1] or other[2] <= hit[1] for other in kept):
                kept.append(hit)
        return sorted(kept, key=lambda hit: hit[1])


def make_symbol(text: str, layer: str, wildcards: tuple[str, ...]) -> str:
    """What a token is in a layer."""
    if text == BREAK_TEXT:
        return UNKNOWN
    if layer.startswith(STEM_LAYER):
        return stem_word(text, layer.partition(":")[2])
    return " ".join(wildcard for wildcard in wildcards if is_covered(text, wildcard)) or text


def is_covered(text: str, wildcard: str) -> bool:
    """Whether a wildcard covers a word."""
    core = wildcard.strip("*")
    if wildcard.startswith("*"):
        return core in text if wildcard.endswith("*") else text.endswith(core)
    return text.startswith(core)


class NegatedPlaces:
    """The stretches of a text that a negator reaches."""

    def __init__(self, readings: TextReadings) -> None:
        glued = (_list_glued(reading, readings.joined) for reading in (readings.plain, readings.split))
        stretches = sorted([*_list_reaches(readings.joined), *chain.from_iterable(glued)])
        self._starts = [start for start, _ in stretches]
        self._reached = list(accumulate((end for _, end in stretches), max))

    def includes(self, start: int) -> bool:
        """Whether what begins at this place is negated."""
        before = bisect_right(self._starts, start)
        return before > 0 and start < self._reached[before - 1]


def _list_reaches(words: list[Token]) -> list[tuple[int, int]]:
    negators, ending = load_negators()
    reaches = []
    for place, word in enumerate(words):
        if word.text in negators:
            end = word.end
            for reached in words[place + 1 : place + 1 + REACH]:
                if reached.text == BREAK_TEXT or reached.text in ending:
                    break
                end = reached.end
            reaches.append((word.end, end))
    return reaches


def _list_glued(pieces: list[Token], words: list[Token]) -> list[tuple[int, int]]:
    negators, _ = load_negators()
    end_of = {word.start: word.end for word in words}
    return [
        (piece.end, end_of[piece.start])
        for piece in pieces
        if piece.text in negators and piece.end < end_of.get(piece.start, 0)
    ]
