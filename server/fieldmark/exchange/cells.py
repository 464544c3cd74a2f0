"""Cells that a spreadsheet leaves as they are, and what was in them before.

A spreadsheet takes a cell that begins with ``=`` for a formula, by which a bio could send the user's data elsewhere
(https://owasp.org/www-community/attacks/CSV_Injection); a 19-digit id for a number, of which it keeps 15 digits; and
``MAR2`` for the second of March. An apostrophe in front makes each of them text, in every spreadsheet (``="123"`` would
be a formula itself). It is put where it is needed and where the text begins with one of its own; so taking one away
undoes it exactly.
"""

import re
import unicodedata
from datetime import UTC, datetime, timedelta

from fieldmark.values import InvalidValue

GUARD = "'"
FORMULA_SIGNS = tuple("=+-@\u2212")
# What a program that takes the file apart may take for the end of a cell or row, and then see a formula behind it.
BREAKS = ("\t", "\r", "\n")
# Of spaces (Z) and of what is not seen (C), however much may stand before a formula.
UNSEEN = ("Z", "C")
# A number, date, time, amount or truth value, or the beginning of one.
LOOKS_LIKE_DATA = re.compile(
    r"\s*([^\w\s]{0,3}\d|(jan|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz])[a-z]*[\s./,-]*\d"
    r"|(true|false|wahr|falsch|vrai|faux|verdadero|falso|verdadeiro)\s*$)",
    re.IGNORECASE,
)
# Excel shows longer numbers as 1.23E+11, and writes them like that.
MOST_DIGITS = 11
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", re.ASCII)


def guard_text(text: str | None) -> str:
    """A text as a cell; what is not known is an empty one, and an empty text an apostrophe."""
    if text is None:
        return ""
    needs_guard = not text or text.startswith((GUARD, *BREAKS)) or _begins_formula(text) or LOOKS_LIKE_DATA.match(text)
    return GUARD + text if needs_guard else text


def read_text(cell: str) -> str | None:
    """The text of a cell; None if it is not known."""
    return cell.removeprefix(GUARD) if cell else None


def write_count(count: int | None) -> str:
    """A number as a cell."""
    text = "" if count is None else str(count)
    return GUARD + text if len(text) > MOST_DIGITS else text


def read_count(cell: str) -> int | None:
    """The number of a cell; None if it is not known.

    Raises:
        InvalidValue: it is no whole number.
    """
    text = cell.strip().removeprefix(GUARD)
    if text and not (text.isascii() and text.isdigit() and len(text) <= 15):
        raise InvalidValue("", f"must be a whole number, not «{text[:40]}»")
    return int(text) if text else None


def write_flag(flag: bool | None) -> str:
    """A yes or no as a cell."""
    return "" if flag is None else "true" if flag else "false"


def read_flag(cell: str) -> bool | None:
    """The yes or no of a cell; None if it is not known. Spreadsheets write TRUE.

    Raises:
        InvalidValue: it is neither.
    """
    word = cell.strip().removeprefix(GUARD).casefold()
    if word not in ("", "true", "false"):
        raise InvalidValue("", f"must be true or false, not «{word[:40]}»")
    return word == "true" if word else None


def write_moment(moment: int | None) -> str:
    """A moment in ms since 1970 as a cell, in UTC."""
    if moment is None:
        return ""
    text = (EPOCH + timedelta(milliseconds=moment)).isoformat(timespec="milliseconds")
    return GUARD + text.removesuffix("+00:00") + "Z"


def read_moment(cell: str) -> int | None:
    """The moment of a cell, in ms since 1970; None if it is not known.

    Raises:
        InvalidValue: it is written otherwise.
    """
    text = cell.strip().removeprefix(GUARD)
    if not text:
        return None
    try:
        if not MOMENT.fullmatch(text):
            raise ValueError(text)
        return (datetime.fromisoformat(text) - EPOCH) // timedelta(milliseconds=1)
    except ValueError:
        problem = f"must be a moment such as 2026-01-31T12:00:00.000Z, not «{text[:40]}»"
        raise InvalidValue("", problem) from None


def _begins_formula(text: str) -> bool:
    first = next((char for char in text if not char.isspace() and unicodedata.category(char)[0] not in UNSEEN), "")
    # Full-width and small signs are the same to a spreadsheet.
    return unicodedata.normalize("NFKC", first).startswith(FORMULA_SIGNS)
