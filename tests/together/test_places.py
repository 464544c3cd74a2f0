"""Every place where X shows people has its badges, on both of X's clients; what is no list of people has none."""

import pytest
from playwright.sync_api import BrowserContext, Page

from chromium import EVERY_ROW_BADGED, POPUP_URL, read_badges, wait_until
from fieldmark import Judge
from fieldmark.demo.site import ME_ID
from local_server import LocalServer
from stand_in_server import StandInServer

pytestmark = pytest.mark.beside

SITE = "https://x.com"
MAIN, DIALOG = '[data-testid="primaryColumn"]', '[role="dialog"]'
CELL = '[data-testid="UserCell"]'
COUNT_IN = "(part) => document.querySelectorAll(part + ' fieldmark-badge').length"
# Whose badges stand in a part of the page, in its order.
KEYS_IN = "(part) => [...document.querySelectorAll(part + ' fieldmark-badge')].map((host) => host.dataset.key)"
HAS_BADGES = "([part, count]) => document.querySelectorAll(part + ' fieldmark-badge').length === count"
# True once each row of the coming client has the badge of its person; told by handle -> id.
EVERY_XWEB_ROW_BADGED = """(ids) => {
  const rows = [...document.querySelectorAll('[data-timeline-entry]')];
  return rows.length > 3 && rows.every((row) => {
    const hosts = row.querySelectorAll('fieldmark-badge');
    return hosts.length === 1 && hosts[0].dataset.key === ids[row.dataset.href.slice(1)];
  });
}"""

LISTS = {
    "/you_standin/followers": MAIN,
    "/you_standin/verified_followers": MAIN,
    "/you_standin/followers_you_follow": MAIN,
    "/you_standin/following": MAIN,
    "/you_standin/creator-subscriptions/subscribers": MAIN,
    "/i/lists/5/members": MAIN,
    "/i/lists/5/members?dialog": DIALOG,
    "/i/lists/5/followers": MAIN,
    "/i/communities/5/members": MAIN,
    "/i/connect_people": MAIN,
    "/search?q=pottery&f=user": MAIN,
    "/ada/status/1/retweets": MAIN,
    "/ada/status/1/likes?dialog": DIALOG,
}


@pytest.fixture
def page(paired: BrowserContext) -> Page:
    return paired.new_page()


def wait_for_keys(page: Page, part: str, keys: list[str]) -> None:
    page.wait_for_function(HAS_BADGES, arg=[part, len(keys)])
    assert page.evaluate(KEYS_IN, part) == keys


def list_ids(x_com: StandInServer, start: int, end: int) -> list[str]:
    return [person.id for person in x_com.site.people[start:end]]


@pytest.mark.parametrize(("address", "part"), LISTS.items())
def test_each_row_of_each_list_has_its_badge(page: Page, address: str, part: str) -> None:
    page.goto(SITE + address)
    page.wait_for_function(EVERY_ROW_BADGED, arg=f"{part} {CELL}")


def test_looking_at_a_communitys_members_undoes_no_decision_and_wipes_out_no_bio(
    page: Page, server: LocalServer
) -> None:
    """X tells no bios of them, and shows none: that is no word of them."""
    page.goto(f"{SITE}/you_standin/followers")
    page.wait_for_function(EVERY_ROW_BADGED, arg=f"{MAIN} {CELL}")
    page.locator(f"{MAIN} {CELL}").first.hover()
    page.keyboard.press("p")
    wait_until(page, lambda: "Passed" in next(iter(read_badges(page, MAIN).values())).words, "the decision")
    before = read_badges(page, MAIN)
    assert {badge.band for badge in before.values()} > {"strong", "no_basis"}
    known = {person.key: person.fields.get("bio") for person in server.services.ledger.list_people(ME_ID, 200)}
    page.evaluate("standIn.go('/i/communities/5/members')")
    page.wait_for_selector(f"{MAIN} {CELL}")
    wait_until(page, lambda: before.items() <= read_badges(page, MAIN).items(), "the same badges among the members")
    # Anew, nothing is known of them on the page: there is no bio to judge by, but what was decided stands.
    page.reload()
    page.wait_for_function(EVERY_ROW_BADGED, arg=f"{MAIN} {CELL}")
    assert "Passed" in read_badges(page, MAIN)[next(iter(before))].words
    now = {person.key: person.fields.get("bio") for person in server.services.ledger.list_people(ME_ID, 200)}
    assert {key: now[key] for key in known} == known


def test_suggestions_in_the_side_column_have_badges_at_any_address(page: Page, x_com: StandInServer) -> None:
    for address in ("/home", "/you_standin/followers"):
        page.goto(SITE + address)
        wait_for_keys(page, '[data-testid="sidebarColumn"]', list_ids(x_com, 100, 103))


def test_people_among_posts_have_badges_and_authors_have_none(page: Page, x_com: StandInServer) -> None:
    page.goto(f"{SITE}/home")
    wait_for_keys(page, MAIN, list_ids(x_com, 30, 33))
    assert page.evaluate(COUNT_IN, "article") == 0


def test_each_person_of_a_followed_you_notification_has_a_badge(page: Page, x_com: StandInServer) -> None:
    page.goto(f"{SITE}/notifications")
    wait_for_keys(page, MAIN, list_ids(x_com, 20, 24))


def test_a_profile_has_a_badge_and_the_next_one_has_its_own(page: Page, x_com: StandInServer) -> None:
    first, second = x_com.site.people[7], x_com.site.people[8]
    page.goto(f"{SITE}/{first.handle}")
    wait_for_keys(page, MAIN, [first.id])
    page.evaluate("(path) => standIn.go(path)", f"/{second.handle}")
    page.wait_for_function(
        "([part, key]) => document.querySelector(part + ' fieldmark-badge')?.dataset.key === key", arg=[MAIN, second.id]
    )
    assert page.evaluate(COUNT_IN, MAIN) == 1


def test_the_card_over_a_name_has_a_badge(page: Page, x_com: StandInServer, server: LocalServer) -> None:
    person = x_com.site.people[60]
    page.goto(f"{SITE}/home")
    page.evaluate("(handle) => standIn.openHoverCard(handle)", person.handle)
    wait_for_keys(page, "#layers", [person.id])
    verdict = Judge(server.active).verdict(person.to_person())
    assert read_badges(page, "#layers")[person.id].band == verdict.band
    page.evaluate("standIn.closeHoverCard()")
    wait_for_keys(page, "#layers", [])


def test_the_account_switcher_and_the_typeahead_have_none(page: Page) -> None:
    page.goto(f"{SITE}/you_standin/followers")
    page.wait_for_function(EVERY_ROW_BADGED, arg=f"{MAIN} {CELL}")
    page.evaluate("standIn.openLayers()")
    # The rows are badged anew after the cells came, so that these have had their turn.
    page.evaluate("standIn.remount()")
    page.wait_for_function(EVERY_ROW_BADGED, arg=f"{MAIN} {CELL}")
    assert page.evaluate("document.querySelectorAll('#layers [data-testid$=Cell]').length") == 2
    assert page.evaluate(COUNT_IN, "#layers") == 0


@pytest.mark.parametrize("path", ["followers", "following"])
def test_the_coming_client_has_badges_on_its_rows(page: Page, x_com: StandInServer, path: str) -> None:
    page.goto(f"{SITE}/you_standin/{path}?client=xweb")
    assert page.locator("[data-testid]").count() == 0
    page.wait_for_function(EVERY_XWEB_ROW_BADGED, arg={person.handle: person.id for person in x_com.site.people})


def test_the_coming_client_has_a_badge_on_the_card_over_a_name(page: Page, x_com: StandInServer) -> None:
    person = x_com.site.people[60]
    page.goto(f"{SITE}/you_standin/followers?client=xweb")
    page.evaluate("(handle) => standIn.openHoverCard(handle)", person.handle)
    wait_for_keys(page, "#layers", [person.id])


def test_a_place_is_switched_off_and_on_in_the_popup(page: Page) -> None:
    page.goto(f"{SITE}/you_standin/followers")
    page.wait_for_function(EVERY_ROW_BADGED, arg=f"{MAIN} {CELL}")
    page.wait_for_function(HAS_BADGES, arg=['[data-testid="sidebarColumn"]', 3])
    popup = page.context.new_page()
    popup.goto(POPUP_URL)
    popup.get_by_text("Where badges appear").click()
    popup.get_by_label("Followers", exact=True).uncheck()
    page.wait_for_function(HAS_BADGES, arg=[MAIN, 0])
    assert page.evaluate(COUNT_IN, '[data-testid="sidebarColumn"]') == 3
    popup.get_by_label("Followers", exact=True).check()
    page.wait_for_function(EVERY_ROW_BADGED, arg=f"{MAIN} {CELL}")
