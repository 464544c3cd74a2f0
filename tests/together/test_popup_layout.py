"""In no state of the popup, German's long words and all, does anything overlap, get cut off or leave the window.

Nor does axe find anything.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from chromium import POPUP_URL, ask_background, launch_chromium, wait_for_badges
from conftest import FOLLOWERS
from local_server import LocalServer
from popup_pictures import TOLERANCE, compare, take_picture
from popup_states import SIZE, STATES, open_popup
from stand_in_server import StandInServer
from test_popup import run_axe

# What is wrong with the popup as it stands, in words. A long keyword may end in an ellipsis; the panel with the effect
# lies over the chips on purpose; what scrolls by itself holds more than it shows.
FIND_FAULTS = """() => {
  const faults = [];
  const name = (e) => `${e.localName}#${e.id}.${e.className} «${e.textContent.slice(0, 30)}»`;
  const isShown = (e) => e.checkVisibility() && !e.closest('.aside') && e.getClientRects().length > 0;
  const isInside = (e, places) => { const outer = e.closest(places); return outer && outer !== e; };
  const isMeasured = (e) => isShown(e) && !isInside(e, '.examples, .difference') && !e.closest('select, option');
  const parts = [...document.body.querySelectorAll('*')].filter(isMeasured);
  if (document.documentElement.scrollWidth > innerWidth) faults.push('the popup scrolls sideways');
  for (const part of parts) {
    const box = part.getBoundingClientRect();
    if (box.left < -0.5 || box.right > innerWidth + 0.5) faults.push('leaves the window: ' + name(part));
    if (part.matches('.chip, .chip *, input, .examples, .difference, textarea')) continue;
    if (part.clientWidth > 0 && part.scrollWidth > part.clientWidth + 1) faults.push('is too wide: ' + name(part));
  }
  const controls = parts.filter((e) => e.matches('button, input, select, summary, textarea'))
    .concat([...document.querySelectorAll('select')].filter(isShown));
  for (const [place, one] of controls.entries()) for (const other of controls.slice(place + 1)) {
    if (!one.closest('.effect') !== !other.closest('.effect') || one === other) continue;
    const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (wide > 0.5 && high > 0.5) faults.push(name(one) + ' overlaps ' + name(other));
  }
  return faults;
}"""

BREAKING = ("#add {min-width: 400px}", ".chips {margin-left: -30px}", "#more {margin-left: -60px}")
SLIGHT = (".chip {padding-inline: 9px !important}", ".group h2 {color: inherit}", "#add {border-radius: 4px}")


def find_faults(page: Page) -> list[str]:
    found: list[str] = page.evaluate(FIND_FAULTS)
    return found


@pytest.fixture
def german(playwright: Playwright, extension: Path, x_com: StandInServer, tmp_path: Path) -> Iterator[BrowserContext]:
    """A browser whose extension speaks German, whatever languages the browser itself has."""
    spoken = tmp_path / "extension"
    shutil.copytree(extension, spoken)
    shutil.copy(spoken / "_locales" / "de" / "messages.json", spoken / "_locales" / "en" / "messages.json")
    context = launch_chromium(playwright, tmp_path / "profile", spoken, x_com.port)
    context.set_default_timeout(10_000)
    yield context
    context.close()


def test_every_state_of_the_popup_keeps_its_shape(german: BrowserContext, server: LocalServer) -> None:
    page = german.new_page()
    page.set_viewport_size(SIZE)  # type: ignore[arg-type]  # a plain dict will do
    page.goto(POPUP_URL)
    expect(page.locator("#connection")).to_contain_text("Server")
    assert find_faults(page) == []
    page.close()
    ask_background(german, "pairing/save", {"pairing": server.pair()})
    followers = german.new_page()
    followers.goto(FOLLOWERS)
    wait_for_badges(followers)
    for name, show in STATES.items():
        popup = open_popup(german, server)
        show(popup)
        assert (name, find_faults(popup.page), run_axe(popup.page)) == (name, [], [])
        popup.page.close()


def test_a_broken_layout_and_a_slight_change_of_the_look_are_noticed(
    paired: BrowserContext, server: LocalServer
) -> None:
    popup = open_popup(paired, server)
    for part in (".chip", "#data summary"):
        popup.page.wait_for_selector(part)
    blank = paired.new_page()
    before = take_picture(popup.page)
    assert (find_faults(popup.page), compare(blank, before, take_picture(popup.page))) == ([], 0)
    for rule in BREAKING:
        add_rule(popup.page, rule)
        assert find_faults(popup.page) != [], rule
    for rule in SLIGHT:
        add_rule(popup.page, rule)
        assert compare(blank, before, take_picture(popup.page)) > TOLERANCE, rule


def add_rule(page: Page, rule: str) -> None:
    """Adds a rule to the popup's style, in place of the one added before."""
    page.evaluate(
        """(rule) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(rule);
          document.adoptedStyleSheets = [sheet]; }""",
        rule,
    )
