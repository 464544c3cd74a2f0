"""The judge: a profile, compiled; a person in, a verdict out."""

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from typing import Self

from fieldmark.judge.capping import cap_matches
from fieldmark.judge.chaser import find_chaser_signs
from fieldmark.judge.experience import NO_EXPERIENCE
from fieldmark.judge.learned_matcher import LearnedMatcher
from fieldmark.judge.learning import LearnedWord
from fieldmark.judge.matcher import Matcher
from fieldmark.judge.memory import FEW_KEPT
from fieldmark.judge.niche_language import fill_languages, guess_language
from fieldmark.judge.reader import Reader, Reading
from fieldmark.judge.relevance import Cuts, choose_band, compute_relevance, get_weight
from fieldmark.judge.why_not import MOST_NEAR_WORDS, NearWordFinder
from fieldmark.values import Keyword, Match, NearWord, Person, Profile, Verdict
from fieldmark.values.verdict import Band, Experience, FieldName


class Judge:
    """Judges people against one profile. Safe to use from several threads.

    Args:
        profile: the niche.
        cuts: where the bands begin.
        learned: words learnt for it, which count for little beside its keywords.
        counts_learned: whether they count at all; else they only explain why a person did not match.
    """

    def __init__(
        self,
        profile: Profile,
        cuts: Cuts | None = None,
        learned: Sequence[LearnedWord] = (),
        *,
        counts_learned: bool = True,
    ) -> None:
        self.profile = profile
        self._experience = NO_EXPERIENCE
        self._counts_learned = counts_learned
        self._cuts = cuts or Cuts()
        self._lang = guess_language(keyword.text for keyword in profile.keywords)
        self._learned_words = learned
        self._learned = LearnedMatcher(learned, self._lang) if learned else None
        keywords = fill_languages(profile.keywords, self._lang)
        near_words = NearWordFinder(keyword for keyword in keywords if keyword.kind != "avoid")
        self._reader = Reader(Matcher(keywords, FEW_KEPT), near_words, self._learned, NO_EXPERIENCE)

    def with_learned(
        self,
        learned: Sequence[LearnedWord],
        *,
        counts_learned: bool = True,
        experience: Mapping[str, Experience] = NO_EXPERIENCE,
    ) -> Self:
        """The same judge with other learnt words; what it remembers of words and texts is shared.

        Args:
            learned: the words.
            counts_learned: whether they count.
            experience: keyword -> what was decided about people who hold it, by which its weight moves.
        """
        other = copy(self)
        other._counts_learned = counts_learned
        other._experience = experience
        if learned is not self._learned_words:
            other._learned_words = learned
            other._learned = LearnedMatcher(learned, self._lang, self._learned) if learned else None
        other._reader = self._reader.with_learned(other._learned, experience)
        return other

    def with_keywords(self, keywords: Sequence[Keyword], lang: str | None) -> Self:
        """A judge for relevance alone, with other keywords and the same learnt words; it tells no near words.

        Args:
            keywords: as filled with the niche's language; those that stand in nobody to be judged may be left out.
            lang: the niche's language.
        """
        other = copy(self)
        if lang != self._lang:
            other._lang = lang
            other._learned = LearnedMatcher(self._learned_words, lang) if self._learned_words else None
        other._reader = Reader(Matcher(keywords, FEW_KEPT), None, other._learned, self._experience)
        return other

    @property
    def learned(self) -> LearnedMatcher | None:
        """The learnt words that count for the relevance; None if none do."""
        return self._learned if self._counts_learned else None

    def weigh(self, keyword: Keyword, field: FieldName) -> float:
        """What a match of the keyword in a field adds; for ``avoid``, what it leaves."""
        return get_weight(keyword.kind, field, self._experience.get(keyword.text))

    def choose_band(self, relevance: int | None) -> Band:
        """The band of a relevance, by this judge's cuts."""
        return choose_band(relevance, self._cuts)

    def verdict(self, person: Person) -> Verdict:
        """The verdict for one person."""
        reading = self._reader.read(person)
        relevance, matches = self._weigh_up(reading)
        wanted = any(match.kind != "avoid" for match in reading.found)
        return Verdict(
            key=person.key,
            relevance=relevance,
            band=self.choose_band(relevance),
            matches=cap_matches(matches),
            why_not=() if wanted else self._list_near_words(reading),
            chaser=find_chaser_signs(person, reading.signs),
        )

    def find_relevance(self, person: Person) -> int | None:
        """The relevance alone, 0–100, or None without a basis."""
        return self.find_matches(person)[0]

    def find_matches(self, person: Person) -> tuple[int | None, tuple[Match, ...]]:
        """The relevance and the matches, all of them."""
        return self._weigh_up(self._reader.read(person))

    def verdicts(self, people: Iterable[Person]) -> list[Verdict]:
        """The verdicts for many people, in their order."""
        return [self.verdict(person) for person in people]

    def _weigh_up(self, reading: Reading) -> tuple[int | None, tuple[Match, ...]]:
        matches = reading.found + reading.learned if self._counts_learned else reading.found
        return compute_relevance(matches) if matches or reading.has_basis else None, matches

    def _list_near_words(self, reading: Reading) -> tuple[NearWord, ...]:
        """Words that look like a keyword, then words that are seen together with one."""
        if not self._learned or not reading.learned:
            return reading.near
        named = {word.near for word in reading.near}
        company = [word for word in self._learned.find_company(reading.learned) if word.near not in named]
        return (*reading.near, *company)[:MOST_NEAR_WORDS]
