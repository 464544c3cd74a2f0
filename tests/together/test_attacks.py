"""What only a browser can play: evil pages, a rebound name, another extension and a squatter, each against the real
server and the extension.

Of each attack is asked: no handler ran that the attacker may not run, nothing was written, nothing was told, and our
own extension works in the same browser meanwhile.
"""

import contextlib
import json
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from attack_checks import (
    ATTACK,
    HEALTH,
    IS_LOADED,
    check_all_refused,
    check_nothing_told,
    check_only_ours_ran,
    finish_attack,
    list_attempts,
    list_secrets,
    read_folder,
    start_attack,
    wait_for_attempts,
)
from chromium import ROWS, launch_chromium
from conftest import FOLLOWERS
from connect_proxy import ConnectProxy
from evil_site import EvilSite, PlainServer, make_json_answer
from fieldmark.demo.site import StandInSite
from fieldmark.ports import bind_socket
from firefox import ADDON_ID, ADDON_UUID, Firefox
from local_server import LocalServer
from stand_in_server import StandInServer
from test_neighbours import make_extension_id
from visitors import (
    INTRUDER,
    INTRUDER_ADDON_ID,
    INTRUDER_UUID,
    ChromiumVisitor,
    FirefoxVisitor,
    Visitor,
    wait_for_badges,
)

INTRUDER_ID = make_extension_id(b"intruder")
ATTACK_IN_WINDOWS = "(...values) => globalThis.attackInWindows(...values)"
# A frame says when it has loaded something; in Firefox it says nothing where nobody answers.
FRAMES = {"frame", "sandboxed_frame"}
# What waits for ever where the user is asked and says nothing.
PENDING = {*FRAMES, "fetch_null_origin"}
# What Local Network Access lets through: whatever takes the user to an address, and in Firefox up to 153 a WebSocket.
WINDOWS = {"window", "form_in_window"}
LET_THROUGH = {*WINDOWS, "socket"}
REFUSED = r"40[13] |429 "
IS_SOMEBODY = r'200 \{"app":"fieldmark","api":1,"instance":"[0-9a-f]{16}","ready":true%s\}\n$'
NOBODY_LISTENS = r".*Receiving end does not exist"
CONNECTION_SAYS = """(...words) => {
  const text = document.querySelector('#connection').textContent;
  return words.every((word) => text.includes(word)); }"""
# As long as the extension takes a proof for fresh, and some more.
PROOF_HOLDS_SECONDS = 0.2
OWN = "?attempt=diverted"
TAKES_ALL = make_json_answer({"app": "fieldmark", "api": 1, "proof": "00", "profile": None, "verdicts": []})
# What another extension tries -> what it may be told.
MAY_BE_TOLD = {
    "health": IS_SOMEBODY % "",
    # Worth nothing without the token, and the port is in it.
    "proof": IS_SOMEBODY % ',"proof":"[0-9a-f]{64}"',
    **dict.fromkeys(("niches", "people", "calls", "new_niche", "our_origin", "guesses", "forget"), REFUSED),
    **dict.fromkeys(("message", "message_of_page", "connection"), NOBODY_LISTENS),
    "file": "TypeError",
}


@pytest.fixture(scope="module")
def x_com() -> Iterator[StandInServer]:
    with contextlib.closing(StandInServer(StandInSite())) as server:
        yield server


@pytest.fixture(scope="module")
def far() -> Iterator[StandInServer]:
    with contextlib.closing(StandInServer(EvilSite())) as server:
        yield server


@pytest.fixture(scope="module")
def near() -> Iterator[StandInServer]:
    with contextlib.closing(StandInServer(EvilSite())) as server:
        yield server


@pytest.fixture(scope="module")
def chromium(
    playwright: Playwright,
    extension: Path,
    x_com: StandInServer,
    far: StandInServer,
    near: StandInServer,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[ChromiumVisitor]:
    context = launch_chromium(
        playwright,
        tmp_path_factory.mktemp("profile"),
        f"{extension},{INTRUDER}",
        x_com.port,
        names={
            "far.test": f"127.0.0.1:{far.port}",
            "near.test": f"127.0.0.1:{near.port}",
            "rebind.test": "127.0.0.1",
        },
        public_ports=[far.port],
    )
    context.set_default_timeout(10_000)
    yield ChromiumVisitor(context, INTRUDER_ID)
    context.close()


@pytest.fixture(scope="module")
def firefox(extension: Path, x_com: StandInServer, far: StandInServer, near: StandInServer) -> Iterator[FirefoxVisitor]:
    # What comes through a proxy is never held back.
    direct = "far.test,rebind.test"
    preferences = {
        "dom.disable_open_during_load": False,
        "extensions.webextensions.uuids": json.dumps({ADDON_ID: ADDON_UUID, INTRUDER_ADDON_ID: INTRUDER_UUID}),
        "network.dns.localDomains": direct,
        "network.lna.address_space.public.override": f"127.0.0.1:{far.port}",
        "network.proxy.no_proxies_on": direct,
    }
    with (
        contextlib.closing(ConnectProxy({"x.com": x_com.port, "near.test": near.port})) as proxy,
        Firefox(extension, proxy.port, preferences) as running,
    ):
        running.call("Addon:Install", path=str(INTRUDER), temporary=True)
        yield FirefoxVisitor(running, f"https://far.test:{far.port}/page")


@pytest.fixture(params=["chromium", "firefox"])
def visitor(request: pytest.FixtureRequest, server: LocalServer) -> Iterator[Visitor]:
    """Each browser in turn, with nothing open, paired with the server."""
    browser: Visitor = request.getfixturevalue(request.param)
    browser.ask("pairing/forget")
    assert browser.ask("pairing/save", {"pairing": server.pair()})["value"]["state"] == "ok"
    browser.close_tabs()
    yield browser
    browser.close_tabs()


def test_an_evil_page_reaches_no_handler_and_learns_what_a_closed_port_tells(
    visitor: Visitor, server: LocalServer, tmp_path: Path
) -> None:
    before = read_folder(tmp_path / "data")
    with bind_socket(0) as free:
        closed = free.getsockname()[1]
    told, timings = {}, {}
    with contextlib.closing(PlainServer(0, lambda path: make_json_answer({}, 403))) as other:
        for whose, port in (("closed", closed), ("other", other.port), ("ours", server.port)):
            names = start_attack(visitor, visitor.let_through, f"http://127.0.0.1:{port}")
            told[whose] = finish_attack(visitor, [name for name in names if whose != "closed" or name not in FRAMES])
            timings[whose] = visitor.run("() => globalThis.listTimings()")
    names += visitor.run(ATTACK_IN_WINDOWS, f"http://127.0.0.1:{server.port}")
    check_all_refused(wait_for_attempts(server, set(names)))
    assert read_folder(tmp_path / "data") == before
    # Nothing tells our server from a port where nobody is, but that a frame has loaded something, as from anybody.
    assert told["ours"] == {**told["closed"], **{name: told["other"][name] for name in FRAMES}}
    assert timings["ours"] == timings["closed"]
    check_nothing_told(server, [told, timings])

    # Once more, while badges come.
    server.exchanges.clear()
    names = start_attack(visitor, visitor.let_through, f"http://127.0.0.1:{server.port}")
    wait_for_badges(visitor)
    check_all_refused(wait_for_attempts(server, set(names)))
    check_only_ours_ran(server)


def test_what_local_network_access_lets_through_is_refused(
    visitor: Visitor, server: LocalServer, tmp_path: Path
) -> None:
    before = read_folder(tmp_path / "data")
    names = start_attack(visitor, visitor.held_back, f"http://127.0.0.1:{server.port}")
    told = finish_attack(visitor, [name for name in names if name not in PENDING])
    visitor.run(ATTACK_IN_WINDOWS, f"http://127.0.0.1:{server.port}")
    attempts = wait_for_attempts(server, WINDOWS)
    check_all_refused(attempts)
    assert attempts.keys() <= LET_THROUGH
    assert read_folder(tmp_path / "data") == before
    check_nothing_told(server, told)
    wait_for_badges(visitor)
    check_only_ours_ran(server)


def test_a_page_whose_name_was_rebound_reads_that_it_is_refused_and_nothing_else(
    visitor: Visitor, server: LocalServer, tmp_path: Path
) -> None:
    before = read_folder(tmp_path / "data")
    server.stop()
    site = EvilSite()
    with contextlib.closing(PlainServer(server.port, site.answer)):
        visitor.visit(f"http://rebind.test:{server.port}/rebind")
        visitor.wait_for(IS_LOADED)
    server.start()
    names = visitor.run(ATTACK)
    told = finish_attack(visitor, names)
    attempts = wait_for_attempts(server, set(names))
    assert {attempt.headers["Host"] for attempt in attempts.values()} == {f"rebind.test:{server.port}"}
    check_all_refused(attempts)
    assert read_folder(tmp_path / "data") == before
    # A frame shows it nothing at all, nor does Firefox's own view of JSON in a window.
    assert all("bad_host" in text or "SecurityError" in text for text in told.values()), told
    check_nothing_told(server, told)

    server.exchanges.clear()
    visitor.run(ATTACK)
    wait_for_badges(visitor)
    check_all_refused(wait_for_attempts(server, set(names)))
    check_only_ours_ran(server)


def test_another_extension_without_a_token_learns_that_a_server_is_there_and_nothing_else(
    visitor: Visitor, server: LocalServer, tmp_path: Path
) -> None:
    before = read_folder(tmp_path / "data")
    server.exchanges.clear()
    names = start_attack(visitor, f"{visitor.intruder}/page.html", server.port, visitor.id, visitor.origin)
    told = finish_attack(visitor, names)
    assert {attempt.handler for attempt in list_attempts(server).values()} == {None, HEALTH}
    assert read_folder(tmp_path / "data") == before
    assert not [word for word in list_secrets(server) if word in str(told)]
    for name, text in told.items():
        assert re.match(MAY_BE_TOLD[name.removeprefix("forged_")], text), (name, text)

    # Nor does it hear or divert what our extension and the server say to each other.
    intruder = visitor.get_tab()
    with contextlib.closing(PlainServer(0, lambda path: make_json_answer({}))) as stranger:
        visitor.run(
            "(...values) => globalThis.divert(...values)", server.port, f"http://127.0.0.1:{stranger.port}/{OWN}"
        )
        visitor.wait_for("() => globalThis.diverted")
        wait_for_badges(visitor)
        assert {request.split()[1] for request in stranger.heard} == {f"/{OWN}"}
    visitor.return_to(intruder)
    heard = visitor.run("() => globalThis.heard")
    assert any("attempt=forged_niches" in request for request in heard)
    assert [request for request in heard if "attempt=" not in request] == []
    check_only_ours_ran(server)


def test_a_stranger_who_takes_the_port_between_two_requests_hears_nothing_and_is_named(
    visitor: Visitor, server: LocalServer
) -> None:
    token = server.services.stores.pairings.list_pairings()[0].token
    person = {"handle": "ada_standin", "bio": "Weaves baskets.", "source": "page"}
    request = {"account": "1", "list": "followers", "people": [person], "remember": False}
    assert len(visitor.ask("verdicts/ask", request)["value"]["verdicts"]) == 1
    answered = time.monotonic()
    server.stop()
    with contextlib.closing(PlainServer(server.port, lambda path: TAKES_ALL)) as stranger:
        while time.monotonic() - answered < PROOF_HOLDS_SECONDS:
            pass
        assert visitor.ask("verdicts/ask", request)["error"]["code"] == "wrong-app"
        visitor.visit(visitor.popup)
        visitor.wait_for(CONNECTION_SAYS, "Another program answers", str(server.port))
        visitor.visit(FOLLOWERS)
        visitor.wait_for("(rows) => document.querySelectorAll(rows).length > 3", ROWS)
        visitor.ask("connection/check")
        assert {heard.split()[1] for heard in stranger.heard} == {"/v1/health"}
        for secret in (token, "ada_standin", "baskets", "handle", "Bearer"):
            assert secret not in str(stranger.heard)
    server.start()
    visitor.visit(visitor.popup)
    visitor.wait_for("() => document.querySelector('#status').textContent === 'connected'")
    wait_for_badges(visitor)
