"""An account that was known by its handle first, and then by its id: its people and decisions go along, once."""

from pathlib import Path

import pytest

from fieldmark import Person
from fieldmark.store import Ledger, StoreError
from fieldmark.values import Decision, DecisionChange
from support import WEB_NICHE, Client, Clock

HANDLE, ACCOUNT = "@me", "42"


def decide(ledger: Ledger, account: str, key: str, change_id: str, triage: str, at: int) -> Decision:
    return ledger.decisions.decide(account, key, DecisionChange(change_id, {"triage": triage}, at))


def list_decided(ledger: Ledger) -> dict[str, str]:
    return {one.decision.key: one.decision.triage for one in ledger.decisions.list_decided(ACCOUNT, 99)}


def test_an_account_that_is_new_by_its_id_is_the_one_of_the_handle(ledger: Ledger) -> None:
    ledger.remember(HANDLE, "followers", [Person("ada", id="7")])
    decide(ledger, HANDLE, "7", "a", "passed", 5)
    assert ledger.join_accounts(HANDLE, ACCOUNT) == 1
    assert ledger.entries.describe()["accounts"] == [{"account": ACCOUNT, "people": 1, "decisions": 1}]
    assert ledger.join_accounts(HANDLE, ACCOUNT) == 0


def test_what_both_have_is_one_and_the_newer_holds(ledger: Ledger, clock: Clock) -> None:
    ada, bob = Person("ada", id="7", bio="new", followers=5), Person("bob", id="8", bio="old")
    ledger.remember(ACCOUNT, "followers", [Person("ada", id="7", bio="old", location="Köln"), Person("carl", id="9")])
    ledger.remember(HANDLE, "members", [bob, Person("dora", source="page")])
    clock.seconds += 10
    ledger.remember(HANDLE, "following", [ada])
    ledger.remember(ACCOUNT, "followers", [Person("bob", id="8", bio="new")])
    decide(ledger, ACCOUNT, "7", "a", "later", 10)
    decide(ledger, HANDLE, "7", "b", "passed", 20)
    decide(ledger, HANDLE, "8", "c", "passed", 10)
    decide(ledger, ACCOUNT, "8", "d", "followed", 20)
    decide(ledger, HANDLE, "@dora", "e", "later", 10)
    assert ledger.join_accounts(HANDLE, ACCOUNT) == 3
    people = {person.key: person for person in ledger.list_people(ACCOUNT, 99)}
    assert people["7"].fields == {"handle": "ada", "id": "7", "bio": "new", "location": "Köln", "followers": 5}
    assert people["7"].places == {"followers": None, "following": None}
    assert people["8"].fields["bio"] == "new"
    assert people.keys() == {"7", "8", "9", "@dora"}
    assert list_decided(ledger) == {"7": "passed", "8": "followed", "@dora": "later"}
    assert [change.id for change in ledger.decisions.get_history(ACCOUNT, "7")[1]] == ["a", "b"]
    assert [one["account"] for one in ledger.entries.describe()["accounts"]] == [ACCOUNT]


def test_a_change_delivered_under_both_names_counts_once(ledger: Ledger) -> None:
    first = decide(ledger, HANDLE, "7", "a", "passed", 5)
    decide(ledger, ACCOUNT, "7", "a", "passed", 5)
    ledger.join_accounts(HANDLE, ACCOUNT)
    assert decide(ledger, ACCOUNT, "7", "a", "passed", 5) == first
    assert len(ledger.decisions.get_history(ACCOUNT, "7")[1]) == 1
    # Once more, by a browser that did not hear yet.
    decide(ledger, HANDLE, "7", "a", "passed", 5)
    ledger.join_accounts(HANDLE, ACCOUNT)
    assert len(ledger.decisions.get_history(ACCOUNT, "7")[1]) == 1


def test_two_changes_of_one_id_are_both_kept(ledger: Ledger) -> None:
    decide(ledger, HANDLE, "7", "1", "passed", 5)
    decide(ledger, ACCOUNT, "8", "1", "later", 5)
    ledger.join_accounts(HANDLE, ACCOUNT)
    assert list_decided(ledger) == {"7": "passed", "8": "later"}


def test_a_row_without_an_id_is_found_beside_the_one_with_it(ledger: Ledger, clock: Clock) -> None:
    decide(ledger, HANDLE, "@ada", "a", "passed", 5)
    clock.seconds += 1
    ledger.remember(ACCOUNT, "followers", [Person("ada", id="7")])
    ledger.join_accounts(HANDLE, ACCOUNT)
    for person in (Person("ada", source="page"), Person("ada", id="7")):
        found = ledger.decisions.find_standings(ACCOUNT, [person]).find(person)
        assert found
        assert found.triage == "passed"
    ledger.remember(ACCOUNT, "followers", [Person("ada", id="7")])
    assert list_decided(ledger) == {"7": "passed"}


def test_joining_outlives_the_process(ledger: Ledger, tmp_path: Path) -> None:
    decide(ledger, HANDLE, "7", "a", "passed", 5)
    decide(ledger, ACCOUNT, "8", "b", "passed", 5)
    ledger.join_accounts(HANDLE, ACCOUNT)
    ledger.close()
    again = Ledger(tmp_path)
    assert list_decided(again) == {"8": "passed", "7": "passed"}
    again.close()


@pytest.fixture
def browser(client: Client) -> Client:
    client.post("/v1/profiles", WEB_NICHE)
    return client


ADA = {"handle": "ada", "id": "7", "bio": "css"}
BODY = {"account": ACCOUNT, "list": "followers", "people": [ADA]}


def test_verdicts_join_an_account_with_its_handle(browser: Client) -> None:
    browser.post("/v1/verdicts", {**BODY, "account": HANDLE})
    browser.put("/v1/decisions/7", {"account": HANDLE, "id": "a", "triage": "passed"})
    unjoined = browser.post("/v1/verdicts", {**BODY, "account_handle": HANDLE, "remember": False}).json
    assert unjoined["verdicts"][0]["triage"] == "undecided"
    for _ in range(2):
        joined = browser.post("/v1/verdicts", {**BODY, "account_handle": HANDLE}).json
        assert joined["verdicts"][0]["triage"] == "passed"
    assert [one["account"] for one in browser.get("/v1/ledger").json["accounts"]] == [ACCOUNT]


NO_HANDLES: list[object] = [None, 5, "42", "me", "@Me", "@", []]


@pytest.mark.parametrize(
    "wrong",
    [*({"account_handle": handle} for handle in NO_HANDLES), {"account_handle": HANDLE, "account": HANDLE}],
)
def test_a_handle_that_is_none_is_refused(browser: Client, wrong: dict[str, object]) -> None:
    answer = browser.post("/v1/verdicts", {**BODY, **wrong})
    assert (answer.status_code, answer.json["error"]["field"]) == (400, "account_handle")


def test_badges_go_on_when_accounts_cannot_be_joined(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> int:
        message = "ledger.sqlite3 could not be written; make room on the disk"
        raise StoreError(message)

    monkeypatch.setattr(Ledger, "join_accounts", fail)
    answer = browser.post("/v1/verdicts", {**BODY, "account_handle": HANDLE}).json
    assert len(answer["verdicts"]) == 1
    assert answer["warnings"][0]["code"] == "not_remembered"
