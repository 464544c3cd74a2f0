"""The popup by keyboard alone, and what axe says of popup, badge, popover and bar."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from chromium import POPUP_URL, ask_background
from local_server import LocalServer

ROOT = Path(__file__).resolve().parents[2]
AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
SIZE = {"width": 400, "height": 640}


def open_popup(context: BrowserContext) -> Page:
    page = context.new_page()
    page.set_viewport_size(SIZE)  # type: ignore[arg-type]  # a plain dict will do
    page.goto(POPUP_URL)
    return page


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def focused(page: Page) -> str:
    """What has the focus, in words."""
    return str(page.evaluate("(e => e.dataset.keyword ?? e.id ?? e.localName)(document.activeElement)"))


def list_keywords(server: LocalServer) -> list[str]:
    return [f"{keyword.text}:{keyword.kind}" for keyword in server.active.keywords]


def test_everything_is_done_by_keyboard_alone(browser: BrowserContext, usual_server: LocalServer) -> None:
    server = usual_server
    server.start()
    page = open_popup(browser)
    expect(page.locator("#pairing")).to_be_visible()
    while focused(page) != "pairing":
        press(page, "Tab")
    page.keyboard.insert_text(server.pair())
    press(page, "Enter")
    expect(page.locator("#name")).to_be_focused()
    page.keyboard.type("Pottery")
    press(page, "Enter")
    expect(page.locator("#add")).to_be_focused()
    page.keyboard.type("glaze, raku, kiln")
    press(page, "Enter")
    page.wait_for_selector('[data-keyword="kiln"]')
    press(page, "Tab", "Tab")
    assert focused(page) == "glaze"
    press(page, "ArrowRight", "ArrowRight")
    assert focused(page) == "kiln"
    press(page, "Delete")
    page.wait_for_selector('[data-keyword="kiln"]', state="detached")
    assert focused(page) == "raku"
    press(page, "Enter")
    page.keyboard.type("raku firing")
    press(page, "Tab", "ArrowDown")
    press(page, "Tab", "Enter")
    page.wait_for_selector('.related[data-keyword="raku firing"]')
    assert focused(page) == "raku firing"
    assert list_keywords(server) == ["glaze:core", "raku firing:related"]
    press(page, "Control+z")
    page.wait_for_selector('.core[data-keyword="raku"]')
    press(page, "Control+z")
    page.wait_for_selector('[data-keyword="kiln"]')
    press(page, "Control+Shift+Z")
    page.wait_for_selector('[data-keyword="kiln"]', state="detached")
    assert list_keywords(server) == ["glaze:core", "raku:core"]


def test_escape_leaves_the_editor_without_a_change(paired: BrowserContext, server: LocalServer) -> None:
    page = open_popup(paired)
    before = list_keywords(server)
    page.focus('[data-keyword="typescript"]')
    press(page, "Enter")
    page.keyboard.type("something else")
    press(page, "Escape")
    expect(page.locator('[data-keyword="typescript"]')).to_be_focused()
    assert list_keywords(server) == before


def test_the_popup_needs_no_scrolling_sideways(paired: BrowserContext, server: LocalServer) -> None:
    page = open_popup(paired)
    page.fill("#add", "Donaudampfschifffahrtsgesellschaftskapitän" * 4 + ", 🐍, مطور")
    press(page, "Enter")
    page.wait_for_selector('[data-keyword="🐍"]')
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def run_axe(page: Page) -> list[dict[str, Any]]:
    """What axe finds wrong: rule and places."""
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        {"rule": violation["id"], "nodes": [node["html"] for node in violation["nodes"]]}
        for violation in found["violations"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_popup(browser: BrowserContext, server: LocalServer, scheme: Any) -> None:
    page = open_popup(browser)
    page.emulate_media(color_scheme=scheme)
    expect(page.locator("#connection")).to_contain_text("not running")
    assert run_axe(page) == []
    ask_background(browser, "pairing/save", {"pairing": server.pair()})
    server.services.stores.pairings.revoke_pairing(server.services.stores.pairings.list_pairings()[0].browser_id)
    ask_background(browser, "connection/check")
    expect(page.locator("#pairing")).to_be_visible()
    assert run_axe(page) == []
    ask_background(browser, "pairing/save", {"pairing": server.pair()})
    page.wait_for_selector(".chip")
    assert run_axe(page) == []
    page.click(".chip.related")
    assert run_axe(page) == []
    page.keyboard.press("Escape")
    page.focus(".chip.avoid")
    page.keyboard.press("Delete")
    page.wait_for_selector("#undo")
    assert run_axe(page) == []
    page.get_by_label("Niche in use").select_option(label="New niche…")
    page.wait_for_selector("#name")
    assert run_axe(page) == []


MATCHED = {"id": "web", "name": "Web", "tag": "We"}
COMPONENTS = """
import { badgeSheet, drawBadge, readFace, setBadgeTheme } from "./extension/content/badge-view.js";
import { makeBioWords, makeWordsState } from "./extension/content/bio-words-view.js";
import { makeDecisionPart, makeNoteEditor } from "./extension/content/decision-view.js";
import { drawHelp, helpSheet, setHelpTheme } from "./extension/content/help-view.js";
import { drawNotice, noticeSheet, setNoticeTheme } from "./extension/content/notice-view.js";
import { barSheet, makeBar, setBarTheme } from "./extension/content/bar-view.js";
import { computeBudget } from "./extension/content/budget.js";
import { makePanel } from "./extension/content/budget-view.js";
import { MemberCount } from "./extension/content/census.js";
import { makeNicheList } from "./extension/content/niches-view.js";
import { drawPopover, popoverSheet, setPopoverTheme } from "./extension/content/popover-view.js";
import { drawToast, setToastTheme, toastSheet } from "./extension/content/toast-view.js";
import { DEFAULT_KEYS } from "./extension/shared/keys.js";
const main = document.querySelector("main");
const actions = new Proxy({}, { get: () => () => {} });
// Hosts lie over one another on the page; here each has its own place.
const addHost = (name, sheet) => {
  const host = main.appendChild(document.createElement("div")).appendChild(document.createElement(name));
  host.parentElement.style.cssText = "position:relative;overflow:hidden;contain:layout;margin:10px";
  const root = host.attachShadow({ mode: "open" });
  const inFlow = new CSSStyleSheet();
  inFlow.replaceSync(":host{position:static!important}");
  root.adoptedStyleSheets = [sheet, inFlow];
  return root;
};
globalThis.mount = (verdicts, person, theme) => {
  for (const set of [setBadgeTheme, setHelpTheme, setNoticeTheme, setPopoverTheme, setToastTheme]) set(theme);
  for (const verdict of verdicts) {
    const avatar = main.appendChild(document.createElement("div"));
    avatar.style.cssText = "position:relative;width:40px;height:40px;margin:20px";
    const badge = avatar.appendChild(document.createElement("fieldmark-badge"));
    const root = badge.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [badgeSheet];
    drawBadge(root, readFace(verdict));
    const niches = [{ id: "web", name: "Web" }, { id: "pots", name: "Pots" }];
    const fits = niches.map((niche) => ({ ...niche, relevance: verdict.relevance, band: verdict.band }));
    const words = makeBioWords(["rust", "مطور"], makeWordsState(), { niche: "Web", onAdd() {}, onState() {} });
    const list = makeNicheList({ ...verdict, niche: "web" }, niches, Promise.resolve(fits));
    const parts = [list, ...makeDecisionPart(verdict, DEFAULT_KEYS, actions), words];
    drawPopover(addHost("fieldmark-popover", popoverSheet), { person, verdict, nicheName: "Web dev tools", parts });
  }
  const [verdict] = verdicts;
  const writing = [makeNoteEditor({ text: "a note", handle: "ada" }, actions).element];
  drawPopover(addHost("fieldmark-popover", popoverSheet), { person, verdict, nicheName: undefined, parts: writing });
  drawHelp(addHost("fieldmark-help", helpSheet), DEFAULT_KEYS, () => {});
  drawNotice(addHost("fieldmark-notice", noticeSheet), { trouble: "no_rows", rows: 0 }, actions);
  drawToast(addHost("fieldmark-toast", toastSheet), { text: "Passed", action: { label: "Undo", act: () => {} } });
  mountBar(verdicts, person, theme);
};
function mountBar(verdicts, person, theme) {
  setBarTheme(theme);
  const root = addHost("fieldmark-bar", barSheet);
  const noop = () => {};
  const bar = makeBar({ toggleFilter: noop, toggleDetails: noop, toggleFold: noop, showKeys: noop });
  const panel = makePanel(noop);
  const members = new MemberCount();
  for (const [number, verdict] of verdicts.entries())
    members.put(String(number), { person, verdict: { ...verdict, pending: true } });
  const { census } = members;
  const budget = computeBudget({ counts: { following: 599, followers: 999 }, chosen: 1, followed: ["off"] });
  const state = { census, budget, filters: ["undecided"], isFolded: false, isOpen: true };
  bar.update(state);
  panel.update(state, true);
  root.append(bar.element, panel.element);
}
"""


def make_verdicts() -> list[dict[str, Any]]:
    """A verdict of each band and look."""
    from fieldmark import Judge, Person, Profile
    from fieldmark.demo.people import SAMPLE_NICHE

    judge = Judge(Profile.from_dict(SAMPLE_NICHE))
    bios = ("TypeScript and React, CSS", "CSS", "Potter, typscript", "", "crypto. I follow back")
    people = [Person(handle="ada", bio=bio, followers=9_000, following=9_100) for bio in bios]
    verdicts = [judge.verdict(person).to_dict() for person in people]
    decided = {"triage": "passed", "overrule": "not_relevant", "note": "met in May", "pending": True}
    return [*verdicts, {**verdicts[1], **decided}, {**verdicts[2], "came_back": "bio_changed", "matched": MATCHED}]


def mount_components(browser: BrowserContext, folder: Path, theme: str) -> Page:
    """A page with a badge and a popover of each band and look, in open roots."""
    entry = ROOT / ".build" / "components.js"
    entry.write_text(COMPONENTS.replace("./extension", str(ROOT / "extension")), encoding="utf-8")
    built = folder / "components.js"
    script = f"""import {{ build }} from "esbuild"; await build({{entryPoints: [{json.dumps(str(entry))}], bundle: true,
      format: "iife", outfile: {json.dumps(str(built))}, logLevel: "error"}});"""
    runner = ROOT / ".build" / "bundle.mjs"
    runner.write_text(script, encoding="utf-8")
    subprocess.run([sys.executable, str(ROOT / "tools" / "node.py"), str(runner)], check=True)
    page = browser.new_page()
    # A page of the extension: it has the real texts.
    page.goto(POPUP_URL)
    page.evaluate(
        """dark => { document.body.replaceChildren(document.createElement('main')); document.title = 'components';
          document.body.style.cssText = `width: 400px; background: ${dark ? 'black' : 'white'}`; }""",
        theme == "dark",
    )
    page.evaluate(built.read_text(encoding="utf-8"))
    person = {"handle": "ada", "followers": 9000, "following": 9100, "created_at": "2014-01-01T00:00:00Z"}
    page.evaluate("([verdicts, person, theme]) => mount(verdicts, person, theme)", [make_verdicts(), person, theme])
    assert page.locator("fieldmark-badge").count() == 7
    return page


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_what_is_drawn_on_the_page(browser: BrowserContext, tmp_path: Path, theme: str) -> None:
    page = mount_components(browser, tmp_path, theme)
    assert page.locator("fieldmark-badge").count() == len(make_verdicts())
    assert page.locator("fieldmark-bar .filters button").count() == 4
    assert run_axe(page) == []
