"""Shows the stand-in page in a browser with the extension: loads it, checks that it works, takes the picture."""

import base64
import os
import time
from pathlib import Path

from fieldmark.demo.browsers import Browser
from fieldmark.demo.devtools import DevtoolsError, DrivenBrowser

WINDOW = (1280, 900)
LOAD_SECONDS = 20.0
SETTLE_SECONDS = 1.0

# Every row in the list has its badge. The page can count the badges' elements, nothing more.
ALL_BADGED = """(() => {
  const rows = [...document.querySelectorAll('[data-testid="primaryColumn"] [data-testid="UserCell"]')];
  return rows.length > 5 && rows.every((row) => row.querySelectorAll('fieldmark-badge').length === 1);
})()"""
# The middle of the avatar of the person to point at, once their row is near the screen's middle.
POINT_AT = """(() => {
  const row = document.querySelector('[data-testid="primaryColumn"] fieldmark-badge[data-key="%s"]');
  const box = row?.getBoundingClientRect();
  return box ? [box.right - 2, box.bottom - 2] : null;
})()"""


def make_arguments(*, headless: bool) -> list[str]:
    """The browser's arguments for this machine."""
    arguments = [f"--window-size={WINDOW[0]},{WINDOW[1]}"]
    if headless:
        arguments.append("--headless=new")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        # Chromium refuses to run its sandbox as root; the only page it opens is our own.
        arguments.append("--no-sandbox")
    return arguments


def show_page(driven: DrivenBrowser, browser: Browser, extension: Path, url: str) -> str:
    """Loads the extension, then the page; returns the page's session.

    Raises:
        DevtoolsError: the extension did not load (branded browsers may say yes and do nothing).
    """
    driven.call("Extensions.loadUnpacked", path=str(extension))
    session = driven.open_page(url)
    if not driven.wait_for(session, ALL_BADGED, LOAD_SECONDS):
        raise DevtoolsError(f"{browser.name} started, but the extension does not show in it")
    return session


def take_screenshot(driven: DrivenBrowser, session: str, point_at: str, file: Path) -> None:
    """Saves a picture of the page, with the reasons of one person open."""
    driven.call(
        "Emulation.setDeviceMetricsOverride",
        session,
        width=WINDOW[0],
        height=WINDOW[1],
        deviceScaleFactor=2,
        mobile=False,
    )
    place = driven.evaluate(session, POINT_AT % point_at)
    if place:
        x, y = place
        driven.call("Input.dispatchMouseEvent", session, type="mouseMoved", x=x, y=y)
        time.sleep(SETTLE_SECONDS)
    picture = driven.call("Page.captureScreenshot", session, format="png")
    file.write_bytes(base64.b64decode(picture["data"]))
