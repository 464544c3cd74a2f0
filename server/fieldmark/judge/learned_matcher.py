"""Finds learnt words in a bio, beside what its keywords found there."""

from collections.abc import Sequence

from fieldmark.judge.learning import MOST_WORDS_COUNTED, LearnedWord
from fieldmark.judge.matcher import Hit, Matcher
from fieldmark.values import Keyword, Match
from fieldmark.values.text import Utf16Index


class LearnedMatcher:
    """The learnt words of a niche, compiled.

    Args:
        words: at least one.
    """

    def __init__(self, words: Sequence[LearnedWord]) -> None:
        self._words = words
        self._matcher = Matcher([Keyword(word.text, "related") for word in words])

    def find(self, bio: str, matches: Sequence[Match]) -> list[Match]:
        """The weightiest learnt words of the bio, in its order; none where a keyword was found.

        Args:
            bio: the text.
            matches: what the keywords found, in any field.
        """
        hits = self._matcher.find(bio)
        if not hits:
            return []
        index = Utf16Index(bio)
        taken = [(match.start, match.end) for match in matches if match.field == "bio"]
        found: dict[int, Match] = {}
        for hit in hits:
            match = self._make_match(hit, bio, index)
            if hit.number not in found and all(match.end <= start or end <= match.start for start, end in taken):
                found[hit.number] = match
        # The words are sorted by weight, so the least numbers are the weightiest.
        counted = [found[number] for number in sorted(found)[:MOST_WORDS_COUNTED]]
        return sorted(counted, key=lambda match: match.start)

    def _make_match(self, hit: Hit, bio: str, index: Utf16Index) -> Match:
        word = self._words[hit.number]
        return Match(
            keyword=word.text,
            kind="learned",
            weight=word.weight,
            field="bio",
            start=index.count_units(hit.start),
            end=index.count_units(hit.end),
            text=bio[hit.start : hit.end],
        )
