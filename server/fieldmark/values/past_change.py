"""A change of a decision that was made, and what all changes of one person come to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self, cast

from fieldmark.values.decision import BIO_CHANGED, DECIDABLE, Decision, DecisionChange, check_moment
from fieldmark.values.invalid import InvalidValue
from fieldmark.values.text import mend_surrogates
from fieldmark.values.verdict import Overrule, Triage

# Decided like this, a person is looked at again when their bio changes.
PUT_OFF: tuple[Triage, ...] = ("passed", "later")
# X allows 160 characters; the cap bounds what is hostile, and each change keeps a bio.
MOST_BIO_KEPT = 1_000
FIELDS = ("id", *DECIDABLE, "moment", "received", "at", "reason", "bio")


@dataclass(frozen=True, slots=True)
class PastChange:
    """A change that was made.

    Attributes:
        id, changes, at: as the client sent them (DecisionChange).
        moment: when it counts as made, in ms since 1970: changes take effect in this order.
        received: when the server had it, in ms since 1970.
        reason: why the server itself made it (``bio_changed``); None for the user's own.
        bio: the person's bio as an answer had told it by then; None if none had.
    """

    id: str
    changes: Mapping[str, str | None]
    moment: int
    received: int
    at: int | None = None
    reason: str | None = None
    bio: str | None = None

    @classmethod
    def from_dict(cls, raw: object) -> Self:
        """Builds a change from its JSON object.

        Raises:
            InvalidValue: naming the field and what to do.
        """
        if not isinstance(raw, Mapping):
            raise InvalidValue("", "must be an object with named fields")
        unknown = next((name for name in raw if name not in FIELDS), None)
        if unknown is not None:
            raise InvalidValue(str(unknown)[:100], f"is not a known field; a change has {', '.join(FIELDS)}")
        change = DecisionChange.from_dict(raw)
        moment, received = (check_moment(raw.get(name), name) for name in ("moment", "received"))
        reason, bio = raw.get("reason"), raw.get("bio")
        if reason not in (None, BIO_CHANGED):
            raise InvalidValue("reason", f"must be {BIO_CHANGED}, or absent")
        if bio is not None and (not isinstance(bio, str) or len(bio) > MOST_BIO_KEPT):
            raise InvalidValue("bio", f"must be text of at most {MOST_BIO_KEPT:,} characters, or absent")
        return cls(change.id, change.changes, moment, received, change.at, reason, mend_surrogates(bio) if bio else bio)

    def to_dict(self) -> dict[str, Any]:
        """The change as its JSON object; what it lacks is absent."""
        optional = {name: value for name in ("at", "reason", "bio") if (value := getattr(self, name)) is not None}
        return {"id": self.id, **self.changes, "moment": self.moment, "received": self.received, **optional}


@dataclass(frozen=True, slots=True)
class Standing:
    """A decision, and the bio it was made on: of a person who was put off, as an answer told it; else None."""

    decision: Decision
    bio: str | None = None


def fold_changes(key: str, changes: Sequence[PastChange]) -> Standing:
    """What changes, of which there is one at least, come to; they are in the order in which they take effect."""
    values: dict[str, str | None] = {}
    turning: PastChange | None = None
    for change in changes:
        values.update(change.changes)
        turning = change if "triage" in change.changes else turning
    decision = Decision(
        key,
        triage=cast("Triage", values.get("triage") or "undecided"),
        overrule=cast("Overrule | None", values.get("overrule")),
        note=values.get("note"),
        changed=changes[-1].moment,
        came_back=turning.reason if turning else None,
    )
    return Standing(decision, turning.bio if turning and decision.triage in PUT_OFF else None)


def order_moment(at: int | None, newest: int | None, now: int) -> int:
    """When a change counts as made, so that the newest of the user's wishes holds, in whatever order they arrive.

    Args:
        at: when the user made it, by the browser's clock; None if that was not told.
        newest: when the person's newest change counts as made; None if there is none.
        now: the server's clock. All are in ms since 1970.
    """
    if newest is not None and newest > now:
        # The clock was set back since. What comes now is newer, whatever the clock says.
        return newest
    return now if at is None else min(at, now)
