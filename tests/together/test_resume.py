"""Coming back: who is new since the last visit stands above a divider; and forgetting from the popup."""

import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, expect

from chromium import POPUP_URL, ROWS, find_hosts, read_text, wait_for_badges, wait_until
from conftest import FOLLOWERS
from fieldmark.demo.people import make_people
from fieldmark.demo.site import ME_ID
from fieldmark.store import RememberedPerson
from local_server import LocalServer
from stand_in_server import StandInServer

DAY_MS = 86_400_000

# Where the divider is: the handle of its row, how far it is from the row's upper edge, what it takes of the layout.
WHERE = """() => {
  const host = document.querySelector('fieldmark-divider');
  const row = host?.closest('[data-testid="UserCell"]');
  if (!row) return null;
  const avatar = row.querySelector('[data-testid^="UserAvatar-Container-"]');
  const [box, line] = [row.getBoundingClientRect(), host.getBoundingClientRect()];
  return {
    handle: avatar.dataset.testid.replace('UserAvatar-Container-', ''),
    offset: Math.round(line.top - box.top),
    height: line.height,
    events: getComputedStyle(host).pointerEvents,
  };
}"""
HEIGHTS = f"() => [...document.querySelectorAll('{ROWS}')].map((row) => row.offsetHeight)"
KEYS = f"() => [...document.querySelectorAll('{ROWS} fieldmark-badge')].map((badge) => badge.dataset.key)"


def visit(context: BrowserContext) -> Page:
    """Opens the list."""
    page = context.new_page()
    page.goto(FOLLOWERS)
    wait_for_badges(page)
    return page


def wait_until_told(page: Page, server: LocalServer) -> None:
    """Until the server knows that the rows which are on the page were mounted."""
    ids = {key for key in page.evaluate(KEYS) if key}
    wait_until(page, lambda: ids <= {person.key for person in list_people(server) if person.first_seen is not None})


def list_people(server: LocalServer) -> list[RememberedPerson]:
    return server.services.ledger.list_people(ME_ID, 200)


def let_a_day_pass(context: BrowserContext, data: Path) -> None:
    """What both stores hold is a day older afterwards, which to them is the same as waiting for a day."""
    (worker,) = context.service_workers
    worker.evaluate(
        """async (day) => {
          const {visits} = await chrome.storage.local.get('visits');
          const older = visits.map((visit) => ({
            ...visit, last: visit.last - day, since: visit.since === null ? null : visit.since - day,
          }));
          await chrome.storage.local.set({visits: older});
        }""",
        DAY_MS,
    )
    with sqlite3.connect(data / "ledger.sqlite3") as connection:
        connection.execute("UPDATE person SET first_seen = first_seen - ?, last_seen = last_seen - ?", (DAY_MS, DAY_MS))
    connection.close()


def follow_anew(x_com: StandInServer, count: int) -> None:
    """So many people who were not there before follow now; the newest are first."""
    fresh = [
        replace(person, id=f"81{person.id[2:]}", handle=f"new_{place}")
        for place, person in enumerate(make_people()[60 : 60 + count])
    ]
    x_com.site.people = (*fresh, *x_com.site.people)


def open_popup(context: BrowserContext) -> Page:
    popup = context.new_page()
    popup.goto(POPUP_URL)
    return popup


def find_divider(page: Page) -> tuple[dict[str, Any], str]:
    page.wait_for_selector("fieldmark-divider", state="attached")
    (node,) = find_hosts(page, "fieldmark-divider")
    return page.evaluate(WHERE), read_text(node).strip()


def test_who_comes_back_tomorrow_sees_where_the_new_ones_end_and_the_day_after_nothing_of_it(
    paired: BrowserContext, server: LocalServer, x_com: StandInServer, tmp_path: Path
) -> None:
    page = visit(paired)
    wait_until_told(page, server)
    heights = page.evaluate(HEIGHTS)
    assert page.evaluate(WHERE) is None
    page.close()

    let_a_day_pass(paired, tmp_path / "data")
    last = x_com.site.people[0]
    follow_anew(x_com, 3)
    page = visit(paired)
    where, text = find_divider(page)
    yesterday = page.evaluate(
        "(day) => new Intl.DateTimeFormat(navigator.language, {weekday: 'long'}).format(Date.now() - day)", DAY_MS
    )
    assert text == f"new since {yesterday} ends here"
    assert where == {"handle": last.handle, "offset": 0, "height": 0, "events": "none"}
    # The rows of those who were there before are as high as they were.
    assert page.evaluate(HEIGHTS)[3 : 3 + len(heights) - 3] == heights[: len(heights) - 3]

    popup = open_popup(paired)
    popup.locator("#sight summary").click()
    expect(popup.locator("#sight")).to_contain_text(f"New since {yesterday}: 3.")
    expect(popup.locator("#sight")).to_contain_text("Undecided: 50.")
    popup.close()

    # It goes and comes with its row.
    page.evaluate("window.scrollTo(0, 6000)")
    page.wait_for_selector("fieldmark-divider", state="detached")
    page.evaluate("window.scrollTo(0, 0)")
    assert find_divider(page)[0] == where
    wait_until_told(page, server)
    page.close()

    let_a_day_pass(paired, tmp_path / "data")
    page = visit(paired)
    page.wait_for_function("() => document.querySelectorAll('fieldmark-badge').length > 3")
    popup = open_popup(paired)
    popup.locator("#sight summary").click()
    expect(popup.locator("#sight")).to_contain_text(f"New since {yesterday}: 0.")
    assert page.evaluate(WHERE) is None


def test_forgetting_from_the_popup_empties_the_ledger_and_the_page_judges_anew(
    paired: BrowserContext, server: LocalServer
) -> None:
    page = visit(paired)
    wait_until_told(page, server)
    popup = open_popup(paired)
    popup.set_viewport_size({"width": 400, "height": 900})
    data = popup.locator("#data")
    data.locator("summary").focus()
    popup.keyboard.press("Enter")
    expect(data.locator("li")).to_contain_text(f"@you_standin ({ME_ID})")
    kept = len(list_people(server))
    assert kept >= 50
    expect(data.locator("li")).to_contain_text(f"People: {kept} · decisions: 0")
    asked = len(server.bodies)
    popup.keyboard.press("Tab")
    popup.keyboard.press("Enter")
    expect(data.get_by_role("button", name="Keep")).to_be_focused()
    assert len(list_people(server)) == kept
    popup.keyboard.press("Shift+Tab")
    popup.keyboard.press("Enter")
    expect(data.locator(".said")).to_have_text(f"Forgotten. People: {kept}.")
    expect(data).to_contain_text("Nobody is remembered.")
    wait_until(page, lambda: sum(len(body["people"]) for body in server.bodies[asked:]) >= kept)
    assert not any(body["remember"] for body in server.bodies[asked:])
    assert list_people(server) == []
    wait_for_badges(page)
