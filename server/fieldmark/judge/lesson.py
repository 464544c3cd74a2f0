"""What the bios of the people seen teach about a niche, without anybody's decisions."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field

from fieldmark.judge.judge import Judge
from fieldmark.judge.learning import LearnedWord, learn_words
from fieldmark.judge.niche_language import guess_language
from fieldmark.values import Person, Profile

_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Lesson:
    """What was learnt at one time.

    Attributes:
        words: learnt, the weightiest first.
        bios: from how many bios.
        counts: whether the words count for the relevance; else they only explain why a person did not match.
        number: no other lesson of this process has it.
    """

    words: tuple[LearnedWord, ...] = ()
    bios: int = 0
    counts: bool = True
    number: int = field(default_factory=_numbers.__next__)


NO_LESSON = Lesson(number=0)


def learn_from_bios(profile: Profile, bios: Iterable[str]) -> list[LearnedWord]:
    """The words of these bios that distinguish those who match the niche, the weightiest first."""
    judge = Judge(profile)
    read, relevance, matched = [], [], []
    for bio in bios:
        found, matches = judge.find_matches(Person(bio=bio))
        read.append(bio)
        relevance.append(found)
        matched.append({match.keyword for match in matches if match.kind != "avoid"})
    avoided = [keyword.text for keyword in profile.keywords if keyword.kind == "avoid"]
    lang = guess_language(keyword.text for keyword in profile.keywords)
    return learn_words(read, relevance, matched, avoided, lang)
