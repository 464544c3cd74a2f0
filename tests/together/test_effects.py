"""What a change would do is told before it is saved; chips are dragged; the popup is quick with a thousand of them."""

import statistics

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from chromium import POPUP_URL, wait_for_badges
from fieldmark.values import Keyword, Profile
from local_server import LocalServer

# CSS pixels, as a Chromium popup of the toolbar may be at most 600 high.
SIZE = {"width": 380, "height": 600}
MANY = 1_000
OPEN_MS = 100
FRAME_MS = 16


def open_popup(context: BrowserContext) -> Page:
    popup = context.new_page()
    popup.set_viewport_size(SIZE)  # type: ignore[arg-type]  # a plain dict will do
    popup.goto(POPUP_URL)
    popup.wait_for_selector(".chip, #name")
    return popup


@pytest.fixture
def popup(followers: Page, paired: BrowserContext) -> Page:
    """The popup over the followers page, whose people the server has seen."""
    wait_for_badges(followers)
    return open_popup(paired)


def test_typing_tells_whom_it_would_lift_and_stores_nothing(popup: Page, server: LocalServer) -> None:
    before = server.active
    popup.fill("#add", "nurse")
    effect = popup.locator(".effect")
    expect(effect).to_contain_text("nurse would lift 1 and lower none of")
    expect(effect).to_contain_text("On this page: 1 up, none down.")
    popup.get_by_role("button", name="Show").click()
    expect(effect.locator("mark")).to_have_text("nurse")
    popup.fill("#add", "")
    expect(effect).to_be_hidden()
    assert server.active == before


def test_pointing_at_remove_tells_what_removing_would_do(popup: Page, server: LocalServer) -> None:
    expect(popup.locator('[data-keyword="software engineer"] .count')).not_to_be_empty()
    popup.click('[data-keyword="software engineer"]')
    popup.hover(".editor .remove")
    expect(popup.locator(".effect")).to_contain_text("Removing software engineer would")
    popup.hover("#add")
    expect(popup.locator(".effect")).to_be_hidden()
    assert "software engineer" in {keyword.text for keyword in server.active.keywords}


def test_a_chip_is_dragged_to_another_group_and_a_click_still_edits(popup: Page, server: LocalServer) -> None:
    # The counts make the chips wider; only then they stay where they are.
    expect(popup.locator('[data-keyword="css"] .count')).not_to_be_empty()
    chip, group = popup.locator('[data-keyword="css"]'), popup.locator('[data-group="avoid"]')
    start, end = chip.bounding_box(), group.bounding_box()
    assert start
    assert end
    popup.mouse.move(start["x"] + 10, start["y"] + 10)
    popup.mouse.down()
    popup.mouse.move(end["x"] + 60, end["y"] + end["height"] - 8, steps=5)
    expect(popup.locator(".effect")).to_contain_text("css as “Avoid”")
    popup.mouse.up()
    popup.wait_for_selector('.avoid[data-keyword="css"]')
    assert next(keyword.kind for keyword in server.active.keywords if keyword.text == "css") == "avoid"
    assert not popup.locator(".editor").count()
    popup.click('[data-keyword="css"]')
    expect(popup.locator(".editor input")).to_have_value("css")


def test_while_the_server_is_away_nothing_typed_is_lost(popup: Page, server: LocalServer) -> None:
    popup.fill("#add", "nurse, midwife")
    expect(popup.locator(".effect")).to_contain_text("would lift")
    server.stop()
    popup.press("#add", "Enter")
    expect(popup.locator("#connection")).to_contain_text("not running")
    server.start()
    popup.get_by_role("button", name="Try again").click()
    expect(popup.locator("#add")).to_be_visible()
    expect(popup.locator("#add")).to_have_value("nurse, midwife")
    popup.press("#add", "Enter")
    popup.wait_for_selector('[data-keyword="midwife"]')


class Stopwatch:
    """How long script runs in a page, from before it is opened."""

    def __init__(self, page: Page) -> None:
        self._session = page.context.new_cdp_session(page)
        self._session.send("Performance.enable")

    def read(self) -> float:
        """Script so far, in ms."""
        metrics = {each["name"]: each["value"] for each in self._session.send("Performance.getMetrics")["metrics"]}
        return float(metrics["ScriptDuration"]) * 1000


def test_with_a_thousand_keywords_it_opens_and_types_without_lag(paired: BrowserContext, server: LocalServer) -> None:
    keywords = tuple(Keyword(f"keyword {place}", "core") for place in range(MANY))
    store = server.services.stores.profiles
    store.activate_profile(store.add_profile(Profile(name="Many", keywords=keywords)).id)
    opened, typed = [], []
    for _ in range(3):
        popup = paired.new_page()
        stopwatch = Stopwatch(popup)
        popup.goto(POPUP_URL)
        expect(popup.locator("#search")).to_be_visible()
        opened.append(stopwatch.read())
        popup.focus("#add")
        popup.keyboard.type("rust, go")
        typed.append((stopwatch.read() - opened[-1]) / len("rust, go"))
        popup.close()
    assert 0 < statistics.median(opened) < OPEN_MS, opened
    assert 0 < statistics.median(typed) < FRAME_MS, typed
