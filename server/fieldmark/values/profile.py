"""A niche: a name and its keywords."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import ConfigDict, Field, StrictBool, TypeAdapter

from fieldmark.values.invalid import InvalidValue, build, describe_pattern
from fieldmark.values.names import MOST_NAME_LENGTH
from fieldmark.values.text import mend_surrogates_everywhere

Kind = Literal["core", "related", "avoid"]
MatchMode = Literal["inflect", "exact", "lemma"]

LANG_PATTERN = describe_pattern("^[a-z]{2,3}$", "must be a language code of two or three letters, such as en")
PROFILE_ID_PATTERN = describe_pattern("^[a-z0-9-]{0,64}$", "must be a niche's id: a–z, 0–9 and - only")
MOST_KEYWORDS = 10_000
MOST_KEYWORD_LENGTH = 200
MOST_REFUSED = 1_000
RefusedWord = Annotated[str, Field(strict=True, min_length=1, max_length=MOST_KEYWORD_LENGTH)]


@dataclass(frozen=True, slots=True)
class Keyword:
    """A word or phrase of a niche.

    Attributes:
        text: as the user typed it; a ``*`` at an end is a wildcard.
        kind: ``core``, ``related`` or ``avoid``.
        match: ``inflect`` (number and other forms of the keyword), ``exact`` (only itself) or ``lemma`` (any word
            of the same stem).
        lang: the language of the keyword (``en``, ``es`` …), for ``lemma`` and for inflection; None if not said.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    text: Annotated[str, Field(strict=True, min_length=1, max_length=MOST_KEYWORD_LENGTH)]
    kind: Kind
    match: MatchMode = "inflect"
    lang: Annotated[str, Field(strict=True, pattern=LANG_PATTERN)] | None = None

    def __post_init__(self) -> None:
        if not any(char.isalnum() or unicodedata.category(char) == "So" for char in self.text):
            raise InvalidValue("text", f"«{self.text.strip()}» holds no letter, digit or emoji to look for; change it")

    def to_dict(self) -> dict[str, Any]:
        """The keyword as its JSON object; options at their default are absent."""
        options = {"match": self.match} if self.match != "inflect" else {}
        return {"text": self.text, "kind": self.kind, **options, **({"lang": self.lang} if self.lang else {})}


@dataclass(frozen=True, slots=True)
class Profile:
    """A niche.

    Attributes:
        name: the user's name for it.
        keywords: no two that differ only in case or spaces.
        id: as the store knows it; empty for one that is not stored.
        active: whether it is the one in use.
        archived: whether it is put away.
        revision: raised by each stored change, from 1; 0 for one that is not stored.
        never: words that are never to be offered as keywords.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    name: Annotated[str, Field(strict=True, min_length=1, max_length=MOST_NAME_LENGTH)]
    keywords: Annotated[tuple[Keyword, ...], Field(max_length=MOST_KEYWORDS)] = ()
    id: Annotated[str, Field(strict=True, pattern=PROFILE_ID_PATTERN)] = ""
    active: StrictBool = False
    archived: StrictBool = False
    revision: Annotated[int, Field(strict=True, ge=0)] = 0
    never: Annotated[tuple[RefusedWord, ...], Field(max_length=MOST_REFUSED)] = ()

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise InvalidValue("name", "is blank; give the niche a name")
        # Frozen for everybody else: a name is compared and shown without the spaces around it.
        object.__setattr__(self, "name", self.name.strip())
        seen: dict[str, Keyword] = {}
        for place, keyword in enumerate(self.keywords):
            first = seen.setdefault(" ".join(keyword.text.casefold().split()), keyword)
            if first is not keyword:
                where = f"already there as {first.kind}"
                raise InvalidValue(f"keywords[{place}].text", f"«{keyword.text}» is {where}; keep it once")

    @classmethod
    def from_dict(cls, raw: Mapping[str, Any]) -> Self:
        """Builds a profile from a profile file's or the API's JSON object.

        Raises:
            InvalidValue: naming the field and what to do.
        """
        profile: Self = build(_adapter(), mend_surrogates_everywhere(raw))
        return profile

    def to_dict(self) -> dict[str, Any]:
        """The profile as the API's JSON object; ``never`` is there only if anything was refused."""
        return {
            "id": self.id,
            "name": self.name,
            "keywords": [keyword.to_dict() for keyword in self.keywords],
            "active": self.active,
            "archived": self.archived,
            "revision": self.revision,
            **({"never": list(self.never)} if self.never else {}),
        }

    def to_file(self) -> dict[str, Any]:
        """The profile as a profile file: its name and keywords alone."""
        return {"name": self.name, "keywords": [keyword.to_dict() for keyword in self.keywords]}


def find_profile(profiles: Iterable[Profile], name_or_id: str) -> Profile | None:
    """The niche of this id, else the one of this name (case does not matter), or None."""
    wanted = name_or_id.casefold().strip()
    known = list(profiles)
    by_id = (profile for profile in known if profile.id == wanted)
    return next(by_id, None) or next((profile for profile in known if profile.name.casefold() == wanted), None)


@cache
def _adapter() -> TypeAdapter[Any]:
    return TypeAdapter(Profile)
