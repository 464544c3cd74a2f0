"""Everything that is kept about a person, as it is exported and imported."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self, cast, get_args

from fieldmark.values.decision import CHECKS, DECIDABLE, Decision, check_moment
from fieldmark.values.invalid import InvalidValue
from fieldmark.values.lists import ListName
from fieldmark.values.past_change import PastChange
from fieldmark.values.person import FIELDS, Person

# Of one sighting, which is over.
OF_THE_SIGHTING = ("position", "mounted")
PERSON_FIELDS = tuple(name for name in FIELDS if name not in OF_THE_SIGHTING)
ENTRY_FIELDS = ("key", *PERSON_FIELDS, "first_seen", "last_seen", "lists", "decision")
DECISION_FIELDS = (*DECIDABLE, "changed", "came_back", "history")
MOST_POSITION = 10**12
# Who was decided about by id alone has no handle yet, and Person.from_dict asks for one.
STAND_IN = "unknown"


@dataclass(frozen=True, slots=True)
class Entry:
    """A person with all that the ledger keeps about them.

    Attributes:
        person: what is known, with its source.
        first_seen: when the row was first mounted, in ms since 1970; None if it never was, or if that is not told.
        last_seen: when they last came up, in ms since 1970; None if that is not told.
        places: list -> place in it, from 0, or None if it was not told.
        decision: None if nothing was ever decided.
        history: the changes of the decision; empty where it comes without them.
    """

    person: Person
    first_seen: int | None = None
    last_seen: int | None = None
    places: Mapping[ListName, int | None] = field(default_factory=dict)
    decision: Decision | None = None
    history: tuple[PastChange, ...] = ()

    @classmethod
    def from_dict(cls, raw: object) -> Self:
        """Builds an entry from its JSON object.

        Raises:
            InvalidValue: naming the field and what to do.
        """
        if not isinstance(raw, Mapping):
            raise InvalidValue("", "must be an object with named fields")
        _refuse_unknown(raw, ENTRY_FIELDS)
        person = _read_person({name: raw[name] for name in PERSON_FIELDS if name in raw})
        if raw.get("key", person.key) != person.key or not person.key:
            raise InvalidValue("key", f"must be the person's own ({person.key or 'an id or a handle'}), or absent")
        first_seen, last_seen = (_read_moment(raw, name) for name in ("first_seen", "last_seen"))
        decision, history = _read_decision(person.key, raw["decision"]) if "decision" in raw else (None, ())
        return cls(person, first_seen, last_seen, _read_places(raw.get("lists", [])), decision, history)

    def to_dict(self) -> dict[str, Any]:
        """The entry as its JSON object; what is not known is absent."""
        seen = {"first_seen": self.first_seen, "last_seen": self.last_seen}
        decided = {"decision": self._describe_decision(self.decision)} if self.decision else {}
        return {
            "key": self.person.key,
            **self.person.to_dict(),
            **{name: moment for name, moment in seen.items() if moment is not None},
            "lists": [{"list": name, "position": position} for name, position in self.places.items()],
            **decided,
        }

    def _describe_decision(self, decision: Decision) -> dict[str, Any]:
        values = {name: value for name, value in decision.to_dict().items() if name != "key"}
        return {**values, "history": [change.to_dict() for change in self.history]}


def _refuse_unknown(raw: Mapping[Any, Any], known: tuple[str, ...]) -> None:
    unknown = next((name for name in raw if name not in known), None)
    if unknown is not None:
        raise InvalidValue(str(unknown)[:100], f"is not a known field; there are {', '.join(known)}")


def _read_person(raw: Mapping[str, Any]) -> Person:
    if raw.get("handle") not in (None, "") or not raw.get("id"):
        return Person.from_dict(raw)
    person = Person.from_dict({**raw, "handle": STAND_IN})
    return Person(**{**person.to_dict(), "handle": ""})


def _read_moment(raw: Mapping[str, Any], name: str) -> int | None:
    return None if raw.get(name) is None else check_moment(raw[name], name)


def _read_places(raw: object) -> dict[ListName, int | None]:
    if not isinstance(raw, list):
        raise InvalidValue("lists", 'must be a list of {"list", "position"}')
    places: dict[ListName, int | None] = {}
    for number, place in enumerate(raw):
        name = place.get("list") if isinstance(place, Mapping) else None
        if name not in get_args(ListName):
            raise InvalidValue(f"lists[{number}].list", f"must be one of {', '.join(get_args(ListName))}")
        position = place.get("position")
        is_number = isinstance(position, int) and not isinstance(position, bool)
        if position is not None and not (is_number and 0 <= position <= MOST_POSITION):
            raise InvalidValue(f"lists[{number}].position", "must be a whole number from 0, or null")
        places[cast("ListName", name)] = position
    return places


def _read_decision(key: str, raw: object) -> tuple[Decision, tuple[PastChange, ...]]:
    if not isinstance(raw, Mapping):
        raise InvalidValue("decision", "must be an object with named fields; or leave it out")
    try:
        _refuse_unknown(raw, DECISION_FIELDS)
        values: dict[str, Any] = {name: CHECKS[name](raw[name]) for name in DECIDABLE if name in raw}
        changed = _read_moment(raw, "changed")
        history = _read_history(raw.get("history", []))
    except InvalidValue as error:
        raise error.under("decision") from None
    return Decision(key, changed=changed, **values), history


def _read_history(raw: object) -> tuple[PastChange, ...]:
    if not isinstance(raw, list):
        raise InvalidValue("history", "must be a list of changes; or leave it out")
    changes = []
    for number, change in enumerate(raw):
        try:
            changes.append(PastChange.from_dict(change))
        except InvalidValue as error:
            raise error.under(f"history[{number}]") from None
    return tuple(changes)
