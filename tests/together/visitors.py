"""The two browsers, each with the extension, as one kind of thing: for what is the same to ask of either."""

from pathlib import Path
from typing import Any, Protocol

from playwright.sync_api import BrowserContext, Page

import chromium
import firefox
from chromium import EVERY_ROW_BADGED, EXTENSION_ID, QUIET_URL, ROWS
from conftest import FOLLOWERS
from firefox import ADDON_ID, ADDON_UUID, Firefox

INTRUDER = Path(__file__).parent / "intruder"
INTRUDER_ADDON_ID = "intruder@fieldmark.local"
INTRUDER_UUID = "66666666-7777-4888-8999-aaaaaaaaaaaa"


class Visitor(Protocol):
    """A browser with the extension, which looks at one page at a time.

    Attributes:
        id: the extension's.
        origin: the extension's.
        popup: the address of its popup.
        intruder: the origin of the other extension.
        held_back: the address of a page that the browser takes for one of the internet.
        let_through: the address of the same page, taken for one that may reach this machine.
    """

    id: str
    origin: str
    popup: str
    intruder: str
    held_back: str
    let_through: str

    def visit(self, url: str) -> None:
        """Opens a tab, and this address in it."""

    def run(self, function: str, *values: object) -> Any:
        """What a function returns in the page."""

    def wait_for(self, function: str, *values: object) -> None:
        """Until a function returns something true in the page."""

    def ask(self, name: str, request: object = None) -> Any:
        """Asks the background as the popup would; returns its whole answer."""

    def get_tab(self) -> Any:
        """The tab it looks at, for `return_to`."""

    def return_to(self, tab: Any) -> None:
        """Looks at this tab again."""

    def close_tabs(self) -> None:
        """Leaves nothing open."""


def wait_for_badges(visitor: Visitor) -> None:
    """Opens the followers page in a new tab and waits until each row has its badge."""
    visitor.visit(FOLLOWERS)
    visitor.wait_for(EVERY_ROW_BADGED, ROWS)


class ChromiumVisitor:
    """Chromium."""

    id = EXTENSION_ID
    origin = f"chrome-extension://{EXTENSION_ID}"
    popup = chromium.POPUP_URL
    held_back = "https://far.test/page"
    let_through = "https://near.test/page"

    def __init__(self, context: BrowserContext, intruder_id: str) -> None:
        self.intruder = f"chrome-extension://{intruder_id}"
        self._context = context
        self._first = self._page = context.pages[0]

    def visit(self, url: str) -> None:
        self._page = self._context.new_page()
        self._page.goto(url)

    def run(self, function: str, *values: object) -> Any:
        return self._page.evaluate(f"(values) => ({function})(...values)", list(values))

    def wait_for(self, function: str, *values: object) -> None:
        # By the clock: a page that has opened another one is drawn no more.
        self._page.wait_for_function(f"(values) => ({function})(...values)", arg=list(values), polling=20)

    def ask(self, name: str, request: object = None) -> Any:
        self.visit(QUIET_URL)
        return self.run("(name, request) => chrome.runtime.sendMessage({name, request})", name, request)

    def get_tab(self) -> Page:
        return self._page

    def return_to(self, tab: Page) -> None:
        self._page = tab

    def close_tabs(self) -> None:
        for page in self._context.pages:
            if page is not self._first:
                page.close()
        self._page = self._first


class FirefoxVisitor:
    """Firefox."""

    id = ADDON_ID
    origin = f"moz-extension://{ADDON_UUID}"
    popup = firefox.POPUP_URL
    intruder = f"moz-extension://{INTRUDER_UUID}"
    let_through = "https://near.test/page"

    def __init__(self, running: Firefox, held_back: str) -> None:
        self.held_back = held_back
        self._firefox = running

    def visit(self, url: str) -> None:
        self._firefox.open_tab()
        self._firefox.go(url)

    def run(self, function: str, *values: object) -> Any:
        return self._firefox.run(f"return ({function})(...arguments)", *values)

    def wait_for(self, function: str, *values: object) -> None:
        self._firefox.wait_for(f"return ({function})(...arguments)", *values)

    def ask(self, name: str, request: object = None) -> Any:
        self.visit(f"{self.origin}/_locales/en/messages.json")
        script = "const [name, request, done] = arguments; browser.runtime.sendMessage({name, request}).then(done)"
        return self._firefox.run_async(script, name, request)

    def get_tab(self) -> str:
        return self._firefox.get_tab()

    def return_to(self, tab: str) -> None:
        self._firefox.switch(tab)

    def close_tabs(self) -> None:
        self._firefox.close_other_tabs()
