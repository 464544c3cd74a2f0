"""What the user's decisions say of each keyword: how surely somebody who holds it is one of theirs.

A keyword's weight is the mean of a Beta distribution (Gelman et al. 2013, Bayesian Data Analysis, §2.4): beforehand
that of its kind, as if it had been seen on so many people; each decision about somebody who holds it counts like one of
these. With no decisions it is the weight of its kind.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from fieldmark.values import Match, Person
from fieldmark.values.verdict import Experience

# As if a kind's weight had been seen on so many people; of 6, 8, 12 and 20 the one that ranked best on the labelled
# niches (``make bench-learning``), as were the others.
PRIOR_PEOPLE = 8
# One click moves nothing.
LEAST_DECISIONS = 2
# A keyword the user chose never counts for less than half of what its kind does, nor for certain.
LEAST_SHARE, MOST_WEIGHT = 0.5, 0.85


class Finder(Protocol):
    """What finds the keywords in a person: a judge."""

    def find_matches(self, person: Person) -> tuple[int | None, Sequence[Match]]:
        """The relevance and the matches."""


def move_weight(usual: float, experience: Experience) -> float:
    """The weight of a keyword, or the factor of an avoided one, after these decisions.

    Args:
        usual: the weight of its kind.
        experience: the decisions about people who hold it.
    """
    decisions = experience.relevant + experience.not_relevant
    mean = (PRIOR_PEOPLE * usual + experience.relevant) / (PRIOR_PEOPLE + decisions)
    return min(max(mean, LEAST_SHARE * usual), MOST_WEIGHT)


def count_experience(judge: Finder, opinions: Iterable[tuple[Person, bool]]) -> dict[str, Experience]:
    """Keyword -> the decisions about people who hold it, of those with enough.

    Args:
        judge: by the niche.
        opinions: people, and whether the user held them for relevant.
    """
    counts: Counter[tuple[str, bool]] = Counter()
    for person, is_relevant in opinions:
        _, matches = judge.find_matches(person)
        counts.update({(match.keyword, is_relevant) for match in matches if match.kind != "learned"})
    keywords = {keyword: Experience(counts[keyword, True], counts[keyword, False]) for keyword, _ in counts}
    return {keyword: found for keyword, found in keywords.items() if sum(found) >= LEAST_DECISIONS}


NO_EXPERIENCE: Mapping[str, Experience] = {}
