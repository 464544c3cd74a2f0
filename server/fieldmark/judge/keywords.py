"""A keyword compiled: the sequences of symbols that stand for it, and the rules its matches must pass."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

from fieldmark.judge.fold import fold_text
from fieldmark.judge.readings import read_text
from fieldmark.judge.token import BREAK_TEXT
from fieldmark.judge.variants import list_phrase_variants, load_words
from fieldmark.values import Keyword

# Snowball's names of the languages it can stem, by code; any other keyword is stemmed as English.
STEMMERS = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "et": "estonian", "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian",
    "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "ne": "nepali", "nl": "dutch",
    "no": "norwegian", "nb": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian",
    "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
PLAIN_LAYER = "plain"
WILD_LAYER = "wild"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A sequence of symbols that stands for a keyword, in the layer that makes them from tokens."""

    layer: str
    symbols: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CompiledKeyword:
    """A keyword and what its matches must pass.

    Attributes:
        patterns: any of them is a match.
        needs_case: a match must be written as the keyword is (IT, Go, R).
        keeps_accents: a match must have no accents of its own (short words: «äì» is not «AI»).
        is_letter: the keyword is a single letter.
    """

    keyword: Keyword
    patterns: tuple[Pattern, ...]
    needs_case: bool
    keeps_accents: bool
    is_letter: bool


def compile_keyword(keyword: Keyword) -> CompiledKeyword:
    """Works out the patterns and rules of a keyword."""
    folded = fold_text(keyword.text).text.strip()
    has_capital = any(char.isupper() for char in keyword.text)
    is_letter = len(folded) == 1 and folded.isascii() and folded.isalpha()
    return CompiledKeyword(
        keyword=keyword,
        patterns=tuple(dict.fromkeys(_list_patterns(keyword))),
        needs_case=is_letter or (has_capital and folded in load_words("common_words")),
        keeps_accents=len(folded) <= 3 and folded.isascii(),
        is_letter=is_letter,
    )


def _list_patterns(keyword: Keyword) -> Iterator[Pattern]:
    wild_start, wild_end = keyword.text.lstrip().startswith("*"), keyword.text.rstrip().endswith("*")
    for words in _list_word_sequences(keyword.text.strip(" *\t")):
        if wild_start or wild_end:
            first = ("*" + words[0]) if wild_start else words[0]
            whole = (first, *words[1:])
            yield Pattern(WILD_LAYER, (*whole[:-1], whole[-1] + "*") if wild_end else whole)
        elif keyword.match == "lemma":
            lang = keyword.lang or "en"
            yield Pattern(f"stem:{lang}", tuple(stem_word(word, lang) for word in words))
        elif keyword.match == "exact":
            yield Pattern(PLAIN_LAYER, words)
        else:
            for form in sorted(list_phrase_variants(words, keyword.lang)):
                yield Pattern(PLAIN_LAYER, form)


def _list_word_sequences(text: str) -> Iterator[tuple[str, ...]]:
    """The readings of a keyword as sequences of words, without breaks; a phrase also written as one word."""
    readings = [
        tuple(token.text for token in reading if token.text != BREAK_TEXT)
        for reading in read_text(text).list_distinct()
    ]
    if text.startswith("@"):
        yield from readings[-1:]
        return
    plain, *others = readings
    # «LGBTQ+» without its sign is another keyword; the single letters of «eBay» or «iOS» are no words.
    kept = [words for words in others if any(word.isdigit() for word in words) or min(map(len, words)) > 1]
    solid = [("".join(plain),)] if len(plain) > 1 and all(word.isalnum() for word in plain) else []
    yield from dict.fromkeys(words for words in (plain, *kept, *solid) if words)


@lru_cache(maxsize=20_000)
def stem_word(word: str, lang: str) -> str:
    """The stem of a folded word in a language; a symbol of that language's layer."""
    name = STEMMERS.get(lang, "english")
    return f"{lang}:{snowballstemmer.stemmer(name).stemWord(word)}"
