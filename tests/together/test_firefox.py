"""The same extension in real Firefox: pairing, a badge on each row, a changed keyword, the server gone and back."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from chromium import EVERY_ROW_BADGED, ROWS
from conftest import FOLLOWERS
from connect_proxy import ConnectProxy
from fieldmark import Judge
from firefox import POPUP_URL, Firefox
from local_server import LocalServer
from stand_in_server import StandInServer

ENTER = "\ue007"
ALL_BADGED = f"return ({EVERY_ROW_BADGED})(arguments[0])"
# Only the browser itself sees into a closed root.
READ_BADGES = """return [...document.querySelectorAll('fieldmark-badge')].map((host) => {
  const badge = host.openOrClosedShadowRoot.querySelector('.badge');
  return [host.dataset.key, badge.firstChild.textContent, badge.className.split(' ')[1]]; })"""


@pytest.fixture
def firefox(extension: Path, x_com: StandInServer) -> Iterator[Firefox]:
    with (
        contextlib.closing(ConnectProxy({"x.com": x_com.port, "twitter.com": x_com.port})) as proxy,
        Firefox(extension, proxy.port) as running,
    ):
        yield running


def pair(firefox: Firefox, line: str) -> None:
    firefox.go(POPUP_URL)
    firefox.type("#pairing", line + ENTER)
    firefox.wait_for("return document.querySelector('#status').textContent === 'connected'")


def read_badges(firefox: Firefox) -> dict[str, tuple[str, str]]:
    """Number and band of every badge, by key."""
    return {key: (number, band) for key, number, band in firefox.run(READ_BADGES, privileged=True)}


def make_expected(server: LocalServer, x_com: StandInServer) -> dict[str, tuple[str, str]]:
    judge = Judge(server.active)
    verdicts = [judge.verdict(person.to_person()) for person in x_com.site.people]
    return {v.key: ("–" if v.relevance is None else str(v.relevance), v.band) for v in verdicts}


def check_badges(firefox: Firefox, server: LocalServer, x_com: StandInServer) -> None:
    firefox.wait_for(ALL_BADGED, ROWS)
    expected = make_expected(server, x_com)
    badges = read_badges(firefox)
    assert badges == {key: expected[key] for key in badges}


def test_pairing_badges_keywords_and_a_restart_work_in_firefox(
    firefox: Firefox, usual_server: LocalServer, x_com: StandInServer
) -> None:
    server = usual_server
    server.start()
    pair(firefox, server.pair())
    firefox.type("#name", "Web" + ENTER)
    firefox.type("#add", "typescript, react" + ENTER)
    firefox.wait_for("return document.querySelector('[data-keyword=react]') !== null")
    popup = firefox.get_tab()

    page = firefox.open_tab()
    firefox.go(FOLLOWERS)
    check_badges(firefox, server, x_com)
    assert {person["source"] for body in server.bodies for person in body["people"]} == {"answer"}
    assert firefox.run("return CSS.highlights.get('fieldmark-light').size") > 0

    firefox.switch(popup)
    firefox.type("#add", "physio" + ENTER)
    firefox.wait_for("return document.querySelector('[data-keyword=physio]') !== null")
    firefox.switch(page)
    physio = next(person.id for person in x_com.site.people if "Physio" in person.bio)
    badges = f"({READ_BADGES.removeprefix('return ')})"
    firefox.wait_for(
        f"return {badges}.some(([key, , band]) => key === arguments[0] && band === 'strong')", physio, privileged=True
    )
    check_badges(firefox, server, x_com)

    server.stop()
    firefox.run("standIn.switchAccount({id: '42', handle: 'other_standin'})")
    firefox.wait_for("return document.querySelectorAll('fieldmark-badge').length === 0")
    server.start()
    check_badges(firefox, server, x_com)
    origins = {pairing.origin for pairing in server.services.stores.pairings.list_pairings()}
    assert all(origin and origin.startswith("moz-extension://") for origin in origins)
