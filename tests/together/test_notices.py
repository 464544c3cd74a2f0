"""The extension says so when X has changed its page: on the page, once a day, and in the popup; with a diagnosis."""

import json
from typing import Any

from playwright.sync_api import BrowserContext, Page

from chromium import POPUP_URL, ask_background, click_inside, focus_inside, read_host
from conftest import FOLLOWERS
from fieldmark.demo.answers import make_answer
from stand_in_server import StandInServer

# What X might change, done to the stand-in page before its own scripts run.
RENAME = """([name, before, after]) => {
  const {setAttribute} = Element.prototype;
  Element.prototype.setAttribute = function (attribute, value) {
    return setAttribute.call(this, attribute, attribute === name && value === before ? after : value);
  };
}"""

# X's own bar at the foot of narrow windows, in pixels.
X_BAR = 53


def open_changed(context: BrowserContext, address: str, name: str, before: str, after: str) -> Page:
    page = context.new_page()
    page.add_init_script(f"({RENAME})({json.dumps([name, before, after])})")
    page.goto(address)
    return page


def wait_for_notice(page: Page) -> str:
    page.wait_for_selector("fieldmark-notice", state="attached")
    return read_host(page, "fieldmark-notice")


def make_foreign_answer(x_com: StandInServer) -> Any:
    users = x_com.site.make_users(0, 50)
    return json.loads(json.dumps(make_answer("Followers", users, 0, None)).replace("instructions", "commands"))


def test_rows_that_are_not_found_are_said_with_a_diagnosis_and_dismissed_for_the_day(
    paired: BrowserContext, x_com: StandInServer
) -> None:
    paired.grant_permissions(["clipboard-read", "clipboard-write"])
    page = open_changed(paired, FOLLOWERS, "data-testid", "UserCell", "PersonCell")
    assert "finds no people on this page" in wait_for_notice(page)

    click_inside(page, "fieldmark-notice", "Copy diagnosis")
    page.wait_for_function("async () => (await navigator.clipboard.readText()).includes('PersonCell')")
    diagnosis = page.evaluate("navigator.clipboard.readText()")
    assert "trouble no_rows" in diagnosis
    for person in x_com.site.people[:50]:
        for text in (person.handle, person.id, person.name, *person.bio.split("\n")):
            assert len(text) < 4 or text not in diagnosis

    popup = paired.new_page()
    popup.goto(POPUP_URL)
    assert "finds no people" in popup.locator("#sight .trouble").inner_text()
    assert "0 rows" in popup.locator("#sight").inner_text()
    popup.close()

    click_inside(page, "fieldmark-notice", "Dismiss")
    page.wait_for_selector("fieldmark-notice", state="detached")
    assert ask_background(paired, "notices/claim", {"kind": "no_rows"}) is False


def test_bios_that_cannot_be_read_and_answers_of_another_form_are_said(
    paired: BrowserContext, x_com: StandInServer
) -> None:
    page = open_changed(paired, f"{FOLLOWERS}?transport=fetch", "dir", "auto", "ltr")
    assert "can read no bio on this page" in wait_for_notice(page)
    page.close()

    x_com.site.captures = {"Followers": make_foreign_answer(x_com)}
    page = paired.new_page()
    page.goto(FOLLOWERS)
    assert "X has changed its answers" in wait_for_notice(page)


def test_in_a_narrow_window_the_notice_stands_over_the_bar_and_over_xs_own(paired: BrowserContext) -> None:
    page = paired.new_page()
    page.set_viewport_size({"width": 360, "height": 640})
    page.add_init_script(f"({RENAME})({json.dumps(['data-testid', 'UserCell', 'PersonCell'])})")
    page.goto(FOLLOWERS)
    wait_for_notice(page)
    page.wait_for_selector("fieldmark-bar", state="attached")
    page.wait_for_function("() => document.querySelector('fieldmark-bar').getBoundingClientRect().top > 300")
    notice, bar = (page.locator(f"fieldmark-{name}").bounding_box() for name in ("notice", "bar"))
    assert notice
    assert bar
    assert notice["y"] + notice["height"] <= bar["y"] < 640 - X_BAR


def test_the_popup_says_which_places_are_inactive_on_the_coming_client(paired: BrowserContext) -> None:
    page = paired.new_page()
    page.goto(f"{FOLLOWERS}?client=xweb")
    page.wait_for_selector("fieldmark-badge", state="attached")
    popup = paired.new_page()
    popup.goto(POPUP_URL)
    popup.locator("#places summary").click()
    places = popup.locator("#places li")
    said = [text for text in places.all_inner_texts() if "not on X's new client" in text]
    assert len(said) == places.count() - 3
    popup.locator("#sight summary").click()
    assert "new client" in popup.locator("#sight").inner_text()


def test_keys_on_the_notice_are_none_of_the_pages_and_dismissing_it_gives_the_focus_back(
    paired: BrowserContext,
) -> None:
    page = open_changed(paired, FOLLOWERS, "data-testid", "UserCell", "PersonCell")
    wait_for_notice(page)
    page.evaluate("heard = []; addEventListener('keydown', (event) => heard.push(event.key))")
    page.locator('[data-testid="PersonCell"]').first.focus()
    focus_inside(page, "fieldmark-notice", "Dismiss")
    page.keyboard.press("Enter")
    page.wait_for_selector("fieldmark-notice", state="detached")
    assert page.evaluate("heard") == []
    assert page.evaluate("document.activeElement.dataset.testid") == "PersonCell"
