"""Real parts, put together: the stand-in page at https://x.com, the real server, real Chromium with the extension."""

import contextlib
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, sync_playwright

from chromium import ask_background
from fieldmark.commands.extension import get_extension_folder
from fieldmark.demo.site import StandInSite
from fieldmark.ports import PORTS, PortTakenError, bind_socket
from local_server import LocalServer
from shared_browser import SharedBrowser
from stand_in_server import StandInServer

FOLLOWERS = "https://x.com/you_standin/followers"

# Under nohup, or in the background of a shell, a process ignores these, and so would all that the tests start.
for name in ("SIGINT", "SIGHUP"):
    number = getattr(signal, name, None)  # Windows has no SIGHUP
    if number and signal.getsignal(number) is signal.SIG_IGN:
        signal.signal(number, signal.SIG_DFL)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def extension() -> Path:
    return get_extension_folder()


@pytest.fixture(scope="session")
def stand_in() -> Iterator[StandInServer]:
    """x.com, as the shared browser knows it."""
    with contextlib.closing(StandInServer(StandInSite())) as server:
        yield server


@pytest.fixture
def x_com(stand_in: StandInServer) -> StandInServer:
    """x.com as it always is; a test may change it."""
    stand_in.site = StandInSite()
    stand_in.requests.clear()
    return stand_in


@pytest.fixture(scope="session")
def shared_browser(
    playwright: Playwright, extension: Path, stand_in: StandInServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SharedBrowser]:
    folder = tmp_path_factory.mktemp("browser")
    with contextlib.closing(SharedBrowser(playwright, folder, extension, stand_in.port)) as shared:
        yield shared


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LocalServer]:
    running = LocalServer(tmp_path / "data")
    yield running
    running.stop()


@pytest.fixture
def usual_server(tmp_path: Path) -> Iterator[LocalServer]:
    """A server on a usual port, where an extension that was never paired looks; without a niche, and not started."""
    require_usual_ports()
    waiting = LocalServer(tmp_path / "usual", niche=None, port=PORTS[0], started=False)
    yield waiting
    waiting.stop()


def require_usual_ports() -> None:
    """Fails in plain words where somebody listens on a usual port: an extension that looks there would find them."""
    for port in PORTS:
        try:
            bind_socket(port).close()
        except PortTakenError:
            pytest.fail(f"port {port} is in use; stop the Fieldmark server, or whatever it is, that runs there")


@pytest.fixture
def browser(shared_browser: SharedBrowser, x_com: StandInServer) -> Iterator[BrowserContext]:
    """A browser that is as if it were just installed, and is not paired."""
    context = shared_browser.get_context()
    context.set_default_timeout(10_000)
    yield context
    shared_browser.reset()


@pytest.fixture
def paired(browser: BrowserContext, server: LocalServer) -> BrowserContext:
    """The browser, paired with the server."""
    report = ask_background(browser, "pairing/save", {"pairing": server.pair()})
    assert report["state"] == "ok", report
    return browser


@pytest.fixture
def followers(paired: BrowserContext) -> Page:
    """The followers page in the paired browser."""
    page = paired.new_page()
    page.goto(FOLLOWERS)
    return page
