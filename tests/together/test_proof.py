"""A user goes through 200 new followers by keyboard, while the server is killed twice; nothing is lost or doubled."""

import contextlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright

from chromium import ask_background, launch_chromium, read_badges, read_host, wait_for_badges, wait_until
from conftest import FOLLOWERS
from fieldmark.demo.people import SAMPLE_NICHE
from fieldmark.demo.site import ME_ID, StandInSite
from server_process import ServerProcess
from stand_in_server import StandInServer

PEOPLE = 200
KILLED_AFTER = (60, 130)
AWAY_FOR = 15
UNDONE_AFTER = 40
MOST_ACTIONS = 1.2
# Whose row has the focus, once it is on the page and judged; null before.
FOCUSED = """() => { const row = document.activeElement?.closest('[data-testid="UserCell"]');
  return row?.querySelector('fieldmark-badge')?.dataset.key ?? null; }"""


class User:
    """Somebody at the keyboard; counts what they do."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.actions = 0
        self.decided: dict[str, str] = {}

    def press(self, key: str) -> None:
        self.actions += 1
        self._page.keyboard.press(key)

    def find_row(self) -> str:
        key = self._page.evaluate(FOCUSED)
        assert key
        return str(key)

    def decide(self, key: str, triage: str) -> None:
        """Decides about the row in focus, and sees the focus go on."""
        before = self.find_row()
        self.press(key)
        self.decided[before] = triage
        # The last of the list has nobody after them.
        if len(self.decided) < PEOPLE:
            self._page.wait_for_function(f"(before) => ![null, before].includes(({FOCUSED})())", arg=before)


@pytest.fixture
def x_com() -> Iterator[StandInServer]:
    site = StandInSite()
    site.people = site.people[:PEOPLE]
    with contextlib.closing(StandInServer(site)) as server:
        yield server


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ServerProcess]:
    running = ServerProcess(tmp_path / "data", SAMPLE_NICHE)
    yield running
    running.kill()


def read_ledger(server: ServerProcess) -> dict[str, Any]:
    backup = json.loads(server.run("export", "--format", "json"))
    (account,) = [one for one in backup["accounts"] if one["account"] == ME_ID]
    return {entry["key"]: entry.get("decision") for entry in account["people"] if entry.get("decision")}


def wait_for_words_gone(page: Page, key: str, words: str) -> None:
    wait_until(page, lambda: key in (badges := read_badges(page)) and words not in badges[key].words, f"no {words}")


def count_judged(page: Page) -> int:
    return sum(map(int, re.findall(r"(\d+) (?:strong|maybe|off|–)", read_host(page, "fieldmark-bar"))))


def choose(place: int) -> tuple[str, str]:
    return ("d", "later") if place % 5 == 3 else ("p", "passed")


def test_200_followers_are_decided_by_keyboard_and_nothing_is_lost(
    playwright: Playwright, extension: Path, x_com: StandInServer, server: ServerProcess, tmp_path: Path
) -> None:
    profile = tmp_path / "profile"
    context = launch_chromium(playwright, profile, extension, x_com.port)
    context.set_default_timeout(15_000)
    assert ask_background(context, "pairing/save", {"pairing": server.run("pair").strip()})["state"] == "ok"
    page = context.new_page()
    page.goto(FOLLOWERS)
    wait_for_badges(page)
    user = User(page)

    # The first row; from there on the focus goes by itself.
    user.actions += 1
    page.locator('[data-testid="UserCell"]').first.focus()
    undone: list[str] = []
    killed: list[int] = []
    while len(user.decided) < PEOPLE:
        place = len(user.decided)
        if place in KILLED_AFTER and place not in killed:
            killed.append(place)
            # Whoever comes before the server is back can be decided about: they are judged already.
            wait_until(page, lambda place=place: count_judged(page) >= place + AWAY_FOR, "those ahead are judged")  # type: ignore[misc]
            server.kill()
        if killed and place == killed[-1] + AWAY_FOR:
            wait_until(
                page, lambda: "wait" in read_host(page, "fieldmark-bar"), "the bar says that some wait for the server"
            )
            server.start()
        user.decide(*choose(place))
        if place == UNDONE_AFTER and not undone:
            undone = [*user.decided][-2:]
            for key in reversed(undone):
                user.press("z")
                wait_for_words_gone(page, key, "Passed")
                del user.decided[key]
            # Back to the first of the two.
            user.actions += 1
            page.locator(f'[data-testid="UserCell"]:has([data-testid^="{undone[0]}-"])').focus()
    assert user.actions / len(user.decided) <= MOST_ACTIONS
    assert user.decided.keys() == {person.id for person in x_com.site.people}

    wait_until(page, lambda: ask_background(context, "decisions/deliver") == 0, "all is delivered")
    stored = read_ledger(server)
    assert {key: decision["triage"] for key, decision in stored.items()} == user.decided
    # Each once, in the order in which they were made; the two that were taken back have two more.
    changes = Counter({key: len(decision["history"]) for key, decision in stored.items()})
    assert sorted(changes.values()) == [1] * (PEOPLE - 2) + [3, 3]
    context.close()

    context = launch_chromium(playwright, profile, extension, x_com.port)
    page = context.new_page()
    page.goto(FOLLOWERS)
    wait_for_badges(page)
    for key, badge in read_badges(page).items():
        assert {"passed": "Passed", "later": "Put off"}[user.decided[key]] in badge.words
    wait_until(page, lambda: re.search(r"Undecided 0\b", read_host(page, "fieldmark-bar")), "nobody is undecided")
    context.close()
