"""How good a ranking is: average precision and the area under the ROC curve; ties count as half, in no lucky order."""

from collections.abc import Sequence
from itertools import groupby


def compute_average_precision(scores: Sequence[float], is_relevant: Sequence[bool]) -> float:
    """The mean over the relevant of the precision at their rank; those of one score share one rank.

    Manning, Raghavan and Schütze 2008, Introduction to Information Retrieval, §8.4.
    """
    ranked = sorted(zip(scores, is_relevant, strict=True), key=lambda pair: -pair[0])
    seen = right = 0
    total = 0.0
    for _, group in groupby(ranked, key=lambda pair: pair[0]):
        members = [relevant for _, relevant in group]
        seen += len(members)
        right += sum(members)
        total += sum(members) * right / seen
    return total / right if right else 0.0


def compute_auc(scores: Sequence[float], is_relevant: Sequence[bool]) -> float:
    """The chance that a relevant one stands above one that is not (Mann and Whitney 1947)."""
    positives = [score for score, relevant in zip(scores, is_relevant, strict=True) if relevant]
    negatives = [score for score, relevant in zip(scores, is_relevant, strict=True) if not relevant]
    above = sum((one > other) + (one == other) / 2 for one in positives for other in negatives)
    return above / (len(positives) * len(negatives))
