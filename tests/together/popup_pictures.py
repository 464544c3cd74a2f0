"""The popup's pictures: taken for docs/screenshots and, to compare with those, by the tests."""

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, Playwright

from chromium import POPUP_URL, launch_chromium, wait_for_badges
from fieldmark.commands.extension import get_extension_folder
from local_server import LocalServer
from pixels import READ_PIXELS
from popup_states import PICTURED, SIZE, STATES, open_popup

APPROVED = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
MADE_WITH = APPROVED / "made-with.json"
FOLLOWERS = "https://x.com/you_standin/followers"
IN_BOTH_THEMES = ("niche", "effect")
HIGHEST = 800
# How many of a picture's pixels may be others, as a share: less than a short word has. One browser with one font draws
# the same pixels each time; what is allowed is room for the number of a version, not for another look.
TOLERANCE = 0.0005

# What another version of the same font changes first: how wide it is.
MEASURE = """() => { const pen = new OffscreenCanvas(1, 1).getContext('2d');
  pen.font = getComputedStyle(document.body).font;
  return pen.measureText('Fieldmark 0123456789 — Wörter, 日本語 ✓ ⇄').width; }"""
# The share of pixels of which any channel differs by more than a shade; 1 where the sizes differ.
COMPARE = f"""async (pictures) => {{
  const SHADE = 16;
  const [one, other] = await Promise.all(pictures.map({READ_PIXELS}));
  if (one.width !== other.width || one.height !== other.height) return 1;
  let differing = 0;
  for (let at = 0; at < one.data.length; at += 4)
    differing += [0, 1, 2].some((channel) => Math.abs(one.data[at + channel] - other.data[at + channel]) > SHADE);
  return differing / (one.width * one.height);
}}"""


def launch(playwright: Playwright, profile: Path, x_port: int) -> BrowserContext:
    """The browser that takes the pictures."""
    return launch_chromium(playwright, profile, get_extension_folder(), x_port, device_scale_factor=2)


def find_makers(context: BrowserContext) -> dict[str, Any]:
    """What decides about each pixel beside our own code: the browser, and the font that it finds for the popup."""
    page = context.new_page()
    page.goto(POPUP_URL)
    page.wait_for_selector("summary")
    session = context.new_cdp_session(page)
    version = session.send("Browser.getVersion")["product"]
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument", {"depth": 0})["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": "summary"})["nodeId"]
    fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    width = page.evaluate(MEASURE)
    page.close()
    return {"browser": version, "fonts": sorted(font["familyName"] for font in fonts), "width": round(width, 3)}


def read_makers() -> dict[str, Any]:
    """What the approved pictures were made with."""
    makers: dict[str, Any] = json.loads(MADE_WITH.read_text(encoding="utf-8"))
    return makers


def take_popups(context: BrowserContext, server: LocalServer) -> Iterator[tuple[str, bytes]]:
    """The popup in each of its pictured states, by the picture's name.

    Always in one order, since one state leaves traces for the next.

    Args:
        context: a browser that was just paired with the server.
        server: a new one; it is away at the end.
    """
    followers = context.new_page()
    followers.goto(FOLLOWERS)
    wait_for_badges(followers)
    for theme in ("light", "dark"):
        for state in IN_BOTH_THEMES:
            yield _take(context, server, theme, state)
    # Some of these take niches and server away, so they come last and once.
    for state in PICTURED:
        if state not in IN_BOTH_THEMES:
            yield _take(context, server, "light", state)


def _take(context: BrowserContext, server: LocalServer, theme: str, state: str) -> tuple[str, bytes]:
    popup = open_popup(context, server, theme)
    STATES[state](popup)
    # With its own server away the extension looks for it on the usual ports, and tells of whoever is there.
    if state == "away" and popup.page.text_content("#connection code") != "fieldmark serve":
        raise RuntimeError("on a usual port there is a Fieldmark server, or whatever it is; stop it")
    picture = take_picture(popup.page)
    popup.page.close()
    # The niche's own pictures are those of the README.
    return f"popup-{theme}" if state == "niche" else f"popup-{state}-{theme}", picture


def take_picture(page: Page) -> bytes:
    """The popup as high as what it holds."""
    page.evaluate("document.fonts.ready")
    height = min(page.evaluate("document.documentElement.scrollHeight"), HIGHEST)
    page.set_viewport_size({"width": SIZE["width"], "height": height})
    return page.screenshot()


def compare(page: Page, one: bytes, other: bytes) -> float:
    """The share of pixels, 0-1, in which two pictures differ visibly; worked out in the page."""
    share: float = page.evaluate(COMPARE, [base64.b64encode(picture).decode() for picture in (one, other)])
    return share
