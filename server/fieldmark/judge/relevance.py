"""From matches to relevance: weights, the noisy-or, the bands. Any relevance can be recomputed from its matches.

``round(100 · (1 − Π(1 − wᵢ)) · Π aⱼ)``: a noisy-or (Pearl 1988, Probabilistic Reasoning in Intelligent Systems,
§4.3.2) over the distinct keywords, each by its best field, times one factor for each distinct avoided keyword.
"""

from collections.abc import Iterable
from typing import NamedTuple

from fieldmark.judge.experience import move_weight
from fieldmark.values import Match
from fieldmark.values.verdict import Band, Experience, FieldName, MatchKind

# What one keyword in the bio adds. One core keyword alone is strong (62 ≥ 60), one related alone is maybe.
WEIGHT_OF_KIND: dict[MatchKind, float] = {"core": 0.62, "related": 0.32, "learned": 0.2}
# What one avoided keyword leaves of the relevance.
AVOID_FACTOR = 0.5
# The bio is what people say of themselves; a name or a link says it less surely, a place least.
SHARE_OF_FIELD: dict[FieldName, float] = {"bio": 1.0, "name": 0.9, "website": 0.8, "location": 0.6}


class Cuts(NamedTuple):
    """The least relevance of the bands ``strong`` and ``maybe``."""

    strong: int = 60
    maybe: int = 20


def get_weight(kind: MatchKind, field: FieldName, experience: Experience | None = None) -> float:
    """The weight of a match; for ``avoid`` the factor.

    Args:
        kind: of the keyword.
        field: where it was found.
        experience: what was decided about people who hold the keyword, if that counts.
    """
    usual = AVOID_FACTOR if kind == "avoid" else WEIGHT_OF_KIND[kind]
    weight = move_weight(usual, experience) if experience else usual
    return round(weight, 4) if kind == "avoid" else round(weight * SHARE_OF_FIELD[field], 4)


class Weighed(NamedTuple):
    """What of a match counts for the relevance."""

    keyword: str
    kind: MatchKind
    weight: float


def compute_relevance(matches: Iterable[Match | Weighed]) -> int:
    """The relevance, 0–100, of a person with these matches."""
    best: dict[str, float] = {}
    factors: dict[str, float] = {}
    for match in matches:
        if match.kind == "avoid":
            factors[match.keyword] = match.weight
        else:
            best[match.keyword] = max(match.weight, best.get(match.keyword, 0.0))
    missed, left = 1.0, 1.0
    for weight in best.values():
        missed *= 1.0 - weight
    for factor in factors.values():
        left *= factor
    return round(100 * (1.0 - missed) * left)


def choose_band(relevance: int | None, cuts: Cuts) -> Band:
    """The band of a relevance."""
    if relevance is None:
        return "no_basis"
    return "strong" if relevance >= cuts.strong else "maybe" if relevance >= cuts.maybe else "off"
