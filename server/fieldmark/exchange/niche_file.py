"""A niche as a file: JSON, or plain text with one keyword a line; and what taking one in would change.

The text begins with ``# `` and the niche's name; ``[core]``, ``[related]`` and ``[avoid]`` stand before their keywords,
core where nothing stands. After a tab may follow how a keyword matches, and after another its language. A backslash
stands before a keyword that else would be a name or a section, and before one that begins with such a backslash.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, get_args

from fieldmark.values import InvalidValue, Keyword, Profile
from fieldmark.values.profile import MOST_KEYWORDS, Kind
from fieldmark.values.text import make_depth_error

FIELDS = ("name", "keywords")
KINDS: tuple[Kind, ...] = get_args(Kind)
# Before these, a backslash is none of the keyword's own.
ESCAPED = re.compile(r"\\(?=[#\[\\])")
# What would be read as something else than the keyword it is.
NEEDS_ESCAPE = re.compile(r"# |\[.*\]$|" + ESCAPED.pattern)
# A profile has to have some name; a text need not say it.
NAMELESS = "nameless"


class NicheFile(NamedTuple):
    """What a file says: a name, or None, and keywords."""

    name: str | None
    keywords: tuple[Keyword, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What taking keywords in would change.

    Attributes:
        added, removed: keywords.
        changed: (as it is, as it would be).
        same: how many stay as they are.
    """

    added: tuple[Keyword, ...]
    removed: tuple[Keyword, ...]
    changed: tuple[tuple[Keyword, Keyword], ...]
    same: int

    def to_dict(self) -> dict[str, Any]:
        """The difference as its JSON object."""
        return {
            "added": [keyword.to_dict() for keyword in self.added],
            "removed": [keyword.to_dict() for keyword in self.removed],
            "changed": [{"before": before.to_dict(), "after": after.to_dict()} for before, after in self.changed],
            "same": self.same,
        }


def read_niche(content: str) -> NicheFile:
    """What the text of a file says; JSON is told by its first sign.

    Raises:
        InvalidValue: naming the field, or the line.
    """
    return read_json(content) if content.lstrip("\ufeff \t\r\n").startswith("{") else read_text(content)


def read_json(content: str) -> NicheFile:
    """What a profile file in JSON says.

    Raises:
        InvalidValue: naming the field.
    """
    try:
        raw = json.loads(content.removeprefix("\ufeff"))
    except RecursionError:
        raise make_depth_error() from None
    except ValueError as error:
        raise InvalidValue(
            "", f"is not JSON ({error}); a profile file is one JSON object, or keywords, one a line"
        ) from None
    if not isinstance(raw, dict):
        raise InvalidValue("", 'must hold one object: {"name": …, "keywords": […]}')
    unknown = raw.keys() - set(FIELDS)
    if unknown:
        raise InvalidValue(min(unknown)[:100], "is not a known field; a profile file has name and keywords")
    profile = Profile.from_dict(raw)
    return NicheFile(profile.name, profile.keywords)


def read_text(content: str) -> NicheFile:
    """What a list of keywords says; a keyword that comes again in the same section counts once.

    Raises:
        InvalidValue: naming the line.
    """
    name: str | None = None
    kind: Kind = "core"
    found: dict[str, dict[str, Any]] = {}
    for number, line in enumerate(content.removeprefix("\ufeff").splitlines(), 1):
        text = line.strip()
        if text == "#" or text.startswith("# "):
            name = name or " ".join(text[1:].split()) or None
        elif text.startswith("[") and text.endswith("]"):
            kind = _read_kind(text[1:-1], number)
        elif text:
            keyword = _read_line(text, kind, number)
            known = found.setdefault(" ".join(keyword["text"].casefold().split()), keyword)
            if len(found) > MOST_KEYWORDS:
                raise InvalidValue(f"line {number}", f"is one keyword too many; a niche has at most {MOST_KEYWORDS:,}")
            if known["kind"] != kind:
                raise InvalidValue(
                    f"line {number}", f"«{keyword['text']}» is already there as {known['kind']}; keep it once"
                )
    profile = Profile.from_dict({"name": name or NAMELESS, "keywords": list(found.values())})
    return NicheFile(name, profile.keywords)


def write_text(profile: Profile) -> str:
    """A niche as a list of keywords."""
    lines = [f"# {' '.join(profile.name.split())}"]
    for kind in KINDS:
        of_kind = [keyword for keyword in profile.keywords if keyword.kind == kind]
        lines += ["", f"[{kind}]", *map(_write_line, of_kind)] if of_kind else []
    return "\n".join(lines) + "\n"


def write_json(profile: Profile) -> str:
    """A niche as a profile file in JSON."""
    return json.dumps(profile.to_file(), ensure_ascii=False, indent=2) + "\n"


def compare(before: Iterable[Keyword], after: Iterable[Keyword]) -> Difference:
    """What becomes of keywords when others take their place; two that differ in case and spaces alone are one."""
    old, new = ({_fold(keyword): keyword for keyword in keywords} for keywords in (before, after))
    both = [(old[text], new[text]) for text in old if text in new]
    return Difference(
        added=tuple(keyword for text, keyword in new.items() if text not in old),
        removed=tuple(keyword for text, keyword in old.items() if text not in new),
        changed=tuple(pair for pair in both if pair[0] != pair[1]),
        same=sum(one == other for one, other in both),
    )


def keep_options(keywords: Sequence[Keyword], known: Iterable[Keyword]) -> tuple[Keyword, ...]:
    """The keywords; one that says neither how it matches nor its language keeps what the niche has of it."""
    options = {_fold(keyword): (keyword.match, keyword.lang) for keyword in known}
    return tuple(
        replace(keyword, match=options[_fold(keyword)][0], lang=options[_fold(keyword)][1])
        if keyword.match == "inflect" and not keyword.lang and _fold(keyword) in options
        else keyword
        for keyword in keywords
    )


def _fold(keyword: Keyword) -> str:
    return " ".join(keyword.text.casefold().split())


def _read_kind(text: str, number: int) -> Kind:
    for kind in KINDS:
        if text.strip().casefold() == kind:
            return kind
    problem = (
        f"«[{text[:40]}]» is no section; there are [core], [related] and [avoid]; put \\ before it if it is a keyword"
    )
    raise InvalidValue(f"line {number}", problem)


def _read_line(line: str, kind: Kind, number: int) -> dict[str, Any]:
    text, *options = (part.strip() for part in line.split("\t"))
    raw: dict[str, Any] = {"text": text[1:] if ESCAPED.match(text) else text, "kind": kind}
    if len(options) > 2:
        raise InvalidValue(
            f"line {number}", "has more than a keyword, how it matches and its language; part them by tabs"
        )
    raw |= {name: option for name, option in zip(("match", "lang"), options, strict=False) if option}
    try:
        Profile.from_dict({"name": NAMELESS, "keywords": [raw]})
    except InvalidValue as error:
        field = error.field.removeprefix("keywords[0]").strip(".")
        raise InvalidValue(f"line {number}", f"{field} {error.problem}".strip()) from None
    return raw


def _write_line(keyword: Keyword) -> str:
    text = " ".join(keyword.text.split())
    text = f"\\{text}" if NEEDS_ESCAPE.match(text) else text
    options = [keyword.match if keyword.match != "inflect" or keyword.lang else "", keyword.lang or ""]
    return "\t".join([text, *options]).rstrip("\t")
