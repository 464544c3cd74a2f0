import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { choose, makeChance } from "./answer-fuzz.js";
import { installBrowser } from "./browser-stub.js";
import { keepBarSettings } from "../../extension/background/bar-handlers.js";
import { makeAtRest } from "../../extension/content/at-rest.js";
import { findPanelPlace, findPixels, findShares } from "../../extension/content/bar-place.js";
import { computeBudget } from "../../extension/content/budget.js";
import { Changes } from "../../extension/content/changes.js";
import { MemberCount } from "../../extension/content/census.js";
import { CollapseBudget } from "../../extension/content/collapse.js";
import { isDimmed } from "../../extension/content/filters.js";
import { Following } from "../../extension/content/following.js";
import { makeTally } from "../../extension/content/tally.js";
import { BANDS } from "../../extension/shared/values.js";
import { DEFAULT_SETTINGS } from "../../extension/shared/settings.js";

/**
 * The bar's thinking: numbers, filters, budget, place.
 * @typedef {import("../../extension/shared/values.js").Verdict} Verdict
 */

/** @type {any} */
let stub;
beforeEach(() => (stub = installBrowser()));

/** @param {Partial<Verdict>} changes @returns {Verdict} */
const verdict = (changes = {}) => ({
  key: "1", relevance: 70, band: "strong", matches: [], why_not: [], chaser: { flag: false, signs: [] },
  triage: "undecided", overrule: null, note: null, ...changes,
}); // prettier-ignore
const CHASER = { flag: true, signs: [] };

/** @param {string} id @param {Partial<Verdict> | undefined} [changes] @param {boolean} [isFollowed] @returns {any} */
const member = (id, changes, isFollowed = false) => ({
  person: { id, handle: `p${id}`, source: "answer" },
  verdict: changes && verdict(changes),
  isFollowed,
});

/** @type {[string, string[], Partial<Verdict>, boolean, boolean][]} */
const DIMMED = [
  ["without a filter nobody is", [], { triage: "passed", band: "off", chaser: CHASER }, true, false],
  ["who is passed", ["undecided"], { triage: "passed" }, false, true],
  ["who is put off", ["undecided"], { triage: "later" }, false, true],
  ["who is undecided is not", ["undecided"], {}, true, false],
  ["who is off the niche", ["on_niche"], { band: "off" }, false, true],
  ["who is off by the user's word", ["on_niche"], { band: "strong", overrule: "not_relevant" }, false, true],
  ["who is relevant by the user's word is not", ["on_niche"], { band: "off", overrule: "relevant" }, false, false],
  ["who has no basis is not", ["on_niche"], { band: "no_basis" }, false, false],
  ["a number chaser", ["no_chasers"], { chaser: CHASER }, false, true],
  ["who is followed", ["not_followed"], {}, true, true],
  ["any of several filters", ["undecided", "no_chasers"], { chaser: CHASER }, false, true],
  ["a filter that there is not dims nobody", ["constructor", "evil"], { triage: "passed" }, true, false],
];
for (const [what, filters, changes, isFollowed, expected] of DIMMED)
  test(`dimmed: ${what}`, () => {
    assert.equal(isDimmed(filters, member("1", changes, isFollowed)), expected);
  });

test("the people of a list are counted, each by what is shown of them", () => {
  const members = new MemberCount();
  const people = [
    member("1", {}),
    member("2", { triage: "passed", pending: true }),
    member("3", {}, true),
    member("4", { band: "off", overrule: "relevant" }),
    member("5", { band: "maybe", chaser: CHASER }),
    member("6", { band: "off", triage: "later" }),
    member("7", { band: "no_basis" }),
    member("8"),
  ];
  for (const one of people) members.put(one.person.handle, one);
  assert.deepEqual(members.census, {
    seen: 8,
    judged: 7,
    bands: { strong: 4, maybe: 1, off: 1, no_basis: 1 },
    chasers: 1,
    undecided: 5,
    decided: 2,
    waiting: 1,
    bright: { undecided: 5, on_niche: 6, no_chasers: 6, not_followed: 6 },
    chosen: new Set(["1", "4"]),
  });
  for (const { person } of people) members.put(person.handle, undefined);
  assert.deepEqual(members.census, new MemberCount().census);
});

test("whoever changes, comes or leaves in whatever order, the count is that of those who are there", () => {
  const running = new MemberCount();
  /** @type {Map<string, any>} */
  const there = new Map();
  const chance = makeChance(20261123);
  const IDS = Array.from({ length: 12 }, (_, place) => String(place));
  for (let times = 0; times < 2_000; times += 1) {
    const id = choose(chance, IDS);
    const changes = /** @type {Partial<Verdict>} */ ({
      band: choose(chance, BANDS),
      triage: choose(chance, ["undecided", "passed", "later", "followed"]),
      pending: chance() < 0.5,
      ...(chance() < 0.3 ? { chaser: CHASER } : {}),
    });
    const one = choose(chance, [undefined, member(id), member(id, changes, chance() < 0.5)]);
    if (one) there.set(id, one);
    else there.delete(id);
    running.put(id, one);
    if (times % 50 > 0) continue;
    const anew = new MemberCount();
    for (const [name, other] of there) anew.put(name, other);
    assert.deepEqual(running.census, anew.census);
  }
});

/** @type {[string, number, number, number, any, any][]} what, following, followers, chosen, now, after */
const BUDGETS = [
  ["far below", 412, 1_000, 20, [0.412, false], [0.432, false]],
  ["not yet more than 500", 490, 500, 10, [0.98, false], [1, false]],
  ["500 and one", 500, 500, 1, [1, false], [501 / 500, true]],
  ["at the ratio, which must be exceeded", 599, 999, 0, [599 / 999, false], [599 / 999, false]],
  ["crossing the ratio", 599, 999, 1, [599 / 999, false], [600 / 999, true]],
  ["over it already", 900, 1_000, 5, [0.9, true], [0.905, true]],
  ["without a follower", 3, 0, 2, [null, false], [null, false]],
  ["many followers", 5_000, 10_000_000, 100, [0.0005, false], [0.00051, false]],
];
for (const [what, following, followers, chosen, now, after] of BUDGETS)
  test(`budget: ${what}`, () => {
    const { standing } = computeBudget({ counts: { following, followers }, chosen, followed: [] });
    assert.deepEqual([standing?.now.ratio, standing?.now.isMarked], now);
    assert.deepEqual([standing?.after.ratio, standing?.after.isMarked], after);
    assert.deepEqual([standing?.now.following, standing?.after.following], [following, following + chosen]);
  });

test("the share on niche is of those with a basis, before and after", () => {
  const followed = /** @type {const} */ (["strong", "maybe", "off", "off", "no_basis"]);
  const { niche, standing } = computeBudget({ counts: undefined, chosen: 4, followed });
  assert.deepEqual(niche, { seen: 4, now: 0.5, after: 0.75 });
  assert.equal(standing, undefined, "what is not known is not made up");
  assert.deepEqual(computeBudget({ counts: undefined, chosen: 0, followed: [] }).niche, {
    seen: 0,
    now: null,
    after: null,
  });
});

test("X's button knows best who is followed, then what was decided, then the answer", () => {
  let changes = 0;
  const following = new Following(() => (changes += 1));
  const { person } = member("1");
  assert.equal(following.has(person, undefined), false);
  assert.equal(following.has({ ...person, i_follow: true }, undefined), true);
  assert.equal(following.has(person, verdict({ triage: "followed" })), true);
  following.note(person, { id: "1", state: "follow" });
  assert.equal(following.has({ ...person, i_follow: true }, verdict({ triage: "followed" })), false);
  following.note(person, { id: "1", state: "cancel" });
  assert.equal(following.has(person, undefined), true, "asked for is as good");
  assert.deepEqual([following.net, changes], [0, 2]);
  following.note(person, { id: "1", state: "unfollow" });
  following.note(person, { id: "1", state: "unfollow" });
  assert.deepEqual([following.net, changes], [1, 3]);
  following.note(person, { id: "1", state: "follow" });
  assert.equal(following.net, 0, "X took it back");
  following.forgetAll();
  assert.equal(following.has(person, undefined), false);
});

test("the button of a row that is being handed on says nothing of anybody", () => {
  const following = new Following(() => assert.fail());
  following.note(member("1").person, { id: "2", state: "unfollow" });
  following.note(member("1").person, undefined);
  assert.equal(following.has(member("1").person, undefined), false);
});

test("the account's own counts are of its newest answer, and go on with what is followed since", () => {
  const changes = new Changes();
  const following = new Following(({ handle }) => changes.note(handle));
  const place = /** @type {any} */ ({ account: "42" });
  /** @type {any} */
  let me;
  const everybody = [member("1", {}), member("2", { band: "off" }), member("42", {})];
  const tally = makeTally({
    place,
    following,
    findMe: () => me,
    listSeen: () => everybody,
    findSeen: (handle) => {
      const one = everybody.find(({ person }) => person.handle.toLowerCase() === handle);
      return one && { ...one, isHere: true };
    },
    takeChanges: () => changes.take(),
  });
  assert.equal(tally().budget.standing, undefined);
  me = { id: "42", handle: "me", following: 600, followers: 1_000, source: "answer" };
  assert.deepEqual([tally().budget.standing?.now.following, tally().budget.chosen], [600, 1]);
  assert.equal(tally().census.seen, 2, "nobody follows themselves");
  for (const state of ["follow", "unfollow"]) following.note(everybody[0].person, { id: "1", state });
  assert.deepEqual([tally().budget.standing?.now.following, tally().budget.chosen], [601, 0]);
  me = { ...me, following: 601 };
  assert.equal(tally().budget.standing?.now.following, 601, "the newer answer knows of it");
  me = undefined;
  assert.equal(tally().budget.standing?.now.following, 601, "is remembered though others were seen since");
  place.account = "43";
  assert.equal(tally().budget.standing, undefined, "is nobody else's");
});

const BAR = { width: 400, height: 40 };
/** @type {[string, {width: number, height: number}][]} */
const WINDOWS = [
  ["wide", { width: 1280, height: 800 }],
  ["narrow", { width: 320, height: 640 }],
  ["lower than the bar", { width: 500, height: 30 }],
];
for (const [what, view] of WINDOWS)
  for (const isRtl of [false, true])
    test(`in a ${what} window the bar stays inside wherever it was left${isRtl ? ", from right to left too" : ""}`, () => {
      for (const x of [-1, 0, 0.3, 1, 9])
        for (const y of [-1, 0, 0.7, 1, NaN]) {
          const { left, top } = findPixels({ x, y }, BAR, view, isRtl);
          assert.ok(left >= 8, `${left}`);
          assert.ok(left + BAR.width <= view.width - 8 || left === 8);
          if (Number.isNaN(y)) continue;
          assert.ok(top >= 8 && (top + BAR.height <= view.height || top === 8), `${top}`);
        }
    });

test("in a narrow window the foot is X's own bar's", () => {
  const view = { width: 400, height: 700 };
  assert.ok(findPixels({ x: 0.5, y: 1 }, { width: 300, height: 80 }, view, false).top + 80 <= 700 - 60);
});

test("a place is the same after being kept, and keeps to its side from right to left", () => {
  const view = { width: 1280, height: 800 };
  for (const isRtl of [false, true]) {
    const shares = findShares({ left: 300, top: 200 }, BAR, view, isRtl);
    assert.deepEqual(findPixels(shares, BAR, view, isRtl), { left: 300, top: 200 });
  }
  const atStart = { x: 0, y: 1 };
  assert.equal(findPixels(atStart, BAR, view, false).left, 8);
  assert.equal(findPixels(atStart, BAR, view, true).left, 1280 - 400 - 8);
});

test("the panel goes where there is room, and is no higher than that", () => {
  const view = { width: 1280, height: 800 };
  const low = { left: 800, right: 1200, top: 740, bottom: 780 };
  assert.deepEqual(findPanelPlace(low, { width: 340, height: 500 }, view, false), { left: 860, top: 232, height: 500 });
  assert.deepEqual(findPanelPlace(low, { width: 340, height: 500 }, view, true).left, 800);
  const high = { left: 0, right: 400, top: 8, bottom: 48 };
  assert.deepEqual(findPanelPlace(high, { width: 340, height: 900 }, view, false), { left: 60, top: 56, height: 736 });
  assert.equal(findPanelPlace({ ...high, left: -9, right: 100 }, { width: 340, height: 90 }, view, false).left, 8);
});

test("collapsing is paid for by what the user scrolls, once a person", () => {
  const budget = new CollapseBudget();
  assert.equal(budget.pay("1", 70), false, "nothing by itself");
  budget.startAgain(100);
  assert.deepEqual([budget.pay("1", 70), budget.pay("2", 70), budget.pay("1", 70)], [true, false, true]);
  budget.grant(1_000, 200);
  assert.equal(budget.left, 200, "no more than so much is saved up");
  assert.deepEqual([budget.pay("2", 70), budget.pay("3", 70), budget.pay("4", 70)], [true, true, false]);
  budget.startAgain(0);
  assert.equal(budget.pay("1", 70), false, "another list is paid for anew");
});

test("a page may keep the bar's settings, and every tab hears of it", async () => {
  const kept = await keepBarSettings({ bar_filters: ["on_niche"], bar_x: 0.25, bar_folded: true });
  assert.deepEqual(kept, { ...DEFAULT_SETTINGS, bar_filters: ["on_niche"], bar_x: 0.25, bar_folded: true });
  assert.deepEqual(stub.stored.settings, kept);
  assert.deepEqual(
    stub.toTabs.map((/** @type {any} */ { tab, announcement }) => [tab, announcement]),
    [
      [1, "settings/changed"],
      [2, "settings/changed"],
    ],
  );
});

/** @type {[string, any, string | undefined][]} */
const REFUSED = [
  ["another setting", { paused: true }, "paused"],
  ["another setting beside one of the bar's", { bar_x: 0, hidden: [] }, "hidden"],
  ["a name of every object's", JSON.parse('{"__proto__": 1, "constructor": 2}'), "__proto__"],
  ["a place that is no number", { bar_x: "0" }, "bar_x"],
  ["a place that is not finite", { bar_y: Infinity }, "bar_y"],
  ["filters that are no list", { bar_filters: { 0: "undecided" } }, "bar_filters"],
  ["filters that are no texts", { bar_filters: [7] }, "bar_filters"],
  ["a filter as long as a book", { bar_filters: ["x".repeat(101)] }, "bar_filters"],
  ["a thousand filters", { bar_filters: Array.from({ length: 1_000 }, () => "x") }, "bar_filters"],
  ["null for yes or no", { bar_folded: null }, "bar_folded"],
  ["nothing", {}, undefined],
  ["null", null, undefined],
  ["a text", "bar_x", undefined],
];
for (const [what, changes, field] of REFUSED)
  test(`a page may not keep ${what}`, async () => {
    await assert.rejects(keepBarSettings(changes), { code: "invalid", field });
    assert.equal(stub.stored.settings, undefined);
    assert.deepEqual(stub.toTabs, []);
  });

test("what is asked for time and again is done once it is not, or after ten seconds; soon for the user", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  let done = 0;
  const { later, soon, cancel } = makeAtRest(() => (done += 1));
  /** How often it was done by then. */
  const pass = (/** @type {number} */ time, act = () => {}) => {
    for (let passed = 0; passed < time; passed += 10) {
      act();
      mock.timers.tick(10);
    }
    return done;
  };
  assert.equal(pass(1_000, later), 0);
  assert.equal(pass(600), 1);
  assert.equal(pass(5_000), 1, "and once only");
  assert.equal(pass(9_600, later), 1);
  assert.equal(pass(400, later), 2);
  soon();
  assert.equal(pass(100), 3);
  later();
  cancel();
  assert.equal(pass(5_000), 3);
  mock.timers.reset();
});
