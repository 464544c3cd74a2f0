"""The attacker over raw sockets: what nobody may get through the guard, in hundreds of combinations.

Each request would store a niche if it came through. Of each is asked: no handler ran, nothing was written, the answer
is the one error body and tells nothing, and our own extension's request still works.
"""

import itertools
import json
import socket
from collections.abc import Iterator
from functools import partial
from typing import Any, NamedTuple

import pytest

from fieldmark.app import Services, create_app
from fieldmark.ports import bind_socket
from fieldmark.serving import Server
from fieldmark.settings import EXTENSION_IDS, Settings

pytestmark = pytest.mark.process

CHROMIUM = f"chrome-extension://{EXTENSION_IDS[0]}"
FIREFOX = "moz-extension://11111111-2222-4333-8444-555555555555"
BODY = json.dumps({"name": "evil", "keywords": []})
Headers = list[tuple[str, str]]


class Target(NamedTuple):
    """A running server, a paired browser's token, and the names of the handlers that ran."""

    port: int
    token: str
    services: Services
    ran: list[str]


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    listener = bind_socket(0)
    app = create_app(Settings(port=listener.getsockname()[1], folder=tmp_path_factory.mktemp("guard")))
    services: Services = app.extensions["fieldmark"]
    ran: list[str] = []

    def watch(name: str, view: Any, **arguments: Any) -> Any:
        ran.append(name)
        return view(**arguments)

    for name, view in list(app.view_functions.items()):
        app.view_functions[name] = partial(watch, name, view)
    server = Server(app, listener)
    server.start()
    yield Target(server.port, services.stores.pairings.add_pairing("test").token, services, ran)
    server.stop()
    services.ledger.close()


def exchange(port: int, content: bytes) -> tuple[int, str, bytes]:
    """Sends raw bytes; returns status, head and body of the first answer; (0, "", b"") if it was cut off unheard."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        try:
            connection.sendall(content)
            connection.shutdown(socket.SHUT_WR)
            answer = b"".join(iter(lambda: connection.recv(65_536), b""))
        except OSError:
            return 0, "", b""
    head, _, body = answer.partition(b"\r\n\r\n")
    return int(head.split()[1]), head.decode("latin-1"), body


class Attack(NamedTuple):
    """A request: what it changes of the extension's own. ``PORT`` and ``TOKEN`` stand for the real ones."""

    name: str
    changes: dict[str, str | None]
    line: str = "POST /v1/profiles HTTP/1.1"
    more: Headers = []  # noqa: RUF012  # never changed
    body: str = BODY

    def make(self, port: int, token: str) -> bytes:
        """The request's bytes."""
        headers: dict[str, str | None] = {
            "Host": "127.0.0.1:PORT", "Connection": "close", "X-Fieldmark-Client": "1", "Authorization": "Bearer TOKEN",
            "Content-Type": "application/json", "Content-Length": str(len(self.body)), **self.changes,
        }  # fmt: skip
        lines = [f"{name}: {value}" for name, value in [*headers.items(), *self.more] if value is not None]
        whole = "\r\n".join([self.line, *lines, "", self.body])
        return whole.replace("PORT", str(port)).replace("TOKEN", token).encode("latin-1")


HOSTS: list[str | None] = [
    None, "", "evil.test", "evil.test:PORT", "localhost:PORT", "LOCALHOST:PORT", "[::1]:PORT", "0.0.0.0:PORT",
    "127.0.0.1", "127.0.0.1:1", "127.0.0.1:PORT.evil.test", "127.0.0.1:PORT, evil.test",
    "evil@127.0.0.1:PORT", "127.0.0.1.:PORT", "127.1:PORT", "2130706433:PORT", "0x7f000001:PORT", "127.0.0.1:0PORT",
    "127.0.0.1:PORT/", "http://127.0.0.1:PORT",
]  # fmt: skip
ORIGINS = [
    "null", "", "https://x.com", "http://127.0.0.1:PORT", "http://rebind.test:PORT", "file://", "moz-extension://evil",
    "chrome-extension://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", f"{CHROMIUM}.evil.test", f"{CHROMIUM}/", CHROMIUM.upper(),
    f"{FIREFOX}.evil.test", f"{FIREFOX}, https://x.com", f"https://x.com {FIREFOX}",
    FIREFOX.replace("moz", "safari-web"),
]  # fmt: skip
SITES = ["cross-site", "same-site", "", "None", "none, none"]
MODES = ["navigate", "no-cors", "same-origin", "websocket", "", "cors, navigate"]
TYPES = [
    None, "", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/json",
    "application/jsonx", "application/json5", "text/plain; application/json", "application/csp-report",
]  # fmt: skip
TOKENS = [
    None, "", "Bearer", "Bearer ", "Bearer wrong", "bearer TOKEN", "Basic TOKEN", "TOKEN", "Bearer TOKEN x",
    "Bearer  TOKEN", "Bearer TOKENx", "Bearer \xe9", "Bearer TOKEN, Bearer x", "Bearer null", "Bearer undefined",
]  # fmt: skip
CLIENTS = [None, "", "0", "2", "true", "1, 1", "1; x"]
METHODS = ["HEAD", "PATCH", "TRACE", "CONNECT", "PROPFIND", "BREW", "post", "POSTX"]
PATHS = [
    "/v1/health/../profiles", "/v1/health/..%2fprofiles", "/v1/health;/../profiles", "/v1/health%00", "//v1/profiles",
    "/demo/../v1/profiles", "/demo/..%2fv1/profiles", "/v1//profiles", "/V1/PROFILES", "/v1/profiles/",
    "/v1/./profiles", "/v1/profiles%20", "/v1/profiles#/v1/health", "/v1/profiles?/v1/health", "/v1\\profiles", "*",
    "http://127.0.0.1:PORT/v1/profiles", "http://evil.test/v1/profiles", "//evil.test/v1/profiles",
]  # fmt: skip
POST = "POST {} HTTP/1.1"


def list_attacks() -> Iterator[Attack]:
    # A rebound page: any foreign name, whatever else it sends.
    for host, origin in itertools.product(HOSTS, [None, FIREFOX, "http://rebind.test:PORT"]):
        yield Attack(f"host {host} origin {origin}", {"Host": host, "Origin": origin})
    # A page: any foreign origin, with every word of Fetch-Metadata a browser has.
    for origin, site in itertools.product(ORIGINS, [None, "cross-site", "same-origin", "none"]):
        yield Attack(f"origin {origin} site {site}", {"Origin": origin, "Sec-Fetch-Site": site})
    for site, mode in itertools.product(SITES, [None, "cors", "no-cors"]):
        yield Attack(f"site {site} mode {mode}", {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": mode})
    for mode, origin in itertools.product(MODES, [None, FIREFOX]):
        yield Attack(f"mode {mode} origin {origin}", {"Sec-Fetch-Mode": mode, "Origin": origin})
    for kind, origin in itertools.product(TYPES, [None, FIREFOX]):
        yield Attack(f"type {kind} origin {origin}", {"Content-Type": kind, "Origin": origin})
    # Another program, or another extension that forges our origin: all but the token.
    for token, origin in itertools.product(TOKENS, [None, CHROMIUM, FIREFOX]):
        yield Attack(f"token {token} origin {origin}", {"Authorization": token, "Origin": origin})
    for client in CLIENTS:
        yield Attack(f"client {client}", {"X-Fieldmark-Client": client})
    for method in METHODS:
        yield Attack(f"method {method}", {}, line=f"{method} /v1/profiles HTTP/1.1")
    for path in PATHS:
        yield Attack(f"path {path}", {"Authorization": None}, line=POST.format(path))
    yield from list_doubled()
    yield from list_oversized()


def list_doubled() -> Iterator[Attack]:
    """Headers twice: a good one must not vouch for a bad one, in either order."""
    for name, good, bad in [
        ("Host", "127.0.0.1:PORT", "evil.test"), ("Origin", FIREFOX, "https://x.com"),
        ("Sec-Fetch-Site", "none", "cross-site"), ("Sec-Fetch-Mode", "cors", "navigate"),
        ("Content-Type", "application/json", "text/plain"), ("X-Fieldmark-Client", "1", "0"),
        ("Authorization", "Bearer TOKEN", "Bearer x"), ("Content-Length", str(len(BODY)), "0"),
    ]:  # fmt: skip
        for first, second in ((good, bad), (bad, good)):
            yield Attack(f"{name} twice: {first}", {name: first}, more=[(name, second)])
    for name in ("X-Forwarded-Host", "X-Forwarded-For", "Forwarded", "X-Original-URL", "X-HTTP-Method-Override"):
        yield Attack(f"{name} with a foreign host", {"Host": "evil.test"}, more=[(name, "127.0.0.1:PORT")])
    # Names that a gateway may take for another's.
    yield Attack("an underscore for the host", {"Host": "evil.test"}, more=[("HTTP_HOST", "127.0.0.1:PORT")])
    yield Attack("an underscore for the client", {"X-Fieldmark-Client": None}, more=[("X_Fieldmark_Client", "1")])
    yield Attack("a space before the colon", {"Host": None}, more=[("Host ", "127.0.0.1:PORT")])


def list_oversized() -> Iterator[Attack]:
    """Too much, or no honest length."""
    yield Attack("a large header", {}, more=[("X-Large", "x" * 300_000)])
    yield Attack("many headers", {}, more=[(f"X-{number}", "x" * 100) for number in range(3_000)])
    yield Attack("a long path", {}, line=POST.format("/v1/" + "x" * 300_000))
    yield Attack("a body past 1 MB", {}, body=BODY + " " * 1_048_576)
    yield Attack("a body past 2 MB", {}, body=BODY + " " * 2_100_000)
    yield Attack("a length past all", {"Content-Length": "9" * 30})
    yield Attack("a negative length", {"Content-Length": "-1"})
    yield Attack("a length in words", {"Content-Length": "0x10"})
    yield Attack("a length with a sign", {"Content-Length": "+39"})
    yield Attack("chunks that are none", {"Content-Length": None, "Transfer-Encoding": "chunked"}, body="zz\r\n" + BODY)
    yield Attack("an unknown encoding", {"Content-Length": None, "Transfer-Encoding": "gzip, chunked"})
    smuggled = (
        f"0\r\n\r\nPOST /v1/profiles HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nContent-Length: {len(BODY)}\r\n\r\n{BODY}"
    )
    yield Attack("chunks and a length", {"Authorization": None, "Transfer-Encoding": "chunked"}, body=smuggled)


ATTACKS = list(list_attacks())


def test_there_are_enough_of_them() -> None:
    assert len({attack.name for attack in ATTACKS}) == len(ATTACKS) >= 150


@pytest.mark.parametrize("attack", ATTACKS, ids=[attack.name[:60] for attack in ATTACKS])
def test_an_attack_runs_nothing_writes_nothing_and_learns_nothing(target: Target, attack: Attack) -> None:
    target.ran.clear()
    status, head, body = exchange(target.port, attack.make(target.port, target.token))
    assert 400 <= status < 500 or status in (0, 501, 505), head
    # Too much is cut off in the middle; who then still sends may not come to read the answer.
    assert status or len(attack.make(target.port, target.token)) > 200_000
    assert target.ran == []
    assert target.services.stores.profiles.list_profiles() == []
    # flask-cors is no guard: an extension may read its own refusal; nobody else may read anything.
    if (attack.changes.get("Origin") or "").lower() not in (CHROMIUM, FIREFOX):
        assert "access-control-" not in head.lower()
    assert "server:" not in head.lower()
    if body:
        error = json.loads(body)["error"]
        assert set(error) == {"code", "message"}
        told = body.decode().lower()
        assert not [word for word in ("waitress", "werkzeug", "python", "0.1", target.token.lower()) if word in told]


@pytest.mark.parametrize("origin", [None, CHROMIUM])
def test_our_own_extension_still_works(target: Target, origin: str | None) -> None:
    """After all of that, and with the tokens that were tried: the owner is not locked out."""
    for _ in range(3):
        request = Attack("own", {"Origin": origin, "Sec-Fetch-Mode": "cors"}, line="GET /v1/profiles HTTP/1.1", body="")
        target.ran.clear()
        assert exchange(target.port, request.make(target.port, target.token))[0] == 200
        assert target.ran == ["profiles.list_profiles"]
