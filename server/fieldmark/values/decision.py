"""The user's decision about a person, and a change of it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Self, get_args

from fieldmark.values.invalid import InvalidValue
from fieldmark.values.text import mend_surrogates
from fieldmark.values.verdict import Overrule, Triage

MOST_NOTE_LENGTH = 280
# In ms since 1970: the end of the year 9999, after which no calendar here can write a moment.
MOST_MOMENT = 253_402_300_799_999
CHANGE_ID = re.compile(r"[\x21-\x7e]{1,100}", re.ASCII)
# What may be changed, in the order it is told.
DECIDABLE = ("triage", "overrule", "note")
# Why the server itself changes a decision.
BIO_CHANGED = "bio_changed"


@dataclass(frozen=True, slots=True)
class Decision:
    """What the user decided about a person.

    Attributes:
        key: the person key.
        triage: ``undecided``, ``followed``, ``passed`` or ``later``.
        overrule: the user's own word on whether the person is one of theirs; None if there is none.
        note: the user's own text, at most 280 characters; None if there is none.
        changed: when it was last changed, in ms since 1970; None if it never was.
        came_back: why the person is undecided again (``bio_changed``); None if they are not.
    """

    key: str
    triage: Triage = "undecided"
    overrule: Overrule | None = None
    note: str | None = None
    changed: int | None = None
    came_back: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The decision as its JSON object; ``came_back`` is there only if they did."""
        values = {name: getattr(self, name) for name in ("key", *DECIDABLE, "changed")}
        return {**values, "came_back": self.came_back} if self.came_back else values


def find_opinion(triage: Triage, overrule: Overrule | None) -> bool | None:
    """Whether somebody is relevant to the user, by their own word, else by following or passing; None for neither."""
    if overrule:
        return overrule == "relevant"
    return {"followed": True, "passed": False}.get(triage)


@dataclass(frozen=True, slots=True)
class DecisionChange:
    """One change, as a client asks for it.

    Attributes:
        id: the client's own for this change, so that it counts once however often it is delivered.
        changes: the new value of each thing that changes, by name (``DECIDABLE``).
        at: when the user did it, in ms since 1970; None if that was not told.
    """

    id: str
    changes: Mapping[str, str | None]
    at: int | None = None

    @classmethod
    def from_dict(cls, raw: Mapping[str, Any]) -> Self:
        """Builds a change from its JSON object.

        Args:
            raw: ``{id, at?, triage?, overrule?, note?}``, at least one of the three; other fields are not looked at.

        Raises:
            InvalidValue: naming the field and what to do.
        """
        changes = {name: CHECKS[name](raw[name]) for name in DECIDABLE if name in raw}
        if not changes:
            raise InvalidValue("triage", f"is missing; send at least one of {', '.join(DECIDABLE)}")
        return cls(check_change_id(raw.get("id")), changes, check_moment(raw["at"], "at") if "at" in raw else None)


def check_change_id(raw: object) -> str:
    """A client's id of a change.

    Raises:
        InvalidValue: it is none.
    """
    if not isinstance(raw, str) or not CHANGE_ID.fullmatch(raw):
        raise InvalidValue("id", "must be an id of your own for this change: 1 to 100 letters, digits and signs")
    return raw


def check_moment(raw: object, field: str) -> int:
    """A moment in ms since 1970.

    Raises:
        InvalidValue: it is none.
    """
    if not isinstance(raw, int) or isinstance(raw, bool) or not 0 <= raw <= MOST_MOMENT:
        raise InvalidValue(field, "must be a moment: a whole number of milliseconds since 1970; or leave it out")
    return raw


def _check_triage(raw: object) -> str:
    if not isinstance(raw, str) or raw not in get_args(Triage):
        raise InvalidValue("triage", f"must be one of {', '.join(get_args(Triage))}")
    return raw


def _check_overrule(raw: object) -> str | None:
    if raw is not None and (not isinstance(raw, str) or raw not in get_args(Overrule)):
        raise InvalidValue("overrule", f"must be one of {', '.join(get_args(Overrule))}, or null to take it back")
    return raw


def _check_note(raw: object) -> str | None:
    if raw is not None and (not isinstance(raw, str) or len(raw) > MOST_NOTE_LENGTH):
        raise InvalidValue("note", f"must be text of at most {MOST_NOTE_LENGTH} characters, or null to clear it")
    # A note of nothing but spaces is one that was cleared.
    return mend_surrogates(raw) if raw and raw.strip() else None


CHECKS: Mapping[str, Callable[[object], str | None]] = {
    "triage": _check_triage,
    "overrule": _check_overrule,
    "note": _check_note,
}
