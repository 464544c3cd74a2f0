"""Takes the pictures of docs/screenshots from the running product: real server, real Chromium, invented people.

Whoever keeps them approves them: tests compare the popup with them.
"""

import contextlib
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import BrowserContext, Playwright, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "together"))
from chromium import ask_background, read_host, wait_for_badges, wait_until  # noqa: E402
from fieldmark.demo.site import StandInSite  # noqa: E402
from local_server import LocalServer  # noqa: E402
from popup_pictures import APPROVED, FOLLOWERS, MADE_WITH, find_makers, launch, take_popups  # noqa: E402
from stand_in_server import StandInServer  # noqa: E402

# As wide as the list and all that hangs over it, too narrow for the stand-in's own navigation.
VIEW = {"width": 700, "height": 780}
COUNTED = "Undecided 50"
SHOWN_ROW = 1
CORNER = """(place) => { const box = document.querySelectorAll('fieldmark-badge')[place].getBoundingClientRect();
  return [box.right - 2, box.bottom - 2]; }"""


def take_followers(context: BrowserContext, theme: str) -> bytes:
    """The followers page with one person's reasons open."""
    page = context.new_page()
    page.set_viewport_size(VIEW)  # type: ignore[arg-type]  # a plain dict will do
    page.goto(f"{FOLLOWERS}?theme={theme}")
    wait_for_badges(page)
    page.mouse.move(*page.evaluate(CORNER, SHOWN_ROW))
    page.wait_for_selector("fieldmark-popover:popover-open")
    wait_until(
        page, lambda: COUNTED in read_host(page, "fieldmark-bar"), "the bar with the whole first page of the list"
    )
    page.evaluate("document.fonts.ready")
    picture = page.screenshot()
    page.close()
    return picture


def keep(name: str, picture: bytes) -> None:
    """Stores a picture."""
    (APPROVED / f"{name}.png").write_bytes(picture)
    print(f"docs/screenshots/{name}.png")


@contextlib.contextmanager
def run(playwright: Playwright) -> Iterator[tuple[BrowserContext, LocalServer]]:
    """A new browser, paired with a new server."""
    with tempfile.TemporaryDirectory() as folder, contextlib.closing(StandInServer(StandInSite())) as x_com:
        server = LocalServer(Path(folder) / "data")
        context = launch(playwright, Path(folder) / "profile", x_com.port)
        ask_background(context, "pairing/save", {"pairing": server.pair()})
        yield context, server
        context.close()
        server.stop()


def main() -> None:
    """Takes them all."""
    APPROVED.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        with run(playwright) as (context, _):
            for theme in ("light", "dark"):
                keep(f"followers-{theme}", take_followers(context, theme))
        # Of its own, as in the tests: what was seen before shows in the popup.
        with run(playwright) as (context, server):
            makers = find_makers(context)
            for name, picture in take_popups(context, server):
                keep(name, picture)
    MADE_WITH.write_text(f"{json.dumps(makers)}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
