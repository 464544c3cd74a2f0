"""The reasons: the popover by mouse and key, and the matched words lit in the bio."""

import base64
from typing import Any

import pytest
from playwright.sync_api import Page

from chromium import ROWS, ask_background, find_hosts, read_text, wait_for_badges
from pixels import COUNT_PIXELS
from pixels import LIT as PAINTED

pytestmark = pytest.mark.beside

LIT = """(name) => [...(CSS.highlights.get(name) ?? [])]
  .map((range) => range.startContainer.textContent.slice(range.startOffset, range.endOffset))"""
# The badge's own corner of the avatar, where the pointer must be.
CORNER = """(place) => { const box = document.querySelectorAll('fieldmark-badge')[place].getBoundingClientRect();
  return document.dir === 'rtl' ? [box.left + 2, box.bottom - 2] : [box.right - 2, box.bottom - 2]; }"""
STRONG_ROW = 1
FOCUS = "function () { this.focus(); }"


def read_popover(page: Page) -> str | None:
    """What the popover says, or None while it is closed."""
    if not page.locator("fieldmark-popover:popover-open").count():
        return None
    (host,) = find_hosts(page, "fieldmark-popover")
    return read_text(host)


def find_button(host: dict[str, Any]) -> dict[str, Any]:
    """The badge's button, inside its closed root."""
    button: dict[str, Any] = next(node for node in host["shadowRoots"][0]["children"] if node["nodeName"] == "BUTTON")
    return button


@pytest.fixture
def page(followers: Page) -> Page:
    wait_for_badges(followers)
    return followers


def point_at_badge(page: Page, place: int = STRONG_ROW) -> None:
    page.mouse.move(*page.evaluate(CORNER, place))


def test_pointing_at_a_badge_shows_the_reasons_and_leaving_hides_them(page: Page) -> None:
    point_at_badge(page)
    page.wait_for_selector("fieldmark-popover:popover-open")
    text = read_popover(page) or ""
    for words in ("95", "Strong fit", "Web dev tools", "typescript", "react", "open source", "0.62", "Core"):
        assert words in text
    page.mouse.move(5, 5)
    page.wait_for_selector("fieldmark-popover:not(:popover-open)", state="attached")
    assert read_popover(page) is None


def test_the_pointer_may_go_on_into_the_popover(page: Page) -> None:
    point_at_badge(page)
    page.wait_for_selector("fieldmark-popover:popover-open")
    box = page.locator("fieldmark-popover").bounding_box()
    assert box
    page.mouse.move(box["x"] + 60, box["y"] + 30, steps=4)
    page.wait_for_function("new Promise((done) => setTimeout(() => done(true), 600))")
    assert read_popover(page)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_popover_stays_within_the_window_and_off_its_row(page: Page, language: str) -> None:
    page.evaluate(f"standIn.setLanguage('{language}')")
    wait_for_badges(page)
    for place in (0, STRONG_ROW, 6):
        point_at_badge(page, place)
        page.wait_for_selector("fieldmark-popover:popover-open")
        box, row = page.locator("fieldmark-popover").bounding_box(), page.locator(ROWS).nth(place).bounding_box()
        size = page.viewport_size
        assert box
        assert row
        assert size
        assert box["x"] >= 0
        assert box["y"] >= 0
        assert box["x"] + box["width"] <= size["width"]
        assert box["y"] + box["height"] <= size["height"]
        assert box["y"] >= row["y"] + row["height"] - 8 or box["y"] + box["height"] <= row["y"] + 8
        page.keyboard.press("Escape")


def test_the_key_opens_it_on_the_row_under_the_pointer_and_escape_closes_it(page: Page) -> None:
    page.locator(ROWS).nth(STRONG_ROW).locator(".bio").hover()
    page.keyboard.press("w")
    assert "Strong fit" in (read_popover(page) or "")
    page.keyboard.press("Escape")
    assert read_popover(page) is None


def test_the_key_opens_it_on_the_focused_row_and_escape_gives_the_focus_back(page: Page) -> None:
    row = page.locator(ROWS).nth(STRONG_ROW)
    row.focus()
    page.keyboard.press("w")
    assert "Strong fit" in (read_popover(page) or "")
    assert page.evaluate("document.activeElement.localName") == "fieldmark-popover"
    page.keyboard.press("Escape")
    assert row.evaluate("row => row === document.activeElement")


def test_the_key_does_nothing_while_one_types(page: Page) -> None:
    page.locator(ROWS).nth(STRONG_ROW).locator(".bio").hover()
    page.evaluate("document.body.append(Object.assign(document.createElement('input'), {id: 'box'}))")
    page.locator("#box").focus()
    page.keyboard.press("w")
    assert read_popover(page) is None
    assert page.locator("#box").input_value() == "w"


def test_a_click_on_the_badge_pins_it_and_a_click_elsewhere_lets_it_go(page: Page) -> None:
    page.mouse.click(*page.evaluate(CORNER, STRONG_ROW))
    assert read_popover(page)
    page.mouse.move(5, 5)
    page.wait_for_function("new Promise((done) => setTimeout(() => done(true), 600))")
    assert read_popover(page)
    page.mouse.click(5, 5)
    assert read_popover(page) is None


def test_a_second_click_on_the_badge_closes_it_and_one_on_another_badge_goes_there(page: Page) -> None:
    corner = page.evaluate(CORNER, STRONG_ROW)
    page.mouse.click(*corner)
    first = read_popover(page)
    page.mouse.click(*corner)
    assert read_popover(page) is None
    page.mouse.click(*corner)
    page.mouse.click(*page.evaluate(CORNER, 0))
    assert read_popover(page)
    assert read_popover(page) != first


def test_a_press_of_the_badge_without_a_pointer_takes_the_focus_along(page: Page) -> None:
    session = page.context.new_cdp_session(page)
    host = find_hosts(page, "fieldmark-badge")[STRONG_ROW]
    button = session.send("DOM.resolveNode", {"backendNodeId": find_button(host)["backendNodeId"]})["object"]
    session.send("Runtime.callFunctionOn", {"objectId": button["objectId"], "functionDeclaration": FOCUS})
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.localName") == "fieldmark-popover"
    assert "Strong fit" in (read_popover(page) or "")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.localName") == "fieldmark-badge"


def test_scrolling_away_closes_it_and_does_not_jump_back(page: Page) -> None:
    page.locator(ROWS).nth(STRONG_ROW).focus()
    page.keyboard.press("w")
    assert read_popover(page)
    page.mouse.move(300, 300)
    page.mouse.wheel(0, 900)
    page.wait_for_selector("fieldmark-popover:not(:popover-open)", state="attached")
    page.wait_for_function("scrollY > 600")
    wait_for_badges(page)
    assert page.evaluate("scrollY") > 600


def test_a_changed_niche_changes_the_open_reasons_and_leaves_the_focus_there(page: Page) -> None:
    page.locator(ROWS).nth(STRONG_ROW).focus()
    page.keyboard.press("w")
    (niche,) = ask_background(page.context, "profiles/list")
    keywords = [keyword for keyword in niche["keywords"] if keyword["text"] != "typescript"]
    ask_background(page.context, "profiles/change", {**niche, "keywords": keywords})
    while "typescript" in (read_popover(page) or ""):
        page.wait_for_function("new Promise((done) => requestAnimationFrame(() => done(true)))")
    assert "react" in (read_popover(page) or "")
    assert page.evaluate("document.activeElement.localName") == "fieldmark-popover"


def test_in_a_low_window_the_reasons_scroll_by_themselves(page: Page) -> None:
    page.set_viewport_size({"width": 700, "height": 150})
    page.evaluate("scrollTo(0, document.querySelectorAll('fieldmark-badge')[1].getBoundingClientRect().top - 20)")
    wait_for_badges(page)
    page.locator(ROWS).nth(STRONG_ROW).focus()
    page.keyboard.press("w")
    box = page.locator("fieldmark-popover").bounding_box()
    assert box
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= 150
    page.mouse.move(box["x"] + 50, box["y"] + 50)
    page.mouse.wheel(0, 60)
    page.keyboard.press("PageDown")
    page.wait_for_function("new Promise((done) => setTimeout(() => done(true), 300))")
    assert read_popover(page)


def test_a_page_that_plays_the_user_opens_nothing(page: Page) -> None:
    page.evaluate(
        """() => { const host = document.querySelector('fieldmark-badge');
          host.dispatchEvent(new MouseEvent('click', {bubbles: true}));
          document.dispatchEvent(new KeyboardEvent('keydown', {key: 'w', bubbles: true})); }"""
    )
    assert read_popover(page) is None


def test_rows_gain_no_stops_of_the_tab_key(page: Page) -> None:
    page.locator(ROWS).nth(STRONG_ROW).focus()
    names = []
    for _ in range(12):
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.localName"))
    assert not [name for name in names if name.startswith("fieldmark")]


def test_the_matched_words_are_lit_in_the_bio(page: Page) -> None:
    lit = page.evaluate(LIT, "fieldmark-light")
    bio = page.locator(ROWS).nth(STRONG_ROW).locator(".bio").inner_text()
    assert {"TypeScript", "React", "Open source"} <= set(lit)
    assert "TypeScript" in bio
    assert page.locator(ROWS).nth(STRONG_ROW).locator("mark, fieldmark-lit").count() == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_matched_words_are_lit_for_the_eye(page: Page, theme: str) -> None:
    page.evaluate("(theme) => standIn.setTheme(theme)", theme)
    wait_for_badges(page)
    page.wait_for_function("(name) => (CSS.highlights.get(name)?.size ?? 0) > 0", arg=f"fieldmark-{theme}")
    bio = page.locator(ROWS).nth(STRONG_ROW).locator(".bio")
    painted = base64.b64encode(bio.screenshot()).decode()
    assert page.evaluate(COUNT_PIXELS, [painted, PAINTED[theme]]) > 200


def test_the_light_follows_the_theme_and_the_route(page: Page) -> None:
    page.evaluate("standIn.setTheme('dark')")
    wait_for_badges(page)
    page.wait_for_function("(CSS.highlights.get('fieldmark-dark')?.size ?? 0) > 0")
    assert page.evaluate(LIT, "fieldmark-light") == []
    page.evaluate("standIn.go('/somebody')")
    page.wait_for_function("CSS.highlights.get('fieldmark-dark').size === 0")


def test_a_page_that_empties_the_registry_gets_the_light_again(page: Page) -> None:
    page.evaluate("CSS.highlights.clear()")
    page.evaluate("standIn.remount()")
    page.wait_for_function("(CSS.highlights.get('fieldmark-light')?.size ?? 0) > 0")


def test_avoided_words_are_marked_otherwise(page: Page) -> None:
    for _ in range(60):
        found = page.evaluate(LIT, "fieldmark-avoid-light")
        if found:
            break
        page.mouse.wheel(0, 700)
        wait_for_badges(page)
    assert {word.lower() for word in found} <= {"crypto", "forex"}
    assert found
