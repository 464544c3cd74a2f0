"""Words added to the niche from X's page: by the context menu, and in the popover."""

from playwright.sync_api import BrowserContext, Page

from chromium import click_inside, read_host, wait_for_badges, wait_until
from conftest import FOLLOWERS
from fieldmark.values import Keyword, Profile
from local_server import LocalServer
from test_reasons import CORNER, STRONG_ROW

# The menu itself is the browser's; this is what it tells the extension.
CHOOSE = """async (text) => { const [tab] = await chrome.tabs.query({url: 'https://x.com/*'});
  chrome.contextMenus.onClicked.dispatch({menuItemId: 'core', selectionText: text}, tab); }"""


def list_texts(server: LocalServer) -> set[str]:
    return {keyword.text for keyword in server.active.keywords}


def test_selected_words_are_added_said_and_taken_back(
    followers: Page, paired: BrowserContext, server: LocalServer
) -> None:
    wait_for_badges(followers)
    paired.service_workers[-1].evaluate(CHOOSE, "ICU nurse")
    wait_until(followers, lambda: "ICU nurse" in read_host(followers, "fieldmark-toast"), "the toast")
    assert "ICU nurse" in list_texts(server)
    click_inside(followers, "fieldmark-toast", "Undo")
    wait_until(followers, lambda: "ICU nurse" not in list_texts(server), "the word taken back")


def test_a_word_that_comes_near_is_added_in_the_popover(paired: BrowserContext, server: LocalServer) -> None:
    store = server.services.stores.profiles
    misspelt = Profile(name="Misspelt", keywords=(Keyword("typscript", "core"),))
    store.activate_profile(store.add_profile(misspelt).id)
    page = paired.new_page()
    page.goto(FOLLOWERS)
    wait_for_badges(page)
    page.mouse.move(*page.evaluate(CORNER, STRONG_ROW))
    page.wait_for_selector("fieldmark-popover:popover-open")
    click_inside(page, "fieldmark-popover", "Add TypeScript to the related words")
    wait_until(page, lambda: "TypeScript" in list_texts(server), "the word")
    wait_until(page, lambda: "Misspelt" in read_host(page, "fieldmark-toast"), "the toast")
