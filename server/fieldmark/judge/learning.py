"""Words learnt without labels: those by which the people who match a niche differ from the others seen.

For each word, how far it sets matching bios apart from the others, with all bios seen as the prior
(fieldmark.judge.log_odds): z. A bio counts as matching by its relevance, so that a weak match teaches less than a
strong one; what was learnt is counted in and all is repeated (pseudo-relevance feedback; Lavrenko and Croft 2001,
doi:10.1145/383952.383972). The settings were checked by choosing them on two niches and measuring on the third
(``make bench-relevance``).
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from fieldmark.judge.fold import fold_text
from fieldmark.judge.log_odds import count_deviations
from fieldmark.judge.readings import read_text
from fieldmark.judge.spacy_door import load_stop_words
from fieldmark.judge.token import may_match
from fieldmark.judge.variants import list_word_variants

# How many bios the prior counts for.
PRIOR = 20.0
# A word in fewer bios is chance.
LEAST_BIOS = 3
ROUNDS = 2
WEIGHT_PER_DEVIATION = 0.1
# A learnt word never weighs more, and of a bio only so many count: 1 − 0.85⁵ = 56 %, so that what is learnt alone makes
# nobody «strong».
MOST_WEIGHT = 0.15
MOST_WORDS_COUNTED = 5
LEAST_WEIGHT = 0.01
MOST_WORDS_LEARNT = 500


@dataclass(frozen=True, slots=True)
class LearnedWord:
    """A word learnt for a niche.

    Attributes:
        text: folded.
        weight: the share that it adds before the noisy-or.
        bios: of how many bios seen it stands in.
        near: the keyword that it most often stands with; None if it never stands with one.
    """

    text: str
    weight: float
    bios: int
    near: str | None = None


def learn_words(
    bios: Sequence[str],
    relevance: Sequence[int | None],
    matched: Sequence[Collection[str]],
    avoided: Iterable[str],
    lang: str | None = None,
) -> list[LearnedWord]:
    """The words of these bios that distinguish those who match, the weightiest first.

    Args:
        bios: of the people seen.
        relevance: by the keywords alone, 0–100 or None, one for each bio.
        matched: the keywords found in each bio, without the avoided ones.
        avoided: texts of the avoided keywords, none of whose words is learnt.
        lang: the niche's language, by which forms of a word are one; None if it is not known.
    """
    words = [list_words(bio) for bio in bios]
    counts = Counter(word for found in words for word in found)
    form_of = {word: choose_form(word, counts, lang) for word in counts}
    words = [frozenset(form_of[word] for word in found) for found in words]
    counts = Counter(word for found in words for word in found)
    never = load_folded_stop_words().union(*map(list_words, avoided))
    # What stands in every bio tells nobody from anybody.
    known = {word: count for word, count in counts.items() if LEAST_BIOS <= count < len(bios) and word not in never}
    by_keywords = [(found or 0) / 100 for found in relevance]
    if not any(by_keywords):
        return []
    matching = by_keywords
    weights: dict[str, float] = {}
    for _ in range(ROUNDS):
        weights = _weigh_words(words, matching, known)
        matching = [_add_learned(share, found, weights) for share, found in zip(by_keywords, words, strict=True)]
    ranked = sorted(weights.items(), key=lambda item: (-item[1], -known[item[0]], item[0]))[:MOST_WORDS_LEARNT]
    near = _find_company({word for word, _ in ranked}, words, matched)
    return [
        LearnedWord(word, round(weight, 4), known[word], near.get(word))
        for word, weight in ranked
        if round(weight, 4) >= LEAST_WEIGHT
    ]


def list_words(text: str) -> frozenset[str]:
    """The words of a text in both readings, folded; no numbers, no single letters."""
    readings = read_text(text)
    return frozenset(
        token.text
        for reading in (readings.plain, readings.split)
        for token in reading
        if len(token.text) > 1 and any(map(str.isalpha, token.text)) and may_match(token, token)
    )


@cache
def load_folded_stop_words() -> frozenset[str]:
    """Words that say nothing of a subject, of the bigger languages, folded."""
    return frozenset(fold_text(word).text for word in load_stop_words())


def choose_form(word: str, counts: Counter[str], lang: str | None) -> str:
    """Of the forms of a word that were seen the most frequent: «nurse» stands for «nurses» too."""
    return min(list_word_variants(word, lang), key=lambda form: (-counts[form], form))


def _weigh_words(words: Sequence[frozenset[str]], matching: Sequence[float], known: dict[str, int]) -> dict[str, float]:
    """The weights of the words that speak for a match."""
    among: Counter[str] = Counter()
    for share, found in zip(matching, words, strict=True):
        if share:
            for word in found:
                among[word] += share  # type: ignore[assignment]  # a Counter of shares
    total, size = sum(matching), len(words)
    weights = {}
    for word, count in known.items():
        held = among[word]
        deviations = count_deviations(held, total, count - held, size - total, PRIOR * count / size, PRIOR)
        if deviations > 0:
            weights[word] = min(MOST_WEIGHT, WEIGHT_PER_DEVIATION * deviations)
    return weights


def _find_company(
    learned: Collection[str], words: Sequence[frozenset[str]], matched: Sequence[Collection[str]]
) -> dict[str, str]:
    """Learnt word -> the keyword found in most of the bios that hold it."""
    company: dict[str, Counter[str]] = {word: Counter() for word in learned}
    for found, keywords in zip(words, matched, strict=True):
        for word in found & company.keys() if keywords else ():
            company[word].update(keywords)
    return {
        word: min(counts, key=lambda keyword: (-counts[keyword], keyword)) for word, counts in company.items() if counts
    }


def _add_learned(share: float, words: frozenset[str], weights: dict[str, float]) -> float:
    missed = 1 - share
    for weight in sorted((weights[word] for word in words if word in weights), reverse=True)[:MOST_WORDS_COUNTED]:
        missed *= 1 - weight
    return 1 - missed
