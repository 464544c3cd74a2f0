"""The bar over a list of people: its numbers, its filters and what they dim, its keys, its place."""

import itertools
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from chromium import (
    ROWS,
    ask_background,
    click_inside,
    find_hosts,
    get_attributes,
    list_buttons,
    read_host,
    read_text,
    wait_until,
)
from chromium import wait_for_badges as wait_for_badges_only
from conftest import FOLLOWERS
from fieldmark import Judge, Verdict
from fieldmark.demo.people import make_people
from local_server import LocalServer
from stand_in_server import StandInServer
from walking import walk_list

BAR = "fieldmark-bar"
PAGE_SIZE = 50
# The height of each mounted row, by the person's id.
HEIGHTS = """(rows) => Object.fromEntries([...document.querySelectorAll(rows)].map((row) =>
  [row.querySelector('.follow-place button').dataset.testid.split('-')[0], row.offsetHeight]))"""
# Rows that have not as many veils as they should.
VEILS = """(row, id, dimmed) => {
  const veils = row.querySelectorAll('fieldmark-veil').length;
  return veils === Number(dimmed.includes(id)) ? undefined : veils;
}"""


def read_bar(page: Page) -> str:
    """What the bar says; empty while there is none."""
    return read_host(page, BAR)


def wait_for_bar(page: Page) -> None:
    wait_for_badges_only(page)
    wait_until(page, lambda: "Undecided" in read_bar(page))


def read_counts(page: Page) -> dict[str, int]:
    """The bar's numbers, by the word or sign after them."""
    head = read_bar(page).partition("Undecided")[0]
    return {word: int(number.replace(",", "")) for number, word in re.findall(r"([\d,]+) (strong|maybe|off|–|⇄)", head)}


def find_filter(page: Page, start: str) -> str:
    return next(name for name in list_buttons(page, BAR) if name.startswith(start))


def click_filter(page: Page, start: str) -> None:
    before = list_pressed(page)
    click_inside(page, BAR, find_filter(page, start))
    wait_until(page, lambda: list_pressed(page) != before)


def list_pressed(page: Page) -> list[str]:
    """The filters that are on, without their numbers."""
    pressed: list[str] = []

    def visit(node: dict[str, Any]) -> None:
        if get_attributes(node).get("aria-pressed") == "true":
            pressed.append(re.sub(r"\s*[\d,]+\s*$", "", read_text(node)).strip())
        for child in (*node.get("children", ()), *node.get("shadowRoots", ())):
            visit(child)

    for host in find_hosts(page, BAR):
        visit(host)
    return pressed


def judge_all(server: LocalServer, x_com: StandInServer) -> dict[str, Verdict]:
    """What the server's judge says of everybody, by id, in the list's order."""
    judge = Judge(server.active)
    return {person.id: judge.verdict(person.to_person()) for person in x_com.site.people}


def count_bands(verdicts: Iterable[Verdict]) -> dict[str, int]:
    counted = {"strong": 0, "maybe": 0, "off": 0, "–": 0, "⇄": 0}
    for verdict in verdicts:
        counted["–" if verdict.band == "no_basis" else verdict.band] += 1
        counted["⇄"] += verdict.chaser.flag
    return counted


@pytest.fixture
def x_com(x_com: StandInServer) -> StandInServer:
    """Three pages of people: enough to be mounted and unmounted, and loaded."""
    x_com.site.people = x_com.site.people[: 3 * PAGE_SIZE]
    return x_com


@pytest.fixture
def page(x_com: StandInServer, followers: Page) -> Page:
    wait_for_bar(followers)
    return followers


def test_the_numbers_are_those_of_the_people_seen_so_far(page: Page, server: LocalServer, x_com: StandInServer) -> None:
    verdicts = list(judge_all(server, x_com).values())
    assert read_counts(page) == count_bands(verdicts[:PAGE_SIZE])
    walk_list(page, VEILS, [])
    wait_until(page, lambda: read_counts(page) == count_bands(verdicts))
    assert find_filter(page, "Undecided") == f"Undecided {len(verdicts)}"
    followed = sum(person.i_follow for person in x_com.site.people)
    assert find_filter(page, "Not followed") == f"Not followed {len(verdicts) - followed}"


def test_the_filters_dim_exactly_whom_they_are_not_about_wherever_one_scrolls(
    page: Page, server: LocalServer, x_com: StandInServer
) -> None:
    verdicts = judge_all(server, x_com)
    heights = page.evaluate(HEIGHTS, ROWS)
    page.locator(ROWS).nth(1).hover()
    page.keyboard.press("p")
    passed = {x_com.site.people[1].id}
    wait_until(page, lambda: find_filter(page, "Undecided") == f"Undecided {PAGE_SIZE - 1}")
    off = {key for key, verdict in verdicts.items() if verdict.band == "off"}
    chasers = {key for key, verdict in verdicts.items() if verdict.chaser.flag}
    followed = {person.id for person in x_com.site.people if person.i_follow}
    assert walk_list(page, VEILS, [*passed]) == {"wrong": [], "seen": 150}
    click_filter(page, "On niche")
    click_filter(page, "No chasers")
    assert walk_list(page, VEILS, [*(passed | off | chasers)]) == {"wrong": [], "seen": 150}
    click_filter(page, "Not followed")
    click_filter(page, "On niche")
    click_filter(page, "Undecided")
    assert walk_list(page, VEILS, [*(chasers | followed)]) == {"wrong": [], "seen": 150}
    now = page.evaluate(HEIGHTS, ROWS)
    both = heights.keys() & now.keys()
    assert len(both) > 10
    assert [heights[key] for key in both] == [now[key] for key in both]


def test_following_and_a_changed_niche_dim_at_once_and_a_veil_of_the_pages_own_does_not_stay(
    page: Page, x_com: StandInServer
) -> None:
    click_filter(page, "Not followed")
    row = page.locator(ROWS).nth(1)
    assert not x_com.site.people[1].i_follow
    row.locator(".follow-place button").click()
    page.wait_for_selector(f":nth-match({ROWS}, 2) > fieldmark-veil", state="attached")
    row.locator(".follow-place button").click()
    page.wait_for_function("rows => !document.querySelectorAll(rows)[1].querySelector('fieldmark-veil')", arg=ROWS)
    click_filter(page, "On niche")
    page.evaluate(
        """rows => { const row = document.querySelectorAll(rows)[1];
          for (let n = 0; n < 3; n += 1) row.append(document.createElement('fieldmark-veil'));
          row.querySelector('.bio').append('!'); }""",
        ROWS,
    )
    page.wait_for_function("rows => !document.querySelectorAll(rows)[1].querySelector('fieldmark-veil')", arg=ROWS)
    before = page.locator("fieldmark-veil").count()
    assert before > 0
    (niche,) = ask_background(page.context, "profiles/list")
    ask_background(page.context, "profiles/change", {**niche, "keywords": [{"text": "zymurgy", "kind": "core"}]})
    page.wait_for_function("n => document.querySelectorAll('fieldmark-veil').length > n", arg=before)


def test_what_is_on_and_where_it_is_are_remembered_and_the_same_in_every_tab(
    page: Page, paired: BrowserContext
) -> None:
    other = paired.new_page()
    other.goto(FOLLOWERS)
    wait_for_bar(other)
    page.bring_to_front()
    click_filter(page, "On niche")
    box = page.locator(BAR).bounding_box()
    assert box
    page.mouse.move(box["x"] + 16, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] - 84, box["y"] - 280, steps=5)
    page.mouse.up()
    place = page.locator(BAR).bounding_box()
    assert place
    assert place["y"] == pytest.approx(box["y"] - 300, abs=2)
    wait_until(other, lambda: "On niche" in list_pressed(other))
    wait_until(other, lambda: other.locator(BAR).bounding_box() == place)
    other.close()
    page.reload()
    wait_for_bar(page)
    assert list_pressed(page) == ["Undecided", "On niche"]
    wait_until(page, lambda: page.locator(BAR).bounding_box() == place)


def test_the_bar_is_worked_by_keys_alone_and_x_hears_none_of_them(page: Page) -> None:
    page.evaluate("document.addEventListener('keydown', (event) => { globalThis.heard = event.key; })")
    row = page.locator(ROWS).nth(2)
    row.focus()
    page.keyboard.press("h")
    wait_until(page, lambda: "Not followed" not in visible_bar(page))
    assert row.evaluate("row => row === document.activeElement")
    page.keyboard.press("h")
    assert page.evaluate("document.activeElement.localName") == BAR
    page.evaluate("globalThis.heard = ''")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    wait_until(page, lambda: list_pressed(page) == ["Undecided", "On niche"])
    before = page.locator(BAR).bounding_box()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    for _ in range(3):
        page.keyboard.press("ArrowUp")
    after = page.locator(BAR).bounding_box()
    assert before
    assert after
    assert after["y"] == pytest.approx(before["y"] - 72, abs=2)
    page.keyboard.press("Escape")
    assert row.evaluate("row => row === document.activeElement")
    assert page.evaluate("globalThis.heard") == ""
    click_inside(page, BAR, "Keys")
    page.wait_for_selector("fieldmark-help:popover-open")


def visible_bar(page: Page) -> str:
    """The bar's text but for what is hidden."""
    texts: list[str] = []

    def visit(node: dict[str, Any]) -> None:
        if "hidden" in get_attributes(node):
            return
        if node["nodeType"] == 3:
            texts.append(node["nodeValue"])
        for child in (*node.get("children", ()), *node.get("shadowRoots", ())):
            visit(child)

    for host in find_hosts(page, BAR):
        visit(host)
    return " ".join(texts)


def test_it_stays_inside_a_window_of_any_size_and_off_the_foot_of_a_narrow_one(page: Page) -> None:
    sizes = ({"width": 320, "height": 560}, {"width": 900, "height": 300}, {"width": 1280, "height": 700})
    for language, size in itertools.product(("en", "ar"), sizes):
        page.evaluate("language => standIn.setLanguage(language)", language)
        page.set_viewport_size(size)  # type: ignore[arg-type]  # a plain dict will do
        wait_until(page, lambda size=size: is_inside(page, size))  # type: ignore[misc]


def is_inside(page: Page, size: dict[str, int]) -> bool:
    box = page.locator(BAR).bounding_box()
    foot = 60 if size["width"] < 500 else 0
    return (
        box is not None
        and min(box["x"], box["y"]) >= 0
        and box["x"] + box["width"] <= size["width"]
        and box["y"] + box["height"] <= size["height"] - foot
    )


def test_it_is_only_over_lists_of_people_and_only_while_they_are_shown(page: Page) -> None:
    page.evaluate("standIn.go('/home')")
    page.wait_for_selector(BAR, state="detached")
    page.evaluate("standIn.go('/you_standin/following')")
    wait_for_bar(page)
    ask_background(page.context, "settings/change", {"hidden": ["following"]})
    page.wait_for_selector(BAR, state="detached")
    ask_background(page.context, "settings/change", {"hidden": []})
    page.bring_to_front()
    wait_for_bar(page)
    ask_background(page.context, "settings/change", {"paused": True})
    page.wait_for_selector(BAR, state="detached")
    assert page.locator("fieldmark-veil").count() == 0


def test_the_budget_is_told_once_the_own_profile_was_seen_and_goes_on_with_each_follow(
    page: Page, server: LocalServer, x_com: StandInServer
) -> None:
    verdicts = judge_all(server, x_com)
    click_inside(page, BAR, "Details")
    assert "Your own numbers are not known yet" in read_bar(page)
    asked = len(x_com.requests)
    page.evaluate("standIn.go('/you_standin')")
    page.wait_for_selector(BAR, state="detached")
    page.evaluate("standIn.go('/you_standin/followers')")
    wait_for_bar(page)
    assert not [path for path in x_com.requests[asked:] if "UserByScreenName" in path][1:], "only the page itself asks"
    chosen = [
        person
        for person in x_com.site.people[:PAGE_SIZE]
        if verdicts[person.id].band == "strong" and not person.i_follow
    ]
    wait_until(page, lambda: f"You follow 590 → {590 + len(chosen)}" in read_bar(page))
    text = read_bar(page)
    assert f"Following ÷ followers 0.59 → {(590 + len(chosen)) / 1000:.2f}" in text
    assert "published in 2023" in text
    assert "UserMass.scala" in text
    assert "You would cross this line" in text
    row = page.locator(f"{ROWS}:has([data-testid='{chosen[0].id}-follow'])")
    row.locator(".follow-place button").click()
    wait_until(page, lambda: f"You follow 591 → {590 + len(chosen)}" in read_bar(page))


# Whose row has the focus; null once it has left the page.
FOCUSED = """() => { const row = document.activeElement?.closest('[data-testid="UserCell"]');
  return row ? row.querySelector('.follow-place button').dataset.testid.split('-')[0] : null; }"""


def test_the_next_key_goes_to_every_strong_undecided_row_and_scrolls_on_where_there_is_none(
    page: Page, server: LocalServer, x_com: StandInServer
) -> None:
    wanted = [key for key, verdict in judge_all(server, x_com).items() if verdict.band == "strong"]
    gone: list[str] = []
    said = ""
    for _ in range(400):
        page.keyboard.press("f")
        page.wait_for_function("() => new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(true))))")
        wait_for_badges_only(page)
        key = page.evaluate(FOCUSED)
        if key and (not gone or gone[-1] != key):
            gone.append(key)
            assert page.evaluate(IN_SIGHT)
            if len(gone) == 4:
                page.keyboard.press("p")
                # Who decides goes on at once.
                page.wait_for_function(f"(key) => ![null, key].includes(({FOCUSED})())", arg=key)
                gone.append(page.evaluate(FOCUSED))
        said = read_host(page, "fieldmark-toast")
        if "the list ends here" in said:
            break
    assert gone == wanted
    assert "the list ends here" in said
    page.locator(f"{ROWS}:has([data-testid^='{x_com.site.people[-1].id}-'])").focus()
    back: list[str] = []
    for _ in range(3):
        page.keyboard.press("Shift+f")
        back.append(page.evaluate(FOCUSED))
    before = [key for key in wanted if key != x_com.site.people[-1].id]
    assert back == before[-1:-4:-1]


IN_SIGHT = """() => { const {top, bottom} = document.activeElement.getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight; }"""


def test_a_row_without_a_focus_of_its_own_gets_a_ring_and_is_the_one_the_keys_mean(
    paired: BrowserContext, server: LocalServer, x_com: StandInServer
) -> None:
    page = paired.new_page()
    page.goto(f"{FOLLOWERS}?client=xweb")
    wait_until(page, lambda: "Undecided" in read_bar(page))
    strong = [key for key, verdict in judge_all(server, x_com).items() if verdict.band == "strong"]
    handle_of = {person.id: person.handle for person in x_com.site.people}
    page.keyboard.press("f")
    page.keyboard.press("f")
    ring = page.locator("fieldmark-ring")
    handle = ring.evaluate("ring => ring.parentElement.dataset.href.slice(1)")
    assert handle == handle_of[strong[1]]
    page.keyboard.press("p")
    wait_until(page, lambda: f"Passed: @{handle}" in read_host(page, "fieldmark-toast"))
    for place in (3, 4):
        page.locator("[data-timeline-entry]").nth(place).hover()
    assert ring.count() == 0


def test_collapsed_rows_make_x_load_no_more_than_the_user_scrolls(
    paired: BrowserContext, server: LocalServer, x_com: StandInServer
) -> None:
    # With a bio each: who has none is not off the niche.
    x_com.site.people = [replace(person, bio="Potter") for person in make_people(400)]
    page = paired.new_page()
    page.goto(FOLLOWERS)
    wait_for_bar(page)
    before = count_pages(x_com)
    heights = page.evaluate(LIST_HEIGHTS)
    # Nobody fits: each row is dimmed, and would be collapsed.
    niche = server.active.to_dict() | {"keywords": [{"text": "zymurgy", "kind": "core"}]}
    (known,) = ask_background(paired, "profiles/list")
    ask_background(paired, "profiles/change", {**known, "keywords": niche["keywords"]})
    ask_background(paired, "settings/change", {"bar_filters": ["on_niche", "undecided"], "bar_collapses": True})
    page.bring_to_front()
    page.wait_for_selector("fieldmark-veil[data-collapsed]", state="attached")
    settle(page)
    assert count_pages(x_com) <= before + 1, "nobody has scrolled"
    collapsed = page.locator("fieldmark-veil[data-collapsed]").count()
    now = page.evaluate(LIST_HEIGHTS)
    saved = sum(known - new for known, new in zip(heights, now, strict=False) if known and new)
    assert 0 < saved <= page.evaluate("innerHeight")
    page.mouse.move(600, 300)
    for _ in range(6):
        page.mouse.wheel(0, 500)
        settle(page)
    assert page.locator("fieldmark-veil[data-collapsed]").count() > collapsed
    # 3,000 pixels of the user's and at most as many that collapsing took away, in pages of some 4,000.
    assert count_pages(x_com) <= before + 3
    assert page.evaluate("document.querySelectorAll('fieldmark-veil[data-collapsed]').length > 0")
    row = page.locator(f"{ROWS}:has(> fieldmark-veil[data-collapsed])").first.element_handle()
    assert row.evaluate("row => row.offsetHeight") == LEAST_HEIGHT
    row.focus()
    page.wait_for_function("row => row.offsetHeight > 40", arg=row)


# As the stand-in page has measured them; null where a row was never mounted.
LIST_HEIGHTS = "standIn.getList().heights.map((height) => height ?? null)"
LEAST_HEIGHT = 20


def count_pages(x_com: StandInServer) -> int:
    """How many pages of the list the page has asked for."""
    return sum("/Followers?" in path for path in x_com.requests)


def settle(page: Page) -> None:
    """Lets whatever follows by itself follow: ten frames without another row or request."""
    page.wait_for_function(
        """() => new Promise((done) => {
          let frames = 0, before = '';
          const look = () => {
            const list = standIn.getList();
            const now = [list.users.length, list.loading, list.mounted.size, list.root.style.minHeight].join();
            frames = now === before ? frames + 1 : 0;
            before = now;
            if (frames === 10) done(true);
            else requestAnimationFrame(look);
          };
          look();
        })"""
    )
