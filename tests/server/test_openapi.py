"""The description of the calls is true: nothing is missing, nothing is said that is not so.

Every answer that any test here gets through ``Client`` is compared with it, too (described.py).
"""

import re
from collections.abc import Callable
from typing import Any

import jsonschema_rs
import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from described import get_description, make_validator
from fieldmark.api.call import get_call
from fieldmark.api.openapi import describe_app
from fieldmark.values import Entry, InvalidValue, Person, Profile
from fieldmark.values.past_change import PastChange
from support import Client


def list_calls(app: Flask) -> set[tuple[str, str]]:
    return {
        (re.sub("<([^>]+)>", r"{\1}", rule.rule), method)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def test_every_call_is_in_it_and_nothing_else(app: Flask, client: Client) -> None:
    answer = client.get("/v1/openapi.json")
    (server,) = answer.json["servers"]
    described = {
        (server["url"] + path, method.upper()) for path, methods in answer.json["paths"].items() for method in methods
    }
    assert described == list_calls(app)
    assert answer.json["openapi"] == "3.1.0"


def test_it_is_for_who_is_paired_alone(stranger: Client) -> None:
    answer = stranger.get("/v1/openapi.json")
    assert (answer.status_code, answer.json["error"]["code"]) == (401, "unpaired")
    assert "paths" not in answer.text


def test_a_call_that_says_nothing_of_itself_is_noticed(app: Flask) -> None:
    @app.get("/v1/nothing-said")
    def nothing_said() -> str:
        return ""

    with pytest.raises(LookupError, match="nothing_said"):
        describe_app(app)


def test_every_reference_leads_somewhere_and_every_schema_is_one(app: Flask) -> None:
    description = get_description(app)
    schemas = description["components"]["schemas"]
    used = set(re.findall(r"'#/components/schemas/(\w+)'", str(description)))
    assert used == set(schemas), "each is used, and each that is used is there"
    for schema in schemas.values():
        jsonschema_rs.meta.validate(schema)


def test_every_call_is_described_in_words_and_names_its_parameters(app: Flask) -> None:
    for path, methods in get_description(app)["paths"].items():
        for method, call in methods.items():
            named = {item["name"] for item in call["parameters"] if item["in"] == "path"}
            assert named == set(re.findall(r"{(\w+)}", path))
            assert call["summary"], (method, path)


def test_whose_a_call_is_is_said_as_it_is(app: Flask, client: Client, stranger: Client) -> None:
    for rule in app.url_map.iter_rules():
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            call, path = get_call(app.view_functions[rule.endpoint]), re.sub("<[^>]+>", "1", rule.rule)
            assert (stranger.call(method, path).status_code == 401) == call.needs_token, path
            answer = client.call(method, path)
            refused = answer.status_code == 403 and answer.json["error"]["code"] == "owner_only"
            assert refused == call.is_owners, path


# What a schema says may be sent -> what checks it, and the refusals that a schema has no words for.
SENT: dict[str, tuple[Any, tuple[str, ...]]] = {
    "SentPerson": (Person.from_dict, ()),
    "SentChange": (PastChange.from_dict, ()),
    "SentKeyword": (lambda raw: Profile.from_dict({"name": "x", "keywords": [raw]}), ("no letter, digit or emoji",)),
    "SentEntry": (Entry.from_dict, ("must be the person's own",)),
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from(["core", "later", "7", "page"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=4,
)


@pytest.mark.parametrize("name", SENT)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_what_may_be_sent_is_what_is_taken(app: Flask, name: str, data: st.DataObject) -> None:
    build, unsaid = SENT[name]
    schema = get_description(app)["components"]["schemas"][name]
    fields = data.draw(st.lists(st.sampled_from([*schema["properties"], "unknown"]), unique=True))
    required = {field: VALID[field] for field in schema["required"]}
    raw = {**required, **{field: data.draw(JSON | st.just(VALID.get(field))) for field in fields}}
    is_described = make_validator(app, schema).is_valid(raw)
    refusal = find_refusal(build, raw)
    if refusal is None:
        assert is_described, raw
    elif is_described:
        assert any(words in refusal for words in unsaid), (raw, refusal)


def find_refusal(build: Callable[[Any], object], raw: object) -> str | None:
    try:
        build(raw)
    except InvalidValue as error:
        return str(error)
    return None


VALID: dict[str, Any] = {
    "handle": "someone", "id": "7", "key": "7", "name": "Someone", "bio": "", "text": "css", "kind": "core",
    "match": "exact", "lang": "en", "triage": "later", "overrule": None, "note": "x", "at": 5, "moment": 6,
    "received": 7, "source": "page", "followers": 10**12, "verified": True, "first_seen": 5, "last_seen": 6,
    "lists": [{"list": "followers", "position": None}], "decision": {"triage": "later", "history": []},
}  # fmt: skip
