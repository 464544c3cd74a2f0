"""People remembered by verdicts: looked at, paged, forgotten; never with --no-memory; a full disk is told."""

from pathlib import Path

import pytest

from fieldmark.app import Services, create_app
from fieldmark.learner import Learner
from fieldmark.settings import Settings
from fieldmark.store import Ledger, StoreError
from support import PORT, WEB_NICHE, Client

PEOPLE = [{"handle": f"p{number}", "id": str(number), "bio": "css", "position": number} for number in range(3)]


@pytest.fixture
def browser(client: Client) -> Client:
    client.post("/v1/profiles", WEB_NICHE)
    return client


def ask(client: Client, people: list[dict[str, object]] = PEOPLE, **options: object) -> dict[str, object]:
    answer = client.post("/v1/verdicts", {"account": "42", "list": "followers", "people": people, **options})
    assert answer.status_code == 200, answer.text
    return dict(answer.json)


def list_keys(client: Client, account: str = "42") -> list[str]:
    return [person["key"] for person in client.get(f"/v1/people?account={account}").json["items"]]


def test_people_sent_for_verdicts_are_remembered(browser: Client) -> None:
    ask(browser)
    first, *_ = browser.get("/v1/people?account=42").json["items"]
    assert first.pop("last_seen") > 1_600_000_000_000
    assert first == {
        "key": "0", "handle": "p0", "id": "0", "bio": "css", "first_seen": None,
        "lists": [{"list": "followers", "position": 0}],
    }  # fmt: skip


def test_who_is_not_to_be_remembered_is_not(browser: Client) -> None:
    assert "warnings" not in ask(browser, remember=False)
    assert list_keys(browser) == []


def test_accounts_see_their_own_people(browser: Client) -> None:
    ask(browser)
    assert list_keys(browser, "43") == []
    assert list_keys(browser, "@ada") == []


def test_a_verdict_says_when_the_row_was_first_mounted_once_it_was(browser: Client) -> None:
    def read_first_seen(people: list[dict[str, object]] = PEOPLE, **options: object) -> list[object]:
        verdicts = ask(browser, people, **options)["verdicts"]
        assert isinstance(verdicts, list)
        return [verdict.get("first_seen", "absent") for verdict in verdicts]

    assert read_first_seen() == ["absent"] * 3
    # The row is mounted now: before this request it was not.
    assert read_first_seen([{**PEOPLE[1], "mounted": True}]) == ["absent"]
    first, second, third = read_first_seen()
    assert (first, third) == ("absent", "absent")
    assert second == browser.get("/v1/people?account=42").json["items"][1]["first_seen"]
    assert isinstance(second, int)
    assert read_first_seen(remember=False) == ["absent"] * 3
    browser.put("/v1/decisions/1", {"account": "42", "triage": "passed", "id": "a"})
    assert read_first_seen() == ["absent", second, "absent"]
    browser.delete("/v1/people?account=42")
    assert read_first_seen() == ["absent"] * 3


def test_people_come_in_pages(browser: Client) -> None:
    ask(browser)
    page = browser.get("/v1/people?account=42&limit=2").json
    assert [person["key"] for person in page["items"]] == ["0", "1"]
    last = browser.get(f"/v1/people?account=42&limit=2&cursor={page['cursor']}").json
    assert [person["key"] for person in last["items"]] == ["2"]
    assert last["cursor"] is None


def test_a_person_is_forgotten(browser: Client) -> None:
    ask(browser)
    assert browser.delete("/v1/people/1?account=42").status_code == 204
    assert browser.delete("/v1/people/2").status_code == 204
    assert list_keys(browser) == ["0"]
    answer = browser.delete("/v1/people/1")
    assert (answer.status_code, answer.json["error"]["code"]) == (404, "not_found")


@pytest.mark.parametrize("path", ["/v1/people?account=42", "/v1/people/0?account=42", "/v1/people/0"])
def test_what_the_forgotten_taught_is_forgotten_after_them(
    browser: Client, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(browser)
    left: list[list[str]] = []
    monkeypatch.setattr(Learner, "forget", lambda *_: left.append(list_keys(browser)))
    browser.delete(path)
    assert left == [[] if path.startswith("/v1/people?") else ["1", "2"]]


def test_an_account_is_forgotten(browser: Client) -> None:
    ask(browser)
    assert browser.delete("/v1/people?account=42").json == {"forgotten": 3}
    assert list_keys(browser) == []


@pytest.mark.parametrize("path", ["/v1/people", "/v1/people?account=Ada", "/v1/people?account=42&limit=0"])
def test_a_wrong_question_names_its_field(browser: Client, path: str) -> None:
    answer = browser.get(path)
    assert answer.status_code == 400
    assert answer.json["error"]["field"] in ("account", "limit")


def test_forgetting_everybody_needs_an_account(browser: Client) -> None:
    ask(browser)
    assert browser.delete("/v1/people").json["error"]["field"] == "account"
    assert len(list_keys(browser)) == 3


def test_without_memory_nobody_is_remembered(tmp_path: Path) -> None:
    app = create_app(Settings(port=PORT, folder=tmp_path, remember=False))
    services: Services = app.extensions["fieldmark"]
    client = Client(app, services.owner_token)
    client.post("/v1/profiles", WEB_NICHE)
    ask(client)
    assert list_keys(client) == []


def test_badges_go_on_when_nobody_can_be_remembered(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> int:
        message = "ledger.sqlite3 could not be written; make room on the disk"
        raise StoreError(message)

    monkeypatch.setattr(Ledger, "remember", fail)
    answer = ask(browser)
    assert len(answer["verdicts"]) == 3  # type: ignore[arg-type]
    assert answer["warnings"] == [
        {"code": "not_remembered", "message": "ledger.sqlite3 could not be written; make room on the disk"}
    ]
