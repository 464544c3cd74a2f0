import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { installBrowser } from "./browser-stub.js";
import { makeBus } from "../../extension/content/bus.js";
import { Decisions } from "../../extension/content/decisions.js";
import { decide } from "../../extension/content/features/decide.js";
import { follow } from "../../extension/content/features/follow.js";
import { followers } from "../../extension/site/places/followers.js";
import { makeRowsAdapter } from "../../extension/site/rows-adapter.js";
import { installPage, settle } from "./page-stub.js";

/** @typedef {import("../../extension/shared/values.js").DecisionChange} DecisionChange */

/** @type {any[]} */
let sent;
/** @type {string[]} */
let said;
/** @type {any} */
let actions;
/** @type {any} */
let context;
/** @type {any} */
let hooks;
/** @type {any} */
let view;
/** @type {HTMLElement} */
let row;
/** @type {any} */
let failure;
/** @type {any} */
let cells;
/** @type {import("node:test").MockTimers} */
let clock;
let now = 0;

beforeEach(async (running) => {
  installPage();
  installBrowser();
  clock = /** @type {import("node:test").TestContext} */ (running).mock.timers;
  cells = await import("../../server/fieldmark/demo/page/cell.js");
  sent = [];
  said = [];
  actions = {};
  failure = undefined;
  now = 1_000;
  performance.now = () => now;
  const abort = new AbortController();
  const bus = makeBus();
  bus.on("say", ({ text }) => said.push(text));
  const place = /** @type {any} */ ({ account: "42" });
  const background = /** @type {any} */ ({
    abort,
    async makeDecision(/** @type {any} */ request) {
      if (failure) throw failure;
      sent.push(request);
      Object.assign(view.verdict, request.change);
    },
  });
  const decisions = new Decisions({
    background,
    place,
    onMade: (made) => bus.emit("decision/made", made),
    onError: (error) => bus.emit("decision/failed", error),
    signal: abort.signal,
  });
  row = mountRow();
  view = {
    row,
    key: "1",
    person: { id: "1", handle: "Ada", source: "answer" },
    verdict: { key: "1", triage: "undecided", overrule: null, note: null },
  };
  context = {
    adapter: makeRowsAdapter(),
    signal: abort.signal,
    background,
    place,
    decisions,
    keyboard: {
      on: (/** @type {string} */ name, /** @type {any} */ act) => (actions[name] = act),
      keys: { undo: "z" },
    },
    pointed: { findRow: () => row },
    findList: () => followers,
    findView: (/** @type {Element} */ found) => (found === row ? view : undefined),
    ...bus,
  };
  decide.start(context);
});

function mountRow() {
  const user = { id: "1", handle: "Ada", name: "Ada", bio: "x", verified: false, followsMe: true, state: "follow" };
  const cell = cells.makeUserCell(user, { onFollow: () => {} });
  const column = document.createElement("div");
  column.dataset["testid"] = "primaryColumn";
  column.append(cell);
  document.body.append(column);
  return cell;
}

/** @type {[string, DecisionChange, DecisionChange][]} */
const KEYS = [
  ["pass", { triage: "passed" }, { triage: "undecided" }],
  ["later", { triage: "later" }, { triage: "undecided" }],
  ["relevant", { overrule: "relevant" }, { overrule: null }],
  ["not_relevant", { overrule: "not_relevant" }, { overrule: null }],
];
for (const [action, change, back] of KEYS)
  test(`${action} decides, says so, and the same again takes it back`, async () => {
    actions[action]();
    await settle();
    actions[action]();
    await settle();
    assert.deepEqual(
      sent.map(({ account, key, change: one }) => [account, key, one]),
      [
        ["42", "1", change],
        ["42", "1", back],
      ],
    );
    assert.equal(said.length, 2);
    assert.match(said[0] ?? "", /@Ada/);
  });

test("undo takes back what was, one decision after the other, and says when nothing is left", async () => {
  actions.pass();
  await settle();
  actions.later();
  await settle();
  for (let times = 0; times < 3; times += 1) {
    actions.undo();
    await settle();
  }
  assert.deepEqual(
    sent.map(({ change }) => change.triage),
    ["passed", "later", "passed", "undecided"],
  );
  assert.match(said.at(-1) ?? "", /nothing left/);
});

test("elsewhere on X the last decision is taken back too; where there is none the key is the page's", async () => {
  actions.pass();
  await settle();
  context.findList = () => undefined;
  context.pointed.findRow = () => undefined;
  decide.start(context);
  assert.notEqual(actions.undo(), false);
  await settle();
  assert.equal(sent.at(-1).change.triage, "undecided");
  const before = said.length;
  assert.deepEqual([actions.undo(), actions.pass()], [false, false]);
  await settle();
  assert.equal(said.length, before);
});

test("what cannot be kept is said, is not taken back by undo, and undo can be tried again", async () => {
  failure = Object.assign(new Error("quota"), { code: "not_kept" });
  actions.pass();
  await settle();
  assert.match(said[0] ?? "", /could not keep/);
  failure = undefined;
  actions.pass();
  await settle();
  failure = Object.assign(new Error("odd"), { code: "odd" });
  actions.undo();
  await settle();
  assert.match(said.at(-1) ?? "", /did not work: odd/);
  failure = undefined;
  actions.undo();
  await settle();
  assert.equal(sent.at(-1).change.triage, "undecided");
});

test("without an account nothing is decided, and that is said", async () => {
  context.place.account = undefined;
  actions.pass();
  await settle();
  assert.deepEqual(sent, []);
  assert.match(said[0] ?? "", /who is logged in/);
});

test("another account cannot take back what was decided before it came", async () => {
  actions.pass();
  await settle();
  context.decisions.forgetAll();
  actions.undo();
  await settle();
  assert.equal(sent.length, 1);
});

test("a key where no row is, or none that is judged, does nothing", async () => {
  context.pointed.findRow = () => undefined;
  actions.pass();
  context.pointed.findRow = () => document.createElement("p");
  actions.pass();
  await settle();
  assert.deepEqual([sent, said], [[], []]);
});

test("a refusal is said, a warning once", () => {
  const refused = { code: "no_memory", message: "m" };
  context.emit("decision/news", { account: "42", key: "1", decision: {}, pending: false, refused });
  context.emit("decision/news", { refused: { code: "odd", message: "words of the server" } });
  context.emit("warning", "not_remembered");
  context.emit("warning", "not_remembered");
  assert.equal(said.length, 3);
  assert.match(said[0] ?? "", /--no-memory/);
  assert.match(said[1] ?? "", /words of the server/);
});

const followButton = () => /** @type {HTMLElement} */ (row.querySelector(".follow-place button"));

/** @param {string} state what the page makes of the button */
function setState(state) {
  followButton().dataset["testid"] = `1-${state}`;
  hooks.showRow(view);
}

/** A user's own click; the page's own events never are. */
function clickFollow() {
  for (const listener of clickListeners) listener({ target: followButton(), isTrusted: true });
}

/** @type {((event: any) => void)[]} */
let clickListeners = [];
beforeEach(() => {
  clickListeners = [];
  const add = document.addEventListener.bind(document);
  document.addEventListener = /** @type {any} */ (
    (/** @type {string} */ type, /** @type {any} */ listener, /** @type {any} */ options) => {
      if (type === "click") clickListeners.push(listener);
      add(type, listener, options);
    }
  );
  hooks = follow.start(context);
});

test("the user's own click that the page confirms is «followed», once", async () => {
  clickFollow();
  hooks.showRow(view);
  assert.deepEqual(sent, []);
  setState("unfollow");
  setState("unfollow");
  await settle();
  assert.deepEqual(
    sent.map(({ change }) => change),
    [{ triage: "followed" }],
  );
  assert.deepEqual(said, []);
});

test("asking a protected account counts as followed", async () => {
  clickFollow();
  setState("cancel");
  await settle();
  assert.equal(sent[0]?.change.triage, "followed");
});

test("a button that changes by itself, or a click of the page's own, is nobody's decision", async () => {
  setState("unfollow");
  setState("follow");
  followButton().dispatchEvent(new Event("click", { bubbles: true }));
  setState("unfollow");
  await settle();
  assert.deepEqual(sent, []);
});

test("a follow that X takes back at once is undecided again", async () => {
  clickFollow();
  setState("unfollow");
  await settle();
  now += 2_000;
  setState("follow");
  await settle();
  assert.deepEqual(
    sent.map(({ change }) => change.triage),
    ["followed", "undecided"],
  );
});

test("a change long after the click is none of it", async () => {
  clickFollow();
  now += 21_000;
  setState("unfollow");
  await settle();
  assert.deepEqual(sent, []);
});

test("unfollowing takes «followed» back, and leaves «passed» as it is", async () => {
  view.verdict.triage = "passed";
  followButton().dataset["testid"] = "1-unfollow";
  clickFollow();
  setState("follow");
  await settle();
  assert.equal(sent.length, 0);
  view.verdict.triage = "followed";
  followButton().dataset["testid"] = "1-unfollow";
  clickFollow();
  setState("follow");
  await settle();
  assert.equal(sent[0]?.change.triage, "undecided");
});

test("while something waits, delivery is tried again every few seconds, until nothing does", async () => {
  clock.enable({ apis: ["setTimeout"] });
  const waiting = [2, 1, 0];
  let tries = 0;
  context.background.deliverDecisions = async () => {
    tries += 1;
    return waiting.shift() ?? 0;
  };
  context.decisions.deliverLater();
  context.decisions.deliverLater();
  for (let times = 0; times < 6; times += 1) {
    clock.tick(5_000);
    await settle();
  }
  assert.equal(tries, 3);
  clock.reset();
});
