"""A changed keyword changes the badges of every open tab, without a reload."""

from dataclasses import replace

from playwright.sync_api import BrowserContext, Page, expect

from chromium import POPUP_URL, ask_background, read_badges, wait_for_badges
from conftest import FOLLOWERS
from fieldmark.values import Keyword
from local_server import LocalServer

NURSE = "ICU nurse and night-shift baker"


def find_key(server: LocalServer, page: Page, words: str) -> str:
    """The key of somebody on the page whose bio has these words."""
    people = [person for body in server.bodies for person in body["people"]]
    return next(str(person["id"]) for person in people if words in person.get("bio", ""))


def scroll_to(page: Page, words: str) -> None:
    """Scrolls until the row with these words is mounted."""
    for _ in range(80):
        if page.get_by_text(words).count():
            return
        page.mouse.wheel(0, 600)
        wait_for_badges(page)
    raise AssertionError(f"no row says «{words}»")


def wait_for_band(page: Page, key: str, band: str) -> None:
    """Waits until the person's badge is of this band."""
    for _ in range(100):
        badge = read_badges(page).get(key)
        if badge and badge.band == band:
            return
        page.wait_for_function("new Promise((done) => requestAnimationFrame(() => done(true)))")
    raise AssertionError(f"the badge of {key} is no {band}: {badge}")


def open_popup(paired: BrowserContext) -> Page:
    popup = paired.new_page()
    popup.goto(POPUP_URL)
    popup.wait_for_selector(".chip, #name")
    return popup


def test_a_keyword_changed_in_the_popup_changes_every_tab_without_a_reload(
    paired: BrowserContext, server: LocalServer
) -> None:
    tabs = [paired.new_page(), paired.new_page()]
    for tab in tabs:
        tab.goto(FOLLOWERS)
        wait_for_badges(tab)
        tab.evaluate("window.notReloaded = true")
        scroll_to(tab, NURSE)
    key = find_key(server, tabs[0], NURSE)
    assert read_badges(tabs[0])[key].band == "off"
    popup = open_popup(paired)
    popup.fill("#add", "ICU nurse")
    popup.keyboard.press("Enter")
    popup.wait_for_selector('[data-keyword="ICU nurse"]')
    for tab in tabs:
        wait_for_band(tab, key, "strong")
    popup.click("#undo")
    for tab in tabs:
        wait_for_band(tab, key, "off")
        assert tab.evaluate("window.notReloaded")
        wait_for_badges(tab)


def test_another_niche_in_use_changes_every_tab(paired: BrowserContext, server: LocalServer) -> None:
    page = paired.new_page()
    page.goto(FOLLOWERS)
    wait_for_badges(page)
    before = read_badges(page)
    popup = open_popup(paired)
    popup.get_by_label("Niche in use").select_option(label="New niche…")
    popup.fill("#name", "Nursing")
    popup.keyboard.press("Enter")
    popup.wait_for_selector("#add")
    assert server.active.name == "Nursing"
    scroll_to(page, NURSE)
    wait_for_band(page, find_key(server, page, NURSE), "off")
    popup.get_by_label("Niche in use").select_option(label="Web dev tools")
    popup.wait_for_selector('[data-keyword="typescript"]')
    page.evaluate("scrollTo(0, 0)")
    wait_for_badges(page)
    for key, badge in before.items():
        wait_for_band(page, key, badge.band)


def test_a_niche_changed_elsewhere_is_noticed_with_the_next_verdicts(
    paired: BrowserContext, server: LocalServer
) -> None:

    page = paired.new_page()
    page.goto(FOLLOWERS)
    wait_for_badges(page)
    scroll_to(page, NURSE)
    key = find_key(server, page, NURSE)
    profiles = server.services.stores.profiles
    profiles.change_profile(replace(server.active, keywords=(Keyword("nurse", "core"),)))
    other = paired.new_page()
    other.goto(FOLLOWERS)
    wait_for_badges(other)
    wait_for_band(page, key, "strong")


def test_two_popups_on_the_same_niche_lose_nothing(paired: BrowserContext, server: LocalServer) -> None:
    one, other = open_popup(paired), open_popup(paired)
    one.fill("#add", "zig")
    one.keyboard.press("Enter")
    one.wait_for_selector('[data-keyword="zig"]')
    other.fill("#add", "elm")
    other.keyboard.press("Enter")
    other.wait_for_selector('[data-keyword="elm"]')
    for popup in (one, other):
        popup.wait_for_selector('[data-keyword="elm"]')
        popup.wait_for_selector('[data-keyword="zig"]')
    assert {"zig", "elm", "typescript"} <= {keyword.text for keyword in server.active.keywords}


def test_the_popup_tells_what_the_server_refuses(paired: BrowserContext, server: LocalServer) -> None:
    popup = open_popup(paired)
    popup.fill("#add", "?!")
    popup.keyboard.press("Enter")
    expect(popup.locator("#message")).to_contain_text("holds no letter")
    assert "?!" not in {keyword.text for keyword in server.active.keywords}
    popup.fill("#add", "elm")
    popup.keyboard.press("Enter")
    popup.wait_for_selector('[data-keyword="elm"]')


def test_a_long_paste_becomes_many_keywords(paired: BrowserContext, server: LocalServer) -> None:
    popup = open_popup(paired)
    popup.evaluate(
        """() => { const data = new DataTransfer(); data.setData('text', 'alpha\\nbeta, gamma\\n#delta');
          const paste = new ClipboardEvent('paste', {clipboardData: data, cancelable: true});
          document.querySelector('#add').dispatchEvent(paste); }"""
    )
    assert popup.input_value("#add") == "alpha, beta, gamma, delta"
    popup.focus("#add")
    popup.keyboard.press("Enter")
    popup.wait_for_selector('[data-keyword="delta"]')
    assert {"alpha", "beta", "gamma", "delta"} <= {keyword.text for keyword in server.active.keywords}


def test_without_leave_from_a_page_nothing_can_be_changed(paired: BrowserContext, server: LocalServer) -> None:
    before = server.active
    page = paired.new_page()
    page.goto(FOLLOWERS)
    wait_for_badges(page)
    assert page.evaluate("typeof chrome?.runtime?.sendMessage") == "undefined"
    ask_background(paired, "connection/get")
    assert server.active == before
