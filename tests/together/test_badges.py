"""Badges on the rows of a real page in a real browser: each row one, the right one, whatever the page does."""

from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from chromium import (
    POPUP_URL,
    ROWS,
    Badge,
    ask_background,
    find_hosts,
    read_badges,
    run_in_content_script,
    stop_worker,
    wait_for_badges,
    wait_until,
)
from conftest import FOLLOWERS
from fieldmark import Judge
from local_server import LocalServer
from stand_in_server import StandInServer
from walking import walk_list

pytestmark = pytest.mark.beside

COUNT_BADGES = "document.querySelectorAll('[data-testid=primaryColumn] fieldmark-badge').length"


def make_expected(server: LocalServer, x_com: StandInServer) -> dict[str, Badge]:
    """What the server's judge says of everybody on the page."""
    judge = Judge(server.active)
    expected = {}
    for person in x_com.site.people:
        verdict = judge.verdict(person.to_person())
        number = "–" if verdict.relevance is None else str(verdict.relevance)
        expected[person.id] = Badge(person.id, number, verdict.band, "", verdict.chaser.flag)
    return expected


def check_badges(page: Page, expected: dict[str, Badge]) -> None:
    """Each mounted row has one badge, and it shows the verdict of that row's person."""
    wait_for_badges(page)
    badges = read_badges(page)
    assert badges
    for key, badge in badges.items():
        wanted = expected[key]
        assert (badge.number, badge.band, badge.is_chaser) == (wanted.number, wanted.band, wanted.is_chaser), key


@pytest.mark.parametrize("query", ["", "?shape=A", "?shape=B", "?shape=C", "?transport=fetch"])
def test_each_row_has_the_badge_the_server_gives(
    paired: BrowserContext, server: LocalServer, x_com: StandInServer, query: str
) -> None:
    page = paired.new_page()
    page.goto(FOLLOWERS + query)
    check_badges(page, make_expected(server, x_com))
    sources = {person["source"] for body in server.bodies for person in body["people"]}
    assert sources == ({"page"} if "fetch" in query else {"answer"})


def test_300_rows_down_and_up_each_has_exactly_its_badge(
    followers: Page, server: LocalServer, x_com: StandInServer
) -> None:
    wait_for_badges(followers)
    result = walk_list(followers)
    assert result == {"wrong": [], "seen": 300}
    check_badges(followers, make_expected(server, x_com))


def test_people_are_judged_once_and_told_once_as_seen_however_often_their_rows_are_mounted(
    followers: Page, server: LocalServer
) -> None:
    wait_for_badges(followers)
    walk_list(followers)

    def list_told(*, mounted: bool) -> list[str]:
        people = [person for body in list(server.bodies) for person in body["people"]]
        return [person["id"] for person in people if person.get("mounted", False) is mounted]

    wait_until(followers, lambda: len(list_told(mounted=True)) >= 300, "all are told as seen")
    for told in (list_told(mounted=False), list_told(mounted=True)):
        assert len(told) == len(set(told)) == 300
    seen = [person for body in server.bodies for person in body["people"] if person.get("mounted")]
    assert sorted(person["position"] for person in seen) == list(range(300))


def test_being_rendered_anew_on_hover_and_follow_keeps_the_badge(
    followers: Page, server: LocalServer, x_com: StandInServer
) -> None:
    expected = make_expected(server, x_com)
    check_badges(followers, expected)
    rows = followers.locator(ROWS)
    for place in range(4):
        rows.nth(place).hover()
        rows.nth(place).locator(".follow-place button").click()
    check_badges(followers, expected)


def test_a_new_theme_or_language_mounts_every_row_anew_with_its_badge(
    followers: Page, server: LocalServer, x_com: StandInServer
) -> None:
    expected = make_expected(server, x_com)
    for script in (
        "setTheme('dark')",
        "setTheme('dim')",
        "setLanguage('ar')",
        "setLanguage('ja')",
        "setTheme('light')",
    ):
        followers.evaluate(f"standIn.{script}")
        check_badges(followers, expected)


def test_badges_follow_the_route(followers: Page, server: LocalServer, x_com: StandInServer) -> None:
    expected = make_expected(server, x_com)
    check_badges(followers, expected)
    for path in ("/you_standin/following", "/you_standin/verified_followers", "/i/lists/12345/members"):
        followers.evaluate("path => standIn.go(path)", path)
        check_badges(followers, expected)
    followers.evaluate("standIn.go('/settings/blocked/all')")
    followers.wait_for_function(f"() => {COUNT_BADGES} === 0")
    followers.go_back()
    check_badges(followers, expected)


def test_a_click_on_a_badge_opens_no_profile_and_a_click_on_the_row_does(followers: Page) -> None:
    wait_for_badges(followers)
    box = followers.locator("fieldmark-badge").nth(1).bounding_box()
    assert box
    followers.mouse.click(box["x"] + box["width"] - 3, box["y"] + box["height"] - 3)
    assert followers.url == FOLLOWERS
    followers.locator(ROWS).nth(1).click()
    followers.wait_for_function("!location.pathname.endsWith('/followers')")


# In one turn, so that no badge comes back in between.
MEASURE = """(rows) => {
  const getBox = (element) => {
    const {x, y, width, height} = element.getBoundingClientRect();
    return [x, y, width, height].join();
  };
  const measure = () => [...document.querySelectorAll(rows)].map(getBox);
  const hosts = [...document.querySelectorAll(rows + ' fieldmark-badge')];
  const off = hosts.filter((host) => getBox(host) !== getBox(host.parentElement)).length;
  const avatar = hosts[0].parentElement;
  const before = measure();
  hosts.forEach((host) => host.remove());
  return {before, after: measure(), off, badges: hosts.length, position: getComputedStyle(avatar).position};
}"""
SET_AVATAR_BOX = """
const sheet = new CSSStyleSheet();
sheet.replaceSync('.avatar-container { position: %s }');
document.adoptedStyleSheets = [sheet];
"""


@pytest.mark.parametrize("position", ["relative", "static"])
def test_a_badge_covers_its_avatar_and_changes_no_rows_size_or_place(paired: BrowserContext, position: str) -> None:
    page = paired.new_page()
    page.add_init_script(SET_AVATAR_BOX % position)
    page.goto(FOLLOWERS)
    wait_for_badges(page)
    measured = page.evaluate(MEASURE, ROWS)
    assert measured["badges"] == len(measured["before"]) > 0
    assert measured["after"] == measured["before"]
    assert (measured["off"], measured["position"]) == (0, position)
    # The page's own, and where it is needed one of ours for all.
    assert page.evaluate("document.adoptedStyleSheets.length") == {"relative": 1, "static": 2}[position]


def test_the_page_can_read_nothing_of_a_badge_but_the_key(followers: Page) -> None:
    wait_for_badges(followers)
    seen = followers.evaluate(
        """() => [...document.querySelectorAll('fieldmark-badge')].map((host) => ({
          names: host.getAttributeNames(), root: host.shadowRoot, text: host.textContent, html: host.innerHTML,
        }))"""
    )
    assert seen
    assert all(badge == {"names": ["data-key"], "root": None, "text": "", "html": ""} for badge in seen)


def test_a_badge_that_the_page_throws_away_comes_back(followers: Page) -> None:
    wait_for_badges(followers)
    followers.evaluate("document.querySelectorAll('fieldmark-badge').forEach(host => host.remove())")
    wait_for_badges(followers)


def test_paused_there_is_nothing_and_resumed_everything(followers: Page) -> None:
    wait_for_badges(followers)
    ask_background(followers.context, "settings/change", {"paused": True})
    followers.wait_for_function(f"() => {COUNT_BADGES} === 0")
    ask_background(followers.context, "settings/change", {"paused": False})
    wait_for_badges(followers)


def test_a_page_loaded_while_paused_asks_for_nobody(paired: BrowserContext, server: LocalServer) -> None:
    ask_background(paired, "settings/change", {"paused": True})
    page = paired.new_page()
    page.goto(FOLLOWERS)
    page.wait_for_selector(ROWS)
    page.mouse.wheel(0, 3000)
    ask_background(paired, "connection/check")
    assert page.evaluate(COUNT_BADGES) == 0
    assert server.bodies == []
    ask_background(paired, "settings/change", {"paused": False})
    wait_for_badges(page)


def test_the_old_address_of_the_site_is_the_same(paired: BrowserContext, server: LocalServer) -> None:
    page = paired.new_page()
    page.goto(FOLLOWERS.replace("x.com", "twitter.com"))
    wait_for_badges(page)
    assert {person["source"] for body in server.bodies for person in body["people"]} == {"answer"}


def test_a_background_that_the_browser_has_ended_wakes_up_for_the_page(followers: Page, server: LocalServer) -> None:
    wait_for_badges(followers)
    stop_worker(followers.context)
    server.bodies.clear()
    followers.evaluate("scrollTo(0, 6000)")
    wait_for_badges(followers)
    followers.evaluate("standIn.switchAccount({id: '9200000000000000002', handle: 'other_standin'})")
    followers.evaluate("standIn.go('/other_standin/followers')")
    wait_for_badges(followers)
    assert server.bodies


def test_an_extension_that_ends_under_the_page_takes_its_badges_along(paired: BrowserContext) -> None:
    page = paired.new_page()
    page.goto(FOLLOWERS)
    wait_for_badges(page)
    popup = paired.new_page()
    popup.goto(POPUP_URL)
    # Here this is the end of it: Chromium does not load again what came by the command line.
    with popup.expect_event("close"):
        popup.evaluate("setTimeout(() => chrome.runtime.reload())")
    # Somebody new has to be asked for before the page finds out.
    page.evaluate("standIn.switchAccount({id: '9200000000000000002', handle: 'other_standin'})")
    page.evaluate("standIn.go('/other_standin/followers')")
    page.wait_for_function(f"() => {COUNT_BADGES} === 0")
    page.wait_for_selector(ROWS)


FORGE = """() => {
  const forged = {data: {user: {result: {timeline: {timeline: {instructions: [{entries: [{content: {itemContent: {
    user_results: {result: {rest_id: '7', core: {screen_name: 'x'.repeat(500), name: {}}, legacy: []}}}}}]}]}}}}}};
  const answers = ['', '{', '[]', 'null', '{"data":{"instructions":[null,{"entries":"x"}]}}', JSON.stringify(forged),
    '{"__proto__":{"instructions":[]}}', JSON.stringify({instructions: [{entries: Array(2000).fill({})}]})];
  for (const body of answers) {
    const request = new XMLHttpRequest();
    request.open('GET', '/i/api/graphql/x/Followers?forged');
    Object.defineProperty(request, 'responseText', {get: () => body});
    request.dispatchEvent(new Event('load'));
  }
}"""


def test_forged_answers_break_nothing(followers: Page, server: LocalServer, x_com: StandInServer) -> None:
    wait_for_badges(followers)
    followers.evaluate(FORGE)
    server.bodies.clear()
    # Other people's answers, the real ones, are read as before.
    followers.evaluate("scrollTo(0, document.body.scrollHeight)")
    followers.wait_for_function("standIn.getList().cursor !== null")
    followers.wait_for_function("rows => document.querySelectorAll(rows).length > 0", arg=ROWS)
    check_badges(followers, make_expected(server, x_com))
    followers.evaluate("standIn.go('/you_standin/following')")
    check_badges(followers, make_expected(server, x_com))


def test_nobody_who_breaks_into_the_content_script_can_change_anything(followers: Page, server: LocalServer) -> None:
    wait_for_badges(followers)
    token = server.services.stores.pairings.list_pairings()[0].token
    for name in ("profiles/list", "profiles/change", "pairing/save", "pairing/forget", "settings/change", "__proto__"):
        answer = run_in_content_script(followers, f"chrome.runtime.sendMessage({{name: '{name}', request: {{}}}})")
        assert answer["error"]["code"] == "not_allowed", name
    stored = run_in_content_script(
        followers, "chrome.storage.local.get(null).then((found) => JSON.stringify(found), (error) => String(error))"
    )
    assert token not in stored
    assert "not allowed" in stored
    fetched = run_in_content_script(
        followers, f"fetch('http://127.0.0.1:{server.port}/v1/health').then((r) => r.status, (error) => String(error))"
    )
    assert fetched != 200


def test_another_account_is_asked_for_as_itself(followers: Page, server: LocalServer, x_com: StandInServer) -> None:
    expected = make_expected(server, x_com)
    check_badges(followers, expected)
    assert {body["account"] for body in server.bodies} == {"9200000000000000001"}
    server.bodies.clear()
    followers.evaluate("standIn.switchAccount({id: '9200000000000000002', handle: 'other_standin'})")
    check_badges(followers, expected)
    followers.wait_for_function(f"() => {COUNT_BADGES} > 0")
    assert {body["account"] for body in server.bodies} == {"9200000000000000002"}
    assert all(body["remember"] for body in server.bodies)
    assert {body["list"] for body in server.bodies} == {"followers", "other"}


def test_nothing_but_badges_the_bar_and_the_popover_is_added_to_the_page(followers: Page) -> None:
    wait_for_badges(followers)
    followers.wait_for_selector("fieldmark-bar", state="attached")
    added: Any = followers.evaluate(
        """() => [...new Set([...document.querySelectorAll('*')].map((e) => e.localName)
          .filter((name) => name.startsWith('fieldmark')))]"""
    )
    assert added == ["fieldmark-badge", "fieldmark-bar"]
    assert find_hosts(followers, "fieldmark-popover") == []
