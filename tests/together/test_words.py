"""Words added to the niche from X's page: by the context menu, and in the popover."""

from playwright.sync_api import BrowserContext, Page

from chromium import ROWS, click_inside, list_buttons, read_host, wait_for_badges, wait_until
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


def test_the_words_of_a_bio_are_added_by_keys_alone_and_taken_back(followers: Page, server: LocalServer) -> None:
    wait_for_badges(followers)
    row = followers.locator(ROWS).nth(STRONG_ROW)
    row.focus()
    followers.keyboard.press("w")
    buttons = list_buttons(followers, "fieldmark-popover")
    assert "typescript" not in " ".join(buttons).lower()
    for _ in range(1 + buttons.index("Related")):
        followers.keyboard.press("Tab")
    followers.keyboard.press("Enter")
    for _ in range(buttons.index("SQLite") - buttons.index("Related")):
        followers.keyboard.press("Tab")
    followers.keyboard.press("Enter")
    wait_until(followers, lambda: "(Related): SQLite" in read_host(followers, "fieldmark-toast"), "the toast")
    assert Keyword("SQLite", "related") in server.active.keywords
    wait_until(followers, lambda: "SQLite Related" in read_host(followers, "fieldmark-popover"), "the new reason")
    assert "SQLite" not in list_buttons(followers, "fieldmark-popover")
    assert followers.evaluate("document.activeElement.localName") == "fieldmark-popover"
    followers.keyboard.press("Escape")
    assert row.evaluate("row => row === document.activeElement")
    click_inside(followers, "fieldmark-toast", "Undo")
    wait_until(followers, lambda: "SQLite" not in list_texts(server), "the word taken back")


def test_a_page_that_plays_the_user_adds_no_word_of_a_bio(followers: Page, server: LocalServer) -> None:
    wait_for_badges(followers)
    followers.mouse.click(*followers.evaluate(CORNER, STRONG_ROW))
    followers.wait_for_selector("fieldmark-popover:popover-open")
    before = list_texts(server)
    followers.evaluate(
        """() => { const host = document.querySelector('fieldmark-popover'), box = host.getBoundingClientRect();
          for (let x = box.left; x < box.right; x += 8) for (let y = box.top; y < box.bottom; y += 8) {
            const at = {bubbles: true, composed: true, clientX: x, clientY: y, detail: 1};
            const target = document.elementFromPoint(x, y);
            target.dispatchEvent(new PointerEvent('pointerdown', at));
            target.dispatchEvent(new MouseEvent('click', at));
          } }"""
    )
    followers.evaluate("new Promise(requestAnimationFrame)")
    assert list_texts(server) == before
    assert read_host(followers, "fieldmark-toast") == ""
