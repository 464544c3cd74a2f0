"""Takes the pictures of docs/screenshots from the running product: real server, real Chromium, invented people."""

import contextlib
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "together"))
from chromium import ask_background, launch_chromium, wait_for_badges  # noqa: E402
from fieldmark.commands.extension import get_extension_folder  # noqa: E402
from fieldmark.demo.site import StandInSite  # noqa: E402
from local_server import LocalServer  # noqa: E402
from popup_states import PICTURED, SIZE, STATES, open_popup  # noqa: E402
from stand_in_server import StandInServer  # noqa: E402

TARGET = ROOT / "docs" / "screenshots"
FOLLOWERS = "https://x.com/you_standin/followers"
THEMES = ("light", "dark")
VIEW = {"width": 1100, "height": 780}
# The list and what hangs over it, without the stand-in's own navigation.
COLUMN = """() => { const column = document.querySelector('[data-testid="primaryColumn"]').getBoundingClientRect();
  return {x: column.x, y: column.y, width: column.width, height: innerHeight}; }"""
IN_BOTH_THEMES = ("niche", "effect")
HIGHEST = 800
SHOWN_ROW = 1
CORNER = """(place) => { const box = document.querySelectorAll('fieldmark-badge')[place].getBoundingClientRect();
  return [box.right - 2, box.bottom - 2]; }"""


def take_followers(context: BrowserContext, theme: str) -> None:
    """The followers page with one person's reasons open."""
    page = context.new_page()
    page.set_viewport_size(VIEW)  # type: ignore[arg-type]  # a plain dict will do
    page.goto(f"{FOLLOWERS}?theme={theme}")
    wait_for_badges(page)
    page.mouse.move(*page.evaluate(CORNER, SHOWN_ROW))
    page.wait_for_selector("fieldmark-popover:popover-open")
    save(page, f"followers-{theme}", page.evaluate(COLUMN))
    page.close()


def take_popup(context: BrowserContext, server: LocalServer, theme: str, state: str) -> None:
    """The popup in one of its states, as high as what it holds."""
    popup = open_popup(context, server, theme)
    STATES[state](popup)
    # The niche's own pictures are those of the README.
    name = f"popup-{theme}" if state == "niche" else f"popup-{state}-{theme}"
    popup.page.evaluate("document.fonts.ready")
    height = min(popup.page.evaluate("document.documentElement.scrollHeight"), HIGHEST)
    popup.page.set_viewport_size({"width": SIZE["width"], "height": height})
    popup.page.screenshot(path=TARGET / f"{name}.png")
    print(f"docs/screenshots/{name}.png")
    popup.page.close()


def save(page: Page, name: str, clip: dict[str, int] | None) -> None:
    """Saves the page's picture."""
    page.evaluate("document.fonts.ready")
    page.screenshot(path=TARGET / f"{name}.png", **({"clip": clip} if clip else {}))  # type: ignore[arg-type]
    print(f"docs/screenshots/{name}.png")


def main() -> None:
    """Takes them all."""
    TARGET.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        contextlib.closing(StandInServer(StandInSite())) as x_com,
        sync_playwright() as playwright,
    ):
        server = LocalServer(Path(folder) / "data")
        context = launch_chromium(
            playwright, Path(folder) / "profile", get_extension_folder(), x_com.port, device_scale_factor=2
        )
        ask_background(context, "pairing/save", {"pairing": server.pair()})
        for theme in THEMES:
            take_followers(context, theme)
            for state in IN_BOTH_THEMES:
                take_popup(context, server, theme, state)
        # Some of these take niches and server away, so they come last and once.
        for state in PICTURED:
            if state not in IN_BOTH_THEMES:
                take_popup(context, server, "light", state)
        context.close()
        server.stop()


if __name__ == "__main__":
    main()
