import assert from "node:assert/strict";
import { before, test } from "node:test";
import { installBrowser } from "./browser-stub.js";
import { installPage } from "./page-stub.js";

/** @typedef {import("../../extension/shared/values.js").Verdict} Verdict */
/** @typedef {import("../../extension/shared/values.js").Match} Match */

/** @type {typeof import("../../extension/content/badge-view.js")} */
let badge;
/** @type {typeof import("../../extension/content/popover-view.js")} */
let popover;
/** @type {typeof import("../../extension/content/palette.js")} */
let palette;
/** @type {typeof import("../../extension/shared/text.js")["getText"]} */
let getText;

before(async () => {
  installPage();
  installBrowser();
  badge = await import("../../extension/content/badge-view.js");
  popover = await import("../../extension/content/popover-view.js");
  palette = await import("../../extension/content/palette.js");
  ({ getText } = await import("../../extension/shared/text.js"));
});

/** @param {string} keyword @param {Partial<Match>} rest @returns {Match} */
const match = (keyword, rest = {}) => ({
  keyword,
  kind: "core",
  weight: 0.62,
  field: "bio",
  start: 0,
  end: 1,
  text: keyword,
  ...rest,
});

/** @param {Partial<Verdict>} changes @returns {Verdict} */
const verdict = (changes) => ({
  key: "1", relevance: 0, band: "off", matches: [], why_not: [], chaser: { flag: false, signs: [] },
  triage: "undecided", overrule: null, note: null, ...changes,
}); // prettier-ignore

test("a verdict is told to a screen reader in a few words", () => {
  const matches = [
    match("python"),
    match("spaCy"),
    match("python"),
    match("nlp"),
    match("rust"),
    match("crypto", { kind: "avoid" }),
  ];
  assert.equal(
    badge.describeVerdict(verdict({ relevance: 82, band: "strong", matches })),
    "Relevance 82, strong: python, spaCy, nlp",
  );
  assert.equal(badge.describeVerdict(verdict({})), "Relevance 0, off");
  assert.equal(badge.describeVerdict(verdict({ relevance: null, band: "no_basis" })), "Relevance unknown: no bio");
  assert.equal(
    badge.describeVerdict(verdict({ chaser: { flag: true, signs: [] } })),
    "Relevance 0, off. Number chaser",
  );
});

test("a badge shows its number and its band, and is no stop of the tab key", () => {
  const root = document.createElement("div");
  badge.drawBadge(root, badge.readFace(verdict({ relevance: 82, band: "strong" })));
  const button = root.querySelector("button") ?? assert.fail();
  assert.equal(button.tabIndex, -1);
  assert.equal(button.className, "badge strong");
  assert.equal(button.firstChild?.textContent, "82");
  badge.drawBadge(
    root,
    badge.readFace(verdict({ relevance: null, band: "no_basis", chaser: { flag: true, signs: [] } })),
  );
  assert.equal(root.querySelectorAll("button").length, 1);
  assert.equal(root.querySelector("button")?.firstChild?.textContent, "–");
  assert.ok(root.querySelector(".chaser"));
});

test("a badge that is drawn anew is the same button, with the new verdict's words", () => {
  const root = document.createElement("div");
  badge.drawBadge(root, badge.readFace(verdict({ relevance: 9, chaser: { flag: true, signs: [] } })));
  const [button] = root.children;
  badge.drawBadge(root, badge.readFace(verdict({ relevance: 71, band: "strong", matches: [match("python")] })));
  assert.deepEqual([...root.children], [button]);
  assert.equal(button?.getAttribute("aria-label"), "Relevance 71, strong: python");
  assert.equal(button?.textContent, "71");
});

test("a badge that is drawn anew keeps the focus, whatever stands beside its number by then", () => {
  const root = document.createElement("div");
  document.body.append(root);
  badge.drawBadge(root, badge.readFace(verdict({ chaser: { flag: true, signs: [] } })));
  const button = root.querySelector("button") ?? assert.fail();
  /** @type {Node[]} */
  const removed = [];
  const { remove } = Element.prototype;
  for (const part of root.children) part.remove = () => (removed.push(part), remove.call(part));
  root.replaceChildren = () => assert.fail("the button would be taken out");
  button.focus();
  badge.drawBadge(root, badge.readFace(verdict({ triage: "followed", relevance: 71, band: "strong" })));
  assert.equal(document.activeElement, button);
  assert.equal(removed.includes(button), false);
  assert.equal(root.querySelector(".mark")?.textContent, "✓");
  root.remove();
});

test("a badge that is handed on looks and says what one made for the verdict does", () => {
  const chaser = { flag: true, signs: [] };
  const verdicts = [
    verdict({}),
    verdict({ relevance: 71, band: "strong", matches: [match("python")] }),
    verdict({ relevance: null, band: "no_basis", chaser }),
    verdict({ triage: "followed", chaser }),
    verdict({ triage: "later", pending: true }),
    verdict({ pending: true }),
    verdict({ came_back: "bio_changed" }),
    verdict({ overrule: "relevant", triage: "passed" }),
    verdict({ matched: { id: "web", tag: "We", name: "Web" } }),
    verdict({ matched: { id: "pots", tag: "Po", name: "Pottery" }, chaser }),
  ];
  const draw = (/** @type {Verdict[]} */ ...drawn) => {
    const root = document.createElement("div");
    for (const one of drawn) badge.drawBadge(root, badge.readFace(one));
    const parts = [...root.children].map((part) => [part.className, part.textContent, part.getAttribute("aria-label")]);
    return JSON.stringify(parts);
  };
  for (const first of verdicts) for (const second of verdicts) assert.equal(draw(first, second), draw(second));
  assert.equal(new Set(verdicts.map((one) => draw(one))).size, verdicts.length);
});

test("a text takes its values anew each time, whatever is in them", () => {
  assert.equal(getText("badge_reasons", 1, "off", "$1, \ue001, $&"), "Relevance 1, off: $1, \ue001, $&");
  assert.equal(getText("badge_reasons", 2, "off"), "Relevance 2, off: ");
  assert.equal(getText("badge_chaser"), "Number chaser");
  assert.equal(getText("no_such_text", 1), "no_such_text");
});

test("hostile text stays text", () => {
  const root = document.createElement("div");
  const evil = '<img src=x onerror="alert(1)">';
  const content = verdict({
    relevance: 9,
    matches: [match(evil, { text: evil })],
    why_not: [{ text: evil, near: evil }],
    chaser: { flag: true, signs: [{ sign: "follow_back_words", text: evil }] },
  });
  popover.drawPopover(root, { person: { handle: "a", source: "answer" }, verdict: content, nicheName: evil });
  badge.drawBadge(document.createElement("div"), badge.readFace(content));
  assert.equal(root.querySelector("img"), null);
  assert.ok(root.textContent?.includes(evil));
});

test("the reasons are one for each keyword, by its best field, the avoided ones last", () => {
  const matches = [
    match("crypto", { kind: "avoid", weight: 0.5 }),
    match("css", { kind: "related", weight: 0.32 }),
    match("react", { field: "name", weight: 0.56 }),
    match("react", { weight: 0.62 }),
  ];
  assert.deepEqual(
    popover.listTerms(matches).map(({ keyword, weight }) => [keyword, weight]),
    [
      ["react", 0.62],
      ["css", 0.32],
      ["crypto", 0.5],
    ],
  );
});

test("the popover names the niche, the kind and the words found", () => {
  const root = document.createElement("div");
  const person = /** @type {const} */ ({
    handle: "a",
    followers: 1_980,
    following: 412,
    created_at: "2014-03-01T00:00:00Z",
    source: "answer",
  });
  const content = verdict({
    relevance: 86,
    band: "strong",
    matches: [match("open source", { text: "#OpenSource" }), match("react")],
  });
  popover.drawPopover(root, { person, verdict: content, nicheName: "Web dev tools" });
  const text = root.textContent ?? "";
  for (const words of ["86", "Strong fit", "Web dev tools", "open source", "#OpenSource", "react", "bio", "0.62"])
    assert.ok(text.includes(words), words);
  assert.ok(text.includes("Follows 412, followed by 1,980 · since 2014"));
});

test("a row without a match says why not", () => {
  const root = document.createElement("div");
  const person = /** @type {const} */ ({ handle: "a", source: "answer" });
  popover.drawPopover(root, {
    person,
    verdict: verdict({ why_not: [{ text: "typscript", near: "typescript" }] }),
    nicheName: undefined,
  });
  assert.ok(root.textContent?.includes("none of your keywords"));
  assert.ok(root.textContent?.includes("“typscript” comes near your “typescript”"));
  popover.drawPopover(root, { person, verdict: verdict({ relevance: null, band: "no_basis" }), nicheName: undefined });
  assert.ok(root.textContent?.includes("no bio to judge by"));
});

test("what is not known is not told", () => {
  assert.equal(popover.describeCounts({ handle: "a", source: "page" }), "");
  assert.equal(popover.describeCounts({ handle: "a", followers: 5, source: "page" }), "");
});

/** Relative luminance and contrast as WCAG 2.2 defines them. @param {string} colour */
function getLuminance(colour) {
  const channels = [1, 3, 5].map((place) => Number.parseInt(colour.slice(place, place + 2), 16) / 255);
  const [red, green, blue] = channels.map((value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * Number(red) + 0.7152 * Number(green) + 0.0722 * Number(blue);
}

/** @param {string} one @param {string} other */
function getContrast(one, other) {
  const [light, dark] = [getLuminance(one), getLuminance(other)].sort((a, b) => b - a);
  return (Number(light) + 0.05) / (Number(dark) + 0.05);
}

const PAIRS = [
  ["on-strong", "strong"], ["on-maybe", "maybe"], ["on-off", "off"], ["on-chaser", "chaser"], ["ink", "panel"],
  ["soft", "panel"], ["on-lit", "lit"], ["chaser", "panel"],
]; // prettier-ignore

test("text on its fill has a contrast of 4.5:1 or more in both themes", () => {
  for (const theme of /** @type {const} */ (["light", "dark"]))
    for (const [text, fill] of PAIRS) {
      const colours = palette.PALETTE[theme];
      const contrast = getContrast(colours[String(text)] ?? "", colours[String(fill)] ?? "");
      assert.ok(contrast >= 4.5, `${theme}: ${text} on ${fill} is ${contrast.toFixed(2)}`);
    }
});

test("the outline of a badge without a fill has 3:1 against the page", () => {
  for (const theme of /** @type {const} */ (["light", "dark"])) {
    const colours = palette.PALETTE[theme];
    assert.ok(getContrast(colours["off-line"] ?? "", colours["paper"] ?? "") >= 3, theme);
  }
});

/** @param {{left?: number, top: number, width?: number, height: number}} box @returns {any} */
const place = ({ left = 0, top, width = 340, height }) => ({
  getBoundingClientRect: () => ({ left, top, width, height, right: left + width, bottom: top + height }),
});

for (const [what, row, height, expected] of /** @type {[string, any, number, any][]} */ ([
  ["under the row where it has room", { top: 100, height: 80 }, 300, { top: 174, most: 618 }],
  ["above it where only there is room", { top: 600, height: 80 }, 500, { top: 106, most: 598 }],
  ["on the side with more room, as high as that", { top: 350, height: 80 }, 600, { top: 424, most: 368 }],
  ["the same above", { top: 450, height: 80 }, 600, { top: 8, most: 448 }],
  ["over the row where neither side is of any use", { top: 150, height: 500 }, 600, { top: 8, most: 220 }],
]))
  test(`the popover goes ${what}`, () => {
    Object.assign(globalThis, { innerWidth: 1000, innerHeight: 800 });
    const found = popover.findPlace(place({ top: 0, height }), /** @type {any} */ (anchorOf(row)), place(row));
    assert.deepEqual({ top: found.top, most: found.most }, expected);
  });

/** @param {any} row */
function anchorOf(row) {
  const anchor = document.createElement("div");
  anchor.getBoundingClientRect = place({ ...row, width: 40 }).getBoundingClientRect;
  return anchor;
}
