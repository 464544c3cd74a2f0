import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { installBrowser } from "./browser-stub.js";
import { removeBadges } from "../../extension/content/hosts.js";
import { makeRowsAdapter } from "../../extension/site/rows-adapter.js";
import { installPage } from "./page-stub.js";

/**
 * The features, each on its own, in a page without a browser. What only a browser can show (painting, the top layer,
 * closed roots) is in the tests with real browsers.
 * @typedef {import("../../extension/content/feature.js").RowView} RowView
 */

/** @type {any} */
let context;
/** @type {[string, any][]} */
let emitted;
/** @type {AbortController} */
let abort;
/** @type {any} */
let cells;
/** @type {any} */
let features;
const adapter = makeRowsAdapter();

beforeEach(async () => {
  installPage();
  installBrowser();
  const scope = /** @type {any} */ (globalThis);
  scope.Highlight = class extends Set {};
  scope.CSS = { highlights: new Map() };
  cells = await import("../../server/fieldmark/demo/page/cell.js");
  features = {
    ...(await import("../../extension/content/features/badge.js")),
    ...(await import("../../extension/content/features/highlight.js")),
  };
  abort = new AbortController();
  emitted = [];
  context = {
    adapter,
    signal: abort.signal,
    emit: (/** @type {string} */ name, /** @type {any} */ value) => emitted.push([name, value]),
    on: () => {},
  };
});

/** @param {string} bio */
function mountRow(bio = "Potter and TypeScript") {
  const user = { id: "1", handle: "ada", name: "Ada", bio, verified: false, followsMe: true, state: "follow" };
  const row = cells.makeUserCell(user, { onFollow: () => {} });
  const column = document.createElement("div");
  column.dataset["testid"] = "primaryColumn";
  column.append(row);
  document.body.append(column);
  return row;
}

/** @param {any} row @param {any} [verdict] @param {string} [key] @returns {any} */
function makeView(row, verdict = {}, key = "1") {
  const whole = {
    key,
    relevance: 62,
    band: "strong",
    matches: [],
    why_not: [],
    chaser: { flag: false, signs: [] },
    ...verdict,
  };
  return { row, key, person: { handle: "ada", bio: "Potter and TypeScript", source: "answer" }, verdict: whole };
}

const badgesIn = (/** @type {Element} */ row) => [...row.querySelectorAll("fieldmark-badge")];

test("a row has one badge, in the avatar's box, however often it is shown", () => {
  const row = mountRow();
  const hooks = features.badge.start(context);
  const view = makeView(row);
  for (let times = 0; times < 3; times += 1) hooks.showRow(view);
  const [host, ...others] = badgesIn(row);
  assert.deepEqual(others, []);
  assert.equal(host?.parentElement, adapter.findAnchor(row));
  assert.equal(/** @type {HTMLElement} */ (host).dataset["key"], "1");
  assert.equal(host?.shadowRoot, null);
});

test("a badge that was taken out, or doubled, is put right", () => {
  const row = mountRow();
  const hooks = features.badge.start(context);
  hooks.showRow(makeView(row));
  badgesIn(row)[0]?.remove();
  const stray = document.createElement("fieldmark-badge");
  row.append(stray);
  // As for each row in which anything has changed.
  removeBadges(row, { ours: false });
  hooks.showRow(makeView(row));
  assert.equal(badgesIn(row).length, 1);
  assert.equal(stray.isConnected, false);
});

test("another person's verdict takes the key along", () => {
  const row = mountRow();
  const hooks = features.badge.start(context);
  hooks.showRow(makeView(row));
  hooks.showRow(makeView(row, {}, "2"));
  assert.deepEqual(
    badgesIn(row).map((host) => /** @type {HTMLElement} */ (host).dataset["key"]),
    ["2"],
  );
});

test("a row without a verdict, and the end of it all, leave no badge", () => {
  const [one, other] = [mountRow(), mountRow()];
  const hooks = features.badge.start(context);
  hooks.showRow(makeView(one));
  hooks.showRow(makeView(other));
  hooks.clearRow(one);
  assert.equal(badgesIn(document.body).length, 1);
  abort.abort();
  assert.equal(badgesIn(document.body).length, 0);
});

test("a badge of a row that has left serves another row, and tells nothing of the first", async () => {
  const { attachShadow } = Element.prototype;
  const roots = /** @type {ShadowRoot[]} */ ([]);
  context.emit = () => {};
  Element.prototype.attachShadow = function (options) {
    const root = attachShadow.call(this, options);
    roots.push(root);
    return root;
  };
  const [one, other] = [mountRow(), mountRow()];
  const hooks = features.badge.start(context);
  const view = makeView(one, { chaser: { flag: true, signs: [] } });
  hooks.showRow(view);
  const [host] = badgesIn(one);
  const [root] = roots;
  hooks.clearRow(one);
  hooks.showRow(makeView(other, { relevance: 5, band: "off" }, "2"));
  assert.deepEqual(badgesIn(other), [host]);
  assert.equal(/** @type {HTMLElement} */ (host).dataset["key"], "2");
  assert.equal(root?.querySelector(".badge")?.className, "badge off");
  assert.equal(root?.querySelector(".badge")?.textContent, "5");
  assert.equal(root?.querySelector(".chaser"), null);
  hooks.showRow(view);
  assert.equal(roots.length, 2);
  assert.equal(badgesIn(one).length, 1);
  assert.deepEqual(badgesIn(other), [host]);
});

test("a row without an avatar's box gets no badge and makes no error", () => {
  const row = mountRow();
  adapter.findAnchor(row)?.remove();
  features.badge.start(context).showRow(makeView(row));
  assert.equal(badgesIn(row).length, 0);
});

test("no event of a badge reaches the row, and a click by a script is no click", () => {
  const row = mountRow();
  features.badge.start(context).showRow(makeView(row));
  let heard = 0;
  for (const type of ["click", "mousedown", "pointerdown", "keydown", "touchstart", "auxclick"]) {
    row.addEventListener(type, () => (heard += 1));
    badgesIn(row)[0]?.dispatchEvent(new Event(type, { bubbles: true, cancelable: true }));
  }
  assert.equal(heard, 0);
  assert.deepEqual(emitted, []);
});

const lit = () =>
  [...CSS.highlights.entries()].flatMap(([name, ranges]) =>
    [...ranges].map(
      (/** @type {any} */ range) => `${name}: ${range.startContainer.data.slice(range.startOffset, range.endOffset)}`,
    ),
  );
const match = (/** @type {string} */ text, /** @type {any} */ rest = {}) => {
  const start = "Potter and TypeScript".indexOf(text);
  return { keyword: text, kind: "core", field: "bio", start, end: start + text.length, text, ...rest };
};

test("the matched words are lit, the avoided ones otherwise, those of other fields and learnt ones not", () => {
  const row = mountRow();
  const learned = match("and", { kind: "learned" });
  const matches = [match("TypeScript"), match("Potter", { kind: "avoid" }), match("and", { field: "name" }), learned];
  features.highlight.start(context).showRow(makeView(row, { matches }));
  assert.deepEqual(lit().sort(), ["fieldmark-avoid-light: Potter", "fieldmark-light: TypeScript"]);
});

test("lighting a row again lights it once, and a new verdict lights its own words", () => {
  const row = mountRow();
  const hooks = features.highlight.start(context);
  const view = makeView(row, { matches: [match("TypeScript")] });
  hooks.showRow(view);
  hooks.showRow(view);
  assert.equal(lit().length, 1);
  hooks.showRow(makeView(row, { matches: [match("Potter")] }));
  assert.deepEqual(lit(), ["fieldmark-light: Potter"]);
});

test("a bio that was rendered anew is lit anew", () => {
  const row = mountRow();
  const hooks = features.highlight.start(context);
  const view = makeView(row, { matches: [match("TypeScript")] });
  hooks.showRow(view);
  const bio = adapter.findBio(row);
  bio?.replaceChildren("Potter and TypeScript");
  hooks.showRow(view);
  assert.equal([...(CSS.highlights.get("fieldmark-light") ?? [])].length, 1);
  assert.deepEqual(lit(), ["fieldmark-light: TypeScript"]);
});

test("a theme takes the light along, and a cleared row goes dark", () => {
  const row = mountRow();
  const hooks = features.highlight.start(context);
  hooks.showRow(makeView(row, { matches: [match("TypeScript")] }));
  hooks.setTheme("dark");
  assert.deepEqual(lit(), ["fieldmark-dark: TypeScript"]);
  hooks.clearRow(row);
  assert.deepEqual(lit(), []);
});

test("a browser without highlights does without", () => {
  /** @type {any} */ (globalThis).Highlight = undefined;
  assert.deepEqual(features.highlight.start(context), {});
});
