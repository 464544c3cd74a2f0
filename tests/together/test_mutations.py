"""The page changes at random, thousands of times, as X's does: each row keeps its badge and its veil, and no other.

Once on the stand-in page, and once on one made with React and react-native-web, as X's own is.
"""

import os
import secrets
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from chromium import EVERY_ROW_BADGED, ROWS, ask_background, wait_for_badges
from conftest import FOLLOWERS
from fieldmark import Judge
from fieldmark.demo.people import StandInPerson
from fieldmark.demo.site import PAGE_POLICY, SiteAnswer, StandInSite
from local_server import LocalServer
from stand_in_server import StandInServer
from walking import walk_list

pytestmark = pytest.mark.beside

ROOT = Path(__file__).resolve().parents[2]
CHANGES = ROOT / "tests" / "together" / "page_changes"
COUNT = 10_000
REACT_PAGE = """<!doctype html><html lang="en"><body style="background-color: rgb(255, 255, 255)">
<div id="react-root"></div><script type="module" src="/changes/react.js"></script></body></html>"""
# Each row of the React page, by its follow button, which always bears the person's id.
EVERY_REACT_ROW_BADGED = EVERY_ROW_BADGED.replace(".follow-place button", '[data-testid$="follow"]')


@dataclass(slots=True)
class ChangingSite(StandInSite):
    """The stand-in site, with the scripts that change its pages, and with a page made with React."""

    scripts: Path = Path()

    def answer(self, path: str, query: str = "") -> SiteAnswer:
        if path.startswith("/changes/"):
            script = self.scripts / path.removeprefix("/changes/")
            return SiteAnswer(200, script.read_bytes(), "text/javascript; charset=utf-8")
        if query == "react":
            policy = {"Content-Security-Policy": PAGE_POLICY}
            return SiteAnswer(200, REACT_PAGE.encode(), "text/html; charset=utf-8", policy)
        return StandInSite.answer(self, path, query)


@pytest.fixture
def changing(x_com: StandInServer, tmp_path: Path) -> StandInServer:
    command = [sys.executable, *map(str, (ROOT / "tools" / "node.py", CHANGES / "build.mjs", tmp_path / "scripts"))]
    subprocess.run(command, check=True, cwd=ROOT)
    x_com.site = ChangingSite(scripts=tmp_path / "scripts")
    return x_com


def dim_off_niche(context: BrowserContext, server: LocalServer, people: Sequence[StandInPerson]) -> list[str]:
    """Has everybody dimmed who is off the niche, and tells whom."""
    ask_background(context, "settings/change", {"bar_filters": ["on_niche"]})
    judge = Judge(server.active)
    return [person.id for person in people if judge.verdict(person.to_person()).band == "off"]


def change_at_random(page: Page, dimmed: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    seed = int(os.environ.get("SEED") or secrets.randbelow(2**31))
    with capfd.disabled():
        sys.stdout.write(f" changes at random: SEED={seed} ")
    result: dict[str, Any] = page.evaluate(
        "(options) => mutatePage(options)", {"seed": seed, "count": COUNT, "dimmed": dimmed}
    )
    assert result["wrong"] == [], f"SEED={seed}"
    assert all(result["kinds"].values()), result["kinds"]


def test_each_row_has_its_badge_after_each_of_ten_thousand_changes(
    changing: StandInServer, followers: Page, server: LocalServer, capfd: pytest.CaptureFixture[str]
) -> None:
    dimmed = dim_off_niche(followers.context, server, changing.site.people)
    followers.bring_to_front()
    wait_for_badges(followers)
    # So that everybody is judged, and a badge that is missing is missing for good.
    assert walk_list(followers)["seen"] == len(changing.site.people)
    followers.evaluate("() => import('/changes/classic.js').then(() => undefined)")
    change_at_random(followers, dimmed, capfd)


def test_on_a_page_made_with_react_each_row_has_its_badge_after_each_of_ten_thousand_changes(
    changing: StandInServer, paired: BrowserContext, server: LocalServer, capfd: pytest.CaptureFixture[str]
) -> None:
    dimmed = dim_off_niche(paired, server, changing.site.people)
    page = paired.new_page()
    page.goto(f"{FOLLOWERS}?react")
    page.wait_for_function("() => 'showAll' in globalThis")
    assert page.evaluate("showAll()") == len(changing.site.people)
    page.wait_for_function(EVERY_REACT_ROW_BADGED, arg=ROWS)
    assert page.locator("button button").count() == len(changing.site.people), "rows are buttons that hold buttons"
    change_at_random(page, dimmed, capfd)
