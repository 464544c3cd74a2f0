"""The other forms of a keyword that count as the keyword: developer, developers; company, companies; woman, women.

Forms are made from the keyword, never by cutting endings off the text: that is what turns «marketing» into
«market» (facts: English Snowball stems of both are equal). The rules are English spelling's for the plural
(Quirk et al., A Comprehensive Grammar of the English Language, §5.78–5.87) and, where the keyword names its
language, that language's table below.
"""

from functools import cache

from fieldmark.judge.script import classify_text
from fieldmark.judge.word_lists import load_words

VOWELS = "aeiou"
SIBILANTS = ("s", "x", "z", "ch", "sh")

# Clitics written together with a word: «المطور» is «مطور» with the article.
PREFIXES_OF_SCRIPT = {
    "arabic": ("ال", "و", "وال", "ب", "بال", "ل", "لل", "ف", "فال", "ك", "كال"),
    "hebrew": ("ה", "ו", "וה", "ב", "ל", "מ", "מה", "ש", "שה", "כ"),
}
SCRIPT_RANGES = {"arabic": ("\u0621", "\u06ff"), "hebrew": ("\u05d0", "\u05ea")}

# Language -> endings of which one may stand for another (number and gender; -x and, of people, -e where somebody writes
# inclusively). The first group that fits decides, in it the longest ending. Folded, as the words are.
ENDINGS_OF_LANGUAGE = {
    "es": (("ista", "istas"), ("ion", "iones"), ("dad", "dades"), ("or", "ora", "ores", "oras", "ore", "orx", "orxs"),
           ("ero", "era", "eros", "eras", "ere", "eres", "erx", "erxs"), ("al", "ales"), ("el", "eles"),
           ("il", "iles"), ("o", "a", "os", "as", "x", "xs")),
    "pt": (("ista", "istas"), ("cao", "coes"), ("or", "ora", "ores", "oras", "ore", "orx", "orxs"),
           ("eiro", "eira", "eiros", "eiras", "eire", "eires", "eirx", "eirxs"), ("al", "ais"), ("el", "eis"),
           ("em", "ens"), ("o", "a", "os", "as", "x", "xs")),
    "it": (("tore", "trice", "tori", "trici"), ("ista", "isti", "iste"), ("o", "a", "i", "e")),
    "fr": (("eur", "euse", "rice", "eurs", "euses", "rices"), ("ien", "ienne", "iens", "iennes"),
           ("al", "ale", "aux", "ales"), ("if", "ive", "ifs", "ives"), ("e", "ee", "ees", "es")),
    "de": (("er", "erin", "erinnen", "ern", "ers"), ("e", "en"), ("ung", "ungen")),
}  # fmt: skip
# Here the noun that bends stands before what describes it: «desarrolladora web», «infirmière scolaire».
HEAD_FIRST = frozenset({"es", "pt", "it", "fr"})


@cache
def load_irregular_plurals() -> tuple[dict[str, str], dict[str, str]]:
    """(singular to plural, plural to singular)."""
    pairs = [line.split() for line in load_words("irregular_plurals")]
    return {pair[0]: pair[1] for pair in pairs}, {many: one for one, many in pairs}


def list_phrase_variants(words: tuple[str, ...], lang: str | None) -> set[tuple[str, ...]]:
    """All forms of a phrase, itself among them: its last word's forms, and its first word's too where it leads.

    Args:
        words: the phrase's folded tokens.
        lang: the keyword's language, or None.
    """
    forms = {(*words[:-1], last) for last in list_word_variants(words[-1], lang)}
    if len(words) > 1 and lang in HEAD_FIRST:
        forms |= {(first, *form[1:]) for first in _swap_ending(words[0], lang) for form in set(forms)}
    for script, prefixes in PREFIXES_OF_SCRIPT.items():
        first, last = SCRIPT_RANGES[script]
        if first <= words[0][:1] <= last:
            forms |= {(prefix + form[0], *form[1:]) for form in set(forms) for prefix in prefixes}
    return forms


def list_word_variants(word: str, lang: str | None) -> set[str]:
    """All forms of a word, itself among them."""
    if len(word) < 2 or not word.isalpha() or set(classify_text(word)) != {"w"}:
        return {word}
    if not word.isascii():
        return {word, *_swap_ending(word, lang)}
    # A plural that is a word of its own is none: «news» is not said of «new», «physics» not of a «physic».
    plurals = {plural for plural in _make_plurals(word) if not _is_fixed(plural)}
    return {word, *plurals, *_make_singulars(word), *_swap_ending(word, lang)}


def _is_fixed(word: str) -> bool:
    return word.endswith("ics") or word in load_words("fixed_words")


def _make_plurals(word: str) -> set[str]:
    to_plural, to_singular = load_irregular_plurals()
    if word in to_plural:
        return {to_plural[word]}
    if word in to_singular or word.endswith("men"):
        return set()
    if word.endswith("man") and len(word) > 4:
        # «businesswoman», «craftsman»; «humen» is nobody's word, and harms nobody.
        return {word[:-2] + "en", word + "s"}
    if word.endswith("y") and len(word) > 2 and word[-2] not in VOWELS:
        return {word[:-1] + "ies"}
    if word.endswith(SIBILANTS):
        return {word + "es"}
    return {word + "s", word + "es"} if word.endswith("o") else {word + "s"}


def _make_singulars(word: str) -> set[str]:
    _, to_singular = load_irregular_plurals()
    if word in to_singular:
        return {to_singular[word]}
    if word.endswith("men") and len(word) > 4:
        return {word[:-2] + "an"}
    if not word.endswith("s") or word.endswith(("ss", "us", "is", "ics")) or len(word) < 4:
        return set()
    if _is_fixed(word):
        return set()
    if word.endswith("ies") and len(word) > 4:
        return {word[:-3] + "y", word[:-1]}
    if word.endswith(("sses", "xes", "ches", "shes", "zes")):
        return {word[:-2]}
    return {word[:-1]}


def _swap_ending(word: str, lang: str | None) -> set[str]:
    for endings in ENDINGS_OF_LANGUAGE.get(lang or "", ()):
        for ending in sorted(endings, key=len, reverse=True):
            if word.endswith(ending) and len(word) - len(ending) >= 3:
                stem = word[: len(word) - len(ending)]
                return {stem + other for other in endings}
    return set()
