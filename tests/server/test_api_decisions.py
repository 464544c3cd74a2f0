"""Decisions over the API: made, looked at, shown in verdicts; garbage is refused by name; never with --no-memory."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from described import Answer
from fieldmark.app import Services, create_app
from fieldmark.settings import Settings
from fieldmark.store import StoreError
from fieldmark.store.ledger.decisions import Decisions
from support import PORT, WEB_NICHE, Client

ADA = {"handle": "ada", "id": "7", "bio": "css"}
PASSED = {"account": "42", "triage": "passed", "id": "a"}


@pytest.fixture
def browser(client: Client) -> Client:
    client.post("/v1/profiles", WEB_NICHE)
    return client


def ask(client: Client, *people: Mapping[str, object], **options: object) -> list[dict[str, Any]]:
    answer = client.post("/v1/verdicts", {"account": "42", "list": "followers", "people": people, **options})
    assert answer.status_code == 200, answer.text
    return list(answer.json["verdicts"])


def put(client: Client, key: str, **body: object) -> Answer:
    return client.put(f"/v1/decisions/{key}", {**PASSED, **body})


def test_a_decision_is_made_and_answered(browser: Client) -> None:
    answer = put(browser, "7", note="no", overrule="not_relevant", at=5)
    assert answer.status_code == 200
    assert answer.json == {"key": "7", "triage": "passed", "overrule": "not_relevant", "note": "no", "changed": 5}


def test_the_same_id_again_is_answered_the_same_and_with_another_content_refused(browser: Client) -> None:
    first = put(browser, "7").json
    put(browser, "7", id="b", triage="later")
    assert put(browser, "7").json == first
    refused = put(browser, "7", triage="followed")
    assert (refused.status_code, refused.json["error"]["code"]) == (409, "id_reused")
    assert refused.json["error"]["field"] == "id"


def test_a_verdict_carries_the_decision(browser: Client) -> None:
    (before,) = ask(browser, ADA)
    assert (before["triage"], before["overrule"], before["note"]) == ("undecided", None, None)
    put(browser, "7", note="hm", overrule="relevant")
    for options in ({}, {"remember": False}):
        for person in (ADA, {"handle": "Ada", "source": "page"}):
            (after,) = ask(browser, person, **options)
            assert (after["triage"], after["overrule"], after["note"]) == ("passed", "relevant", "hm")
            assert "came_back" not in after
    (after,) = ask(browser, ADA)
    assert {**after, "triage": "undecided", "overrule": None, "note": None} == before
    (elsewhere,) = ask(browser, ADA, account="43")
    assert elsewhere["triage"] == "undecided"


def test_a_decision_by_handle_shows_on_the_id(browser: Client) -> None:
    put(browser, "@ada")
    assert ask(browser, ADA, remember=False)[0]["triage"] == "passed"
    assert ask(browser, ADA)[0]["triage"] == "passed"
    assert browser.get("/v1/decisions/7?account=42").json["key"] == "7"


def test_a_changed_bio_brings_a_person_back_and_the_verdict_says_so(browser: Client) -> None:
    ask(browser, ADA)
    put(browser, "7")
    poet = {**ADA, "bio": "poet"}
    (unwritten,) = ask(browser, poet, remember=False)
    assert unwritten["triage"] == "passed"
    for _ in range(2):
        (verdict,) = ask(browser, poet)
        assert (verdict["triage"], verdict["came_back"]) == ("undecided", "bio_changed")
    history = browser.get("/v1/decisions/7?account=42").json["history"]
    assert [change.get("reason") for change in history] == [None, "bio_changed"]
    put(browser, "7", id="b")
    assert "came_back" not in ask(browser, poet)[0]


def test_whom_the_answer_says_i_follow_is_not_decided_by_that(browser: Client) -> None:
    (verdict,) = ask(browser, {**ADA, "i_follow": True})
    assert verdict["triage"] == "undecided"
    assert browser.get("/v1/decisions?account=42").json == {"items": [], "cursor": None}


def test_decisions_come_in_pages_and_only_of_who_was_decided_about(browser: Client) -> None:
    ask(browser, ADA)
    for key in ("1", "2", "3"):
        put(browser, key, id=key)
    page = browser.get("/v1/decisions?account=42&limit=2").json
    assert [item["key"] for item in page["items"]] == ["1", "2"]
    last = browser.get(f"/v1/decisions?account=42&limit=2&cursor={page['cursor']}").json
    assert ([item["key"] for item in last["items"]], last["cursor"]) == (["3"], None)


def test_the_history_of_one_person(browser: Client) -> None:
    put(browser, "7", at=5)
    put(browser, "7", id="b", triage="undecided")
    found = browser.get("/v1/decisions/7?account=42").json
    history = found.pop("history")
    assert (found["key"], found["triage"]) == ("7", "undecided")
    assert history[0].pop("received") > 1_600_000_000_000
    assert history[0] == {"id": "a", "triage": "passed", "moment": 5, "at": 5}
    missing = browser.get("/v1/decisions/8?account=42")
    assert (missing.status_code, missing.json["error"]["code"]) == (404, "not_found")


def test_a_decision_on_somebody_never_seen_brings_the_person(browser: Client) -> None:
    assert put(browser, "7", person=ADA).status_code == 200
    assert put(browser, "8", id="b", person={"handle": "bob", "source": "page"}).status_code == 200
    people = browser.get("/v1/people?account=42").json["items"]
    assert [(person["key"], person.get("handle"), person.get("bio")) for person in people] == [
        ("7", "ada", "css"),
        ("8", "bob", None),
    ]


GARBAGE: list[tuple[dict[str, object], str]] = [
    ({"account": None}, "account"),
    ({"account": "Ada"}, "account"),
    ({"triage": None}, "triage"),
    ({"triage": "maybe"}, "triage"),
    ({"triage": ["passed"]}, "triage"),
    ({"overrule": "yes"}, "overrule"),
    ({"overrule": {}}, "overrule"),
    ({"note": "x" * 281}, "note"),
    ({"note": 5}, "note"),
    ({"id": None}, "id"),
    ({"id": ""}, "id"),
    ({"id": "x" * 101}, "id"),
    ({"id": "a b"}, "id"),
    ({"id": "é"}, "id"),
    ({"at": None}, "at"),
    ({"at": -1}, "at"),
    ({"at": 1.5}, "at"),
    ({"at": True}, "at"),
    ({"at": 10**18}, "at"),
    ({"person": None}, "person"),
    ({"person": []}, "person"),
    ({"person": {"handle": "a b"}}, "person.handle"),
    ({"person": {"handle": "bob", "id": "8"}}, "person"),
    ({"triege": "passed"}, "triege"),
]


@pytest.mark.parametrize(("body", "field"), GARBAGE, ids=str)
def test_garbage_is_refused_by_name(browser: Client, body: dict[str, object], field: str) -> None:
    answer = put(browser, "7", **body)
    assert (answer.status_code, answer.json["error"]["field"]) == (400, field)
    assert browser.get("/v1/decisions?account=42").json["items"] == []


@pytest.mark.parametrize("key", ["Ada", "@Ada", "@", "x", "1" * 21, "7%0A", "@a%20b", "%ED%A0%80"])
def test_a_key_that_is_none_is_refused(browser: Client, key: str) -> None:
    for answer in (put(browser, key), browser.get(f"/v1/decisions/{key}?account=42")):
        assert (answer.status_code, answer.json["error"]["field"]) == (400, "key")


def test_nothing_to_change_is_refused(browser: Client) -> None:
    answer = browser.put("/v1/decisions/7", {"account": "42", "id": "a"})
    assert (answer.status_code, answer.json["error"]["field"]) == (400, "triage")


def test_half_an_emoji_in_a_note_is_mended_and_a_blank_note_is_none(browser: Client) -> None:
    headers = {**browser.headers, "Content-Type": "application/json"}
    half = b'{"account": "42", "id": "a", "note": "a\\ud83d"}'
    assert browser.call("PUT", "/v1/decisions/7", headers=headers, data=half).json["note"] == "a\ufffd"
    assert put(browser, "7", id="b", note=" \n").json["note"] is None
    assert put(browser, "7", id="c", note="🏺" * 280).json["note"] == "🏺" * 280


@pytest.mark.parametrize("path", ["", "?account=Ada", "?account=42&limit=0", "?account=42&cursor=x", "/7"])
def test_a_wrong_question_names_its_field(browser: Client, path: str) -> None:
    answer = browser.get(f"/v1/decisions{path}")
    assert answer.status_code == 400
    assert answer.json["error"]["field"] in ("account", "limit", "cursor")


def test_without_memory_a_decision_is_refused_in_words(tmp_path: Path) -> None:
    app = create_app(Settings(port=PORT, folder=tmp_path, remember=False))
    services: Services = app.extensions["fieldmark"]
    answer = put(Client(app, services.owner_token), "7")
    assert (answer.status_code, answer.json["error"]["code"]) == (409, "no_memory")
    assert "without --no-memory" in answer.json["error"]["message"]


def fail(*_: object) -> None:
    message = "ledger.sqlite3 could not be written; make room on the disk"
    raise StoreError(message)


def test_badges_go_on_when_a_changed_bio_cannot_be_noted(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(browser, ADA)
    put(browser, "7")
    monkeypatch.setattr(Decisions, "note_bios", fail)
    body = {"account": "42", "list": "followers", "people": [{**ADA, "bio": "poet"}]}
    answer = browser.post("/v1/verdicts", body).json
    assert answer["verdicts"][0]["triage"] == "passed"
    assert [warning["code"] for warning in answer["warnings"]] == ["decisions_in_doubt"]
    monkeypatch.setattr(Decisions, "find_standings", fail)
    answer = browser.post("/v1/verdicts", body).json
    assert answer["verdicts"][0]["triage"] == "undecided"
    assert [warning["code"] for warning in answer["warnings"]] == ["decisions_in_doubt"]


def test_a_decision_that_cannot_be_written_is_not_acknowledged(
    browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Decisions, "decide", fail)
    answer = put(browser, "7")
    assert (answer.status_code, answer.json["error"]["code"]) == (507, "store_failed")
