"""Several niches at once: each person's verdict is that of the niche that fits best."""

from collections.abc import Sequence
from dataclasses import replace

from fieldmark.values import Verdict


def choose_best(niches: Sequence[str], judged: Sequence[Sequence[Verdict]]) -> list[Verdict]:
    """Each person's best verdict, with the niche's id where it is more than nothing; of equals the first niche's.

    Args:
        niches: their ids.
        judged: by each of them, the verdicts of the same people in the same order.
    """
    chosen = []
    for verdicts in zip(*judged, strict=True):
        best = max(range(len(verdicts)), key=lambda place: (_get_relevance(verdicts[place]), -place))
        verdict = verdicts[best]
        chosen.append(replace(verdict, niche=niches[best]) if verdict.relevance else verdict)
    return chosen


def _get_relevance(verdict: Verdict) -> int:
    return -1 if verdict.relevance is None else verdict.relevance
