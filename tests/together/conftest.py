"""Real parts, put together: the stand-in page at https://x.com, the real server, real Chromium with the extension."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, sync_playwright

from chromium import ask_background, launch_chromium
from fieldmark.commands.extension import get_extension_folder
from fieldmark.demo.site import StandInSite
from fieldmark.ports import PORTS, PortTakenError, bind_socket
from local_server import LocalServer
from stand_in_server import StandInServer

FOLLOWERS = "https://x.com/you_standin/followers"


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def extension() -> Path:
    return get_extension_folder()


@pytest.fixture
def x_com() -> Iterator[StandInServer]:
    with contextlib.closing(StandInServer(StandInSite())) as server:
        yield server


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
def browser(playwright: Playwright, extension: Path, x_com: StandInServer, tmp_path: Path) -> Iterator[BrowserContext]:
    """A fresh browser that is not paired."""
    context = launch_chromium(playwright, tmp_path / "profile", extension, x_com.port)
    context.set_default_timeout(10_000)
    yield context
    context.close()


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
