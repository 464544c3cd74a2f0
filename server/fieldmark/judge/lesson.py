"""What the people seen, and the user's decisions about them, teach about a niche."""

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from fieldmark.judge.experience import NO_EXPERIENCE
from fieldmark.judge.judge import Judge
from fieldmark.judge.learning import LearnedWord, learn_words
from fieldmark.judge.niche_language import guess_language
from fieldmark.values import Person, Profile
from fieldmark.values.verdict import Experience

NO_OPINIONS: Mapping[str, bool] = {}
_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Lesson:
    """What was learnt at one time.

    Attributes:
        words: learnt, the weightiest first.
        bios: from how many bios.
        counts: whether the words count for the relevance; else they only explain why a person did not match.
        experience: keyword -> what was decided about people who hold it; empty if it does not count.
        number: no other lesson of this process has it.
    """

    words: tuple[LearnedWord, ...] = ()
    bios: int = 0
    counts: bool = True
    experience: Mapping[str, Experience] = field(default_factory=dict)
    number: int = field(default_factory=_numbers.__next__)


NO_LESSON = Lesson(number=0)


def learn_from_bios(
    profile: Profile,
    bios: Iterable[str],
    opinions: Mapping[str, bool] = NO_OPINIONS,
    experience: Mapping[str, Experience] = NO_EXPERIENCE,
) -> list[LearnedWord]:
    """The words of these bios that distinguish those who match the niche, the weightiest first.

    Args:
        profile: the niche.
        bios: of the people seen.
        opinions: bio -> whether its person is relevant to the user, which counts instead of the keywords.
        experience: keyword -> what was decided about people who hold it.
    """
    judge = Judge(profile).with_learned((), experience=experience)
    read, relevance, matched = [], [], []
    for bio in bios:
        found, matches = judge.find_matches(Person(bio=bio))
        read.append(bio)
        relevance.append(100 * opinions[bio] if bio in opinions else found)
        matched.append({match.keyword for match in matches if match.kind != "avoid"})
    avoided = [keyword.text for keyword in profile.keywords if keyword.kind == "avoid"]
    lang = guess_language(keyword.text for keyword in profile.keywords)
    return learn_words(read, relevance, matched, avoided, lang)
