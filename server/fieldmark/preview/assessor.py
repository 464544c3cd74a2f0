"""What a niche comes to for each of a crowd, worked out from the nearest niche for which that is known.

A keyword changes nothing for whom it stands nowhere in: not what is found, nor what a longer keyword hides, nor what is
learnt. So only those who hold a keyword that came, went or changed are judged, from the places where keywords stand in
them (fieldmark.judge.pieces).
A test compares the relevance of everybody with a judgement of everybody anew.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from fieldmark.judge import Judge
from fieldmark.judge.basis import has_basis
from fieldmark.judge.chunked_text import ChunkedText
from fieldmark.judge.learned_matcher import Placed
from fieldmark.judge.niche_language import fill_languages, guess_language
from fieldmark.judge.pieces import Piece, find_learned, put_together
from fieldmark.judge.word_index import Bits, list_bits
from fieldmark.preview.crowd import Crowd
from fieldmark.preview.holders import Holders, join
from fieldmark.values import Keyword, Profile

# The stored niche, the draft as it was a key ago, and one that another window has.
MOST_OUTCOMES = 4


class Lens:
    """How a crowd is looked at: what was learnt, in a niche's language, and found in them so far.

    Args:
        base: the judge whose learnt words and cuts count.
        lang: the niche's language, or None.
        crowd: the people.
    """

    def __init__(self, base: Judge, lang: str | None, crowd: Crowd) -> None:
        self.base = base
        self.lang = lang
        self._judge = base.with_keywords((), lang)
        self._crowd = crowd
        self._learned: dict[int, Sequence[Placed]] = {}

    def look(self, place: int, keywords: Sequence[Keyword], pieces: Mapping[int, Iterable[Piece]]) -> int | None:
        """The relevance of the person at a place by a niche of these keywords, which stand where the pieces say."""
        person = self._crowd.people[place]
        learned = self._learned.get(place)
        if learned is None:
            learned = self._learned[place] = find_learned(self._judge, person)
        relevance = put_together(self._judge, keywords, pieces, learned)
        return 0 if relevance is None and person.bio and has_basis(ChunkedText(person.bio)) else relevance


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a niche comes to.

    Attributes:
        lens: how the people were looked at.
        keywords: each with its language.
        relevance: by place in the crowd; of who is gone it may be anything.
    """

    lens: Lens
    keywords: tuple[Keyword, ...]
    relevance: Sequence[int | None]


class Assessor:
    """Judges a crowd by one niche after another.

    Args:
        crowd: the people; it may grow.
    """

    def __init__(self, crowd: Crowd) -> None:
        self._crowd = crowd
        self.holders = Holders(crowd)
        self._known: list[Outcome] = []

    def assess(self, judge: Judge, profile: Profile) -> Outcome:
        """What the niche comes to, with the learnt words of the judge."""
        keywords, lang = _read_keywords(profile.keywords)
        # Learnt words have the forms of the niche's language, so of another language's outcome nothing holds.
        known = [outcome for outcome in self._known if outcome.lens.base is judge and outcome.lens.lang == lang]
        nearest = min(
            known,
            key=lambda outcome: len(set(keywords).symmetric_difference(outcome.keywords)),
            default=Outcome(Lens(judge, lang, self._crowd), (), ()),
        )
        outcome = self._change(nearest, keywords)
        others = [other for other in self._known if other.lens is not outcome.lens or other.keywords != keywords]
        self._known = [outcome, *others][:MOST_OUTCOMES]
        return outcome

    def make_judge(self, outcome: Outcome, people: Bits) -> Judge:
        """A judge by that niche for these people alone."""
        holders = self.holders.find(outcome.keywords)
        held = [keyword for keyword in outcome.keywords if holders[keyword] & people]
        return outcome.lens.base.with_keywords(held, outcome.lens.lang)

    def _change(self, before: Outcome, keywords: tuple[Keyword, ...]) -> Outcome:
        places, known = len(self._crowd.people), len(before.relevance)
        if (keywords, places) == (before.keywords, known):
            return before
        self.holders.find(keywords)
        came = ((1 << places) - 1) >> known << known
        touched = came | join(self.holders.find(_list_changed(before.keywords, keywords)).values())
        relevance = [*before.relevance, *[None] * (places - known)]
        order = self.holders.list_numbers(keywords)
        for place in list_bits(touched & self._crowd.present):
            relevance[place] = before.lens.look(place, keywords, self.holders.get_pieces(place, order))
        return Outcome(before.lens, keywords, relevance)


def _list_changed(before: tuple[Keyword, ...], after: tuple[Keyword, ...]) -> list[Keyword]:
    """The keywords that came or went. Of two at the same place the first wins, so in another order all may matter."""
    old, new = set(before), set(after)
    if [keyword for keyword in before if keyword in new] != [keyword for keyword in after if keyword in old]:
        return list(old | new)
    return list(old ^ new)


@lru_cache(maxsize=MOST_OUTCOMES)
def _read_keywords(keywords: tuple[Keyword, ...]) -> tuple[tuple[Keyword, ...], str | None]:
    """The keywords with their languages, and the niche's language."""
    lang = guess_language(keyword.text for keyword in keywords)
    return tuple(fill_languages(keywords, lang)), lang
