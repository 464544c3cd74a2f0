"""The language of a niche whose keywords do not say theirs, told by endings, little words and letters.

Without it somebody who types «médico» would miss every «médica». It is told from all keywords together: of one alone
(«data», «manga», «media») nobody could tell. A wrong guess only adds forms that are no words of the other language.
Evidence is what a language's own grammar names as its endings (Real Academia Española, Nueva gramática, §5–6; Cunha
and Cintra, Nova gramática do português contemporâneo, §6; Serianni, Grammatica italiana, §XV; Grevisse, Le bon usage,
§168–184; Duden-Grammatik, «Wortbildung»), without those
that English has too (-ista, -ment, -ique).
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from fieldmark.values import Keyword


@dataclass(frozen=True, slots=True)
class Evidence:
    """What tells a language: endings (of words of 5 letters and more), whole words, letters anywhere."""

    endings: tuple[str, ...]
    words: tuple[str, ...]
    letters: str


# In this order: of two languages with the same evidence the first is taken, whose forms are much the same.
EVIDENCE = {
    "es": Evidence(
        ("ción", "cion", "ciones", "ía", "ías", "dad", "dades", "miento", "ador", "adora", "edor", "edora", "ores",
         "ólogo", "óloga", "ología", "ico", "ica", "ero"),
        ("de", "del", "los", "las", "y", "para", "por", "con", "salud"),
        "ñ",
    ),
    "pt": Evidence(
        ("ção", "cao", "ções", "coes", "dade", "dades", "ador", "adora", "edor", "edora", "ores", "eiro", "eira",
         "agem", "ógico", "ência", "ância", "ico", "ica", "inho", "inha"),
        ("de", "do", "da", "dos", "das", "para", "por", "com", "em", "saúde"),
        "ãõ",
    ),
    "it": Evidence(
        ("zione", "zioni", "tà", "tore", "trice", "tori", "aggio", "ezza", "iere", "iera", "ologo", "ico", "ica",
         "enza"),
        ("di", "del", "della", "delle", "il", "gli", "per", "con", "salute"),
        "",
    ),
    "fr": Evidence(
        ("eur", "euse", "atrice", "ère", "ité", "logie", "ienne", "oire"),
        ("de", "du", "les", "et", "pour", "santé"),
        "çœ",
    ),
    "de": Evidence(
        ("ung", "ungen", "keit", "heit", "schaft", "erin", "lich", "innen", "tät", "wesen", "kunde", "pflege"),
        ("der", "das", "und", "für", "mit", "von"),
        "äöüß",
    ),
}  # fmt: skip
LEAST_LENGTH_FOR_ENDING = 5
# One word may be a loan; two that agree, and every eighth word, are a niche's language.
LEAST_VOTES = 2
LEAST_SHARE = 1 / 8
WORD = re.compile(r"[^\W\d_]+")


def fill_languages(keywords: Sequence[Keyword], lang: str | None) -> list[Keyword]:
    """The keywords, each with the niche's language where there is one; what a keyword says itself stays."""
    return [keyword if keyword.lang or not lang else replace(keyword, lang=lang) for keyword in keywords]


def guess_language(texts: Iterable[str]) -> str | None:
    """The language code of keywords, or None if too little tells it."""
    words = {word for text in texts for word in WORD.findall(text.lower())}
    votes = Counter({lang: sum(_tells(word, evidence) for word in words) for lang, evidence in EVIDENCE.items()})
    lang = max(EVIDENCE, key=votes.__getitem__)
    return lang if votes[lang] >= max(LEAST_VOTES, LEAST_SHARE * len(words)) else None


def _tells(word: str, evidence: Evidence) -> bool:
    return (
        word in evidence.words
        or not set(evidence.letters).isdisjoint(word)
        or (len(word) >= LEAST_LENGTH_FOR_ENDING and word.endswith(evidence.endings))
    )
