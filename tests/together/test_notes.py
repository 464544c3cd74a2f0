"""Notes: each is its person's, whatever becomes of their row meanwhile; what was written is not lost by the way."""

import pytest
from playwright.sync_api import Page

from chromium import click_inside, list_buttons, read_host, wait_for_badges, wait_until
from fieldmark.demo.site import ME_ID
from local_server import LocalServer
from stand_in_server import StandInServer
from test_decisions import point_at
from test_reasons import CORNER, read_popover

pytestmark = pytest.mark.beside

POPOVER = "fieldmark-popover"
FAR = 9
# As X does when it hands a row to another person: the marks change, the elements stay.
HAND_OVER = """([from, to]) => {
  const rows = document.querySelectorAll('[data-testid="UserCell"]');
  for (const mark of ['[data-testid^="UserAvatar-Container-"]', '.follow-place button'])
    rows[from].querySelector(mark).dataset.testid = rows[to].querySelector(mark).dataset.testid;
}"""
STILL = "new Promise((done) => setTimeout(() => done(true), 400))"


@pytest.fixture
def page(followers: Page) -> Page:
    # High enough for rows that the popover over the first ones does not cover.
    followers.set_viewport_size({"width": 1280, "height": 1100})
    wait_for_badges(followers)
    return followers


def read_notes(server: LocalServer, account: str = ME_ID) -> dict[str, str]:
    decided = server.services.ledger.decisions.list_decided(account, 1_000, 0)
    return {one.decision.key: one.decision.note for one in decided if one.decision.note}


def check_only_notes(page: Page, server: LocalServer, notes: dict[str, str]) -> None:
    """These notes are kept, and nothing else was decided."""
    wait_until(page, lambda: read_notes(server) == notes, f"the notes {notes}")
    decided = server.services.ledger.decisions.list_decided(ME_ID, 1_000, 0)
    assert {one.decision.key for one in decided} == set(notes)
    assert {one.decision.triage for one in decided} <= {"undecided"}


def has_field(page: Page) -> bool:
    return read_popover(page) is not None and "Save" in list_buttons(page, POPOVER)


def test_the_key_opens_the_field_of_the_row_pointed_at_though_anothers_reasons_are_pinned(
    page: Page, server: LocalServer
) -> None:
    page.mouse.click(*page.evaluate(CORNER, 0))
    page.wait_for_selector(f"{POPOVER}:popover-open")
    second = point_at(page, FAR)
    page.keyboard.press("e")
    assert has_field(page)
    page.keyboard.type("zpd")
    page.keyboard.press("Enter")
    check_only_notes(page, server, {second: "zpd"})


def test_anothers_reasons_take_the_field_away_and_what_was_written_waits_for_its_person(
    page: Page, server: LocalServer, x_com: StandInServer
) -> None:
    first = point_at(page, 0)
    page.keyboard.press("e")
    page.keyboard.type("about the first")
    page.mouse.click(*page.evaluate(CORNER, FAR))
    assert read_popover(page)
    assert not has_field(page)
    page.keyboard.press("Escape")
    other = point_at(page, 1)
    page.keyboard.press("e")
    assert f"@{x_com.site.people[1].handle}" in read_host(page, POPOVER)
    page.keyboard.type("about another")
    page.keyboard.press("Enter")
    check_only_notes(page, server, {other: "about another"})
    page.keyboard.press("Escape")
    point_at(page, 0)
    page.keyboard.press("e")
    page.keyboard.type(" one")
    page.keyboard.press("Enter")
    check_only_notes(page, server, {first: "about the first one", other: "about another"})


def test_a_row_that_x_hands_to_another_leaves_the_note_with_its_person(
    page: Page, server: LocalServer, x_com: StandInServer
) -> None:
    first, second = point_at(page, 0), page.locator("fieldmark-badge").nth(1).get_attribute("data-key")
    page.keyboard.press("e")
    page.keyboard.type("about the first")
    page.evaluate(HAND_OVER, [0, 1])
    page.wait_for_function("(key) => document.querySelector('fieldmark-badge').dataset.key === key", arg=second)
    assert has_field(page)
    assert f"@{x_com.site.people[0].handle}" in read_host(page, POPOVER)
    page.keyboard.type(", p and d")
    page.keyboard.press("Enter")
    check_only_notes(page, server, {first: "about the first, p and d"})
    assert read_popover(page) is None


def test_reasons_alone_close_when_x_hands_their_row_to_another(page: Page) -> None:
    page.mouse.click(*page.evaluate(CORNER, 0))
    page.wait_for_selector(f"{POPOVER}:popover-open")
    page.evaluate(HAND_OVER, [0, 1])
    page.wait_for_selector(f"{POPOVER}:not(:popover-open)", state="attached")


@pytest.mark.parametrize("far", [60, 20_000])
def test_scrolling_takes_neither_the_note_nor_the_focus(page: Page, server: LocalServer, far: int) -> None:
    first = point_at(page, 2)
    page.keyboard.press("e")
    page.keyboard.type("long")
    before = page.locator(POPOVER).bounding_box()
    page.mouse.move(5, 5)
    page.mouse.wheel(0, far)
    page.wait_for_function("(least) => scrollY >= least", arg=min(far, 2_000))
    page.evaluate(STILL)
    assert has_field(page)
    after = page.locator(POPOVER).bounding_box()
    assert before
    assert after
    if far == 60:
        assert after["y"] == pytest.approx(before["y"] - 60, abs=1)
    assert 0 <= after["y"] <= after["y"] + after["height"] <= page.viewport_size["height"]  # type: ignore[index]
    page.keyboard.type(" zpd")
    page.keyboard.press("Enter")
    check_only_notes(page, server, {first: "long zpd"})


def test_a_click_elsewhere_keeps_what_was_written_and_escape_gives_it_up(page: Page, server: LocalServer) -> None:
    first = point_at(page, 1)
    page.keyboard.press("e")
    page.keyboard.type("begun")
    page.mouse.click(5, 5)
    assert read_popover(page) is None
    for _ in range(2):
        point_at(page, 1)
        page.keyboard.press("e")
        page.keyboard.type("!")
        page.keyboard.press("Escape")
        assert not has_field(page)
        page.keyboard.press("Escape")
    point_at(page, 1)
    page.keyboard.press("e")
    page.keyboard.type("anew")
    page.keyboard.press("Enter")
    check_only_notes(page, server, {first: "anew"})


def test_while_their_row_is_gone_no_key_decides_about_who_has_it_and_the_buttons_decide_about_them(
    page: Page, server: LocalServer
) -> None:
    first = point_at(page, 0)
    page.keyboard.press("e")
    page.evaluate(HAND_OVER, [0, 1])
    page.wait_for_function(STILL)
    page.keyboard.press("Tab")
    page.keyboard.press("p")
    page.keyboard.press("d")
    page.wait_for_function(STILL)
    assert server.services.ledger.decisions.list_decided(ME_ID, 1_000, 0) == []
    click_inside(page, POPOVER, "Later D")
    wait_until(
        page,
        lambda: [one.decision.key for one in server.services.ledger.decisions.list_decided(ME_ID, 1_000, 0)] == [first],
        "the decision",
    )


def test_another_account_neither_sees_nor_saves_a_note_that_was_begun(page: Page, server: LocalServer) -> None:
    point_at(page, 0)
    page.keyboard.press("e")
    page.keyboard.type("the first account's")
    page.evaluate("document.cookie = 'twid=u%3D77; path=/'")
    page.evaluate("standIn.go('/you_standin/following')")
    wait_until(page, lambda: read_popover(page) is None, "the field closed")
    page.evaluate("standIn.go('/you_standin/followers')")
    wait_for_badges(page)
    first = point_at(page, 0)
    page.keyboard.press("e")
    page.keyboard.type("the other's")
    page.keyboard.press("Enter")
    wait_until(page, lambda: read_notes(server, "77") == {first: "the other's"}, "the other account's note")
    assert read_notes(server) == {}
