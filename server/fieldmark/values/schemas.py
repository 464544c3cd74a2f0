"""What the values look like as JSON: JSON Schema, made from the very classes and tables that check them.

What a schema cannot say is said by the message of the refusal: a keyword without a letter, two that are the same.
"""

from collections.abc import Mapping
from typing import Any, get_args

from pydantic import TypeAdapter

from fieldmark.values.decision import BIO_CHANGED, CHANGE_ID, DECIDABLE, MOST_MOMENT, MOST_NOTE_LENGTH, Decision
from fieldmark.values.entry import MOST_POSITION, PERSON_FIELDS
from fieldmark.values.keys import KEY
from fieldmark.values.lists import ListName
from fieldmark.values.names import MOST_NAME_LENGTH
from fieldmark.values.past_change import MOST_BIO_KEPT
from fieldmark.values.person import FIELDS, Person
from fieldmark.values.profile import MOST_KEYWORD_LENGTH, MOST_KEYWORDS, MOST_REFUSED, Profile
from fieldmark.values.schema_forms import (
    ANYTHING,
    COUNT,
    PLACES,
    Schema,
    at_least_one_of,
    list_of,
    object_of,
    one_of,
    or_null,
    ref,
    text,
    whole_number,
)
from fieldmark.values.verdict import Band, Overrule, Triage, Verdict

# Of what pydantic tells: what no reader needs, and texts in the words of Python.
LEFT_OUT = ("title", "default", "description")
# Class -> the fields that an answer lacks where there is nothing to say; all others are always there.
ABSENT: Mapping[str, tuple[str, ...]] = {
    "Decision": ("came_back",),
    "Keyword": ("match", "lang"),
    "Match": ("decisions",),
    "Person": tuple(name for name in FIELDS if name != "source"),
    "Profile": ("never",),
    "Sign": ("field", "start", "end", "text"),
    "Verdict": ("came_back", "niche", "first_seen"),
}
PERSON_KEY = text(pattern=KEY.pattern)
MOMENT = whole_number(0, MOST_MOMENT)
MADE_ID = text(pattern=CHANGE_ID.pattern)
DECIDED: Mapping[str, Schema] = {
    "triage": one_of(Triage),
    "overrule": or_null(one_of(Overrule)),
    "note": or_null(text(MOST_NOTE_LENGTH)),
}
# What a niche is without what the server adds: as it is answered, and as it may be sent.
NAME = text(MOST_NAME_LENGTH, least=1)
NICHE = {"name": NAME, "keywords": list_of(ref("Keyword"), MOST_KEYWORDS)}
SENT_NICHE = {"name": NAME, "keywords": list_of(ref("SentKeyword"), MOST_KEYWORDS)}
REFUSED_WORDS = list_of(text(MOST_KEYWORD_LENGTH, least=1), MOST_REFUSED)
BIO_CHANGED_ALONE: Schema = {"const": BIO_CHANGED}
CHANGE = {
    "id": MADE_ID, **DECIDED, "moment": MOMENT, "received": MOMENT,
    "at": MOMENT, "reason": BIO_CHANGED_ALONE, "bio": text(MOST_BIO_KEPT),
}  # fmt: skip
OPTIONAL_IN_A_CHANGE = (*DECIDABLE, "at", "reason", "bio")
# Class -> the fields that an answer has beside those of the class; and those of the class that it has not.
BESIDE: Mapping[str, Mapping[str, Schema]] = {
    "Match": {
        "decisions": object_of({"relevant": COUNT, "not_relevant": COUNT, "usual_weight": {"type": "number"}}),
    },
    "Verdict": {"first_seen": MOMENT},
}
WITHIN: Mapping[str, tuple[str, ...]] = {"Match": ("experience", "usual_weight")}


def of_each_band(schema: Schema) -> Schema:
    """An object that has the same of each band."""
    return object_of(dict.fromkeys(get_args(Band), schema))


def make_schemas() -> dict[str, Schema]:
    """Every value by name: as it is answered, and (``Sent…``) as it may be sent where that differs."""
    described = {
        name: schema for cls in (Verdict, Decision, Profile, Person) for name, schema in _describe(cls).items()
    }
    answered = {name: _as_answered(name, schema) for name, schema in described.items()}
    person = answered.pop("Person")["properties"]
    sent_person = _as_sent(described["Person"])
    return {
        "Key": PERSON_KEY,
        "ListName": one_of(ListName),
        **answered,
        **_describe_kept({name: person[name] for name in PERSON_FIELDS}),
        "SentKeyword": described["Keyword"],
        "SentPerson": sent_person,
        **_describe_taken_in({name: sent_person["properties"][name] for name in PERSON_FIELDS}),
    }


def _describe_kept(facts: Mapping[str, Schema]) -> dict[str, Schema]:
    """What is kept about a person: to be looked at, and to be taken out."""
    lists = list_of(object_of({"list": ref("ListName"), "position": or_null(whole_number(0, MOST_POSITION))}))
    decision = {
        **DECIDED, "changed": or_null(MOMENT), "came_back": BIO_CHANGED_ALONE, "history": list_of(ref("Change")),
    }  # fmt: skip
    known = {name: fact for name, fact in facts.items() if name != "source"}
    seen = {"key": ref("Key"), **known, "first_seen": or_null(MOMENT), "last_seen": MOMENT, "lists": lists}
    entry = {**seen, "source": facts["source"], "first_seen": MOMENT, "decision": ref("DecisionWithHistory")}
    return {
        "Change": object_of(CHANGE, OPTIONAL_IN_A_CHANGE),
        "DecisionWithHistory": object_of(decision, ("came_back",)),
        "DecisionOfOne": object_of({"key": ref("Key"), **decision}, ("came_back",)),
        "KnownPerson": object_of(seen, tuple(known)),
        "ExamplePerson": object_of({"key": ref("Key"), **facts, "triage": one_of(Triage)}, tuple(known)),
        "Entry": object_of(entry, (*known, "first_seen", "decision")),
    }


def _describe_taken_in(facts: Mapping[str, Schema]) -> dict[str, Schema]:
    """The same as it may be sent: what is not known may be null, and what follows from the rest may be left out."""
    change = {**CHANGE, **{name: or_null(CHANGE[name]) for name in ("reason", "bio")}}
    decision = {
        **DECIDED, "changed": or_null(MOMENT), "came_back": ANYTHING, "history": list_of(ref("SentChange")),
    }  # fmt: skip
    place = {"list": ref("ListName"), "position": or_null(whole_number(0, MOST_POSITION))}
    entry = {
        "key": ref("Key"), **facts, "handle": or_null({"anyOf": [facts["handle"], {"const": ""}]}),
        "first_seen": or_null(MOMENT), "last_seen": or_null(MOMENT), "lists": list_of(ref("SentPlace")),
        "decision": ref("SentDecision"),
    }  # fmt: skip
    return {
        "SentChange": at_least_one_of(object_of(change, OPTIONAL_IN_A_CHANGE), DECIDABLE),
        "SentDecision": object_of(decision, tuple(decision)),
        "SentPlace": {**object_of(place, ("position",)), "additionalProperties": True},
        "SentEntry": {
            **object_of(entry, tuple(entry)),
            # Null says nothing of who it is.
            "anyOf": [{"required": [name], "properties": {name: text(least=1)}} for name in ("id", "handle")],
        },
    }


def _describe(cls: type) -> dict[str, Schema]:
    """A class and those within it, by name, as pydantic checks them."""
    adapter: TypeAdapter[Any] = TypeAdapter(cls)
    whole = adapter.json_schema(ref_template=PLACES + "{model}")
    inner = whole.pop("$defs", {})
    objects = {cls.__name__: whole, **{name: schema for name, schema in inner.items() if "properties" in schema}}
    return {name: _tidy(schema) for name, schema in objects.items()}


def _tidy(schema: Schema) -> Schema:
    fields = {name: _leave_out(field) for name, field in schema["properties"].items()}
    return {**_leave_out(schema), "properties": fields, "additionalProperties": False}


def _leave_out(schema: Schema) -> Schema:
    return {name: value for name, value in schema.items() if name not in LEFT_OUT}


def _as_answered(name: str, schema: Schema) -> Schema:
    optional = ABSENT.get(name, ())
    fields = {
        field: _without_null(described) if field in optional else described
        for field, described in schema["properties"].items()
        if field not in WITHIN.get(name, ())
    }
    return object_of({**fields, **BESIDE.get(name, {})}, optional)


def _as_sent(person: Schema) -> Schema:
    """Null means not known; but who it is must be told."""
    fields = {
        name: field if "anyOf" in field or name == "handle" else or_null(field)
        for name, field in person["properties"].items()
    }
    return object_of(fields, tuple(name for name in fields if name != "handle"))


def _without_null(schema: Schema) -> Schema:
    (kept,) = [one for one in schema.get("anyOf", [schema]) if one != {"type": "null"}]
    return dict(kept)
