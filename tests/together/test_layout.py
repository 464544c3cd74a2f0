"""No row changes its size or place by a badge that comes, changes or leaves; no badge covers what one reads or clicks.

One browser for all of it: many places, each in windows of many sizes, both themes and directions, and with text twice
as large.
"""

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Error, Page, Playwright

from chromium import EVERY_ROW_BADGED, POPUP_URL, ROWS, ask_background, find_hosts, get_attributes, launch_chromium
from fieldmark.demo.people import make_people
from fieldmark.demo.site import StandInSite
from local_server import LocalServer
from stand_in_server import StandInServer

pytestmark = pytest.mark.beside

SITE = "https://x.com"
MAIN = '[data-testid="primaryColumn"]'
# Names as people have them, and one that looks like a handle.
NAMES = (
    "W" * 50,
    "Anna-Sophia Maximiliane von und zu Habsburg-Lothringen",
    "@somebody_else",
    "مريم عبد الرحمن القرطبية الأندلسية",
    "🌱🌱🌱🌱🌱🌱🌱🌱🌱🌱🌱🌱🌱🌱🌱🌱🌱🌱🌱🌱🌱🌱🌱🌱",
    "i",
)
# What is drawn anew may look the same.
NODE_ID = re.compile(r"'\w*[nN]odeId': \d+|'parentId': \d+")
HANDLES = ("w" * 15, "l")
# Whom the sample niche matches and the other one does not: alone on a page, their badge must change with the niche.
MATCHING_PROFILE, MATCHING_CARD = 25, 78
OTHER_NICHE = {"name": "Other", "keywords": [{"text": "pottery", "kind": "core"}, {"text": "nurse", "kind": "core"}]}


@dataclass(frozen=True)
class Look:
    """How a page is looked at; `zoom` is of the text alone."""

    width: int
    theme: str = "light"
    language: str = "en"
    zoom: int = 100


LOOKS = (
    Look(320),
    Look(375, "dark", "ar"),
    Look(600, zoom=200),
    Look(820, "dark", "ja"),
    Look(1100, language="ar", zoom=200),
    Look(1280, "dark"),
    Look(1920),
)
# Address -> whether it is opened with the card over a name.
PLACES = {
    "/you_standin/followers": False,
    "/you_standin/followers?client=xweb": False,
    "/i/lists/5/members?dialog": False,
    "/notifications": False,
    "/home": True,
    "/home?client=xweb": True,
    "/{profile}": False,
}

# Boxes of everything on the page but what is ours, and the shifts of layout that the browser has counted so far.
SCRIPT = """(() => {
  let boxes = new Map(), shifts = [], pending = 0;
  const {send} = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.send = function (...values) {
    pending += 1;
    this.addEventListener('loadend', () => (pending -= 1));
    return send.apply(this, values);
  };
  new PerformanceObserver((list) => shifts.push(...list.getEntries().map(({value}) => value)))
    .observe({type: 'layout-shift', buffered: true});
  const frames = async (count) => {
    for (let n = 0; n < count; n += 1) await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  };
  const measure = () => new Map([...document.querySelectorAll('body, body *')]
    .filter(({localName}) => !localName.startsWith('fieldmark-'))
    .map((element) => {
      const {x, y, width, height} = element.getBoundingClientRect();
      return [element, [x, y, width, height].join()];
    }));
  const compare = (one, other) => [...new Set([...one.keys(), ...other.keys()])]
    .filter((element) => one.get(element) !== other.get(element))
    .map((element) => `${element.localName}.${element.className}: ${one.get(element)} → ${other.get(element)}`);
  window.layout = {
    frames,
    async settle() {
      for (let n = 0; n < 100; n += 1) {
        const before = measure();
        await frames(2);
        if (pending === 0 && compare(before, measure()).length === 0) return;
      }
      throw new Error('the page does not come to rest');
    },
    remember() {
      boxes = measure();
      shifts.length = 0;
      return boxes.size;
    },
    async compare() {
      await frames(2);
      return {moved: compare(boxes, measure()).slice(0, 5), shifts};
    },
    zoom(percent) {
      const sheet = new CSSStyleSheet();
      const size = (pixels) => `font-size: ${pixels * percent / 100}px; line-height: ${pixels * percent / 75}px`;
      sheet.replaceSync(`body { ${size(15)} } .follow { ${size(14)} } .follows-you { ${size(11)} }`);
      document.adoptedStyleSheets = percent === 100 ? [] : [sheet];
    },
    // What is read and clicked, and a badge lies over: by the boxes, unless something else lies between the two.
    findCovered(painted) {
      const covered = [];
      for (const element of document.querySelectorAll('.name, .name-link, .handle, .follow')) {
        const {left, top, right, bottom} = element.getBoundingClientRect();
        const isUnder = (x, y) => {
          const below = document.elementsFromPoint(x, y).find(({localName}) => localName !== 'fieldmark-badge');
          return below !== undefined && (element.contains(below) || below.contains(element));
        };
        for (const [kind, [start, up, end, down]] of painted) {
          const [from, to, above, below] =
            [Math.max(left, start), Math.min(right, end), Math.max(top, up), Math.min(bottom, down)];
          if (from < to && above < below && isUnder((from + to) / 2, (above + below) / 2))
            covered.push(`${kind} over ${element.textContent}`);
        }
        const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
        if (hit?.localName === 'fieldmark-badge') covered.push(`a click on ${element.textContent}`);
      }
      return covered;
    },
  };
})();"""
COUNT = "document.querySelectorAll('fieldmark-badge').length"


@dataclass
class Stage:
    """A page, and a popup from which the extension is told what to do with it."""

    page: Page
    popup: Page
    niches: list[str]

    def tell(self, name: str, request: object) -> None:
        answer = self.popup.evaluate(
            "([name, request]) => chrome.runtime.sendMessage({name, request})", [name, request]
        )
        assert "error" not in answer, answer

    def show(self, look: Look) -> None:
        """The page looks so, at rest, and without badges."""
        self.tell("settings/change", {"paused": True})
        self.page.set_viewport_size({"width": look.width, "height": 800})
        self.page.evaluate("(theme) => standIn.setTheme(theme)", look.theme)
        self.page.evaluate("(language) => standIn.setLanguage(language)", look.language)
        self.page.evaluate("(percent) => layout.zoom(percent)", look.zoom)
        self.page.evaluate("layout.settle()")
        assert self.page.evaluate(COUNT) == 0

    def show_badges(self) -> dict[str, str]:
        """Badges come; their numbers by key."""
        self.tell("settings/change", {"paused": False})
        self.page.wait_for_function(f"() => {COUNT} > 0")
        self.page.evaluate("layout.frames(3)")
        return self.read_numbers()

    def change_badges(self, before: dict[str, str]) -> None:
        """Another niche; somebody's badge is another one."""
        self.niches.reverse()
        self.tell("profiles/activate", {"id": self.niches[0]})
        for _ in range(200):
            if self.read_numbers() != before:
                return
            self.page.evaluate("layout.frames(1)")
        raise AssertionError("no badge has changed")

    def hide_badges(self) -> None:
        self.tell("settings/change", {"paused": True})
        self.page.wait_for_function(f"() => {COUNT} === 0")

    def read_numbers(self) -> dict[str, str]:
        """What stands on each badge, with its band."""
        return {
            get_attributes(host)["data-key"]: NODE_ID.sub("", str(host["shadowRoots"]))
            for host in find_hosts(self.page, "fieldmark-badge")
        }

    def list_painted(self) -> list[tuple[str, list[float]]]:
        """The boxes that are seen of each badge, by the debugger: the root is closed."""
        session = self.page.context.new_cdp_session(self.page)
        session.send("DOM.enable")
        painted = []
        for host in find_hosts(self.page, "fieldmark-badge"):
            root = host["shadowRoots"][0]
            badge, *marks = root["children"]
            for node in (badge["children"][0], *marks):
                try:
                    model = session.send("DOM.getBoxModel", {"backendNodeId": node["backendNodeId"]})["model"]
                except Error:
                    continue  # it has no box: the side column is not shown in a narrow window
                xs, ys = model["border"][::2], model["border"][1::2]
                painted.append((get_attributes(node)["class"], [min(xs), min(ys), max(xs), max(ys)]))
        session.detach()
        return painted


@pytest.fixture(scope="module")
def stage(playwright: Playwright, extension: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    people = list(make_people())
    for place, person in enumerate(people[:120]):
        people[place] = replace(person, name=NAMES[place % len(NAMES)], verified=place % 2 == 0)
    for place, handle in enumerate(HANDLES):
        people[place] = replace(people[place], handle=handle)
    folder = tmp_path_factory.mktemp("layout")
    with contextlib.closing(StandInServer(StandInSite(people=people))) as x_com:
        server = LocalServer(folder / "data")
        context = launch_chromium(playwright, folder / "profile", extension, x_com.port)
        context.set_default_timeout(10_000)
        context.add_init_script(SCRIPT)
        ask_background(context, "pairing/save", {"pairing": server.pair()})
        popup = context.new_page()
        popup.goto(POPUP_URL)
        stage = Stage(context.new_page(), popup, [])
        stage.tell("profiles/add", OTHER_NICHE)
        profiles = server.services.stores.profiles.list_profiles()
        stage.niches = [str(profile.id) for profile in profiles]
        yield stage
        context.close()
        server.stop()


def find_covered(stage: Stage) -> list[str]:
    """What a badge lies over, or would be clicked in the stead of."""
    found: list[str] = stage.page.evaluate("(painted) => layout.findCovered(painted)", stage.list_painted())
    return found


@pytest.mark.parametrize("address", PLACES)
def test_nothing_moves_by_a_badge_and_no_badge_covers_anything(stage: Stage, address: str) -> None:
    page = stage.page
    profile = make_people()[MATCHING_PROFILE].handle
    page.goto(SITE + address.format(profile=profile))
    for look in LOOKS:
        stage.show(look)
        if PLACES[address]:
            page.evaluate("(handle) => standIn.openHoverCard(handle)", make_people()[MATCHING_CARD].handle)
            page.evaluate("layout.settle()")
        assert page.evaluate("layout.remember()") > 0
        numbers = stage.show_badges()
        assert numbers
        rest: dict[str, Any] = {"moved": [], "shifts": []}
        assert page.evaluate("layout.compare()") == rest, look
        assert find_covered(stage) == [], look
        stage.change_badges(numbers)
        assert page.evaluate("layout.compare()") == rest, look
        assert find_covered(stage) == [], look
        stage.hide_badges()
        assert page.evaluate("layout.compare()") == rest, look


def test_loading_and_scrolling_shift_the_page_as_much_as_without_us(stage: Stage) -> None:
    page = stage.page
    page.set_viewport_size({"width": 1280, "height": 800})
    shifts = {}
    for paused in (True, False):
        stage.tell("settings/change", {"paused": paused})
        page.goto(f"{SITE}/you_standin/followers")
        page.evaluate("layout.settle()")
        for _ in range(5):
            page.evaluate("scrollBy(0, 700)")
            page.evaluate("layout.settle()")
        if not paused:
            page.wait_for_function(EVERY_ROW_BADGED, arg=ROWS)
        shifts[paused] = sum(page.evaluate("layout.compare()")["shifts"])
    assert shifts[False] == pytest.approx(shifts[True], abs=1e-6)


def test_what_moves_and_what_is_covered_would_be_seen(stage: Stage) -> None:
    page = stage.page
    page.goto(f"{SITE}/you_standin/followers")
    stage.show(LOOKS[0])
    stage.show_badges()
    page.evaluate("layout.remember()")
    page.evaluate(f"document.querySelector('{MAIN} .body').prepend('a word')")
    found = page.evaluate("layout.compare()")
    assert found["moved"]
    assert sum(found["shifts"]) > 0
    page.evaluate("document.querySelectorAll('.names').forEach((names) => (names.style.marginInlineStart = '-20px'))")
    assert find_covered(stage)
