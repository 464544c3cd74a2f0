"""All niches at once: every row shows the one that fits best, in every tab, whichever niche changes."""

import pytest
from playwright.sync_api import BrowserContext, Page

from chromium import (
    ROWS,
    ask_background,
    click_inside,
    find_hosts,
    find_number,
    read_badges,
    read_host,
    read_text,
    wait_for_badges,
    wait_until,
)
from conftest import FOLLOWERS
from fieldmark.values import Keyword, Profile
from local_server import LocalServer
from test_keywords import open_popup
from test_reasons import STRONG_ROW, point_at_badge

# Its row is on the first screen, and nothing in its bio is a keyword of the sample's niche.
PHYSIO = "Physio for dancers"
PHYSIO_ROW = 6


@pytest.fixture
def care(server: LocalServer) -> Profile:
    """A second niche, not in use."""
    profile = Profile(name="Care work", keywords=(Keyword("physio", "core"),))
    return server.services.stores.profiles.add_profile(profile)


def read_badge(page: Page, place: int) -> tuple[str, str]:
    """A row's badge: its number and tag, and what a screen reader says."""
    key = page.locator(ROWS).nth(place).locator("fieldmark-badge").get_attribute("data-key")
    (host,) = [node for node in find_hosts(page, "fieldmark-badge") if key in node["attributes"]]
    return read_text(host), read_badges(page)[str(key)].words


def wait_for_words(page: Page, place: int, words: str) -> None:
    wait_until(page, lambda: words in read_badge(page, place)[1], f"{words!r} on row {place}")


def test_each_row_shows_the_niche_that_fits_best_in_every_tab_and_one_niche_again_when_it_is_chosen(
    paired: BrowserContext, server: LocalServer, care: Profile
) -> None:
    tabs = [paired.new_page(), paired.new_page()]
    for tab in tabs:
        tab.goto(FOLLOWERS)
        wait_for_badges(tab)
        assert PHYSIO in tab.locator(ROWS).nth(PHYSIO_ROW).inner_text()
    wait_until(tabs[0], lambda: read_host(tabs[0], "fieldmark-bar"), "the bar")
    before, strong = read_badges(tabs[0]), find_number(read_host(tabs[0], "fieldmark-bar"))
    popup = open_popup(paired)
    popup.get_by_label("Niche in use").select_option(label="All niches")
    for tab in tabs:
        wait_for_words(tab, PHYSIO_ROW, "strong: physio. Niche: Care work")
        wait_for_words(tab, STRONG_ROW, "Niche: Web dev tools")
        assert read_badge(tab, PHYSIO_ROW)[0] == "62 CW"
    assert "Niche:" not in read_badge(tabs[0], 0)[1]
    wait_until(tabs[0], lambda: find_number(read_host(tabs[0], "fieldmark-bar")) > strong, "the bar's new numbers")

    # A niche that is not in use changes; then another one is edited, and all of them judge on.
    changed = {**care.to_dict(), "keywords": [{"text": "physio", "kind": "related"}]}
    ask_background(paired, "profiles/change", changed)
    wait_for_words(tabs[1], PHYSIO_ROW, "Relevance 32, maybe: physio. Niche: Care work")
    popup.get_by_label("Keywords of").select_option(label="Care work")
    popup.wait_for_selector('[data-keyword="physio"]')
    popup.fill("#add", "dancers")
    popup.keyboard.press("Enter")
    for tab in tabs:
        wait_for_words(tab, PHYSIO_ROW, "strong: physio, dancers. Niche: Care work")

    popup.get_by_label("Niche in use").select_option(label="Web dev tools")
    for tab in tabs:
        wait_for_words(tab, PHYSIO_ROW, "Relevance 0, off")
        wait_until(tab, lambda tab=tab: before.items() <= read_badges(tab).items(), "the verdicts of the one niche")  # type: ignore[misc]


def test_the_popover_lists_every_niche_and_its_words_go_to_the_one_that_fits(
    paired: BrowserContext, server: LocalServer, care: Profile
) -> None:
    ask_background(paired, "settings/change", {"all_niches": True})
    page = paired.new_page()
    page.goto(FOLLOWERS)
    wait_for_badges(page)
    point_at_badge(page, PHYSIO_ROW)
    page.wait_for_selector("fieldmark-popover:popover-open")
    wait_until(page, lambda: "0 Web dev tools off" in read_host(page, "fieldmark-popover"), "the other niche's number")
    said = read_host(page, "fieldmark-popover")
    assert "62 Strong fit Care work" in said
    assert "62 Care work strong" in said
    assert "Add from the bio to “Care work” as" in said
    click_inside(page, "fieldmark-popover", "Add stubborn to the core words")
    wait_until(page, lambda: "“Care work” (Core): stubborn" in read_host(page, "fieldmark-toast"), "the toast")
    wait_for_words(page, PHYSIO_ROW, "physio, stubborn")
    stored = server.services.stores.profiles.get_profile(care.id)
    assert [keyword.text for keyword in stored.keywords] == ["physio", "stubborn"]
