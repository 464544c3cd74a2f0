import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { installBrowser, OWN_ID, OWN_ORIGIN } from "./browser-stub.js";
import { Page } from "../../extension/content/page.js";
import { installPage, settle } from "./page-stub.js";
import { makeAnswer, MAKE_USER } from "./people.js";

/** Coming back to a list: the divider on its row, what the popup is told, and what forgetting does to an open page. */

const DAY = 86_400_000;
const SINCE = Date.now() - DAY;
const OLD = SINCE - DAY;

/** @type {any} */
let stub;
/** @type {any} */
let cells;
/** @type {Page} */
let page;
/** @type {HTMLElement} */
let column;
/** By person key, when their row was first mounted. @type {Record<string, number>} */
let seen;
/** @type {number | null} */
let since;

beforeEach(async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  installPage();
  stub = installBrowser();
  cells = await import("../../server/fieldmark/demo/page/cell.js");
  const { divider } = await import("../../extension/content/features/divider.js");
  const link = document.createElement("a");
  link.dataset["testid"] = "AppTabBar_Profile_Link";
  link.href = "/You_standin";
  document.body.append(link);
  column = document.createElement("div");
  column.dataset["testid"] = "primaryColumn";
  document.body.append(column);
  document.cookie = "twid=u%3D42; path=/";
  seen = {};
  since = SINCE;
  stub.onSend = (/** @type {any} */ { name, request }) => {
    if (name === "settings/get") return { value: { paused: false, hidden: [], keys: {} } };
    if (name === "visits/touch") return { value: { since } };
    const verdicts = request.people.map((/** @type {any} */ { id }) => ({
      key: id,
      relevance: 50,
      triage: id === "0" ? "passed" : "undecided",
      ...(seen[id] === undefined ? {} : { first_seen: seen[id] }),
    }));
    return { value: { profile: { id: "web", revision: 1, name: "Web" }, verdicts } };
  };
  page = new Page([divider]);
  page.start();
  await settle();
});
afterEach(() => {
  page.abort.abort();
  mock.timers.reset();
});

const users = (/** @type {number} */ count) =>
  Array.from({ length: count }, (_, place) => MAKE_USER.C({ id: String(place), handle: `p${place}` }));

/** @param {number} place @returns {HTMLElement} */
function mount(place) {
  const user = { id: String(place), handle: `p${place}`, name: "P", bio: "", verified: false, followsMe: true };
  const cell = cells.makeUserCell({ ...user, state: "follow" }, { onFollow: () => {} });
  column.append(cell);
  return cell;
}

/** The list: so many new ones, then so many seen before; all of them told by an answer. */
async function show(/** @type {number} */ fresh, /** @type {number} */ old) {
  for (let place = fresh; place < fresh + old; place += 1) seen[place] = OLD;
  page.takeAnswer("Followers", JSON.stringify(makeAnswer(users(fresh + old))));
  await settle();
}

/** Until what is told soon has been told. */
const rest = async () => {
  await settle();
  mock.timers.tick(60);
  await settle();
};
/** The rows with a divider in them. */
const divided = () => [...document.querySelectorAll("fieldmark-divider")].map(({ parentElement }) => parentElement);
const asked = () =>
  stub.sent
    .filter((/** @type {any} */ { name }) => name === "verdicts/ask")
    .map((/** @type {any} */ { request }) => request);

/** @param {any} announcement @param {any} value */
async function announce(announcement, value) {
  for (const listener of stub.runtime.onMessage.listeners) listener({ announcement, value }, { id: OWN_ID });
  await rest();
}

/** What the page answers to the popup. @returns {any} */
function report() {
  let answer;
  for (const listener of stub.runtime.onMessage.listeners)
    listener(
      { question: "sight" },
      { id: OWN_ID, url: `${OWN_ORIGIN}popup/popup.html` },
      (/** @type {any} */ value) => {
        answer = value;
      },
    );
  return answer;
}

test("the divider stands on the first row that was seen before, however few rows are mounted", async () => {
  await show(3, 5);
  assert.deepEqual(divided(), []);
  const [last, first] = [mount(2), mount(3)];
  await rest();
  assert.deepEqual(divided(), [first]);
  first.remove();
  await rest();
  assert.deepEqual(divided(), []);
  const again = mount(3);
  mount(4);
  await rest();
  assert.deepEqual(divided(), [again]);
  assert.equal(last.querySelector("fieldmark-divider"), null);
});

test("a row that is handed to somebody else loses it, and one that X renders anew has it again", async () => {
  await show(1, 5);
  const [row, other] = [mount(1), mount(2)];
  await rest();
  assert.deepEqual(divided(), [row]);
  row.querySelector("fieldmark-divider")?.remove();
  await rest();
  assert.deepEqual(divided(), [row]);
  other.replaceChildren(...row.childNodes);
  await rest();
  assert.deepEqual(divided(), [other]);
  other.replaceChildren(...mount(3).childNodes);
  await rest();
  assert.deepEqual(divided(), []);
});

test("a row whose content X turns into somebody else's loses it at once", async () => {
  await show(1, 5);
  const row = mount(1);
  await rest();
  assert.deepEqual(divided(), [row]);
  for (const node of row.querySelectorAll("[data-testid]"))
    node.setAttribute(
      "data-testid",
      node.getAttribute("data-testid")?.replace(/^1-|p1$/, (old) => old.replace("1", "4")) ?? "",
    );
  await rest();
  assert.deepEqual(divided(), []);
});

test("the same person among the suggestions beside the list has none", async () => {
  await show(1, 5);
  const [side, aside] = [document.createElement("div"), document.createElement("aside")];
  side.dataset["testid"] = "sidebarColumn";
  aside.setAttribute("role", "complementary");
  side.append(aside);
  document.body.append(side);
  aside.append(mount(1));
  mount(2);
  await rest();
  assert.ok([...page.overlay.views.byRow.values()].some(({ key }) => key === "1"));
  assert.deepEqual(divided(), []);
});

test("a tab that is not looked at tells nothing until it is", async () => {
  const count = () => stub.sent.filter((/** @type {any} */ { name }) => name === "visits/touch").length;
  const before = count();
  for (const [hidden, told] of /** @type {[boolean, number][]} */ ([
    [true, 0],
    [false, 1],
  ])) {
    Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
    await rest();
    assert.equal(count() - before, told);
  }
});

for (const [name, fresh, old, before] of /** @type {[string, number, number, number | null][]} */ ([
  ["nobody is new", 0, 5, SINCE],
  ["everybody is new", 5, 0, SINCE],
  ["it is the first visit", 2, 3, null],
]))
  test(`there is none where ${name}`, async () => {
    since = before;
    document.dispatchEvent(new Event("visibilitychange"));
    await show(fresh, old);
    for (let place = 0; place < 5; place += 1) mount(place);
    await rest();
    assert.deepEqual(divided(), []);
  });

for (const [path, operation] of [
  ["/you_standin/following", "Following"],
  ["/somebody_else/followers", "Followers"],
  ["/search?q=a&f=user", "SearchTimeline"],
])
  test(`there is none at ${path}, whose order X does not keep by time`, async () => {
    history.pushState({}, "", path);
    seen = { 1: OLD, 2: OLD };
    page.takeAnswer(operation ?? "", JSON.stringify(makeAnswer(users(3))));
    for (let place = 0; place < 3; place += 1) mount(place);
    await rest();
    assert.deepEqual(divided(), []);
    assert.equal(report().news, 1);
  });

test("it goes when the page is paused, and with the script", async () => {
  await show(1, 3);
  mount(1);
  await rest();
  assert.equal(divided().length, 1);
  await announce("settings/changed", { paused: true, hidden: [], keys: {} });
  assert.deepEqual(divided(), []);
  await announce("settings/changed", { paused: false, hidden: [], keys: {} });
  assert.equal(divided().length, 1);
  page.abort.abort();
  assert.deepEqual(divided(), []);
});

test("the popup is told how many are new since then, and how many undecided", async () => {
  await show(3, 5);
  const { account, accountHandle, news, undecided, since: told } = report();
  assert.deepEqual([account, accountHandle, told, news, undecided], ["42", "@you_standin", SINCE, 3, 7]);
});

test("a list that is looked at is told with its path, once at once, and for nobody while none is logged in", async () => {
  const touched = () =>
    stub.sent
      .filter((/** @type {any} */ { name }) => name === "visits/touch")
      .map((/** @type {any} */ { request }) => request);
  assert.deepEqual(touched(), [{ account: "42", list: "/you_standin/followers" }]);
  await show(1, 3);
  for (let place = 0; place < 3; place += 1) mount(place);
  await rest();
  assert.equal(touched().length, 1);
  history.pushState({}, "", "/You_standin/verified_followers/?x=1");
  column.append(document.createElement("p"));
  await rest();
  assert.deepEqual(touched().at(-1), { account: "42", list: "/you_standin/verified_followers" });
  history.pushState({}, "", "/home");
  column.append(document.createElement("p"));
  await rest();
  assert.equal(touched().length, 2);
});

test("in a tab left open, who came up in the visit before is asked for anew and is new no more", async () => {
  since = null;
  document.dispatchEvent(new Event("visibilitychange"));
  await show(3, 0);
  for (let place = 0; place < 3; place += 1) mount(place);
  await rest();
  const before = asked().length;
  // A day later the visit before has ended after this tab was opened.
  since = Date.now() + 1_000;
  seen = { 0: since, 1: since, 2: since };
  document.dispatchEvent(new Event("visibilitychange"));
  await rest();
  assert.equal(asked().length, before + 1);
  assert.equal(report().news, 0);
  document.dispatchEvent(new Event("visibilitychange"));
  await rest();
  assert.equal(asked().length, before + 1);
});

test("when everybody is forgotten the page judges anew and brings nobody back, but those who come up later", async () => {
  await show(2, 2);
  mount(2);
  await rest();
  const before = asked().length;
  seen = {};
  since = null;
  await announce("people/forgotten", { account: "43" });
  assert.equal(asked().length, before);
  await announce("people/forgotten", { account: "42" });
  const anew = asked().slice(before);
  assert.deepEqual(
    anew.map((/** @type {any} */ { remember, people }) => [remember, people.length]),
    [
      [false, 1],
      [false, 3],
    ],
  );
  assert.deepEqual(divided(), []);
  page.takeAnswer("Followers", JSON.stringify(makeAnswer([MAKE_USER.C({ id: "9", handle: "zoe" })])));
  await rest();
  assert.deepEqual([asked().at(-1).remember, asked().at(-1).people[0].id], [true, "9"]);
});

test("whose row was on the page is told once, after a while, and no verdict is carried back for it", async () => {
  await show(0, 3);
  mount(1);
  await rest();
  const tell = stub.onSend;
  stub.onSend = (/** @type {any} */ message) =>
    message.name === "people/mounted" ? { value: { warnings: [{ code: "full" }] } } : tell(message);
  const before = asked().length;
  mock.timers.tick(1_500);
  await rest();
  const told = stub.sent.filter((/** @type {any} */ { name }) => name === "people/mounted");
  assert.deepEqual(
    told.map((/** @type {any} */ { request }) => [request.account, request.people[0].id, request.people[0].mounted]),
    [["42", "1", true]],
  );
  assert.equal(asked().length, before);
  mock.timers.tick(5_000);
  await rest();
  assert.equal(stub.sent.filter((/** @type {any} */ { name }) => name === "people/mounted").length, 1);
});

test("whom X puts on top of a list that is known are new, and those who come with the next page are not", async () => {
  await show(0, 3);
  const first = mount(0);
  await rest();
  assert.deepEqual(divided(), []);
  const come = ["8", "9"].map((id) => MAKE_USER.C({ id, handle: `p${id}` }));
  page.takeAnswer("Followers", JSON.stringify(makeAnswer([...come, ...users(3)])));
  page.takeAnswer("Followers", JSON.stringify(makeAnswer([MAKE_USER.C({ id: "5", handle: "p5" })])));
  await rest();
  assert.deepEqual(divided(), [first]);
  assert.equal(report().news, 2);
  assert.deepEqual([...page.overlay.company.getHere()], [["p8", 0], ["p9", 1], ["p0", 2], ["p1", 3], ["p2", 4], ["p5", 5]]); // prettier-ignore
});

/** Who was told to have been on the page. @returns {string[][]} a request each */
const mounted = () =>
  stub.sent
    .filter((/** @type {any} */ { name }) => name === "people/mounted")
    .map((/** @type {any} */ { request }) => request.people.map((/** @type {any} */ { id }) => id));

test("whose row was on the page is told of no more once the page is paused, and then later", async () => {
  await show(0, 3);
  mount(1);
  await rest();
  await announce("settings/changed", { paused: true, hidden: [], keys: {} });
  mock.timers.tick(60_000);
  await rest();
  assert.deepEqual(mounted(), []);
  await announce("settings/changed", { paused: false, hidden: [], keys: {} });
  mock.timers.tick(1_500);
  await rest();
  assert.deepEqual(mounted(), [["1"]]);
});

test("while the server is away it is told less and less often, and nobody who was forgotten meanwhile", async () => {
  await show(0, 3);
  mount(1);
  mount(2);
  await rest();
  const answer = stub.onSend;
  stub.onSend = (/** @type {any} */ message) =>
    message.name === "people/mounted" ? { error: { code: "down", message: "away" } } : answer(message);
  for (let second = 0; second < 120; second += 1) {
    mock.timers.tick(1_000);
    await settle();
  }
  assert.ok(mounted().length > 3 && mounted().length < 9, `${mounted().length} times in two minutes`);
  await announce("people/forgotten", { account: "42", key: "2" });
  stub.onSend = (/** @type {any} */ message) => (message.name === "people/mounted" ? { value: {} } : answer(message));
  mock.timers.tick(60_000);
  await rest();
  assert.deepEqual(mounted().at(-1), ["1"]);
});

test("a person who is forgotten is judged on, and not remembered again by the row that is still there", async () => {
  await show(0, 3);
  mount(1);
  await rest();
  await announce("people/forgotten", { account: "42", key: "1" });
  const { remember, people } = asked().at(-1);
  assert.deepEqual([remember, people.map((/** @type {any} */ { id }) => id)], [false, ["1"]]);
  assert.equal(page.overlay.mounts.waiting.has("1"), false);
});
