"""Who of a crowd holds a keyword: how many, and some of them with the place where it stands."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from fieldmark.judge.matcher import Matcher
from fieldmark.judge.pieces import list_texts
from fieldmark.judge.word_index import Bits
from fieldmark.preview.crowd import Crowd
from fieldmark.values import Keyword
from fieldmark.values.text import Utf16Index

MOST_EXAMPLES = 3
# A bio of 100,000 characters is nothing to show; around the keyword so much of it is (code points).
SHOWN_BEFORE, SHOWN_AFTER = 80, 200


def list_examples(crowd: Crowd, keyword: Keyword, holders: Bits) -> list[dict[str, Any]]:
    """Up to three people seen last who hold the keyword, each with the text where it stands (UTF-16 code units)."""
    matcher = Matcher([keyword], 0)
    places = (place for place in crowd.newest if holders >> place & 1)
    return list(islice(_find_examples(crowd, matcher, places), MOST_EXAMPLES))


def _find_examples(crowd: Crowd, matcher: Matcher, places: Iterator[int]) -> Iterator[dict[str, Any]]:
    for place in places:
        person = crowd.people[place]
        for field, text in list_texts(person):
            hits = matcher.find(text)
            if hits:
                shown = _cut(text, hits[0].start, hits[0].end)
                yield {
                    "key": crowd.seen[place].key,
                    "handle": person.handle,
                    "name": person.name,
                    "field": field,
                    **shown,
                }
                break


def _cut(text: str, start: int, end: int) -> dict[str, Any]:
    first, last = max(0, start - SHOWN_BEFORE), end + SHOWN_AFTER
    shown = text[first:last]
    index = Utf16Index(shown)
    return {"text": shown, "start": index.count_units(start - first), "end": index.count_units(end - first)}


def choose_explained(
    draft: Sequence[Keyword], stored: Sequence[Keyword], advised: set[str], most: int
) -> list[Keyword]:
    """The keywords of which examples are shown: those the stored niche has not, and those with advice."""
    known = set(stored)
    return [keyword for keyword in draft if keyword not in known or keyword.text in advised][-most:]
