"""What the ledger keeps of a person, and how what is seen later goes with what was known."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

from pydantic_core import to_json

from fieldmark.values import Person
from fieldmark.values.person import FIELDS as PERSON_FIELDS

# Of where and how a person was seen, not of the person.
OF_THE_SIGHTING = ("position", "mounted", "source")
KEPT = tuple(name for name in PERSON_FIELDS if name not in OF_THE_SIGHTING)
# What the page shows as it is at this moment, by buttons and labels; the rest of what it shows is shortened.
LIVE_ON_THE_PAGE = ("follows_me", "i_follow")
# What answers have told of a person: nothing (all is from the page), something, or the bio among it.
NOTHING, SOMETHING, BIO = 0, 1, 2


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What is known of a person.

    Attributes:
        fields: a person's fields, without those of one sighting.
        answered: what answers have told of them: NOTHING, SOMETHING or BIO.
    """

    fields: Mapping[str, Any]
    answered: int

    @classmethod
    def of(cls, person: Person) -> Self:
        """The facts of one sighting."""
        fields = {name: value for name in KEPT if (value := getattr(person, name)) is not None}
        if not person.handle:  # the id alone is known
            del fields["handle"]
        told = BIO if person.bio is not None else SOMETHING
        return cls(fields, told if person.source == "answer" else NOTHING)

    @classmethod
    def from_json(cls, text: str, answered: int) -> Self:
        """The facts as the ledger holds them."""
        return cls(json.loads(text), answered)

    def to_json(self) -> str:
        """The facts as text; the same facts give the same text."""
        return to_json({name: self.fields[name] for name in sorted(self.fields)}).decode()

    def get_answered_bio(self) -> str | None:
        """The bio as an answer told it; None if none did."""
        return self.fields.get("bio") if self.answered == BIO else None

    def add(self, later: Self) -> Self:
        """The facts after a later sighting.

        What an answer told stays until another answer tells otherwise: the page clamps bios, drops their emoji and
        shortens their links. What a sighting does not say stays as it was.
        """
        if self.answered and not later.answered:
            live = {name: later.fields[name] for name in LIVE_ON_THE_PAGE if name in later.fields}
            return replace(self, fields={**later.fields, **self.fields, **live})
        return replace(later, fields={**self.fields, **later.fields}, answered=max(self.answered, later.answered))
