"""One Chromium for many tests: starting one takes longer than most of them; each finds it as if just installed."""

from pathlib import Path

from playwright.sync_api import BrowserContext, CDPSession, Error, Playwright

from chromium import QUIET_URL, launch_chromium

SITES = ("https://x.com", "https://twitter.com")
FORGET = """Promise.all([
  chrome.storage.local.clear(), chrome.storage.session.clear(), chrome.action.setBadgeText({text: ''}),
])"""


class SharedBrowser:
    """Chromium with the extension, started when it is first asked for, and anew where a test has ended it.

    Args:
        folder: for its profiles.
        extension: the built extension.
        x_port: where x.com is served.
    """

    def __init__(self, playwright: Playwright, folder: Path, extension: Path, x_port: int) -> None:
        self._playwright = playwright
        self._folder = folder
        self._extension = extension
        self._x_port = x_port
        self._started = 0
        self._context: BrowserContext | None = None

    def get_context(self) -> BrowserContext:
        """The browser: not paired, nothing stored, no page open but an empty one."""
        if self._context is None:
            self._started += 1
            profile = self._folder / f"profile{self._started}"
            self._context = launch_chromium(self._playwright, profile, self._extension, self._x_port)
            self._context.on("close", lambda _: setattr(self, "_context", None))
        return self._context

    def reset(self) -> None:
        """Makes it as it was; one that cannot be made so, since a test has ended the extension, is ended."""
        if self._context is None:
            return
        try:
            _forget_everything(self._context)
        except Error:
            self.close()

    def close(self) -> None:
        """Ends it."""
        if self._context:
            self._context.close()


def _forget_everything(context: BrowserContext) -> None:
    """Closes all pages, ends the worker with what it remembers, and forgets whatever was stored."""
    quiet = context.new_page()
    for page in context.pages:
        if page != quiet:
            page.close()
    context.clear_cookies()
    context.clear_permissions()
    quiet.goto(QUIET_URL)
    session = context.new_cdp_session(quiet)
    _stop_worker(session)
    quiet.evaluate(FORGET)
    for site in SITES:
        session.send("Storage.clearDataForOrigin", {"origin": site, "storageTypes": "all"})
    # What it heard of being forgotten has woken it.
    _stop_worker(session)
    session.detach()
    quiet.goto("about:blank")


def _stop_worker(session: CDPSession) -> None:
    session.send("ServiceWorker.enable")
    session.send("ServiceWorker.stopAllWorkers")
