"""The page changes at random, thousands of times, in the ways X's page does: each row keeps its badge, and no other."""

import os
import secrets
from pathlib import Path

import pytest
from playwright.sync_api import Page

from chromium import ROWS, wait_for_badges
from test_badges import WALK

MUTATIONS = (Path(__file__).parent / "mutations.js").read_text(encoding="utf-8")
COUNT = 10_000


def test_each_row_has_its_badge_after_each_of_ten_thousand_changes(
    followers: Page, request: pytest.FixtureRequest
) -> None:
    seed = int(os.environ.get("SEED") or secrets.randbelow(2**31))
    request.config.pluginmanager.get_plugin("terminalreporter").write_line(f" changes at random: SEED={seed}")
    wait_for_badges(followers)
    # So that everybody is judged, and a badge that is missing is missing for good.
    assert followers.evaluate(WALK, ROWS)["seen"] == 300
    followers.evaluate(MUTATIONS)
    result = followers.evaluate("(options) => mutatePage(options)", {"seed": seed, "count": COUNT})
    assert result["wrong"] == [], f"SEED={seed}"
    assert all(result["kinds"].values()), result["kinds"]
