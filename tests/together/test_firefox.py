"""The same extension in real Firefox: pairing, badges wherever X shows people, a changed keyword, the server gone and
back, the popup, and the leave for the sites taken and given back."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from chromium import EVERY_ROW_BADGED, ROWS
from conftest import FOLLOWERS
from connect_proxy import ConnectProxy
from fieldmark import Judge
from fieldmark.demo.site import StandInSite
from firefox import POPUP_URL, Firefox
from firefox_hands import answer_file_dialogue, choose_in_menu, drag, point
from firefox_popup import read_popup
from local_server import LocalServer
from pixels import COUNT_PIXELS, LIT
from stand_in_server import StandInServer
from test_badges import SET_AVATAR_BOX
from test_neighbours import COUNT_DISTURBED, NEIGHBOUR
from test_places import CELL, DIALOG, EVERY_XWEB_ROW_BADGED, KEYS_IN, MAIN, SITE, list_ids
from test_reasons import CORNER, STRONG_ROW

ENTER = "\ue007"
ALL_BADGED = f"return ({EVERY_ROW_BADGED})(arguments[0])"
# Only the browser itself sees into a closed root.
READ_BADGES = """return [...document.querySelectorAll('fieldmark-badge')].map((host) => {
  const badge = host.openOrClosedShadowRoot.querySelector('.badge');
  return [host.dataset.key, badge.firstChild.textContent, badge.className.split(' ')[1]]; })"""
HAS_KEYS = f"return ({KEYS_IN})(arguments[0]).join() === arguments[1]"
SITE_ORIGINS = ["https://x.com/*", "https://twitter.com/*"]
WITHDRAW = "const [origins, done] = arguments; browser.permissions.remove({origins}).then(done)"
ASK = "const [name, request, done] = arguments; browser.runtime.sendMessage({name, request}).then(done)"
STATUS = "return document.querySelector('#status').textContent === arguments[0]"
HAS_CHIP = "return document.querySelector(`.chip.${arguments[1]}[data-keyword='${arguments[0]}']`) !== null"
SAYS = """const host = document.querySelector(arguments[0]);
return host?.openOrClosedShadowRoot.textContent.includes(arguments[1]);"""
FIND_STRAYED = """return [...document.querySelectorAll('fieldmark-badge')].filter((host) => {
  const [badge, box] = [host, host.parentElement].map((element) => element.getBoundingClientRect());
  return ['left', 'top', 'right', 'bottom'].some((side) => Math.abs(badge[side] - box[side]) > 1);
}).map((host) => host.dataset.key);"""
COUNT_ROWS = "return document.querySelectorAll(arguments[0]).length"


@pytest.fixture(scope="module")
def x_com() -> Iterator[StandInServer]:
    with contextlib.closing(StandInServer(StandInSite())) as server:
        yield server


@pytest.fixture(scope="module")
def running(extension: Path, x_com: StandInServer) -> Iterator[Firefox]:
    with (
        contextlib.closing(ConnectProxy({"x.com": x_com.port, "twitter.com": x_com.port})) as proxy,
        Firefox(extension, proxy.port) as firefox,
    ):
        yield firefox


@pytest.fixture
def firefox(running: Firefox) -> Firefox:
    """The one Firefox of this file, with one tab, at the popup's page, and not paired."""
    running.close_other_tabs()
    running.go(POPUP_URL)
    running.run_async(ASK, "pairing/forget", None)
    return running


@pytest.fixture
def paired(firefox: Firefox, server: LocalServer) -> Firefox:
    answer = firefox.run_async(ASK, "pairing/save", {"pairing": server.pair()})
    assert answer["value"]["state"] == "ok", answer
    return firefox


def pair(firefox: Firefox, line: str) -> None:
    firefox.go(POPUP_URL)
    firefox.type("#pairing", line + ENTER)
    firefox.wait_for(STATUS, "connected")


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
    painted = firefox.call("WebDriver:TakeScreenshot", full=False, hash=False)["value"]
    assert firefox.run_async(f"({COUNT_PIXELS})([...arguments]).then(arguments[2])", painted, LIT["light"]) > 200

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


def test_an_avatar_box_that_is_not_positioned_holds_its_badge_in_firefox(
    firefox: Firefox, server: LocalServer, x_com: StandInServer
) -> None:
    popup, _ = firefox.get_tab(), firefox.open_tab()
    page = firefox.get_tab()
    firefox.go(FOLLOWERS)
    firefox.run(SET_AVATAR_BOX % "static")
    firefox.switch(popup)
    firefox.run_async(ASK, "pairing/save", {"pairing": server.pair()})
    firefox.switch(page)
    check_badges(firefox, server, x_com)
    assert firefox.run(FIND_STRAYED) == []
    assert firefox.run("return document.adoptedStyleSheets.length") == 2, "the page's own, and one of ours for all"


def test_each_part_of_the_page_has_its_badges_in_firefox(
    paired: Firefox, server: LocalServer, x_com: StandInServer
) -> None:
    paired.go(f"{SITE}/notifications")
    paired.wait_for(HAS_KEYS, MAIN, ",".join(list_ids(x_com, 20, 24)))
    paired.go(f"{SITE}/ada/status/1/likes?dialog")
    paired.wait_for(ALL_BADGED, f"{DIALOG} {CELL}")
    for client in ("classic", "xweb"):
        paired.go(f"{FOLLOWERS}?client={client}")
        paired.run("standIn.openHoverCard(arguments[0])", x_com.site.people[60].handle)
        paired.wait_for(HAS_KEYS, "#layers", x_com.site.people[60].id)
    ids = {person.handle: person.id for person in x_com.site.people}
    paired.wait_for(f"return ({EVERY_XWEB_ROW_BADGED})(arguments[0])", ids)
    expected, badges = make_expected(server, x_com), read_badges(paired)
    assert badges == {key: expected[key] for key in badges}


def test_the_leave_for_the_sites_is_asked_for_when_it_is_gone_and_badges_come_back_with_it(
    paired: Firefox, server: LocalServer, x_com: StandInServer
) -> None:
    popup = paired.get_tab()
    page = paired.open_tab()
    paired.go(FOLLOWERS)
    check_badges(paired, server, x_com)
    connected = read_popup(paired, "typescript")
    assert connected.address == POPUP_URL
    assert connected.needed <= connected.width
    assert "leave" not in connected.text

    paired.switch(popup)
    assert paired.run_async(WITHDRAW, SITE_ORIGINS)
    paired.wait_for(STATUS, "not connected")
    paired.switch(page)
    # The page that is open already is left alone at once, too.
    paired.wait_for(f"{COUNT_ROWS} === 0", "fieldmark-badge")
    assert "Fieldmark needs your leave" in read_popup(paired, "Allow").text
    server.bodies.clear()
    paired.go(FOLLOWERS)
    paired.wait_for(f"{COUNT_ROWS} > 3", CELL)
    paired.wait_for("scrollBy(0, 900); return standIn.getList().users.length >= 100")
    assert paired.run(COUNT_ROWS, "fieldmark-badge") == 0
    assert server.bodies == []

    paired.switch(popup)
    paired.click("#connection button")
    paired.wait_for(STATUS, "connected")
    paired.switch(page)
    paired.go(FOLLOWERS)
    check_badges(paired, server, x_com)


def test_beside_an_extension_that_wraps_requests_and_badges_rows_too_firefox_shows_both(
    paired: Firefox, server: LocalServer, x_com: StandInServer
) -> None:
    neighbour = paired.call("Addon:Install", path=str(NEIGHBOUR), temporary=True)["value"]
    try:
        paired.go(FOLLOWERS)
        check_badges(paired, server, x_com)
        assert {person["source"] for body in server.bodies for person in body["people"]} == {"answer"}
        assert "Followers" in paired.run("return neighbour.opened.join()")
        paired.run("standIn.remount()")
        check_badges(paired, server, x_com)
        paired.wait_for(f"return ({COUNT_DISTURBED})(arguments[0]) === 0", ROWS)
    finally:
        paired.call("Addon:Uninstall", id=neighbour)


def test_a_niche_is_shaped_in_firefox_by_drag_file_context_menu_and_the_words_of_a_bio(
    paired: Firefox, server: LocalServer, tmp_path: Path
) -> None:
    def list_keywords() -> set[str]:
        return {f"{keyword.text}:{keyword.kind}" for keyword in server.active.keywords}

    paired.wait_for(HAS_CHIP, "react", "core")
    drag(paired, '[data-keyword="react"]', '[data-group="related"]')
    paired.wait_for(HAS_CHIP, "react", "related")

    file, choose = tmp_path / "niche.txt", "#niche-menu .actions button:nth-child(2)"
    file.write_bytes(b'{"keywords": [{"text": "rust", "kind": "bor')
    answer_file_dialogue(paired, file)
    for button in ("#more", "#niche-menu .actions button:last-child", choose):
        paired.click(button)
    paired.wait_for("const message = document.querySelector('#message'); return !message.hidden && message.textContent")
    file.write_text("[avoid]\nday trading\n", encoding="utf-8")
    answer_file_dialogue(paired, file)
    paired.click(choose)
    paired.wait_for("return document.querySelector('.difference') !== null")
    assert paired.run("return document.querySelector('#message').hidden")
    paired.click("#niche-menu [role=status] button.main")
    paired.wait_for(HAS_CHIP, "day trading", "avoid")

    paired.open_tab()
    paired.go(FOLLOWERS)
    paired.wait_for(ALL_BADGED, ROWS)
    choose_in_menu(paired, ".bio", "SQLite", "Add “SQLite” to the core words")
    paired.wait_for(SAYS, "fieldmark-toast", "(Core): SQLite", privileged=True)
    assert {"react:related", "day trading:avoid", "SQLite:core"} <= list_keywords()

    left, top = paired.run(f"return ({CORNER})(arguments[0])", STRONG_ROW)
    point(paired, [int(left), int(top)])
    paired.wait_for(SAYS, "fieldmark-popover", "Add from the bio as", privileged=True)


def test_an_update_under_an_open_page_leaves_nothing_of_the_script_before_it(
    paired: Firefox, server: LocalServer, x_com: StandInServer, extension: Path
) -> None:
    hosts = ", ".join(f"fieldmark-{name}" for name in ("badge", "bar", "popover", "veil"))
    page = paired.open_tab()
    paired.go(FOLLOWERS)
    check_badges(paired, server, x_com)
    left, top = paired.run(f"return ({CORNER})(arguments[0])", STRONG_ROW)
    point(paired, [int(left), int(top)])
    paired.wait_for("return document.querySelector('fieldmark-popover:popover-open') !== null")
    paired.wait_for("return document.querySelector('fieldmark-bar') !== null")
    paired.run("document.querySelectorAll(arguments[0]).forEach((host) => host.setAttribute('data-old', ''))", hosts)
    paired.call("Addon:Install", path=str(extension), temporary=True)
    paired.switch(page)
    paired.wait_for(f"{COUNT_ROWS} === 0", "[data-old]")
    check_badges(paired, server, x_com)
    paired.wait_for(f"{COUNT_ROWS} === 1", "fieldmark-bar")
