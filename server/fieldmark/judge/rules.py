"""What a match must pass beyond its symbols: case, accents, and the neighbours of a single letter."""

import unicodedata

from fieldmark.judge.keywords import CompiledKeyword

# «R&D», «John R. Smith», «it's»: a letter beside one of these is not a word of its own.
LETTER_IS_PART = "&'’.-"


def passes_rules(compiled: CompiledKeyword, text: str, start: int, end: int) -> bool:
    """Whether the keyword really stands at this place of the text (code points)."""
    found = text[start:end]
    if compiled.needs_case and not _has_case_of(compiled, text, found):
        return False
    if compiled.keeps_accents and not found.isascii() and _has_accents(found):
        return False
    return not (compiled.is_letter and _is_part_of_more(text, start, end))


def _has_case_of(compiled: CompiledKeyword, text: str, found: str) -> bool:
    """«IT» is written «IT», and not only because the whole text is in capitals."""
    wanted = compiled.keyword.text.strip()
    if compiled.is_letter:
        wanted = wanted.upper()
    if not found.startswith(wanted):
        return False
    return not wanted.isupper() or compiled.is_letter or len(text) <= len(found) + 3 or not text.isupper()


def _has_accents(found: str) -> bool:
    """Accents that make another letter; a stroke drawn through (U+0334–U+0338) makes none."""
    letters = unicodedata.normalize("NFD", found)
    return any(unicodedata.combining(char) and not "\u0334" <= char <= "\u0338" for char in letters)


def _is_part_of_more(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    if after == ".":
        rest = text[end + 1 :].lstrip()
        return (bool(rest) and not text[end + 1 : end + 2].isspace()) or rest[:1].isupper()
    return bool(before and before in LETTER_IS_PART) or bool(after and after in LETTER_IS_PART)
