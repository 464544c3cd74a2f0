"""The guard: every step's own status and code, in their order, before any body is read."""

import hmac
from hashlib import sha256
from pathlib import Path

import pytest
from flask import Flask

from fieldmark.app import Services
from fieldmark.settings import EXTENSION_IDS
from fieldmark.values import Profile
from support import HOST, PORT, Client

CHROMIUM = f"chrome-extension://{EXTENSION_IDS[0]}"
FIREFOX = "moz-extension://11111111-2222-4333-8444-555555555555"


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        # Host
        ({"Host": None}, 403, "bad_host"),
        ({"Host": "evil.test"}, 403, "bad_host"),
        ({"Host": f"evil.test:{PORT}"}, 403, "bad_host"),
        ({"Host": f"localhost:{PORT}"}, 403, "bad_host"),
        ({"Host": f"[::1]:{PORT}"}, 403, "bad_host"),
        ({"Host": f"0.0.0.0:{PORT}"}, 403, "bad_host"),
        ({"Host": "127.0.0.1"}, 403, "bad_host"),
        ({"Host": "127.0.0.1:1"}, 403, "bad_host"),
        ({"Host": f"127.0.0.1:{PORT}.evil.test"}, 403, "bad_host"),
        ({"Host": f"127.0.0.1:{PORT}, evil.test"}, 403, "bad_host"),
        ({"Host": f"evil@127.0.0.1:{PORT}"}, 403, "bad_host"),
        # Origin
        ({"Origin": "null"}, 403, "bad_origin"),
        ({"Origin": ""}, 403, "bad_origin"),
        ({"Origin": "https://x.com"}, 403, "bad_origin"),
        ({"Origin": f"http://{HOST}"}, 403, "bad_origin"),
        ({"Origin": "chrome-extension://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}, 403, "bad_origin"),
        ({"Origin": CHROMIUM + ".evil.test"}, 403, "bad_origin"),
        ({"Origin": "moz-extension://evil"}, 403, "bad_origin"),
        ({"Origin": FIREFOX + ".evil.test"}, 403, "bad_origin"),
        # Fetch-Metadata
        ({"Sec-Fetch-Site": "cross-site"}, 403, "bad_site"),
        ({"Sec-Fetch-Site": "same-site"}, 403, "bad_site"),
        ({"Sec-Fetch-Mode": "navigate"}, 403, "bad_site"),
        ({"Sec-Fetch-Mode": "no-cors"}, 403, "bad_site"),
        ({"Origin": FIREFOX, "Sec-Fetch-Site": "same-site"}, 403, "bad_site"),
        # Client and token
        ({"X-Fieldmark-Client": None}, 403, "no_client"),
        ({"X-Fieldmark-Client": "2"}, 403, "no_client"),
        ({"Authorization": None}, 401, "unpaired"),
        ({"Authorization": "Bearer "}, 401, "unpaired"),
        ({"Authorization": "Bearer x"}, 401, "unpaired"),
        ({"Authorization": "Bearer é"}, 401, "unpaired"),
        ({"Authorization": "Basic eDp5"}, 401, "unpaired"),
    ],
)
def test_a_request_that_fails_a_step_gets_that_steps_answer(
    client: Client, headers: dict[str, str | None], status: int, code: str
) -> None:
    answer = client.call("GET", "/v1/profiles", headers=headers)
    assert (answer.status_code, answer.json["error"]["code"]) == (status, code)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": CHROMIUM, "Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "cors"},
        {"Origin": FIREFOX, "Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors"},
        {"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "cors"},
        {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors"},
        {"Origin": FIREFOX, "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors"},
    ],
)
def test_what_the_extension_sends_in_either_browser_passes(client: Client, headers: dict[str, str]) -> None:
    assert client.call("GET", "/v1/profiles", headers=headers).status_code == 200


FAILURES: list[tuple[dict[str, str | None], str]] = [
    ({"Host": "evil.test"}, "bad_host"),
    ({"Origin": "https://evil.test"}, "bad_origin"),
    ({"Sec-Fetch-Mode": "navigate"}, "bad_site"),
    ({"Content-Type": "text/plain"}, "not_json"),
    ({"X-Fieldmark-Client": None}, "no_client"),
    ({"Authorization": "Bearer wrong"}, "unpaired"),
]


@pytest.mark.parametrize("first", range(len(FAILURES)))
def test_the_first_step_that_fails_answers(client: Client, first: int) -> None:
    headers: dict[str, str | None] = {}
    for failure, _ in FAILURES[first:]:
        headers |= failure
    headers.setdefault("Content-Type", "application/json")
    answer = client.call("POST", "/v1/profiles", headers=headers, data=b"{}")
    assert answer.json["error"]["code"] == FAILURES[first][1]


@pytest.mark.parametrize("method", ["HEAD", "PATCH", "TRACE", "CONNECT", "BREW"])
def test_other_methods_are_refused(client: Client, method: str) -> None:
    assert client.call(method, "/v1/profiles").status_code == 405


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_a_body_that_is_not_json_is_refused_unread(client: Client, kind: str) -> None:
    answer = client.call("POST", "/v1/profiles", headers={"Content-Type": kind}, data=b'{"name": "x"}')
    assert (answer.status_code, answer.json["error"]["code"]) == (415, "not_json")


def test_a_body_past_the_limit_is_refused_unread(client: Client) -> None:
    answer = client.call("POST", "/v1/profiles", headers={"Content-Type": "application/json"}, data=b" " * 1_048_577)
    assert (answer.status_code, answer.json["error"]["code"]) == (413, "too_large")


def test_a_refused_request_does_nothing(client: Client, services: Services) -> None:
    for headers in ({"Origin": "https://x.com"}, {"Authorization": "Bearer x"}, {"X-Fieldmark-Client": None}):
        client.call("POST", "/v1/profiles", {"name": "evil", "keywords": []}, headers=headers)
    assert services.stores.profiles.list_profiles() == []


def test_a_preflight_of_an_extension_is_answered_without_a_handler(client: Client) -> None:
    headers = {
        "Origin": FIREFOX,
        "Access-Control-Request-Method": "PUT",
        "Access-Control-Request-Headers": "authorization,content-type,x-fieldmark-client",
        "Sec-Fetch-Site": "cross-site",
        "Sec-Fetch-Mode": "cors",
        "Authorization": None,
        "X-Fieldmark-Client": None,
    }
    answer = client.call("OPTIONS", "/v1/profiles/x", headers=headers)
    assert answer.status_code == 204
    assert answer.headers["Access-Control-Allow-Origin"] == FIREFOX
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert "authorization" in answer.headers["Access-Control-Allow-Headers"]


@pytest.mark.parametrize("origin", ["https://x.com", "null", "https://evil.test", FIREFOX + ".evil.test"])
def test_a_preflight_of_a_page_is_refused_without_cors_headers(client: Client, origin: str) -> None:
    answer = client.call("OPTIONS", "/v1/verdicts", headers={"Origin": origin, "Access-Control-Request-Method": "POST"})
    assert answer.status_code == 403
    assert not [name for name, _ in answer.headers if name.startswith("Access-Control")]


def test_answers_without_an_origin_list_no_ids(client: Client) -> None:
    assert "Access-Control-Allow-Origin" not in client.get("/v1/profiles").headers


def test_health_needs_all_but_the_token(stranger: Client) -> None:
    assert stranger.get("/v1/health").status_code == 200
    assert stranger.call("GET", "/v1/health", headers={"X-Fieldmark-Client": None}).status_code == 403
    assert stranger.call("GET", "/v1/health", headers={"Origin": "https://x.com"}).status_code == 403


def test_the_proof_is_what_the_contract_says(stranger: Client, services: Services) -> None:
    pairing = services.stores.pairings.add_pairing("x")
    nonce = "ab" * 32
    answer = stranger.call(
        "GET", "/v1/health", headers={"X-Fieldmark-Browser": pairing.browser_id, "X-Fieldmark-Nonce": nonce}
    )
    wanted = hmac.new(pairing.token.encode(), f"{nonce}:{PORT}".encode(), sha256).hexdigest()
    assert answer.json["proof"] == wanted
    assert answer.json["app"] == "fieldmark"
    assert answer.json["api"] == 1
    assert pairing.token not in answer.text


def test_an_unknown_browser_gets_no_proof(stranger: Client) -> None:
    answer = stranger.call("GET", "/v1/health", headers={"X-Fieldmark-Browser": "x", "X-Fieldmark-Nonce": "0" * 64})
    assert "proof" not in answer.json


@pytest.mark.parametrize("nonce", ["", "x" * 64, "0" * 63, "0" * 65, "0" * 10_000])
def test_a_nonce_of_the_wrong_shape_is_refused(stranger: Client, nonce: str) -> None:
    answer = stranger.call("GET", "/v1/health", headers={"X-Fieldmark-Browser": "owner", "X-Fieldmark-Nonce": nonce})
    assert answer.status_code == 400


@pytest.mark.parametrize("path", ["/v1/pairings", "/v1/pairings/x"])
def test_pairings_are_the_owners_alone(client: Client, owner: Client, path: str) -> None:
    method = "GET" if path == "/v1/pairings" else "DELETE"
    answer = client.call(method, path)
    assert (answer.status_code, answer.json["error"]["code"]) == (403, "owner_only")
    assert owner.call(method, path).status_code in (200, 404)


def test_nothing_is_served_under_demo_by_a_real_server(client: Client) -> None:
    assert client.get("/demo/you/followers").status_code == 404


def test_answers_may_not_be_kept_framed_or_sniffed(client: Client, niche: Profile) -> None:
    headers = client.get("/v1/profiles").headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_a_refusal_tells_nothing_about_the_data(stranger: Client, niche: Profile, tmp_path: Path) -> None:
    text = stranger.get("/v1/profiles").text + stranger.get("/v1/profiles", Host="evil.test").text
    assert niche.id not in text
    assert str(tmp_path) not in text


def test_every_call_is_behind_the_guard(app: Flask, stranger: Client) -> None:
    for rule in app.url_map.iter_rules():
        method = next(iter((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        path = rule.rule.replace("<profile_id>", "x").replace("<browser_id>", "x")
        if path != "/v1/health":
            assert stranger.call(method, path).status_code == 401, path
        assert stranger.call(method, path, headers={"Origin": "https://x.com"}).status_code == 403, path
