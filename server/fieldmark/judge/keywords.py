"""A keyword compiled: the sequences of symbols that stand for it, and the rules its matches must pass."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

from fieldmark.judge.chunks import read_chunk
from fieldmark.judge.fold import fold_text
from fieldmark.judge.memory import FEW_KEPT, LONGEST_KEPT, MOST_KEPT
from fieldmark.judge.token import BREAK_TEXT, Token
from fieldmark.judge.variants import list_phrase_variants
from fieldmark.judge.word_lists import load_words
from fieldmark.values import InvalidValue, Keyword

# Snowball's names of the languages it can stem, by code; any other keyword is stemmed as English.
STEMMERS = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "et": "estonian", "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian",
    "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "ne": "nepali", "nl": "dutch",
    "no": "norwegian", "nb": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian",
    "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
PLAIN_LAYER = "plain"
STEM_LAYER = "stem"
WILD_LAYER = "wild"
# In so short a word an accent mostly makes another word: thé, né, Öl, ça.
LONGEST_KEEPING_ACCENTS = 3


@dataclass(frozen=True, slots=True)
class Pattern:
    """A sequence of symbols that stands for a keyword, in the layer that makes them from tokens.

    Attributes:
        layer: the layer's name.
        symbols: what the layer must make of as many tokens in a row.
        wildcards: those among the keyword's words.
    """

    layer: str
    symbols: tuple[str, ...]
    wildcards: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CompiledKeyword:
    """A keyword and what its matches must pass.

    Attributes:
        patterns: any of them is a match.
        needs_case: a match must be written as the keyword is (IT, Go, R).
        accents: the accents a match must have, no more and no fewer, or None: short words («äì» is not «AI», «the»
            is not «thé»).
        is_letter: the keyword is a single letter.
    """

    keyword: Keyword
    patterns: tuple[Pattern, ...]
    needs_case: bool
    accents: tuple[str, ...] | None
    is_letter: bool


@lru_cache(maxsize=MOST_KEPT)
def compile_keyword(keyword: Keyword) -> CompiledKeyword:
    """Works out the patterns and rules of a keyword. Kept: a niche is changed by one keyword at a time."""
    folded = fold_text(keyword.text).text.strip()
    keeps_accents = len(folded) <= LONGEST_KEEPING_ACCENTS and folded.isascii() and "*" not in folded
    has_capital = any(char.isupper() for char in keyword.text)
    is_letter = len(folded) == 1 and folded.isascii() and folded.isalpha()
    return CompiledKeyword(
        keyword=keyword,
        patterns=tuple(dict.fromkeys(_list_patterns(keyword))),
        needs_case=is_letter or (has_capital and folded in load_words("common_words")),
        accents=list_accents(keyword.text) if keeps_accents else None,
        is_letter=is_letter,
    )


def refuse_unfindable(keywords: Iterable[Keyword], known: Iterable[Keyword] = ()) -> None:
    """Refuses keywords that no text can ever match, before they are stored.

    Args:
        keywords: what is to be stored.
        known: what is stored already; that may stay, so that a niche from before can be mended bit by bit.

    Raises:
        InvalidValue: naming the first of them by its place.
    """
    stored = set(known)
    for place, keyword in enumerate(keywords):
        problem = "" if keyword in stored else _find_problem(keyword)
        if problem:
            raise InvalidValue(f"keywords[{place}].text", f"«{keyword.text.strip()}» {problem}")


def _find_problem(keyword: Keyword) -> str:
    # To the judge, spaces of any kind are one.
    if any(unicodedata.category(char) == "Cc" and not char.isspace() for char in keyword.text):
        return "holds a control character; write it without"
    if not compile_keyword(keyword).patterns:
        looked_at = "links, mail addresses and lone signs are not looked at; use a word, a handle or an emoji"
        return f"can never be found: {looked_at}"
    return ""


def _list_patterns(keyword: Keyword) -> Iterator[Pattern]:
    wild_start, wild_end = keyword.text.lstrip().startswith("*"), keyword.text.rstrip().endswith("*")
    for words in _list_word_sequences(keyword.text.strip(" *\t")):
        if wild_start or wild_end:
            yield from _list_wild_patterns(words, wild_start=wild_start, wild_end=wild_end)
        elif keyword.match == "lemma":
            lang = keyword.lang or "en"
            yield Pattern(f"{STEM_LAYER}:{lang}", tuple(stem_word(word, lang) for word in words))
        elif keyword.match == "exact":
            yield Pattern(PLAIN_LAYER, words)
        else:
            for form in sorted(list_phrase_variants(words, keyword.lang)):
                yield Pattern(PLAIN_LAYER, form)


def _list_wild_patterns(words: tuple[str, ...], *, wild_start: bool, wild_end: bool) -> Iterator[Pattern]:
    """The phrase with its wildcards; a word that both of them cover is the symbol of both."""
    if len(words) == 1:
        wildcard = "*" * wild_start + words[0] + "*" * wild_end
        yield Pattern(WILD_LAYER, (wildcard,), (wildcard,))
        return
    first, last = "*" * wild_start + words[0], words[-1] + "*" * wild_end
    wildcards = (first,) * wild_start + (last,) * wild_end
    both = (f"{first} {last}",) * (wild_start and wild_end)
    for start in (first, *both):
        for end in (last, *both):
            yield Pattern(WILD_LAYER, (start, *words[1:-1], end), wildcards)


def _list_word_sequences(text: str) -> Iterator[tuple[str, ...]]:
    """The readings of a keyword as sequences of words, without breaks; a phrase also written as one word.

    A link, a mail address or a sign that is no picture has no words, as in a bio.
    """
    chunks = [read_chunk(chunk) for chunk in text.split()]
    plain, *others = dict.fromkeys(_list_words(reading) for reading in zip(*chunks, strict=True)) or [()]
    if text.startswith("@"):
        yield from filter(None, others[-1:] or [plain])
        return
    # «LGBTQ+» without its sign is another keyword; the single letters of «eBay» or «iOS» are no words.
    kept = [words for words in others if any(word.isdigit() for word in words) or min(map(len, words), default=0) > 1]
    solid = [("".join(plain),)] if len(plain) > 1 and all(word.isalnum() for word in plain) else []
    yield from dict.fromkeys(words for words in (plain, *kept, *solid) if words)


def _list_words(reading: Iterable[Iterable[Token]]) -> tuple[str, ...]:
    """The words of one reading of several chunks."""
    return tuple([token.text for tokens in reading for token in tokens if token.text != BREAK_TEXT])


def stem_word(word: str, lang: str) -> str:
    """The stem of a folded word in a language; a symbol of that language's layer. A very long word is its own."""
    return f"{lang}:{word if len(word) > LONGEST_KEPT else _stem_short_word(word, lang)}"


@lru_cache(maxsize=FEW_KEPT)
def _stem_short_word(word: str, lang: str) -> str:
    stem: str = snowballstemmer.stemmer(STEMMERS.get(lang, "english")).stemWord(word)
    return stem


def list_accents(text: str) -> tuple[str, ...]:
    """The accents of a text, in order; a stroke drawn through a letter (U+0334–U+0338) is decoration, and none."""
    if text.isascii():
        return ()
    marks = unicodedata.normalize("NFD", text)
    return tuple(char for char in marks if unicodedata.combining(char) and not "\u0334" <= char <= "\u0338")
