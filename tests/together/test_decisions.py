"""Deciding in place: by key, in the popover, by X's own button; kept, undone, and safe while the server is away."""

from dataclasses import replace

from playwright.sync_api import BrowserContext, Page

from chromium import (
    ask_background,
    click_inside,
    focus_inside,
    read_badges,
    read_host,
    wait_for_badges,
    wait_until,
)
from conftest import FOLLOWERS
from fieldmark.demo.site import ME_ID
from local_server import LocalServer
from stand_in_server import StandInServer


def point_at(page: Page, place: int) -> str:
    """Moves the pointer to a row; returns the person's key."""
    row = page.locator('[data-testid="UserCell"]').nth(place)
    box = row.bounding_box()
    assert box
    page.mouse.move(box["x"] + 90, box["y"] + 12)
    page.mouse.move(box["x"] + 100, box["y"] + 14)
    key = row.locator("fieldmark-badge").get_attribute("data-key")
    assert key
    return key


def wait_for_words(page: Page, key: str, words: str, *, gone: bool = False) -> None:
    """Waits until the badge of a person says this to a screen reader, or does no longer."""

    def is_said() -> bool:
        badge = read_badges(page).get(key)
        return badge is not None and (words in badge.words) is not gone

    wait_until(page, is_said, f"{words} on {key}")


def wait_for_text(page: Page, host: str, words: str) -> None:
    wait_until(page, lambda: words in read_host(page, host), f"{words} in {host}")


def read_triage(server: LocalServer) -> dict[str, str]:
    decided = server.services.ledger.decisions.list_decided(ME_ID, 1_000, 0)
    return {one.decision.key: one.decision.triage for one in decided}


def test_keys_the_popover_and_undo_decide_and_a_reload_finds_it(
    followers: Page, server: LocalServer, x_com: StandInServer
) -> None:
    page = followers
    wait_for_badges(page)
    passed = point_at(page, 0)
    page.keyboard.press("p")
    wait_for_words(page, passed, "Passed")
    wait_for_text(page, "fieldmark-toast", f"Passed: @{x_com.site.people[0].handle}")
    later = point_at(page, 1)
    page.keyboard.press("d")
    wait_for_words(page, later, "Put off")
    wrong = point_at(page, 2)
    page.keyboard.press("Shift+Y")
    wait_for_words(page, wrong, "Not relevant, by your own word")

    noted = point_at(page, 3)
    page.keyboard.press("e")
    page.keyboard.type("Met at p, d and z 🌱")
    page.keyboard.press("Enter")
    wait_for_text(page, "fieldmark-toast", "Noted")
    click_inside(page, "fieldmark-popover", "Relevant Y")
    wait_for_words(page, noted, "Relevant, by your own word")
    page.keyboard.press("Escape")

    undone = point_at(page, 4)
    page.keyboard.press("p")
    wait_for_words(page, undone, "Passed")
    click_inside(page, "fieldmark-toast", "Undo (z)")
    wait_for_text(page, "fieldmark-toast", "Taken back")
    wait_for_words(page, undone, "Passed", gone=True)

    page.reload()
    wait_for_badges(page)
    badges = read_badges(page)
    assert "Passed" in badges[passed].words
    assert "Put off" in badges[later].words
    assert badges[wrong].band == "off"
    assert badges[noted].band == "strong"
    assert "Passed" not in badges[undone].words
    point_at(page, 3)
    page.keyboard.press("w")
    page.wait_for_selector("fieldmark-popover:popover-open")
    assert "Met at p, d and z 🌱" in read_host(page, "fieldmark-popover")
    assert read_triage(server) == {
        passed: "passed", later: "later", wrong: "undecided", noted: "undecided", undone: "undecided"
    }  # fmt: skip


def test_only_a_click_of_the_users_own_that_the_page_confirms_is_followed(followers: Page, server: LocalServer) -> None:
    page = followers
    wait_for_badges(page)
    # Clicked by the page itself: X's button changes all the same.
    page.evaluate("document.querySelectorAll('[data-testid$=\"-follow\"]')[1].click()")
    button = page.locator('[data-testid="UserCell"]').nth(0).locator('[data-testid$="-follow"]')
    key = (button.get_attribute("data-testid") or "").removesuffix("-follow")
    button.click()
    wait_for_words(page, key, "Followed")
    page.locator(f'[data-testid="{key}-unfollow"]').wait_for()
    wait_until(page, lambda: read_triage(server) == {key: "followed"}, "the decision")


def test_who_is_followed_on_their_profile_is_followed_and_no_longer_when_unfollowed(
    paired: BrowserContext, server: LocalServer, x_com: StandInServer
) -> None:
    page, person = paired.new_page(), x_com.site.people[7]
    page.goto(f"https://x.com/{person.handle}")
    head = page.locator('[data-testid="primaryColumn"] .head')
    head.locator("fieldmark-badge").wait_for()
    head.locator(f'[data-testid="{person.id}-follow"]').click()
    wait_for_words(page, person.id, "Followed")
    wait_until(page, lambda: read_triage(server) == {person.id: "followed"}, "the decision")
    head.locator(f'[data-testid="{person.id}-unfollow"]').click()
    wait_until(page, lambda: read_triage(server) == {person.id: "undecided"}, "the decision taken back")


def test_decisions_wait_while_the_server_is_away_and_are_delivered_once_and_in_order(
    followers: Page, server: LocalServer
) -> None:
    page = followers
    wait_for_badges(page)
    server.stop()
    first = point_at(page, 0)
    page.keyboard.press("p")
    wait_for_words(page, first, "waits for the server")
    page.keyboard.press("d")
    wait_for_words(page, first, "Put off")
    other = point_at(page, 1)
    page.keyboard.press("p")
    wait_for_words(page, other, "waits for the server")

    server.start()
    for key in (first, other):
        wait_for_words(page, key, "waits for the server", gone=True)
    assert read_triage(server) == {first: "later", other: "passed"}
    _, history = server.services.ledger.decisions.get_history(ME_ID, first)
    assert [change.to_dict()["triage"] for change in history] == ["passed", "later"]


def test_who_was_passed_comes_back_when_the_bio_changes(
    paired: BrowserContext, server: LocalServer, x_com: StandInServer
) -> None:
    page = paired.new_page()
    page.goto(FOLLOWERS)
    wait_for_badges(page)
    key = point_at(page, 0)
    page.keyboard.press("p")
    wait_until(page, lambda: read_triage(server) == {key: "passed"}, "the decision")

    people = list(x_com.site.people)
    people[0] = replace(people[0], bio="Now a TypeScript and React developer")
    x_com.site.people = people
    page.reload()
    wait_for_badges(page)
    wait_for_words(page, key, "the bio has changed")
    assert read_triage(server) == {key: "undecided"}


def test_forgetting_a_person_takes_all_of_them_out(followers: Page, server: LocalServer) -> None:
    page = followers
    wait_for_badges(page)
    key = point_at(page, 0)
    page.keyboard.press("p")
    wait_until(page, lambda: read_triage(server) == {key: "passed"}, "the decision")
    page.keyboard.press("w")
    page.wait_for_selector("fieldmark-popover:popover-open")
    click_inside(page, "fieldmark-popover", "History")
    wait_for_text(page, "fieldmark-popover", ": Passed")
    click_inside(page, "fieldmark-popover", "Forget this person")
    click_inside(page, "fieldmark-popover", "Really forget all about them?")
    wait_for_words(page, key, "Passed", gone=True)
    assert read_triage(server) == {}


def test_paused_or_switched_off_no_key_does_anything(
    followers: Page, paired: BrowserContext, server: LocalServer
) -> None:
    page = followers
    wait_for_badges(page)
    key = point_at(page, 0)
    page.keyboard.press("p")
    wait_until(page, lambda: read_triage(server) == {key: "passed"}, "the decision")
    # Listens after us, at the same element and phase.
    page.evaluate("""() => {
      window.prevented = [];
      document.addEventListener("keydown", (event) => prevented.push(event.defaultPrevented), { capture: true });
    }""")
    for changes, keys in (
        ({"paused": True}, ("z", "p", "w", "f", "h", "Shift+F1")),
        ({"paused": False, "hidden": ["followers"]}, ("p", "d", "f", "h")),
    ):
        ask_background(paired, "settings/change", changes)
        page.wait_for_selector("fieldmark-bar", state="detached")
        page.wait_for_selector("fieldmark-toast", state="detached", timeout=15_000)
        page.evaluate("prevented.length = 0")
        for pressed in keys:
            page.keyboard.press(pressed)
        assert set(page.evaluate("prevented")) == {False}
        # A toast comes with the next frame.
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        assert page.locator("fieldmark-toast, fieldmark-help, fieldmark-popover").count() == 0
        assert read_triage(server) == {key: "passed"}

    # What was decided is taken back from whichever page of X's the user is on by then.
    page.evaluate("standIn.go('/home')")
    page.wait_for_url("**/home")
    page.keyboard.press("z")
    wait_until(page, lambda: read_triage(server) == {key: "undecided"}, "the decision taken back")


def test_enter_on_the_toast_is_none_of_the_pages_and_the_focus_is_not_lost_with_it(
    followers: Page, server: LocalServer
) -> None:
    page = followers
    wait_for_badges(page)
    page.evaluate(
        "heard = []; for (const type of ['keydown', 'keyup', 'click', 'pointerdown'])"
        " document.body.parentElement.addEventListener(type, (event) => heard.push(type))"
    )
    first, second = point_at(page, 0), page.locator("fieldmark-badge").nth(1).get_attribute("data-key")
    page.keyboard.press("p")
    wait_for_words(page, first, "Passed")
    page.locator('[data-testid="UserCell"]').nth(1).focus()
    focus_inside(page, "fieldmark-toast", "Undo (z)")
    assert point_at(page, 1) == second
    # The toast is drawn anew under the focus.
    page.keyboard.press("p")
    wait_until(page, lambda: read_triage(server) == {first: "passed", second: "passed"}, "both passed")
    # A toast comes with the next frame.
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert page.evaluate("document.activeElement.localName") == "fieldmark-toast"
    page.evaluate("heard.length = 0")
    page.keyboard.press("Enter")
    wait_for_text(page, "fieldmark-toast", "Taken back")
    assert page.evaluate("heard.filter((type) => type !== 'keyup')") == []
    assert page.evaluate("document.activeElement.dataset.testid") == "UserCell"
    wait_until(page, lambda: read_triage(server).get(str(second)) == "undecided", "the second one undone")
