"""Phrases that tell what must not be inferred of people: their politics, faith, health, orientation and the like.

X's rules forbid it, and a niche that was taught it by somebody's clicks would do it unseen. So whatever holds one of
the words of ``data/sensitive_words.txt`` is never offered; a country's flag is not either (fieldmark.judge.phrases).
"""

from functools import cache

from fieldmark.judge.matcher import Matcher
from fieldmark.judge.word_lists import load_lines
from fieldmark.values import Keyword


def is_sensitive(phrase: str) -> bool:
    """Whether a phrase holds such a word, in any of its forms."""
    return bool(_load_matcher().find(phrase))


@cache
def _load_matcher() -> Matcher:
    lines = (line.split(maxsplit=1) for line in load_lines("sensitive_words"))
    return Matcher([Keyword(text, "avoid", lang=lang) for lang, text in lines])
