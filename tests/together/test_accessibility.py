"""Seen, heard and reached by everybody: contrast, forms beside colours, no motion, names, tab stops, keys."""

import contextlib
import json
import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright

from chromium import ROWS, ask_background, find_hosts, launch_chromium, read_badges, wait_for_badges
from conftest import FOLLOWERS
from fieldmark.demo.site import StandInSite
from local_server import LocalServer
from stand_in_server import StandInServer
from test_popup import ROOT, mount_components, open_popup
from test_reasons import STRONG_ROW, read_popover

BANDS = {"strong", "maybe", "off", "no_basis"}
SHORTCUTS = ROOT / "extension" / "site" / "classic" / "shortcuts.js"
# Every text that is drawn in an open root, with its contrast to the nearest opaque fill behind it (WCAG 2.2).
LIST_CONTRASTS = """() => {
  const parse = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const luminance = (colour) => parse(colour).slice(0, 3).map((value) => value / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
    .reduce((sum, value, place) => sum + value * [0.2126, 0.7152, 0.0722][place], 0);
  const isOpaque = (colour) => (parse(colour)[3] ?? 1) === 1;
  const findFill = (element) => {
    for (let at = element; at; at = at.parentElement ?? at.getRootNode().host) {
      const { backgroundColor } = getComputedStyle(at);
      if (isOpaque(backgroundColor)) return backgroundColor;
    }
  };
  const walk = (root) => [...root.querySelectorAll('*')].flatMap((element) => [
    ...(element.shadowRoot ? walk(element.shadowRoot) : []),
    ...([...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()) ? [element] : []),
  ]);
  return walk(document.body).filter((element) => !element.matches('.words')).map((element) => {
    const [dark, light] = [getComputedStyle(element).color, findFill(element)].map(luminance).sort((a, b) => a - b);
    return [element.textContent, (light + 0.05) / (dark + 0.05)];
  });
}"""
# What a badge looks like without its colours: the form of its outline, by band.
LIST_SHAPES = """() => Object.fromEntries([...document.querySelectorAll('fieldmark-badge')].map((host) => {
  const badge = host.shadowRoot.querySelector('.badge'), number = badge.querySelector('.number');
  const {borderRadius, boxShadow, outlineStyle, backgroundColor} = getComputedStyle(number);
  const shadow = boxShadow === 'none' ? 'none' : boxShadow.replace(/rgba?\\(.*?\\)/, '');
  return [badge.classList[1], {borderRadius, shadow, outlineStyle, backgroundColor,
    text: number.textContent}];
}))"""
LIST_MOVING = """() => {
  const walk = (root) => [...root.querySelectorAll('*')]
    .flatMap((element) => [element, ...(element.shadowRoot ? walk(element.shadowRoot) : [])]);
  return walk(document).flatMap((element) => [undefined, '::before', '::after'].map((part) => {
    const {animationName, transitionDuration, scrollBehavior} = getComputedStyle(element, part);
    return [element.localName, animationName, transitionDuration, scrollBehavior].join(' ');
  })).filter((words) => !/ none 0s auto$/.test(words));
}"""
DESCRIBE_FOCUS = """() => { const element = document.activeElement;
  return [element.localName, element.dataset.testid, element.getAttribute('href'),
    element.getAttribute('aria-label')].join(' '); }"""
HEAR_KEYS = """() => {
  globalThis.heard = [];
  document.body.addEventListener('keydown', (event) => {
    if (!['Shift', 'Control', 'Alt'].includes(event.key)) heard.push([event.key, event.defaultPrevented]);
  });
}"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalServer]:
    running = LocalServer(tmp_path_factory.mktemp("server"))
    yield running
    running.stop()


@pytest.fixture(scope="module")
def browser(
    playwright: Playwright, extension: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BrowserContext]:
    """The one browser of this file."""
    with contextlib.closing(StandInServer(StandInSite())) as x_com:
        context = launch_chromium(playwright, tmp_path_factory.mktemp("profile"), extension, x_com.port)
        context.set_default_timeout(10_000)
        yield context
        context.close()


@pytest.fixture(scope="module")
def paired(browser: BrowserContext, server: LocalServer) -> BrowserContext:
    assert ask_background(browser, "pairing/save", {"pairing": server.pair()})["state"] == "ok"
    return browser


@pytest.fixture
def page(paired: BrowserContext) -> Iterator[Page]:
    """The followers page, with its badges."""
    opened = paired.new_page()
    opened.goto(FOLLOWERS)
    wait_for_badges(opened)
    yield opened
    ask_background(paired, "settings/change", {"paused": False})
    opened.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_is_drawn_is_legible_and_told_apart_without_colours(
    browser: BrowserContext, tmp_path: Path, theme: str
) -> None:
    page = mount_components(browser, tmp_path, theme)
    contrasts = page.evaluate(LIST_CONTRASTS)
    assert len(contrasts) > 20
    assert [(text, ratio) for text, ratio in contrasts if ratio < 4.5] == []
    for forced in ("none", "active"):
        page.emulate_media(forced_colors=forced)
        shapes = page.evaluate(LIST_SHAPES)
        assert shapes.keys() == BANDS
        forms = {
            band: [shape["borderRadius"], shape["shadow"], shape["outlineStyle"]] for band, shape in shapes.items()
        }
        for one, other in combinations(BANDS, 2):
            assert forms[one] != forms[other], (one, other)
        assert shapes["no_basis"]["text"] == "–"
    # With two colours to choose from, the strong ones are filled.
    assert shapes["strong"]["backgroundColor"] != shapes["maybe"]["backgroundColor"]
    page.emulate_media(forced_colors="none", reduced_motion="reduce")
    assert page.evaluate(LIST_MOVING) == []


def test_nothing_moves_in_the_popup_for_those_who_want_no_motion(paired: BrowserContext) -> None:
    page = open_popup(paired)
    page.emulate_media(reduced_motion="reduce")
    page.wait_for_selector(".chip")
    assert page.evaluate(LIST_MOVING) == []


def read_row_names(page: Page) -> list[str]:
    """What a screen reader is told each row is."""
    session = page.context.new_cdp_session(page)
    root = session.send("DOM.getDocument", {"depth": 0})["root"]["nodeId"]
    nodes = session.send("DOM.querySelectorAll", {"nodeId": root, "selector": ROWS})["nodeIds"]
    found = [
        session.send("Accessibility.getPartialAXTree", {"nodeId": node, "fetchRelatives": False})["nodes"][0]
        for node in nodes
    ]
    session.detach()
    return [node["name"]["value"] for node in found]


def test_a_row_is_named_as_before_with_a_short_text_of_its_badge_in_front(page: Page) -> None:
    named = read_row_names(page)
    words = [badge.words for badge in read_badges(page).values()]
    ask_background(page.context, "settings/change", {"paused": True})
    page.wait_for_function("() => document.querySelectorAll('fieldmark-badge').length === 0")
    before = read_row_names(page)
    assert len(named) == len(before) == len(words) > 5
    for with_badge, without in zip(named, before, strict=True):
        assert with_badge.endswith(without)
        told = with_badge.removesuffix(without).strip()
        assert told in words
        assert len(told) <= 90


def walk_by_tab(page: Page, steps: int) -> list[str]:
    """What has the focus after each press of the tab key, from the top of the page on."""
    page.evaluate("() => { document.activeElement.blur(); scrollTo(0, 0); getSelection().removeAllRanges(); }")
    page.mouse.click(2, 2)
    found = []
    for _ in range(steps):
        page.keyboard.press("Tab")
        found.append(str(page.evaluate(DESCRIBE_FOCUS)))
    return found


def test_the_tab_key_stops_where_it_would_without_us(page: Page) -> None:
    with_badges = walk_by_tab(page, 40)
    ask_background(page.context, "settings/change", {"paused": True})
    page.wait_for_function("() => document.querySelectorAll('fieldmark-badge').length === 0")
    assert walk_by_tab(page, 40) == with_badges
    assert len([stop for stop in with_badges if "UserCell" in stop]) >= 5


def read_shortcuts() -> list[str]:
    """The keys of X's shortcuts, one after another."""
    lists = re.findall(r"keys: (\[[^\]]*\])", SHORTCUTS.read_text(encoding="utf-8"))
    return [key for one in lists for key in json.loads(one)]


def test_every_shortcut_of_xs_reaches_the_page_and_does_nothing_of_ours(page: Page, server: LocalServer) -> None:
    keys = read_shortcuts()
    assert len(keys) > 40
    page.evaluate(HEAR_KEYS)
    server.bodies.clear()
    decided = server.services.ledger.decisions.list_decided
    account = str(page.evaluate("document.documentElement.dataset.meId"))
    row = page.locator(ROWS).nth(STRONG_ROW)
    row.locator(".bio").hover()
    for key in [*keys, "Shift+W", "Control+Alt+w"]:
        page.keyboard.press("Space" if key == " " else key)
        assert read_popover(page) is None, key
    names = [key.split("+")[-1] for key in [*keys, "Shift+W", "Control+Alt+w"]]
    assert page.evaluate("heard") == [[name, False] for name in names]
    assert server.bodies == []
    assert decided(account, 10) == []


def test_escape_is_ours_only_while_the_reasons_are_open(page: Page) -> None:
    page.evaluate(HEAR_KEYS)
    page.locator(ROWS).nth(STRONG_ROW).locator(".bio").hover()
    page.keyboard.press("w")
    assert read_popover(page)
    page.keyboard.press("Escape")
    assert read_popover(page) is None
    assert page.evaluate("document.activeElement.localName") == "body"
    page.keyboard.press("Escape")
    heard: list[Any] = page.evaluate("heard")
    assert [key for key, _ in heard].count("Escape") == 1
    assert len(find_hosts(page, "fieldmark-popover")) == 1
