"""Forged answers, by a page that has learnt the channel's name: it stays a page, and changes nothing that is kept."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from chromium import EXTENSION_ID, wait_for_badges
from conftest import FOLLOWERS
from fieldmark import Person
from fieldmark.demo.site import ME_ID, SiteAnswer, StandInSite
from fieldmark.values import DecisionChange
from local_server import LocalServer
from stand_in_server import StandInServer
from test_badges import check_badges, make_expected

FORGERIES = Path(__file__).resolve().parents[1] / "extension" / "forgeries.js"
# The worst case: whoever debugs the content script can list the names that it listens to.
FIND_CHANNEL = "Object.keys(getEventListeners(document)).find((name) => /^fm:[0-9a-f-]{36}$/.test(name))"
# Dispatches every forgery, then several thousand small answers. Tells what took longest, and how late the frames of
# the two seconds after that were, at worst.
FORGE = """async ([channel, one, other]) => {
  const { forgeAnswer, forgeUser, makeForgeries } = await import('/forgeries.js');
  let slowest = ['', 0];
  const forge = (what, detail) => {
    const start = performance.now();
    document.dispatchEvent(new CustomEvent(channel, {detail}));
    const took = performance.now() - start;
    if (took > slowest[1]) slowest = [what, took];
  };
  document.dispatchEvent(new Event(channel));
  document.dispatchEvent(new MessageEvent(channel, {data: 'Followers\\n{}'}));
  for (const name of ['fm:hello', 'fm:main']) document.dispatchEvent(new CustomEvent(name, {detail: {}}));
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  for (const [what, detail] of makeForgeries(one, other)) {
    forge(what, detail);
    await frame();
  }
  const start = performance.now();
  for (let n = 0; n < 3000; n += 1)
    forge('a flood', forgeAnswer([forgeUser({id: String(700000 + n), handle: 'flood' + n})]));
  const flood = performance.now() - start;
  let latest = 0;
  for (let n = 0, last = await frame(); n < 60; n += 1) {
    const now = await frame();
    latest = Math.max(latest, now - last);
    last = now;
  }
  return {slowest, flood, latest};
}"""


@dataclass(slots=True)
class ForgingSite(StandInSite):
    """The stand-in site, with the script that makes up answers."""

    def answer(self, path: str, query: str = "") -> SiteAnswer:
        if path == "/forgeries.js":
            return SiteAnswer(200, FORGERIES.read_bytes(), "text/javascript; charset=utf-8")
        return StandInSite.answer(self, path, query)


class ErrorLog:
    """What goes wrong on a page, in any of its worlds."""

    def __init__(self, page: Page) -> None:
        self.errors: list[str] = []
        self.session = page.context.new_cdp_session(page)
        self.session.on("Runtime.exceptionThrown", lambda event: self.errors.append(str(event["exceptionDetails"])))
        self.session.on("Runtime.consoleAPICalled", self._note)
        self.session.on("Runtime.executionContextCreated", self._note_world)
        self.world: int | None = None
        self.session.send("Runtime.enable")

    def _note(self, event: dict[str, Any]) -> None:
        if event["type"] in ("error", "warning", "assert"):
            self.errors.append(str(event["args"]))

    def _note_world(self, event: dict[str, Any]) -> None:
        if event["context"]["origin"] == f"chrome-extension://{EXTENSION_ID}":
            self.world = event["context"]["id"]

    def find_channel(self) -> str:
        """The name of the channel between the tap and the content script."""
        request = {"expression": FIND_CHANNEL, "contextId": self.world, "includeCommandLineAPI": True}
        return str(self.session.send("Runtime.evaluate", request)["result"]["value"])


def check_person(raw: dict[str, Any]) -> None:
    """A person is whole, and within what the extension cuts."""
    assert raw["handle"], raw
    assert Person.from_dict(raw).to_dict() == raw
    for field, most in {"name": 200, "bio": 5_000, "location": 300, "website": 1_000}.items():
        text = raw.get(field, "")
        assert len(text.encode("utf-16-le")) <= 2 * most, field


def list_kept(server: LocalServer) -> list[object]:
    """What only the user may change: niches, settings, decisions with their history, pairings."""
    stores, ledger = server.services.stores, server.services.ledger
    return [
        stores.profiles.list_profiles(),
        stores.pairings.list_pairings(),
        stores.preferences.get_values(),
        ledger.decisions.list_decided(ME_ID, 1_000),
        [ledger.decisions.get_history(ME_ID, one.decision.key) for one in ledger.decisions.list_decided(ME_ID, 1_000)],
    ]


@pytest.fixture
def forging(x_com: StandInServer) -> StandInServer:
    x_com.site = ForgingSite()
    return x_com


def test_forged_answers_change_nothing_that_is_kept_and_the_page_goes_on(
    forging: StandInServer, paired: BrowserContext, server: LocalServer
) -> None:
    page = paired.new_page()
    log = ErrorLog(page)
    page.goto(FOLLOWERS)
    wait_for_badges(page)
    one, other = ({"id": person.id, "handle": person.handle} for person in forging.site.people[:2])
    decide = server.services.ledger.decisions.decide
    decide(ME_ID, one["id"], DecisionChange("first", {"triage": "followed", "overrule": "relevant", "note": "kind"}))
    decide(ME_ID, other["id"], DecisionChange("second", {"triage": "followed", "overrule": "not_relevant"}))
    kept = list_kept(server)
    server.bodies.clear()

    took = page.evaluate(FORGE, [log.find_channel(), one, other])
    assert took["slowest"][1] < 1_500, took
    assert took["flood"] < 3_000, took
    assert took["latest"] < 500, took
    # Everybody who is waited for has been asked for once these are, who come last.
    page.evaluate("standIn.go('/you_standin/following')")
    wait_for_badges(page)
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_function("() => standIn.getList().users.length >= 100")
    wait_for_badges(page)
    sent = [person for body in server.bodies for person in body["people"]]
    assert len({person["id"] for person in sent}) > 500
    assert {body["account"] for body in server.bodies} == {ME_ID}
    assert all(len(body["people"]) <= 200 for body in server.bodies)
    for person in sent:
        check_person(person)
    assert list_kept(server) == kept
    assert log.errors == []

    page.reload()
    expected = make_expected(server, forging)
    for key, number, band in ((one["id"], "★", "strong"), (other["id"], "✕", "off")):
        expected[key] = replace(expected[key], number=number, band=band)
    check_badges(page, expected)
