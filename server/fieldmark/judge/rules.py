"""What a match must pass beyond its symbols: case, accents, and the neighbours of a single letter."""

import re
from functools import lru_cache

from fieldmark.judge.chunked_text import ChunkedText
from fieldmark.judge.keywords import CompiledKeyword, list_accents

# «R&D», «John R. Smith», «it's»: a letter beside one of these is not a word of its own.
LETTER_IS_PART = "&'’.-"
NEXT_VISIBLE = re.compile(r"\s*(\S)")


def passes_rules(compiled: CompiledKeyword, text: ChunkedText, start: int, end: int) -> bool:
    """Whether the keyword really stands at this place of the text (code points)."""
    found = text.text[start:end]
    if compiled.needs_case and not _has_case_of(compiled, text, found):
        return False
    if compiled.accents is not None and list_accents(found) != compiled.accents:
        return False
    return not (compiled.is_letter and _is_part_of_more(text.text, start, end))


def _has_case_of(compiled: CompiledKeyword, text: ChunkedText, found: str) -> bool:
    """«IT» is written «IT», and not only because the whole text is in capitals."""
    wanted = compiled.keyword.text.strip()
    if compiled.is_letter:
        wanted = wanted.upper()
    if not found.startswith(wanted):
        return False
    stands_alone = len(text.text) <= len(found) + 3
    return not wanted.isupper() or compiled.is_letter or stands_alone or not _is_all_capitals(text.text)


@lru_cache(maxsize=1)
def _is_all_capitals(text: str) -> bool:
    """Whether every letter is a capital one; kept for the next keyword of the same text, which may be long."""
    return text.isupper()


def _is_part_of_more(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    if after == ".":
        following = NEXT_VISIBLE.match(text, end + 1)
        return following is not None and (following.start(1) == end + 1 or following.group(1).isupper())
    return bool(before and before in LETTER_IS_PART) or bool(after and after in LETTER_IS_PART)
