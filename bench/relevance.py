"""``make bench-relevance``: how well each way ranks the labelled bios: average precision of grade 2, AUC of grade ≥ 1.

The settings of learning are chosen anew on each two niches and checked on the third, and chosen on all three and
checked in Spanish, so that the aim is not met by a setting tuned to these three.
"""

import itertools
import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bench.inputs import LabelledBios, read_labelled_bios, read_spanish_bios
from bench.minilm import is_installed, score_by_sentence_vectors
from bench.ranking import compute_auc, compute_average_precision
from bench.report import print_result, print_table
from fieldmark import Judge, Person, Profile
from fieldmark.judge import learn_from_bios, learning

OURS, PLAIN = "Fieldmark, with learnt words", "Fieldmark, keywords alone"
# BM25's usual settings (Robertson and Zaragoza 2009, §3.5).
K1, B = 1.2, 0.75
# What the cross-check chooses from.
CHOICES: dict[str, Sequence[float]] = {
    "PRIOR": (5.0, 20.0, 50.0),
    "ROUNDS": (1, 2, 3),
    "WEIGHT_PER_DEVIATION": (0.05, 0.1),
    "MOST_WEIGHT": (0.1, 0.15),
}
Niche = tuple[dict[str, Any], list[dict[str, Any]]]
Figures = tuple[float, float]
Settings = tuple[float, ...]


def make_profile(niche: Mapping[str, Any]) -> Profile:
    """The niche's given keywords: those to include are core."""
    keywords = [{"text": text, "kind": "core"} for text in niche["include"]]
    keywords += [{"text": text, "kind": "avoid"} for text in niche["avoid"]]
    return Profile.from_dict({"name": "bench", "keywords": keywords})


def score_by_keywords(niche: Mapping[str, Any], bios: Sequence[str]) -> list[float]:
    """Our relevance; no basis stands below everybody."""
    return score_with(Judge(make_profile(niche)), bios)


def score_with(judge: Judge, bios: Sequence[str]) -> list[float]:
    """The relevance a judge gives."""
    found = (judge.find_relevance(Person(bio=bio)) for bio in bios)
    return [-1 if relevance is None else relevance for relevance in found]


def score_with_learnt_words(niche: Mapping[str, Any], bios: Sequence[str]) -> list[float]:
    """Our relevance with what is learnt from these bios, without their labels."""
    profile = make_profile(niche)
    return score_with(Judge(profile, learned=learn_from_bios(profile, bios)), bios)


def score_by_substrings(niche: Mapping[str, Any], bios: Sequence[str]) -> list[float]:
    """How many of the keywords' letters occur."""
    return [sum(text.casefold() in bio.casefold() for text in niche["include"]) for bio in bios]


def score_by_bm25(niche: Mapping[str, Any], bios: Sequence[str]) -> list[float]:
    """BM25 of the keywords' words."""
    texts = [re.findall(r"\w+", bio.casefold()) for bio in bios]
    query = {word for text in niche["include"] for word in re.findall(r"\w+", text.casefold())}
    holding = Counter(word for text in texts for word in set(text))
    mean = sum(map(len, texts)) / len(texts)
    rarity = {word: math.log(1 + (len(texts) - holding[word] + 0.5) / (holding[word] + 0.5)) for word in query}

    def score(text: list[str]) -> float:
        counts = Counter(text)
        length = K1 * (1 - B + B * len(text) / mean)
        return sum(rarity[word] * counts[word] * (K1 + 1) / (counts[word] + length) for word in query)

    return [score(text) for text in texts]


WAYS: dict[str, Callable[[Mapping[str, Any], Sequence[str]], list[float]]] = {
    "substring count": score_by_substrings,
    "BM25": score_by_bm25,
    PLAIN: score_by_keywords,
    OURS: score_with_learnt_words,
}


def measure(way: Callable[[Mapping[str, Any], Sequence[str]], list[float]], niche: Niche) -> Figures:
    """(average precision of grade 2, AUC of grade ≥ 1) of a way on a niche."""
    keywords, people = niche
    scores = way(keywords, [person["bio"] or "" for person in people])
    return (
        compute_average_precision(scores, [person["grade"] == 2 for person in people]),
        compute_auc(scores, [person["grade"] >= 1 for person in people]),
    )


def choose_settings(niches: LabelledBios) -> dict[str, Settings]:
    """For each niche the settings that are best on the others, and under "all" those that are best on all."""
    tried = {
        values: {name: measure_with(values, niche) for name, niche in niches.items()}
        for values in itertools.product(*CHOICES.values())
    }
    return {
        held_out: max(tried, key=lambda values: sum(sum(tried[values][name]) for name in niches if name != held_out))
        for held_out in (*niches, "all")
    }


def measure_with(values: Settings, niche: Niche) -> Figures:
    """The figures of learning with other settings."""
    before = {name: getattr(learning, name) for name in CHOICES}
    try:
        for name, value in zip(CHOICES, values, strict=True):
            setattr(learning, name, value)
        return measure(score_with_learnt_words, niche)
    finally:
        for name, value in before.items():
            setattr(learning, name, value)


def compare_ways(title: str, niches: LabelledBios) -> dict[str, dict[str, Figures]]:
    """Way -> niche -> its figures, printed as a table."""
    figures = {name: {niche: measure(way, found) for niche, found in niches.items()} for name, way in WAYS.items()}
    rows = [[name, *map(format_figures, [*found.values(), mean_of(found)])] for name, found in figures.items()]
    print_table([f"{title}: AP of grade 2 / AUC of grade ≥ 1", *niches, "mean"], rows)
    print()
    return figures


def print_cross_check(niches: LabelledBios, spanish: LabelledBios) -> None:
    """Prints what the settings chosen elsewhere give on each niche."""
    chosen = choose_settings(niches)
    rows = [(name, chosen[name], measure_with(chosen[name], niche)) for name, niche in niches.items()]
    rows += [(name, chosen["all"], measure_with(chosen["all"], niche)) for name, niche in spanish.items()]
    print_table(
        ["settings of learning chosen without this niche", "AP/AUC", " ".join(CHOICES)],
        [[name, format_figures(figures), " ".join(map(str, values))] for name, values, figures in rows],
    )


def main() -> None:
    """Prints the tables and the result."""
    if is_installed():
        WAYS["MiniLM sentence vectors"] = score_by_sentence_vectors
    else:
        print("MiniLM sentence vectors are not installed (`make minilm`), so they do not stand beside.\n")
    niches, spanish = read_labelled_bios(), read_spanish_bios()
    in_spanish = compare_ways("invented, Spanish", spanish)[OURS]
    result: dict[str, Any] = {"mean_ap": None, "mean_auc": None, "niches": {}, "spanish": summarise(in_spanish)}
    if niches:
        figures = compare_ways("captured", niches)[OURS]
        print_cross_check(niches, spanish)
        mean = mean_of(figures)
        result |= {"mean_ap": round(mean[0], 3), "mean_auc": round(mean[1], 3), "niches": summarise(figures)}
    else:
        print("The labelled bios are not here, so there is nothing else to rank.")
    print_result(result)


def mean_of(found: Mapping[str, Figures]) -> Figures:
    """The means of both figures."""
    return sum(ap for ap, _ in found.values()) / len(found), sum(auc for _, auc in found.values()) / len(found)


def format_figures(figures: Figures) -> str:
    """Both figures as one cell."""
    return "/".join(f"{figure:.2f}" for figure in figures)


def summarise(found: Mapping[str, Figures]) -> dict[str, dict[str, float]]:
    """The figures of each niche for the result's line."""
    return {name: {"ap": round(ap, 3), "auc": round(auc, 3)} for name, (ap, auc) in found.items()}


if __name__ == "__main__":
    main()
