"""The guard's last step: whose token it is, which extension it belongs to, and how often one may be wrong."""

import errno
import threading
from collections.abc import Callable

import pytest
from flask import Flask

from fieldmark.app import Services
from fieldmark.guard import WRONG_TOKENS_ALLOWED, WrongTokenLimiter
from fieldmark.store import Pairing, storage
from support import Client

FIREFOX = "moz-extension://11111111-2222-4333-8444-555555555555"
OTHER_FIREFOX = "moz-extension://aaaaaaaa-2222-4333-8444-555555555555"


def after_finding(monkeypatch: pytest.MonkeyPatch, services: Services, act: Callable[[Pairing], object]) -> None:
    """Lets something happen between the moment a token is found and the moment it counts."""
    store = services.stores.pairings
    real = store.find_by_token

    def find(token: str) -> Pairing | None:
        found = real(token)
        if found:
            act(found)
        return found

    monkeypatch.setattr(store, "find_by_token", find)


def test_a_token_belongs_to_the_extension_that_used_it_first(client: Client, services: Services) -> None:
    assert client.call("GET", "/v1/profiles", headers={"Origin": FIREFOX}).status_code == 200
    assert client.call("GET", "/v1/profiles", headers={"Origin": FIREFOX}).status_code == 200
    answer = client.call("GET", "/v1/profiles", headers={"Origin": OTHER_FIREFOX})
    assert (answer.status_code, answer.json["error"]["code"]) == (401, "unpaired")
    assert "another browser" in answer.json["error"]["message"]
    assert services.stores.pairings.list_pairings()[0].origin == FIREFOX


def test_a_revoked_token_is_worth_nothing(client: Client, services: Services) -> None:
    services.stores.pairings.revoke_pairing(services.stores.pairings.list_pairings()[0].browser_id)
    assert client.get("/v1/profiles").status_code == 401


def test_wrong_tokens_are_held_up_and_right_ones_are_not(client: Client) -> None:
    statuses = [
        client.get("/v1/profiles", Authorization=f"Bearer {n}").status_code for n in range(WRONG_TOKENS_ALLOWED + 5)
    ]
    assert statuses == [401] * WRONG_TOKENS_ALLOWED + [429] * 5
    assert client.get("/v1/profiles").status_code == 200


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Basic eDp5"], ids=str)
def test_who_presents_no_token_is_never_held_up_and_holds_nobody_up(client: Client, header: str | None) -> None:
    for _ in range(WRONG_TOKENS_ALLOWED + 5):
        answer = client.get("/v1/profiles", Authorization=header)
        assert (answer.status_code, answer.json["error"]["code"]) == (401, "unpaired")
    statuses = [client.get("/v1/profiles", Authorization="Bearer x").status_code for _ in range(WRONG_TOKENS_ALLOWED)]
    assert statuses == [401] * WRONG_TOKENS_ALLOWED
    assert client.get("/v1/profiles", Authorization="Bearer é").status_code == 429
    assert client.get("/v1/profiles", Authorization=header).status_code == 401


def test_wrong_tokens_are_forgotten_after_a_minute() -> None:
    now = 0.0
    limiter = WrongTokenLimiter(lambda: now)
    for _ in range(WRONG_TOKENS_ALLOWED):
        limiter.refuse("peer")
    with pytest.raises(Exception, match="too many"):
        limiter.refuse("peer")
    limiter.refuse("another peer")
    now = 61.0
    limiter.refuse("peer")


def test_of_two_origins_at_the_same_time_one_gets_the_token(
    client: Client, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    def bind_other(pairing: Pairing) -> None:
        services.stores.pairings.claim_origin(pairing.browser_id, OTHER_FIREFOX)

    after_finding(monkeypatch, services, bind_other)
    answer = client.call("GET", "/v1/profiles", headers={"Origin": FIREFOX})
    assert (answer.status_code, answer.json["error"]["code"]) == (401, "unpaired")
    assert services.stores.pairings.list_pairings()[0].origin == OTHER_FIREFOX


def test_of_eight_origins_at_the_same_time_one_gets_the_token(app: Flask, client: Client) -> None:
    origins = [f"moz-extension://{number}1111111-2222-4333-8444-555555555555" for number in range(8)]
    barrier, statuses = threading.Barrier(8), dict.fromkeys(origins, 0)

    def ask(origin: str) -> None:
        own = Client(app, client.headers["Authorization"].removeprefix("Bearer "))
        barrier.wait()
        statuses[origin] = own.call("GET", "/v1/profiles", headers={"Origin": origin}).status_code

    threads = [threading.Thread(target=ask, args=(origin,)) for origin in origins]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses.values()) == [200] + [401] * 7


def test_a_pairing_that_is_revoked_meanwhile_is_answered_as_unpaired(
    client: Client, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    after_finding(monkeypatch, services, lambda pairing: services.stores.pairings.revoke_pairing(pairing.browser_id))
    answer = client.call("GET", "/v1/profiles", headers={"Origin": FIREFOX})
    assert (answer.status_code, answer.json["error"]["code"]) == (401, "unpaired")


def test_a_full_disk_neither_fails_a_browsers_first_request_nor_lets_a_second_one_in(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(storage, "stage_file", refuse)
    statuses = [
        client.call("GET", "/v1/profiles", headers={"Origin": origin}).status_code
        for origin in (FIREFOX, OTHER_FIREFOX, FIREFOX)
    ]
    assert statuses == [200, 401, 200]


def test_the_owners_token_belongs_to_no_origin(owner: Client) -> None:
    for origin in (FIREFOX, OTHER_FIREFOX):
        assert owner.call("GET", "/v1/profiles", headers={"Origin": origin}).status_code == 200
