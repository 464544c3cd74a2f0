"""``make bench-learning``: how much better a niche ranks people after some decisions of its user.

The user decides as the labels say: grade 2 is followed, grade 0 is passed, grade 1 is put off and teaches nothing.
The people come in random orders; of the first 80 so many are looked at; all others are ranked, the same ones after 0,
20, 40 and 80.
"""

import argparse
import random
from collections.abc import Sequence
from typing import Any

from bench.inputs import LabelledBios, read_labelled_bios
from bench.ranking import compute_auc, compute_average_precision
from bench.relevance import make_profile
from bench.report import print_result, print_table
from fieldmark import Judge, Person
from fieldmark.judge import count_experience, learn_from_bios

DECISIONS = (0, 20, 40, 80)
OPINIONS = {2: True, 0: False}
Niche = tuple[dict[str, Any], list[dict[str, Any]]]
Figures = tuple[float, float]


def follow_a_user(niche: Niche, seed: int) -> list[Figures]:
    """(average precision of grade 2, AUC of grade ≥ 1) after each number of decisions, of one random order."""
    order = list(niche[1])
    random.Random(seed).shuffle(order)
    ranked = order[DECISIONS[-1] :]
    return [measure(niche, order[:decisions], ranked) for decisions in DECISIONS]


def measure(niche: Niche, seen: Sequence[dict[str, Any]], ranked: Sequence[dict[str, Any]]) -> Figures:
    """The figures on those ranked after the decisions about those seen."""
    profile = make_profile(niche[0])
    decided = [(Person(bio=one["bio"] or ""), OPINIONS[one["grade"]]) for one in seen if one["grade"] in OPINIONS]
    judge = Judge(profile)
    experience = count_experience(judge, decided)
    opinions = {person.bio: is_relevant for person, is_relevant in decided if person.bio}
    bios = [one["bio"] or "" for one in niche[1]]
    words = learn_from_bios(profile, bios, opinions, experience)
    judge = judge.with_learned(words, experience=experience)
    found = (judge.find_relevance(Person(bio=one["bio"] or "")) for one in ranked)
    scores = [-1 if relevance is None else relevance for relevance in found]
    return (
        compute_average_precision(scores, [one["grade"] == 2 for one in ranked]),
        compute_auc(scores, [one["grade"] >= 1 for one in ranked]),
    )


def average(runs: Sequence[Sequence[Figures]]) -> list[Figures]:
    """The means of both figures, for each number of decisions."""
    return [
        (sum(ap for ap, _ in figures) / len(runs), sum(auc for _, auc in figures) / len(runs))
        for figures in zip(*runs, strict=True)
    ]


def list_runs(niches: LabelledBios, orders: int) -> dict[str, list[list[Figures]]]:
    """Niche -> the figures of each order."""
    return {name: [follow_a_user(niche, seed) for seed in range(orders)] for name, niche in niches.items()}


def main() -> None:
    """Prints the table and the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--orders", type=int, default=20)
    options = parser.parse_args()
    niches = read_labelled_bios()
    if not niches:
        print("The labelled bios are not here, so there is nobody to decide about.")
        print_result({"ap": None, "auc": None, "orders": 0})
        return
    runs = list_runs(niches, options.orders)
    means = average([figures for found in runs.values() for figures in found])
    rows = [[name, *(f"{ap:.3f}/{auc:.3f}" for ap, auc in average(found))] for name, found in runs.items()]
    rows.append(["mean", *(f"{ap:.3f}/{auc:.3f}" for ap, auc in means)])
    print_table([f"AP of grade 2 / AUC of grade ≥ 1, {options.orders} orders", *map(str, DECISIONS)], rows)
    worse = sum(figures[-1][0] < figures[0][0] for found in runs.values() for figures in found)
    print(f"\nIn {worse} of {len(niches) * options.orders} orders AP is lower after {DECISIONS[-1]} decisions.")
    print_result(
        {
            "ap": {str(count): round(ap, 4) for count, (ap, _) in zip(DECISIONS, means, strict=True)},
            "auc": {str(count): round(auc, 4) for count, (_, auc) in zip(DECISIONS, means, strict=True)},
            "orders": options.orders,
        }
    )


if __name__ == "__main__":
    main()
