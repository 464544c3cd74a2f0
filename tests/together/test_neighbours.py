"""Beside another extension that listens to the same requests and puts badges of its own into the same rows: each does
its work, neither sees the other undone, and the page gets what it asked for."""

import base64
import itertools
import json
import shutil
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Playwright

from chromium import EXTENSION_ID, ROWS, Badge, ask_background, launch_chromium, wait_for_badges
from conftest import FOLLOWERS
from local_server import LocalServer
from stand_in_server import StandInServer
from test_badges import check_badges, make_expected
from walking import walk_list

NEIGHBOUR = Path(__file__).parent / "neighbour"
MOST_CHANGES_A_ROW = 6
ADDRESS = "/i/api/graphql/q/Followers?variables=%7B%22count%22%3A50%7D"
# The same answer asked for in each way a page has; text, JSON and bytes.
REQUEST_ALL = """async (address) => {
  const toBase64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  const ask = (type, listen) => new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('GET', address, true);
    request.responseType = type;
    listen(request, () => resolve([request.status, request.response]));
    request.send();
  });
  const byProperty = (request, done) => (request.onload = done);
  const byListener = (request, done) => request.addEventListener('load', done);
  const [[, bytes], ...others] = await Promise.all([
    ask('arraybuffer', byProperty), ask('', byProperty), ask('text', byListener), ask('json', byListener),
  ]);
  const old = new XMLHttpRequest();
  old.open('GET', address, false);
  old.send();
  return {bytes: toBase64(new Uint8Array(bytes)), others, old: old.responseText};
}"""
# Rows whose neighbour's badges are not just one in the avatar and one in the row, untouched.
COUNT_DISTURBED = """(rows) => [...document.querySelectorAll(rows)].filter((row) => {
  const found = [...row.querySelectorAll('neighbour-badge')];
  const places = found.map((badge) => badge.parentElement);
  return found.length !== 2 || !found.every((badge) => badge.textContent === 'neighbour') || !places.includes(row) ||
    !places.some((place) => place.dataset.testid?.startsWith('UserAvatar'));
}).length"""
# How many changes of the page there are while something is done, and in 30 frames after it.
COUNT_CHANGES = """async (act) => {
  let count = 0;
  const observer = new MutationObserver((records) => (count += records.length));
  observer.observe(document, {childList: true, subtree: true, attributes: true, characterData: true});
  eval(act);
  for (let n = 0; n < 30; n += 1) await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  observer.disconnect();
  return count;
}"""


def copy_neighbour(folder: Path, *, is_first: bool) -> Path:
    """A copy whose scripts run before ours or after: Chromium goes by the id, and that by the key of the manifest."""
    keys = (f"neighbour {number}".encode() for number in itertools.count())
    key = next(key for key in keys if (make_extension_id(key) < EXTENSION_ID) == is_first)
    shutil.copytree(NEIGHBOUR, folder)
    file = folder / "manifest.json"
    manifest = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps({**manifest, "key": base64.b64encode(key).decode()}), encoding="utf-8")
    return folder


def make_extension_id(key: bytes) -> str:
    """The id that Chromium gives to an extension with this key."""
    return "".join(chr(ord("a") + int(digit, 16)) for digit in sha256(key).hexdigest()[:32])


@pytest.fixture(params=["first", "after us"])
def page(
    request: pytest.FixtureRequest,
    playwright: Playwright,
    extension: Path,
    x_com: StandInServer,
    server: LocalServer,
    tmp_path: Path,
) -> Iterator[Page]:
    """The followers page with both extensions, the neighbour's scripts first or after ours."""
    is_first = request.param == "first"
    neighbour = copy_neighbour(tmp_path / "neighbour", is_first=is_first)
    context = launch_chromium(playwright, tmp_path / "profile", f"{extension},{neighbour}", x_com.port)
    context.set_default_timeout(10_000)
    assert ask_background(context, "pairing/save", {"pairing": server.pair()})["state"] == "ok"
    opened = context.new_page()
    opened.goto(FOLLOWERS)
    wait_for_badges(opened)
    assert opened.evaluate("neighbour.isFirst") == is_first
    yield opened
    context.close()


def check_answers(page: Page, x_com: StandInServer) -> None:
    """The page gets each answer as it was sent, whichever way it asks."""
    parts = urlsplit(ADDRESS)
    sent = x_com.site.answer(parts.path, parts.query).body
    got = page.evaluate(REQUEST_ALL, ADDRESS)
    assert base64.b64decode(got["bytes"]) == sent
    text = sent.decode()
    assert got["old"] == text
    assert got["others"] == [[200, text], [200, text], [200, json.loads(text)]]


def check_both(page: Page, expected: dict[str, Badge]) -> None:
    """Each row has one right badge of ours, and the neighbour's as it made them."""
    check_badges(page, expected)
    assert page.evaluate(COUNT_DISTURBED, ROWS) == 0


def check_rest(page: Page, expected: dict[str, Badge]) -> None:
    """The two play no ping-pong: at rest nothing changes, and what is taken away comes back once."""
    rows = page.locator(ROWS).count()
    # The bar comes a moment after the badges, and once.
    page.wait_for_selector("fieldmark-bar", state="attached")
    assert page.evaluate(COUNT_CHANGES, "") == 0
    for theirs in ("fieldmark-badge", "neighbour-badge"):
        changes = page.evaluate(COUNT_CHANGES, f"document.querySelectorAll('{theirs}').forEach((one) => one.remove())")
        # Each is taken away once, put back once, and the neighbour's moves to the end once.
        assert 0 < changes <= MOST_CHANGES_A_ROW * rows
        check_both(page, expected)


def test_both_work_on_the_same_page_and_come_to_rest(page: Page, server: LocalServer, x_com: StandInServer) -> None:
    expected = make_expected(server, x_com)
    check_both(page, expected)
    check_rest(page, expected)
    assert {person["source"] for body in server.bodies for person in body["people"]} == {"answer"}
    check_answers(page, x_com)
    seen = page.evaluate("neighbour")
    assert seen["made"] == seen["sent"] == len(seen["opened"])
    assert len(seen["loaded"]) >= 5
    assert seen["handed"] >= 4
    for row in page.locator(ROWS).all()[:4]:
        row.hover()
    for script in ("remount()", "setTheme('dark')", "setLanguage('ar')"):
        page.evaluate(f"standIn.{script}")
        check_both(page, expected)
    assert walk_list(page) == {"wrong": [], "seen": len(x_com.site.people)}
    check_both(page, expected)
