import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { installBrowser } from "./browser-stub.js";
import { Following } from "../../extension/content/following.js";
import { makeBus } from "../../extension/content/bus.js";
import { Pointed } from "../../extension/content/pointed.js";
import { DEFAULT_SETTINGS } from "../../extension/shared/settings.js";
import { removeBadges } from "../../extension/content/hosts.js";
import { makeRowsAdapter } from "../../extension/site/rows-adapter.js";
import { installPage } from "./page-stub.js";

/**
 * The bar, the veils and the next key, each on its own, in a page without a browser; what only a browser can show
 * (painting, places, focus in closed roots) is in tests/together/test_bar.py.
 * @typedef {import("../../extension/content/feature.js").RowView} RowView
 */

/** @type {any} */
let context;
/** @type {any} */
let settings;
/** @type {any} */
let features;
/** @type {any} */
let cells;
/** @type {AbortController} */
let abort;
/** @type {HTMLElement} */
let column;
/** @type {any[]} */
let company;
/** @type {any[]} */
let kept;
/** What a closed root holds, by host: here they are open. @type {ShadowRoot[]} */
let roots;
/** @type {Map<Element, RowView>} */
let views;
/** The place in the list of each row that is told to have one. @type {Map<Element, number>} */
let positions;
const adapter = makeRowsAdapter();
const followers = { id: "followers", list: "followers" };

beforeEach(async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  installPage();
  installBrowser();
  const scope = /** @type {any} */ (globalThis);
  scope.ResizeObserver = class {
    observe() {}
    disconnect() {}
  };
  scope.innerHeight = 800;
  scope.requestAnimationFrame = (/** @type {() => void} */ act) => setTimeout(act);
  scope.cancelAnimationFrame = clearTimeout;
  roots = [];
  const { attachShadow } = scope.Element.prototype;
  scope.Element.prototype.attachShadow = function (/** @type {any} */ options) {
    const root = attachShadow.call(this, options);
    roots.push(root);
    return root;
  };
  cells = await import("../../server/fieldmark/demo/page/cell.js");
  features = {
    ...(await import("../../extension/content/features/bar.js")),
    ...(await import("../../extension/content/features/dim.js")),
    ...(await import("../../extension/content/features/next.js")),
  };
  abort = new AbortController();
  settings = { ...DEFAULT_SETTINGS };
  company = [];
  kept = [];
  views = new Map();
  positions = new Map();
  column = document.createElement("div");
  column.dataset["testid"] = "primaryColumn";
  document.body.append(column);
  const bus = makeBus();
  const list = adapter.findPlace(mountRow("0"));
  column.replaceChildren();
  context = {
    adapter,
    signal: abort.signal,
    background: { keepBar: async (/** @type {any} */ changes) => void kept.push(changes) },
    keyboard: {
      on: (/** @type {string} */ name, /** @type {any} */ act) => (context.acts[name] = act),
      keys: { next: "f" },
    },
    acts: {},
    place: { account: "42" },
    pointed: new Pointed({ adapter, signal: abort.signal }),
    following: new Following(() => {}),
    findMe: () => undefined,
    findList: () => list,
    findView: (/** @type {Element} */ row) => views.get(row),
    listRows: () => [...new Set([...positions.keys(), ...views.keys()])],
    listCompany: () => company,
    findPosition: (/** @type {Element} */ row) => positions.get(row),
    isAwaited: (/** @type {Element} */ row) => positions.has(row) && !views.has(row),
    listSeen: () => company,
    findSeen: (/** @type {string} */ handle) => {
      const one = company.find(({ person }) => person.handle === handle);
      return one && { ...one, isHere: true };
    },
    takeChanges: () => ({ isAll: true, handles: new Set() }),
    getSettings: () => settings,
    ...bus,
  };
});
afterEach(() => {
  abort.abort();
  mock.timers.reset();
});

/** @param {string} id */
function mountRow(id) {
  const user = { id, handle: `p${id}`, name: `P ${id}`, bio: "x", verified: false, followsMe: true, state: "follow" };
  const row = cells.makeUserCell(user, { onFollow: () => {} });
  column.append(row);
  adapter.findRow(row);
  return row;
}

/** @param {Element} row @param {string} id @param {any} [changes] @returns {any} */
function makeView(row, id, changes = {}) {
  const verdict = {
    key: id, relevance: 70, band: "strong", matches: [], why_not: [], chaser: { flag: false, signs: [] },
    triage: "undecided", overrule: null, note: null, ...changes,
  }; // prettier-ignore
  const view = { row, key: id, person: { id, handle: `p${id}`, source: "answer" }, verdict };
  views.set(row, /** @type {any} */ (view));
  company = [...views.values()];
  return view;
}

const veilsIn = (/** @type {Element} */ row) => [...row.querySelectorAll("fieldmark-veil")];
const findBar = () => document.querySelector("fieldmark-bar");
const getRoot = () => /** @type {ShadowRoot} */ (roots.find(({ host }) => host.localName === "fieldmark-bar"));

test("a veil is over a row as long as a filter dims it, and one only", () => {
  const row = mountRow("1");
  const hooks = features.dim.start(context);
  hooks.showRow(makeView(row, "1"));
  assert.equal(veilsIn(row).length, 0);
  for (let times = 0; times < 3; times += 1) hooks.showRow(makeView(row, "1", { triage: "passed" }));
  assert.equal(veilsIn(row).length, 1);
  assert.equal(veilsIn(row)[0]?.parentElement, row);
  settings = { ...settings, bar_filters: [] };
  context.emit("settings/changed", settings);
  assert.equal(veilsIn(row).length, 0);
});

test("a veil that was taken out, doubled, or has come along with another row's content is put right", () => {
  const [one, other] = [mountRow("1"), mountRow("2")];
  const hooks = features.dim.start(context);
  hooks.showRow(makeView(one, "1", { triage: "later" }));
  veilsIn(one)[0]?.remove();
  one.append(document.createElement("fieldmark-veil"));
  // As for each row in which anything has changed.
  const tidy = () => [one, other].forEach((row) => removeBadges(row, { ours: false }));
  tidy();
  hooks.showRow(makeView(one, "1", { triage: "later" }));
  assert.equal(veilsIn(one).length, 1);
  other.append(.../** @type {any} */ (veilsIn(one)));
  tidy();
  hooks.showRow(makeView(other, "2", { triage: "later" }));
  hooks.showRow(makeView(one, "1", { triage: "later" }));
  assert.deepEqual([veilsIn(one).length, veilsIn(other).length], [1, 1]);
});

test("who takes over a row takes no veil over, and the end leaves none", () => {
  const row = mountRow("1");
  const hooks = features.dim.start(context);
  hooks.showRow(makeView(row, "1", { triage: "passed" }));
  hooks.showRow(makeView(row, "2"));
  assert.equal(veilsIn(row).length, 0);
  hooks.showRow(makeView(row, "2", { triage: "passed" }));
  abort.abort();
  assert.equal(veilsIn(row).length, 0);
});

test("nobody is dimmed on a page that is no list of people, nor beside one", () => {
  const row = mountRow("1");
  const hooks = features.dim.start(context);
  const { findList } = context;
  context.findList = () => followers;
  features.dim.start(context).showRow(makeView(row, "1", { triage: "passed" }));
  assert.equal(veilsIn(row).length, 0);
  context.findList = findList;
  hooks.showRow(makeView(row, "1", { triage: "passed" }));
  assert.equal(veilsIn(row).length, 1);
});

test("rows collapse only when the user asks for it, and as far as the budget goes", () => {
  const rows = ["1", "2", "3"].map((id) => mountRow(id));
  for (const [place, row] of rows.entries())
    row.getBoundingClientRect = () => ({ top: place * 500, bottom: place * 500 + 500, height: 500 });
  const hooks = features.dim.start(context);
  const showAll = () => rows.forEach((row, place) => hooks.showRow(makeView(row, `${place}`, { triage: "passed" })));
  const listCollapsed = () => {
    mock.timers.tick(20);
    return rows.map((row) => veilsIn(row)[0]?.hasAttribute("data-collapsed"));
  };
  showAll();
  assert.deepEqual(listCollapsed(), [false, false, false]);
  assert.equal(hasRule("[data-collapsed]"), false, "nobody has asked for it");
  settings = { ...settings, bar_collapses: true };
  context.emit("settings/changed", settings);
  assert.deepEqual(listCollapsed(), [true, false, false], "one screen of 800 pixels");
  document.adoptedStyleSheets.length = 0;
  for (let times = 0; times < 10; times += 1) showAll();
  assert.ok(hasRule("[data-collapsed]"), "again, where the page has thrown it out");
  assert.deepEqual(listCollapsed(), [true, false, false], "not for being rendered anew");
  for (let times = 0; times < 2; times += 1) context.emit("decision/made", {});
  showAll();
  assert.deepEqual(listCollapsed(), [true, true, false], "a decision allows a row");
  settings = { ...settings, bar_collapses: false };
  context.emit("settings/changed", settings);
  assert.deepEqual(listCollapsed(), [false, false, false]);
  assert.equal(hasRule("[data-collapsed]"), false);
});

/** @param {string} words @returns {boolean} whether the page has a rule of ours with these words */
function hasRule(words) {
  return document.adoptedStyleSheets.some((sheet) => /** @type {any} */ (sheet).text.includes(words));
}

test("there is a bar once there is a verdict, on a list that is to be shown", () => {
  const { findList } = context;
  let isShown = true;
  context.findList = () => (isShown ? findList() : undefined);
  features.bar.start(context);
  const refresh = () => {
    context.emit("company/changed", null);
    mock.timers.tick(350);
  };
  company = [{ person: { id: "1", handle: "ada" }, verdict: undefined }];
  refresh();
  assert.equal(findBar(), null);
  makeView(mountRow("1"), "1");
  refresh();
  assert.equal(findBar()?.parentElement, document.documentElement);
  assert.equal(context.acts.bar(), true);
  isShown = false;
  context.emit("page/active", false);
  assert.equal(findBar(), null);
  assert.equal(context.acts.bar(), false, "the page has the key");
  isShown = true;
  context.emit("page/active", true);
  assert.ok(findBar());
  abort.abort();
  assert.equal(findBar(), null);
});

test("the bar says the numbers, changes nothing that stays the same, and keeps what is switched", () => {
  makeView(mountRow("1"), "1");
  makeView(mountRow("2"), "2", { band: "off", chaser: { flag: true, signs: [] }, pending: true, triage: "passed" });
  features.bar.start(context);
  context.emit("settings/changed", settings);
  const text = getRoot().textContent ?? "";
  for (const words of ["1 strong", "0 maybe", "1 off", "Undecided 1", "On niche 1", "1 waiting for the server"])
    assert.ok(text.includes(words), `${words} in ${text}`);
  const [strong] = getRoot().querySelectorAll(".counts span");
  context.emit("settings/changed", settings);
  assert.equal(getRoot().querySelector(".counts span"), strong);
  const [undecided, onNiche] = getRoot().querySelectorAll(".filters button");
  assert.equal(undecided?.getAttribute("aria-pressed"), "true");
  /** @type {HTMLElement} */ (onNiche).click();
  /** @type {HTMLElement} */ (undecided).click();
  // The second is on top of the first, though no tab has heard of that yet.
  assert.deepEqual(kept, [{ bar_filters: ["undecided", "on_niche"] }, { bar_filters: ["on_niche"] }]);
  assert.equal(onNiche?.getAttribute("aria-pressed"), "true");
});

test("what is not known of the account is said, and how it becomes known", () => {
  makeView(mountRow("1"), "1");
  features.bar.start(context);
  context.emit("settings/changed", settings);
  const [details] = getRoot().querySelectorAll(/** @type {"button"} */ (".details"));
  assert.equal(details?.textContent, "Details");
  details?.click();
  assert.match(getRoot().querySelector(".panel")?.textContent ?? "", /Open your own profile once in this tab/);
  context.findMe = () => ({ id: "42", handle: "me", following: 620, followers: 1_000 });
  features.bar.start(context);
  context.emit("settings/changed", settings);
  const newest = /** @type {ShadowRoot} */ (roots.findLast(({ host }) => host.localName === "fieldmark-bar"));
  const again = newest.querySelector(/** @type {"button"} */ (".details"));
  assert.match(again?.textContent ?? "", /0\.62 → 0\.62!/);
  again?.click();
  assert.match(newest.querySelector(".panel")?.textContent ?? "", /You are over this line already/);
});

test("the next key passes over whom one has decided about, who is no fit, and whom a filter dims", () => {
  const rows = ["1", "2", "3", "4", "5"].map((id) => mountRow(id));
  for (const [place, row] of rows.entries()) {
    row.getBoundingClientRect = () => ({ top: 100 + place * 100, bottom: 190 + place * 100, height: 90 });
    row.scrollIntoView = () => {};
  }
  const changes = [{ band: "maybe" }, {}, { triage: "passed" }, { band: "off", overrule: "relevant" }, {}];
  // X mounts rows in any order.
  for (const place of [4, 3, 0, 1, 2]) makeView(rows[place], `${place}`, changes[place]);
  context.following.note(views.get(rows[4])?.person, { id: "4", state: "unfollow" });
  settings = { ...settings, bar_filters: ["not_followed"] };
  const said = /** @type {any[]} */ ([]);
  context.on("say", (/** @type {any} */ saying) => said.push(saying.text));
  features.next.start(context);
  const scroller = /** @type {any} */ (document.documentElement);
  scroller.scrollBy = () => {};
  Object.defineProperty(document, "scrollingElement", { value: scroller, configurable: true });
  const gone = [];
  for (let times = 0; times < 3; times += 1) {
    context.acts.next();
    gone.push(rows.indexOf(/** @type {any} */ (document.activeElement)));
  }
  assert.deepEqual(gone, [1, 3, 3]);
  assert.match(said.at(-1), /the list ends here/);
  context.acts.previous();
  assert.equal(document.activeElement, rows[1]);
});

/** @param {number} count @returns {any[]} rows one below the other, in sight, none of them judged */
function mountList(count) {
  const rows = Array.from({ length: count }, (_, place) => mountRow(`${place}`));
  for (const [place, row] of rows.entries()) {
    row.getBoundingClientRect = /** @type {any} */ (
      () => ({ top: 100 + place * 100, bottom: 190 + place * 100, height: 90 })
    );
    row.scrollIntoView = () => {};
    positions.set(row, place);
  }
  return rows;
}

/** What is said from now on. @returns {string[]} */
function listenToSayings() {
  const said = /** @type {string[]} */ ([]);
  context.on("say", (/** @type {any} */ { text }) => said.push(text));
  return said;
}

test("whose verdict is still to come is waited for, not passed over", () => {
  const rows = mountList(4);
  const hooks = features.next.start(context);
  for (const place of [0, 2, 3]) makeView(rows[place], `${place}`, place === 2 ? { band: "maybe" } : {});
  rows[0].focus();
  context.emit("decision/made", { person: { id: "0", handle: "p0" }, change: { triage: "passed" } });
  assert.equal(document.activeElement, rows[0]);
  const said = listenToSayings();
  context.emit("decide/nobody", null);
  assert.match(said.join(), /not judged yet/);
  assert.equal(context.pointed.findRow(), undefined, "a key means nobody meanwhile");
  hooks.showRow(makeView(rows[1], "1"));
  mock.timers.tick(20);
  assert.equal(document.activeElement, rows[1]);
  context.emit("decision/made", { person: { id: "1", handle: "p1" }, change: { triage: "later" } });
  assert.equal(document.activeElement, rows[2]);
});

test("the next key waits for a verdict too and says so, and goes past whom it turns out not to want", () => {
  const rows = mountList(3);
  const hooks = features.next.start(context);
  const said = listenToSayings();
  makeView(rows[2], "2");
  context.acts.next();
  assert.match(said.join(), /not judged yet/);
  for (const [place, changes] of [{ band: "off" }, { band: "maybe" }].entries()) {
    hooks.showRow(makeView(rows[place], `${place}`, changes));
    mock.timers.tick(20);
  }
  assert.equal(document.activeElement, rows[2]);
});

test("who goes elsewhere while a verdict is waited for keeps the focus there", () => {
  const rows = mountList(2);
  const hooks = features.next.start(context);
  makeView(rows[0], "0");
  rows[0].focus();
  context.emit("decision/made", { person: { id: "0", handle: "p0" }, change: { triage: "passed" } });
  const field = document.body.appendChild(document.createElement("input"));
  field.focus();
  hooks.showRow(makeView(rows[1], "1"));
  mock.timers.tick(20);
  assert.equal(document.activeElement, field);
  const said = listenToSayings();
  context.emit("decide/nobody", null);
  assert.match(said.join(), /Point at one, or press F/);
});

test("a row that X takes away does not make the key start anew from the head", () => {
  const rows = mountList(3);
  const hooks = features.next.start(context);
  for (const place of [0, 1, 2]) makeView(rows[place], `${place}`);
  context.acts.next();
  context.acts.next();
  assert.equal(document.activeElement, rows[1]);
  views.delete(rows[1]);
  positions.delete(rows[1]);
  rows[1].remove();
  hooks.clearRow(rows[1]);
  context.acts.next();
  assert.equal(document.activeElement, rows[2]);
});
