"""The phrases of number chasers, as judge/data/chaser_phrases.txt has them; its head says how they are written."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import product

from fieldmark.judge.chaser_gate import ChaserGate
from fieldmark.judge.chunked_text import ChunkedText
from fieldmark.judge.hits import Hit
from fieldmark.judge.matcher import Matcher
from fieldmark.judge.word_lists import load_words
from fieldmark.values import Keyword
from fieldmark.values.profile import Kind

CHOICES = re.compile(r"\(([^()]*)\)")
HALVES = re.compile(r" ?([,=]) ")
UNLESS = " unless: "
# Few texts pass the gate, so that a large memory of them would fill, and grow, for a million bios.
TEXTS_KEPT = 2_000
# Signs that mean «for» or «both ways» between two halves.
MEANS_FOR = "=/+⇄⇆↔⟷→➡🔁🔄♻"
# A shorter word with a letter dropped or swapped is too often another word.
LEAST_LENGTH_TO_MISSPELL = 10


@dataclass(slots=True)
class _Lines:
    """The lines of the file, by what they are."""

    kinds: dict[str, Kind] = field(default_factory=dict)
    pairs: dict[tuple[str, str], str] = field(default_factory=dict)
    other_meanings: dict[str, list[Keyword]] = field(default_factory=dict)


class ChaserPhrases:
    """The phrases behind their gate; they are compiled when a text first passes it.

    Args:
        lines: those of the file, without its comments.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._read = _Lines()
        for line in lines:
            _read_line(line, self._read)
        phrases = [phrase for phrase, kind in self._read.kinds.items() if kind == "core"]
        spellings = {spelling for phrase in phrases for spelling in spell_wrongly(phrase)} - self._read.kinds.keys()
        self._read.kinds |= dict.fromkeys(sorted(spellings), "core")
        self.gate = ChaserGate([*phrases, *spellings, *(max(pair, key=len) for pair in self._read.pairs)])
        self._finder: PhraseFinder | None = None

    def find(self, text: ChunkedText) -> list[tuple[int, int]]:
        """The places (start, end; code points) at which the text says that its writer follows to be followed."""
        return self.search(text.text) if self.gate.passes(text) else []

    def search(self, text: str) -> list[tuple[int, int]]:
        """The same, without the gate."""
        finder = self._finder
        if finder is None:
            finder = self._finder = PhraseFinder(self._read)
        return finder.find(text)


class PhraseFinder:
    """The phrases, compiled: a trap is an avoided keyword, a phrase a core one. Halves have a matcher of their own.

    So no half takes a word from a phrase: «I will follow you» from «follow you back».
    """

    def __init__(self, read: _Lines) -> None:
        self._pairs = read.pairs
        self._other_meanings = {phrase: Matcher(words, TEXTS_KEPT) for phrase, words in read.other_meanings.items()}
        self._phrases = Matcher([Keyword(text, kind, "exact") for text, kind in read.kinds.items()], TEXTS_KEPT)
        halves = dict.fromkeys(half for pair in read.pairs for half in pair)
        self._halves = Matcher([Keyword(half, "core", "exact") for half in halves], TEXTS_KEPT)

    def find(self, text: str) -> list[tuple[int, int]]:
        """The places of every phrase that is no trap and contained in none."""
        hits = self._phrases.find(text)
        taken = {place for hit in hits for place in range(hit.start, hit.end)}
        pairs = [pair for pair in self._list_pairs(text) if taken.isdisjoint(range(*pair))]
        numbers = {hit.number for hit in hits}
        signs = {number for number in numbers if self._is_sign(self._phrases.get_keyword(number), text)}
        return sorted(pairs + [(hit.start, hit.end) for hit in hits if hit.number in signs])

    def _is_sign(self, phrase: Keyword, text: str) -> bool:
        """Whether a phrase found is no trap, and no word of the text shows that it means another thing here."""
        words = self._other_meanings.get(phrase.text)
        return phrase.kind == "core" and not (words and words.find(text))

    def _list_pairs(self, text: str) -> Iterator[tuple[int, int]]:
        """Two halves of one phrase, one after the other; no half counts twice."""
        first: Hit | None = None
        for hit in self._halves.find(text):
            if first and self._is_pair(first, hit, text[first.end : hit.start]):
                yield first.start, hit.end
                first = None
            else:
                first = hit

    def _is_pair(self, first: Hit, second: Hit, between: str) -> bool:
        """Whether two halves are those of one phrase, with nothing said between them."""
        halves = (self._halves.get_keyword(first.number).text, self._halves.get_keyword(second.number).text)
        sign = self._pairs.get(halves)
        if sign is None or any(char.isalnum() for char in between):
            return False
        return sign == "," or any(char in MEANS_FOR for char in between)


@cache
def load_chaser_phrases() -> ChaserPhrases:
    """The phrases of the file, read once."""
    return ChaserPhrases(sorted(load_words("chaser_phrases")))


def warm_up_chaser_phrases() -> None:
    """Compiles the phrases now, and not when the first text passes their gate."""
    load_chaser_phrases().search("")


def _read_line(line: str, read: _Lines) -> None:
    phrases, _, other_meanings = line.partition(UNLESS)
    words = [Keyword(word, "core") for word in other_meanings.split(", ")] if other_meanings else []
    for phrase in expand_choices(phrases):
        first, sign, second = (*HALVES.split(phrase, maxsplit=1), "", "")[:3]
        if sign:
            read.pairs[first, second] = sign
        else:
            read.kinds[phrase.lstrip("!")] = "avoid" if phrase.startswith("!") else "core"
        if words:
            read.other_meanings[phrase] = words


def expand_choices(line: str) -> Iterator[str]:
    """«(a|b) c» is «a c», «b c»; an empty choice leaves no space behind."""
    fixed = CHOICES.split(line)
    choices = [part.split("|") if place % 2 else [part] for place, part in enumerate(fixed)]
    for parts in product(*choices):
        yield " ".join("".join(parts).split()).replace(" ,", ",").replace("! ", "!")


def spell_wrongly(word: str) -> Iterator[str]:
    """A long word as it is misspelled in haste: a letter dropped or doubled, two neighbours swapped, the end drawn out.

    Only what keeps all other letters: «followback» with another letter is «followblack» or «followbank».
    """
    if len(word) < LEAST_LENGTH_TO_MISSPELL or not word.isalnum():
        return
    for place, char in enumerate(word):
        before, after = word[:place], word[place + 1 :]
        yield before + after
        yield before + char + char + after
        if after:
            yield before + after[0] + char + after[1:]
    yield from (word + word[-1] * more for more in (2, 3, 4))
