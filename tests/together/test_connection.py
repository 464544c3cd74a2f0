"""The connection: server gone and back, wrong pairing, a stranger on the port; always in plain words."""

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from chromium import EXTENSION_ID, POPUP_URL, ask_background, launch_chromium, wait_for_badges
from conftest import FOLLOWERS
from evil_site import PlainServer, make_json_answer
from fieldmark.ports import PORTS
from local_server import LocalServer
from stand_in_server import StandInServer

COUNT_BADGES = "document.querySelectorAll('fieldmark-badge').length"


def open_popup(browser: BrowserContext) -> Page:
    page = browser.new_page()
    page.set_viewport_size({"width": 400, "height": 640})
    page.goto(POPUP_URL)
    return page


def pair(popup: Page, line: str) -> None:
    popup.fill("#pairing", line)
    popup.keyboard.press("Enter")


def test_a_server_that_stops_and_starts_again_is_picked_up_by_the_page(followers: Page, server: LocalServer) -> None:
    wait_for_badges(followers)
    server.stop()
    followers.evaluate("standIn.go('/you_standin/following?shape=A')")
    followers.evaluate("standIn.go('/you_standin/following')")
    # People that were judged keep their badges; nothing on the page complains.
    wait_for_badges(followers)
    fresh = followers.context.new_page()
    fresh.goto(FOLLOWERS)
    fresh.wait_for_selector('[data-testid="UserCell"]')
    assert fresh.evaluate(COUNT_BADGES) == 0
    server.start()
    wait_for_badges(fresh)
    wait_for_badges(followers)


def test_a_server_that_moved_to_another_port_of_the_range_is_found(followers: Page, server: LocalServer) -> None:
    wait_for_badges(followers)
    server.stop()
    server.port = PORTS[5]
    server.start()
    fresh = followers.context.new_page()
    fresh.goto(FOLLOWERS)
    wait_for_badges(fresh)


def test_the_first_run_leads_from_the_server_to_the_pairing_to_the_niche(
    browser: BrowserContext, usual_server: LocalServer
) -> None:
    popup = open_popup(browser)
    expect(popup.locator("#connection")).to_contain_text("The server is not running")
    expect(popup.locator("#connection code")).to_have_text("fieldmark serve")
    usual_server.start()
    popup.get_by_role("button", name="Try again").click()
    expect(popup.locator("#connection")).to_contain_text("Pair this browser")
    expect(popup.locator("#connection code")).to_have_text("fieldmark pair")
    pair(popup, usual_server.pair())
    expect(popup.locator("#niche")).to_contain_text("Name your niche")
    popup.fill("#name", "Pottery")
    popup.keyboard.press("Enter")
    expect(popup.locator("#status")).to_have_text("connected")
    popup.wait_for_selector("#add")
    assert usual_server.active.name == "Pottery"


@pytest.mark.parametrize("line", ["nonsense", "fieldmark1:27182:b1", "fieldmark1:x:b:" + "t" * 43])
def test_what_is_no_pairing_line_is_said(browser: BrowserContext, usual_server: LocalServer, line: str) -> None:
    usual_server.start()
    popup = open_popup(browser)
    pair(popup, line)
    expect(popup.locator("#message")).to_contain_text("no pairing line")
    pair(popup, usual_server.pair())
    expect(popup.locator("#status")).to_have_text("connected")
    expect(popup.locator("#message")).to_be_hidden()


def test_a_pairing_line_of_another_server_is_refused_in_words(
    browser: BrowserContext, usual_server: LocalServer
) -> None:
    usual_server.start()
    popup = open_popup(browser)
    pair(popup, f"fieldmark1:27182:unknown:{'t' * 43}")
    expect(popup.locator("#message")).to_contain_text("The server refused this line")
    expect(popup.locator("#pairing")).to_be_visible()
    pair(popup, usual_server.pair())
    expect(popup.locator("#status")).to_have_text("connected")


def test_a_line_pasted_while_the_server_is_down_counts_once_it_is_up(
    paired: BrowserContext, server: LocalServer, tmp_path: Path
) -> None:
    other = LocalServer(tmp_path / "other")
    line = other.pair()
    other.stop()
    page = paired.new_page()
    page.goto(POPUP_URL)
    answer = page.evaluate("pairing => chrome.runtime.sendMessage({name: 'pairing/save', request: {pairing}})", line)
    assert answer["value"]["state"] == "down"
    other.start()
    assert ask_background(paired, "connection/check") == {"state": "ok", "port": other.port}
    other.stop()


def test_a_pairing_bound_to_another_browser_is_told_and_stays_told(paired: BrowserContext, server: LocalServer) -> None:
    pairings = server.services.stores.pairings
    line = server.pair()
    browser_id = line.split(":")[2]
    pairings.claim_origin(browser_id, "chrome-extension://" + "a" * 32)
    page = paired.new_page()
    page.goto(POPUP_URL)
    request = {"name": "pairing/save", "request": {"pairing": line}}
    answer = page.evaluate("message => chrome.runtime.sendMessage(message)", request)
    assert answer["error"]["code"] == "pairing_refused"
    mine = next(pairing for pairing in pairings.list_pairings() if pairing.browser_id != browser_id)
    pairings.revoke_pairing(mine.browser_id)
    states = [ask_background(paired, "connection/check") for _ in range(3)]
    assert {(state["state"], state["reason"]) for state in states} == {("unpaired", "unknown")}


def test_a_wrong_line_keeps_the_pairing_that_works(paired: BrowserContext, server: LocalServer) -> None:
    page = paired.new_page()
    page.goto(POPUP_URL)
    request = {"name": "pairing/save", "request": {"pairing": f"fieldmark1:{server.port}:unknown:{'t' * 43}"}}
    answer = page.evaluate("message => chrome.runtime.sendMessage(message)", request)
    assert answer["error"]["code"] == "pairing_refused"
    assert ask_background(paired, "connection/check")["state"] == "ok"


def test_a_revoked_browser_is_told(followers: Page, server: LocalServer) -> None:
    wait_for_badges(followers)
    pairings = server.services.stores.pairings
    pairings.revoke_pairing(pairings.list_pairings()[0].browser_id)
    followers.evaluate("standIn.switchAccount({id: '42', handle: 'other_standin'})")
    page = followers.context.new_page()
    page.goto(POPUP_URL)
    expect(page.locator("#connection")).to_contain_text("Pair this browser")
    pair(page, server.pair())
    expect(page.locator("#status")).to_have_text("connected")
    wait_for_badges(followers)


@pytest.mark.parametrize("answer", [{"hello": "world"}, {"app": "fieldmark", "api": 1, "proof": "00"}])
def test_a_stranger_on_the_port_hears_nothing_and_is_named(
    paired: BrowserContext, server: LocalServer, answer: object
) -> None:
    token = server.services.stores.pairings.list_pairings()[0].token
    server.stop()
    stranger = PlainServer(server.port, lambda path: make_json_answer(answer))
    try:
        assert ask_background(paired, "connection/check")["state"] == "wrong-app"
        page = paired.new_page()
        page.goto(FOLLOWERS)
        page.wait_for_selector('[data-testid="UserCell"]')
        assert page.evaluate(COUNT_BADGES) == 0
        popup = paired.new_page()
        popup.goto(POPUP_URL)
        expect(popup.locator("#connection")).to_contain_text("Another program answers")
        expect(popup.locator("#connection")).to_contain_text(str(server.port))
        heard = "\n".join(stranger.heard)
        assert heard
        assert token not in heard
        assert "TypeScript" not in heard
        assert "handle" not in heard
    finally:
        stranger.close()
        server.start()
    popup.get_by_role("button", name="Try again").click()
    expect(popup.locator("#status")).to_have_text("connected")
    wait_for_badges(page)


def test_a_server_of_another_age_is_named(paired: BrowserContext, server: LocalServer) -> None:
    server.stop()
    stranger = PlainServer(server.port, lambda path: make_json_answer({"app": "fieldmark", "api": 2}))
    popup = paired.new_page()
    popup.goto(POPUP_URL)
    expect(popup.locator("#connection")).to_contain_text("differ in age")
    expect(popup.locator("#connection")).to_contain_text("The server is newer")
    stranger.close()
    server.start()


def test_the_page_cannot_reach_the_server(followers: Page, server: LocalServer) -> None:
    wait_for_badges(followers)
    before = len(server.bodies)
    outcome = followers.evaluate(
        "url => fetch(url, {method: 'POST', mode: 'no-cors', body: '{}'}).then(() => 'sent', (error) => String(error))",
        f"http://127.0.0.1:{server.port}/v1/verdicts",
    )
    assert "Failed" in outcome
    assert len(server.bodies) == before


def test_no_file_of_the_extension_can_be_seen_from_the_page(followers: Page) -> None:
    wait_for_badges(followers)
    for path in ("manifest.json", "icons/48.png", "content.js", "popup/popup.html"):
        outcome = followers.evaluate(
            "url => fetch(url).then(() => 'seen', () => 'hidden')", f"chrome-extension://{EXTENSION_ID}/{path}"
        )
        assert outcome == "hidden"


def test_a_page_that_the_browser_had_kept_knows_when_it_is_back_that_it_is_paused(
    playwright: Playwright, extension: Path, x_com: StandInServer, server: LocalServer, tmp_path: Path
) -> None:
    # Playwright switches the back/forward cache off.
    unwanted = ["--disable-back-forward-cache"]
    browser = launch_chromium(playwright, tmp_path / "profile", extension, x_com.port, ignore_default_args=unwanted)
    try:
        ask_background(browser, "pairing/save", {"pairing": server.pair()})
        page = browser.new_page()
        page.goto(FOLLOWERS)
        wait_for_badges(page)
        page.evaluate("addEventListener('pageshow', ({persisted}) => (window.isKept = persisted))")
        for paused in (True, False):
            page.goto("https://twitter.com/home")
            ask_background(browser, "settings/change", {"paused": paused})
            page.go_back(wait_until="commit")
            page.wait_for_function("() => window.isKept")
            if not paused:
                wait_for_badges(page)
            page.wait_for_function(f"(paused) => ({COUNT_BADGES} === 0) === paused", arg=paused)
    finally:
        browser.close()
