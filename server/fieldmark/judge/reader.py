"""Reads people for a judge: the reasons for and against a relevance that their texts hold."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple, Self

from fieldmark.judge.basis import has_basis
from fieldmark.judge.chaser import find_words
from fieldmark.judge.chunked_text import ChunkedText
from fieldmark.judge.learned_matcher import LearnedMatcher
from fieldmark.judge.looks import CHASER, KEYWORD, NEAR_WORD, NEGATOR, Looks
from fieldmark.judge.matcher import LONGEST_TEXT_KEPT, Matcher
from fieldmark.judge.memory import FEW_KEPT, Memory
from fieldmark.judge.relevance import get_weight
from fieldmark.judge.why_not import NearWordFinder
from fieldmark.values import Keyword, Match, NearWord, Person, Sign
from fieldmark.values.text import Utf16Index
from fieldmark.values.verdict import Experience, FieldName

BESIDE_THE_BIO: tuple[FieldName, ...] = ("name", "location", "website")


class Reading(NamedTuple):
    """What a person's texts, or a bio alone, hold.

    Attributes:
        found: matches of keywords.
        learned: matches of learnt words, in the bio.
        near: words of the bio that look like a keyword; none where a keyword was found in it.
        signs: the words of a number chaser.
        has_basis: whether the bio says anything at all.
    """

    found: tuple[Match, ...]
    learned: tuple[Match, ...]
    near: tuple[NearWord, ...]
    signs: tuple[Sign, ...]
    has_basis: bool


NO_BIO = Reading((), (), (), (), has_basis=False)


class Reader:
    """Reads people. Safe to use from several threads.

    Args:
        matcher: the niche's keywords.
        near_words: of the niche; None if nobody asks for them.
        looks: of these two; None for new ones.
        learned: the words learnt for the niche, if any.
        experience: keyword -> what was decided about people who hold it, by which its weight moves.
    """

    def __init__(
        self,
        matcher: Matcher,
        near_words: NearWordFinder | None,
        learned: LearnedMatcher | None,
        experience: Mapping[str, Experience],
        looks: Looks | None = None,
    ) -> None:
        self._matcher = matcher
        self._near_words = near_words
        self._learned = learned
        self._experience = experience
        self._looks = looks or Looks(matcher, near_words)
        # The same people come again and again as one scrolls.
        self._bios = Memory(self._read_bio, FEW_KEPT, LONGEST_TEXT_KEPT)

    def with_learned(self, learned: LearnedMatcher | None, experience: Mapping[str, Experience]) -> Self:
        """The same reader with other learnt words and another experience; what it remembers of words is shared."""
        return type(self)(self._matcher, self._near_words, learned, experience, self._looks)

    def read(self, person: Person) -> Reading:
        """What the person's texts hold."""
        bio = self._bios[person.bio] if person.bio else NO_BIO
        found, signs = bio.found, bio.signs
        for field in BESIDE_THE_BIO:
            written = getattr(person, field)
            kinds = self._looks.find_kinds_in(written) if written else 0
            if kinds & KEYWORD:
                found = (*found, *self._find_matches(field, ChunkedText(written)))
            if kinds & CHASER and field == "name":
                signs = (*signs, *find_words("name", ChunkedText(written)))
        return Reading(found, bio.learned, bio.near, signs, bio.has_basis)

    def _read_bio(self, text: str) -> Reading:
        bio = ChunkedText(text)
        kinds = self._looks.find_kinds(bio)
        bio.may_negate = bool(kinds & NEGATOR)
        found = tuple(self._find_matches("bio", bio)) if kinds & KEYWORD else ()
        wanted = any(match.kind != "avoid" for match in found)
        return Reading(
            found=found,
            learned=tuple(self._learned.find(bio, found)) if self._learned else (),
            near=() if wanted or not kinds & NEAR_WORD else self._find_near_words(bio),
            signs=find_words("bio", bio) if kinds & CHASER else (),
            has_basis=bool(found) or has_basis(bio),
        )

    def _find_near_words(self, bio: ChunkedText) -> tuple[NearWord, ...]:
        chunks = self._looks.list_chunks(bio, NEAR_WORD)
        return self._near_words.find(chunks) if self._near_words else ()

    def _find_matches(self, field: FieldName, text: ChunkedText) -> Iterator[Match]:
        hits = self._matcher.find_in(text)
        if not hits:
            return
        index = Utf16Index(text.text)
        for hit in hits:
            start, end = index.count_units(hit.start), index.count_units(hit.end)
            written = text.text[hit.start : hit.end]
            yield self._make_match(self._matcher.get_keyword(hit.number), field, start, end, written)

    def _make_match(self, keyword: Keyword, field: FieldName, start: int, end: int, text: str) -> Match:
        experience = self._experience.get(keyword.text)
        return Match(
            keyword=keyword.text,
            kind=keyword.kind,
            weight=get_weight(keyword.kind, field, experience),
            field=field,
            start=start,
            end=end,
            text=text,
            experience=experience,
            usual_weight=get_weight(keyword.kind, field) if experience else None,
        )
