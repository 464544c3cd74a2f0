"""The judge: a profile, compiled; a person in, a verdict out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from typing import NamedTuple, Self

from fieldmark.judge.basis import has_basis
from fieldmark.judge.capping import cap_matches
from fieldmark.judge.chaser import find_chaser_signs, find_words
from fieldmark.judge.chunked_text import ChunkedText
from fieldmark.judge.experience import NO_EXPERIENCE
from fieldmark.judge.learned_matcher import LearnedMatcher
from fieldmark.judge.learning import LearnedWord
from fieldmark.judge.matcher import LONGEST_TEXT_KEPT, Matcher
from fieldmark.judge.memory import FEW_KEPT, Memory
from fieldmark.judge.niche_language import fill_languages, guess_language
from fieldmark.judge.relevance import Cuts, choose_band, compute_relevance, get_weight
from fieldmark.judge.why_not import MOST_NEAR_WORDS, NearWordFinder
from fieldmark.values import Keyword, Match, NearWord, Person, Profile, Sign, Verdict
from fieldmark.values.text import Utf16Index
from fieldmark.values.verdict import Band, Experience, FieldName


class BioReading(NamedTuple):
    """What a bio holds: matches of keywords and of learnt words, signs of a number chaser; whether it says anything."""

    found: tuple[Match, ...]
    learned: tuple[Match, ...]
    signs: tuple[Sign, ...]
    has_basis: bool


NO_BIO = BioReading((), (), (), has_basis=False)


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
        self._matcher = Matcher(keywords)
        near_words = NearWordFinder(keyword for keyword in keywords if keyword.kind != "avoid")
        # The same people come again and again as one scrolls,.
        self._bios = Memory(self._read_bio, FEW_KEPT, LONGEST_TEXT_KEPT)
        self._near_words_of = Memory(lambda text: near_words.find(ChunkedText(text)), FEW_KEPT, LONGEST_TEXT_KEPT)

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
            other._learned = LearnedMatcher(learned, self._lang) if learned else None
        other._bios = Memory(other._read_bio, FEW_KEPT, LONGEST_TEXT_KEPT)
        return other

    def with_keywords(self, keywords: Sequence[Keyword], lang: str | None) -> Self:
        """A judge for relevance alone, with other keywords and the same learnt words; it tells no near words.

        Args:
            keywords: as filled with the niche's language; those that stand in nobody to be judged may be left out.
            lang: the niche's language.
        """
        other = copy(self)
        other._matcher = Matcher(keywords, FEW_KEPT)
        if lang != self._lang:
            other._lang = lang
            other._learned = LearnedMatcher(self._learned_words, lang) if self._learned_words else None
        other._bios = Memory(other._read_bio, FEW_KEPT, LONGEST_TEXT_KEPT)
        other._near_words_of = Memory(lambda text: ())
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
        name = ChunkedText(person.name or "")
        bio, found = self._read(person, name)
        matches = [*found, *bio.learned] if self._counts_learned else found
        relevance = compute_relevance(matches) if matches or bio.has_basis else None
        wanted = any(match.kind != "avoid" for match in found)
        return Verdict(
            key=person.key,
            relevance=relevance,
            band=self.choose_band(relevance),
            matches=cap_matches(tuple(matches)),
            why_not=() if wanted else self._find_near_words(person.bio or "", bio),
            chaser=find_chaser_signs(person, name, bio.signs),
        )

    def find_relevance(self, person: Person) -> int | None:
        """The relevance alone, 0–100, or None without a basis: half of a verdict's work."""
        return self.find_matches(person)[0]

    def find_matches(self, person: Person) -> tuple[int | None, list[Match]]:
        """The relevance and the matches, all of them."""
        bio, found = self._read(person, ChunkedText(person.name or ""))
        matches = [*found, *bio.learned] if self._counts_learned else found
        return compute_relevance(matches) if matches or bio.has_basis else None, matches

    def verdicts(self, people: Iterable[Person]) -> list[Verdict]:
        """The verdicts for many people, in their order."""
        return [self.verdict(person) for person in people]

    def _read(self, person: Person, name: ChunkedText) -> tuple[BioReading, list[Match]]:
        """What the bio holds, and the matches of keywords in all fields."""
        bio = self._bios[person.bio] if person.bio else NO_BIO
        found = list(bio.found)
        if person.name:
            found += self._find_matches("name", name)
        if person.location:
            found += self._find_matches("location", ChunkedText(person.location))
        if person.website:
            found += self._find_matches("website", ChunkedText(person.website))
        return bio, found

    def _read_bio(self, text: str) -> BioReading:
        bio = ChunkedText(text)
        found = tuple(self._find_matches("bio", bio))
        learned = self._learned.find(bio, found) if self._learned else ()
        return BioReading(found, tuple(learned), find_words("bio", bio), bool(found) or has_basis(bio))

    def _find_near_words(self, text: str, bio: BioReading) -> tuple[NearWord, ...]:
        """Words that look like a keyword, then words that are seen together with one."""
        near = self._near_words_of[text]
        if not self._learned or not bio.learned:
            return near
        named = {word.near for word in near}
        company = [word for word in self._learned.find_company(bio.learned) if word.near not in named]
        return (*near, *company)[:MOST_NEAR_WORDS]

    def _find_matches(self, field: FieldName, text: ChunkedText) -> Iterator[Match]:
        hits = self._matcher.find_in(text)
        if not hits:
            return
        index = Utf16Index(text.text)
        for hit in hits:
            keyword = self._matcher.get_keyword(hit.number)
            experience = self._experience.get(keyword.text)
            yield Match(
                keyword=keyword.text,
                kind=keyword.kind,
                weight=self.weigh(keyword, field),
                field=field,
                start=index.count_units(hit.start),
                end=index.count_units(hit.end),
                text=text.text[hit.start : hit.end],
                experience=experience,
                usual_weight=get_weight(keyword.kind, field) if experience else None,
            )
