"""The calls: what they answer, and what they say to what is wrong. One error body for all."""

import json
from typing import Any

import pytest
from flask import Flask

from fieldmark import Judge, Person
from fieldmark.api.answer_json import AnswerJson
from fieldmark.app import Services
from fieldmark.store.preferences import PREFERENCES
from fieldmark.values import Profile
from support import WEB_NICHE, Client

ACCOUNT = "12345"


DEFAULTS = {name: preference.default for name, preference in PREFERENCES.items()}


def ask(people: list[dict[str, Any]], **rest: Any) -> dict[str, Any]:
    return {"account": ACCOUNT, "list": "followers", "people": people, **rest}


def test_health_says_who_it_is(client: Client) -> None:
    body = client.get("/v1/health").json
    assert (body["app"], body["api"]) == ("fieldmark", 1)
    assert isinstance(body["ready"], bool)
    assert body["instance"]


def test_verdicts_come_in_the_order_sent_and_are_the_judges(client: Client, niche: Profile) -> None:
    people = [
        {"handle": "Ada", "id": "1", "bio": "TypeScript 🐍 and CSS", "source": "answer"},
        {"handle": "bob", "bio": "", "source": "page"},
        {"handle": "cy", "bio": "crypto, follow back", "source": "answer"},
    ]
    body = client.post("/v1/verdicts", ask(people)).json
    assert body["profile"] == {"id": niche.id, "revision": niche.revision}
    assert [verdict["key"] for verdict in body["verdicts"]] == ["1", "@bob", "@cy"]
    judge = Judge(niche)
    assert body["verdicts"] == [judge.verdict(Person.from_dict(person)).to_dict() for person in people]
    assert set(body["verdicts"][0]) == {
        "key", "relevance", "band", "matches", "why_not", "chaser", "triage", "overrule", "note",
    }  # fmt: skip
    assert body["verdicts"][0]["triage"] == "undecided"


def test_verdicts_may_ask_for_another_niche(client: Client, services: Services, niche: Profile) -> None:
    other = services.stores.profiles.add_profile(
        Profile.from_dict({"name": "Pots", "keywords": [{"text": "potter", "kind": "core"}]})
    )
    body = client.post("/v1/verdicts", ask([{"handle": "a", "bio": "Potter"}], profile=other.id)).json
    assert body["profile"]["id"] == other.id
    assert body["verdicts"][0]["band"] == "strong"


def test_half_an_emoji_spoils_no_request(client: Client, niche: Profile) -> None:
    text = '{"account": "1", "list": "other", "people": [{"handle": "a", "bio": "\\ud83d CSS"}]}'
    answer = client.call("POST", "/v1/verdicts", headers={"Content-Type": "application/json"}, data=text.encode())
    assert answer.json["verdicts"][0]["matches"][0]["start"] == 2


@pytest.mark.parametrize("text", ["Zoë 🐍", "half \ud83d", "\x00\u2028</script>"])
def test_an_answers_json_says_what_it_was_made_of(text: str) -> None:
    said = {text: [text, 0.1 + 0.2, 10**18, None, True]}
    assert json.loads(AnswerJson(Flask("any")).dumps(said)) == said


@pytest.mark.parametrize(
    ("changes", "status", "field"),
    [
        ({"account": None}, 400, "account"),
        ({"account": 5}, 400, "account"),
        ({"account": "@Ada"}, 400, "account"),
        ({"account": "ada"}, 400, "account"),
        ({"account": "１"}, 400, "account"),
        ({"list": "friends"}, 400, "list"),
        ({"list": []}, 400, "list"),
        ({"people": None}, 400, "people"),
        ({"people": {}}, 400, "people"),
        ({"people": ["ada"]}, 400, "people[0]"),
        ({"people": [{"handle": "a"}, {"handle": "b", "followers": "1"}]}, 400, "people[1].followers"),
        ({"people": [{"bio": "x"}]}, 400, "people[0].handle"),
        ({"people": [{"handle": "a"}] * 201}, 400, "people"),
        ({"profile": 3}, 400, "profile"),
        ({"profile": "nothing"}, 404, "profile"),
        ({"remember": "no"}, 400, "remember"),
        ({"colour": "red"}, 400, "colour"),
    ],
)
def test_a_request_of_the_wrong_shape_is_told_where(
    client: Client, niche: Profile, changes: dict[str, Any], status: int, field: str
) -> None:
    answer = client.post("/v1/verdicts", {**ask([{"handle": "a"}]), **changes})
    error = answer.json["error"]
    assert (answer.status_code, error["field"]) == (status, field)
    assert error["message"]
    assert client.post("/v1/verdicts", ask([{"handle": "a", "bio": "CSS"}])).status_code == 200


@pytest.mark.parametrize(
    "data",
    [
        b"", b"{", b"null", b"[]", b'"x"', b"\xff", b"{'a': 1}", b'{"a": NaN}', b"[" * 100_000,
        b'{"people": ' + b"9" * 9_000 + b"}",
    ],
)  # fmt: skip
def test_a_body_that_is_no_object_is_refused(client: Client, niche: Profile, data: bytes) -> None:
    answer = client.call("POST", "/v1/verdicts", headers={"Content-Type": "application/json"}, data=data)
    assert answer.status_code == 400
    assert answer.json["error"]["code"] == "invalid"


def test_without_a_niche_the_user_is_told_to_make_one(client: Client) -> None:
    answer = client.post("/v1/verdicts", ask([{"handle": "a"}]))
    assert (answer.status_code, answer.json["error"]["code"]) == (409, "no_profile")
    assert "popup" in answer.json["error"]["message"]


@pytest.mark.parametrize("text", ["me@x.com", "©", "https://t.co/x"])
def test_a_keyword_that_nothing_can_match_is_not_stored(client: Client, niche: Profile, text: str) -> None:
    keywords = [{"text": "css", "kind": "core"}, {"text": text, "kind": "core"}]
    answers = [
        client.post("/v1/profiles", {"name": "Other", "keywords": keywords}),
        client.put(f"/v1/profiles/{niche.id}", {**niche.to_dict(), "keywords": keywords}),
    ]
    for answer in answers:
        assert (answer.status_code, answer.json["error"]["field"]) == (400, "keywords[1].text")
        assert "can never be found" in answer.json["error"]["message"]
    assert client.get("/v1/profiles").json["items"] == [niche.to_dict()]


def test_a_niche_is_made_read_changed_used_and_deleted(client: Client) -> None:
    made = client.post("/v1/profiles", WEB_NICHE)
    assert made.status_code == 201
    niche = made.json
    assert set(niche) == {"id", "name", "keywords", "active", "archived", "revision"}
    assert (niche["active"], niche["revision"]) == (True, 1)
    path = f"/v1/profiles/{niche['id']}"
    assert client.get(path).json == niche
    changed = client.put(path, {**niche, "keywords": [{"text": "rust", "kind": "core"}]}).json
    assert (changed["revision"], changed["keywords"]) == (2, [{"text": "rust", "kind": "core"}])
    assert client.post(f"{path}/activate").json["active"] is True
    assert client.delete(path).status_code == 204
    assert client.get(path).status_code == 404


def test_a_change_of_what_moved_gets_409_with_the_current_niche(client: Client, niche: Profile) -> None:
    path = f"/v1/profiles/{niche.id}"
    first = client.put(path, {**niche.to_dict(), "name": "Mine"}).json
    answer = client.put(path, {**niche.to_dict(), "name": "Yours"})
    assert (answer.status_code, answer.json["error"]["code"]) == (409, "revision_conflict")
    assert answer.json["current"] == first


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"name": "x", "keywords": [], "revision": "1"}, "revision"),
        ({"name": "x", "keywords": []}, "revision"),
        ({"name": "x", "revision": 1}, "keywords"),
        ({"keywords": [], "revision": 1}, "name"),
        ({"id": "other", "name": "x", "keywords": [], "revision": 1}, "id"),
        ({"name": "x", "keywords": [], "revision": 1, "colour": 1}, "colour"),
    ],
)
def test_a_change_of_the_wrong_shape_is_told_where(client: Client, niche: Profile, body: Any, field: str) -> None:
    answer = client.put(f"/v1/profiles/{niche.id}", body)
    assert (answer.status_code, answer.json["error"]["field"]) == (400, field)
    assert client.get(f"/v1/profiles/{niche.id}").json == niche.to_dict()


def test_lists_come_in_pages(client: Client) -> None:
    for number in range(5):
        client.post("/v1/profiles", {"name": f"n{number}", "keywords": []})
    first = client.get("/v1/profiles?limit=2").json
    second = client.get(f"/v1/profiles?limit=2&cursor={first['cursor']}").json
    last = client.get(f"/v1/profiles?limit=2&cursor={second['cursor']}").json
    assert [item["name"] for page in (first, second, last) for item in page["items"]] == ["n0", "n1", "n2", "n3", "n4"]
    assert last["cursor"] is None


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=201", "limit=x", "cursor=-1", "cursor=x", "limit=٣", "cursor=" + "9" * 40]
)
def test_a_page_that_cannot_be_is_refused(client: Client, query: str) -> None:
    assert client.get(f"/v1/profiles?{query}").status_code == 400


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 404),
        ("GET", "/v1", 404),
        ("GET", "/v1/nothing", 404),
        ("GET", "/v1/profiles/..%2f..%2fetc", 404),
        ("GET", "/v1//profiles", 404),
        ("GET", "/v1/profiles/", 404),
        ("GET", "/v1/profiles/" + "x" * 5_000, 404),
        ("DELETE", "/v1/verdicts", 405),
        ("GET", "/v1/verdicts", 405),
        ("PUT", "/v1/profiles", 405),
        ("DELETE", "/v1/profiles/nothing", 404),
        ("POST", "/v1/profiles/nothing/activate", 404),
    ],
)
def test_every_error_has_the_one_body(client: Client, method: str, path: str, status: int) -> None:
    answer = client.call(method, path)
    assert answer.status_code == status
    assert set(answer.json) == {"error"}
    assert set(answer.json["error"]) <= {"code", "message", "field"}
    assert answer.json["error"]["code"]
    assert answer.json["error"]["message"]


def test_an_unexpected_error_shows_no_inside(
    client: Client, services: Services, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_self: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(type(services.stores.profiles), "list_profiles", fail)
    answer = client.get("/v1/profiles")
    assert (answer.status_code, answer.json["error"]["code"]) == (500, "unexpected")
    assert "secret" not in answer.text
    assert "unexpected RuntimeError" in caplog.text


def test_the_owner_pairs_lists_and_revokes(owner: Client, stranger: Client) -> None:
    made = owner.post("/v1/pairings", {"name": "laptop"})
    assert made.status_code == 201
    _, port, browser_id, token = made.json["pairing"].split(":")
    assert (port, browser_id) == ("27182", made.json["id"])
    assert stranger.get("/v1/profiles", Authorization=f"Bearer {token}").status_code == 200
    listed = owner.get("/v1/pairings")
    assert [item["name"] for item in listed.json["items"]] == ["laptop"]
    assert token not in listed.text
    assert owner.delete(f"/v1/pairings/{browser_id}").status_code == 204
    assert stranger.get("/v1/profiles", Authorization=f"Bearer {token}").status_code == 401


@pytest.mark.parametrize("name", [None, "", "  ", 5, "x" * 101, "lap\ntop", "lap\x1btop", "lap\u2028top", "lap\ud83d"])
def test_a_pairing_needs_a_name_of_one_line(owner: Client, name: object) -> None:
    answer = owner.post("/v1/pairings", {"name": name})
    assert (answer.status_code, answer.json["error"]["field"]) == (400, "name")
    assert owner.get("/v1/pairings").json["items"] == []


@pytest.mark.parametrize("levels", [150, 600, 5_000, 100_000])
@pytest.mark.parametrize("path", ["/v1/verdicts", "/v1/profiles"])
@pytest.mark.parametrize("escape", ["", "\\ud83d"])
def test_a_body_nested_too_deep_is_refused_in_words(client: Client, path: str, levels: int, escape: str) -> None:
    deep = "[" * levels + f'"{escape}"' + "]" * levels
    body = f'{{"name": "x", "keywords": {deep}}}' if "profiles" in path else f'{{"people": {deep}}}'
    answer = client.call("POST", path, data=body, content_type="application/json")
    assert answer.status_code == 400
    assert "more than 100 deep in each other; send it without them" in answer.json["error"]["message"]


def test_a_name_that_is_the_id_of_another_niche_is_taken(client: Client, niche: Profile) -> None:
    answer = client.post("/v1/profiles", {"name": niche.id.upper(), "keywords": []})
    assert answer.status_code == 400
    assert "is taken by another niche" in answer.json["error"]["message"]


def test_answers_are_utf_8_json(client: Client) -> None:
    answer = client.post("/v1/profiles", {"name": "Näh 🧵", "keywords": []})
    assert answer.mimetype == "application/json"
    assert json.loads(answer.data.decode("utf-8"))["name"] == "Näh 🧵"


def test_the_bands_begin_where_the_settings_say(client: Client, niche: Profile) -> None:
    assert client.get("/v1/settings").json == DEFAULTS
    assert client.put("/v1/settings", {"strong_cut": 30}).json == {**DEFAULTS, "strong_cut": 30}
    body = client.post("/v1/verdicts", ask([{"handle": "a", "bio": "CSS"}])).json
    assert (body["verdicts"][0]["relevance"], body["verdicts"][0]["band"]) == (32, "strong")
    for wrong in ({"strong_cut": 10}, {"strong_cut": "x"}, {"colour": 1}):
        assert client.put("/v1/settings", wrong).status_code == 400
    assert client.get("/v1/settings").json["strong_cut"] == 30
