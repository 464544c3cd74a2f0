import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { installBrowser, OWN_ID } from "./browser-stub.js";
import { makeContext } from "../../extension/content/context.js";
import { Page } from "../../extension/content/page.js";
import { installPage, settle } from "./page-stub.js";
import { makeAnswer, MAKE_USER } from "./people.js";

/**
 * The page as a whole, with a feature that only writes down what it is told, and a background that answers at once.
 * @typedef {import("../../extension/content/feature.js").RowView} RowView
 */

/** @type {any} */
let stub;
/** @type {typeof import("../../server/fieldmark/demo/page/cell.js")} */
let cells;
/** @type {Map<Element, RowView>} */
let shown;
/** @type {Page} */
let page;
/** @type {HTMLElement} */
let column;
let revision = 1;

beforeEach(async () => {
  installPage();
  stub = installBrowser();
  cells = await import("../../server/fieldmark/demo/page/cell.js");
  column = document.createElement("div");
  column.dataset["testid"] = "primaryColumn";
  document.body.append(column);
  document.cookie = "twid=u%3D42; path=/";
  revision = 1;
  shown = new Map();
  stub.onSend = (/** @type {any} */ { name, request }) => {
    if (name === "settings/get") return { value: { paused: false, hidden: [], keys: {} } };
    assert.equal(name, "verdicts/ask");
    const verdicts = request.people.map((/** @type {any} */ { id, bio }) => ({
      key: id,
      relevance: revision,
      band: bio === undefined ? "no_basis" : "off",
    }));
    return { value: { profile: { id: "web", revision, name: "Web" }, verdicts } };
  };
  startPage();
  await settle();
});
afterEach(() => page.abort.abort());

function startPage() {
  page = new Page([
    {
      id: "notes",
      start: () => ({ showRow: (view) => void shown.set(view.row, view), clearRow: (row) => void shown.delete(row) }),
    },
  ]);
  page.start();
}

/** @param {string} handle @param {string} id */
function mountCell(handle, id, bio = `bio of ${handle}`) {
  const user = {
    id,
    handle,
    name: handle,
    bio,
    verified: false,
    followsMe: true,
    state: /** @type {const} */ ("follow"),
  };
  const cell = cells.makeUserCell(user, { onFollow: () => {} });
  column.append(cell);
  return cell;
}

/** @param {any} announcement @param {any} value */
function announce(announcement, value, sender = {}) {
  for (const listener of stub.runtime.onMessage.listeners) listener({ announcement, value }, { id: OWN_ID, ...sender });
}

/** @returns {any[]} */
const asked = () =>
  stub.sent
    .filter((/** @type {any} */ message) => message.name === "verdicts/ask")
    .map((/** @type {any} */ { request }) => request);

test("people of an answer are judged before their rows are mounted, and a row finds its verdict there", async () => {
  const users = [MAKE_USER.C({ id: "1", handle: "ada", bio: "the whole bio" })];
  page.takeAnswer("Followers", JSON.stringify(makeAnswer(users)));
  await settle();
  assert.equal(asked().length, 1);
  assert.deepEqual([asked()[0].account, asked()[0].list, asked()[0].remember], ["42", "followers", true]);
  const cell = mountCell("ada", "1");
  await Promise.resolve();
  assert.equal(shown.get(cell)?.key, "1");
  await settle();
  assert.equal(asked().length, 1);
});

test("a row without an answer is judged by what it shows", async () => {
  const cell = mountCell("bob", "2");
  await settle();
  await settle();
  assert.deepEqual([asked()[0].people[0].source, asked()[0].people[0].bio], ["page", "bio of bob"]);
  assert.equal(shown.get(cell)?.key, "2");
});

test("what a row shows is read again when it shows something else", async () => {
  const cell = mountCell("bob", "2");
  await settle();
  const bio = cell.querySelector(".bio") ?? assert.fail();
  bio.replaceChildren("another bio");
  await settle();
  assert.equal(asked().at(-1).people[0].bio, "another bio");
});

test("a changed niche judges everybody anew, the rows on the page first", async () => {
  const users = Array.from({ length: 3 }, (_, place) => MAKE_USER.C({ id: String(place), handle: `p${place}` }));
  page.takeAnswer("Followers", JSON.stringify(makeAnswer(users)));
  const cell = mountCell("p2", "2");
  await settle();
  await settle();
  revision = 2;
  announce("profile/changed", { id: "web", revision: 2 });
  await settle();
  await settle();
  assert.equal(shown.get(cell)?.verdict.relevance, 2);
  assert.deepEqual(
    asked()
      .slice(-2)
      .map(({ people }) => people.map((/** @type {any} */ { id }) => id)),
    [["2"], ["0", "1"]],
  );
});

test("a niche that is gone takes the verdicts away", async () => {
  mountCell("ada", "1");
  await settle();
  await settle();
  assert.equal(shown.size, 1);
  stub.onSend = () => ({ error: { code: "no_profile", message: "none" } });
  announce("profile/changed", null);
  await settle();
  assert.equal(shown.size, 0);
});

test("another account starts from nothing, and its rows are judged for it", async () => {
  page.takeAnswer("Followers", JSON.stringify(makeAnswer([MAKE_USER.C({ id: "1", handle: "ada" })])));
  const cell = mountCell("ada", "1");
  await settle();
  await settle();
  document.cookie = "twid=u%3D43; path=/";
  history.pushState({}, "", "/other/followers");
  column.append(document.createElement("p"));
  await settle();
  await settle();
  assert.deepEqual([asked().length, asked()[1].account], [2, "43"]);
  assert.equal(asked()[1].people[0].source, "page");
  assert.equal(shown.get(cell)?.key, "1");
});

test("while nobody says who is logged in, nobody is remembered", async () => {
  document.cookie = "twid=; path=/; expires=Thu, 01 Jan 1970 00:00:00 GMT";
  page.place.account = undefined;
  page.takeAnswer("Followers", JSON.stringify(makeAnswer([MAKE_USER.C({ id: "1", handle: "ada" })])));
  await settle();
  assert.equal(asked()[0].remember, false);
});

test("a page that shows no people has no rows, and coming back has them again", async () => {
  const cell = mountCell("ada", "1");
  await settle();
  await settle();
  assert.equal(shown.size, 1);
  history.pushState({}, "", "/settings/blocked/all");
  column.append(document.createElement("p"));
  await settle();
  assert.equal(shown.size, 0);
  history.pushState({}, "", "/you_standin/following");
  column.append(document.createElement("p"));
  await settle();
  await settle();
  assert.ok(shown.has(cell));
});

test("paused, nothing is shown or asked; resumed, everything", async () => {
  const cell = mountCell("ada", "1");
  await settle();
  await settle();
  announce("settings/changed", { paused: true, hidden: [], keys: {} });
  assert.equal(shown.size, 0);
  const before = asked().length;
  page.takeAnswer("Followers", JSON.stringify(makeAnswer([MAKE_USER.C({ id: "9", handle: "zoe" })])));
  await settle();
  assert.equal(asked().length, before);
  announce("settings/changed", { paused: false, hidden: [], keys: {} });
  await settle();
  assert.ok(shown.has(cell));
});

test("a list of people is one only where the user wants to see something on it", () => {
  const { findList } = makeContext(page);
  assert.equal(findList()?.id, "followers");
  for (const changes of [{ paused: true }, { hidden: ["followers"] }]) {
    announce("settings/changed", { paused: false, hidden: [], keys: {}, ...changes });
    assert.equal(findList(), undefined);
  }
  announce("settings/changed", { paused: false, hidden: ["following"], keys: {} });
  assert.equal(findList()?.id, "followers");
  announce("connection/changed", { state: "no-permission", reason: "sites" });
  assert.equal(findList(), undefined);
});

test("in a place that is switched off nothing is shown or asked", async () => {
  announce("settings/changed", { paused: false, hidden: ["followers"], keys: {} });
  mountCell("ada", "1");
  page.takeAnswer("Followers", JSON.stringify(makeAnswer([MAKE_USER.C({ id: "9", handle: "zoe" })])));
  await settle();
  await settle();
  assert.equal(asked().length, 0);
  assert.equal(shown.size, 0);
  announce("settings/changed", { paused: false, hidden: [], keys: {} });
  await settle();
  await settle();
  assert.equal(shown.size, 1);
});

test("an announcement of anybody else is not heard", async () => {
  mountCell("ada", "1");
  await settle();
  await settle();
  announce("settings/changed", { paused: true, hidden: [], keys: {} }, { id: "other" });
  announce("settings/changed", { paused: true, hidden: [], keys: {} }, { tab: { id: 1 } });
  assert.equal(shown.size, 1);
});

test("a late answer of the list just left is of that list: its people are not in the one that is there now", async () => {
  const answer = (/** @type {string} */ id, /** @type {string} */ from) =>
    page.takeAnswer("Followers", JSON.stringify(makeAnswer([MAKE_USER.C({ id, handle: `p${id}` })])), from);
  history.pushState({}, "", "/eve/followers");
  answer("1", "/ada/followers");
  assert.deepEqual([page.overlay.roll.listKeys(), page.makeReport().answers], [[], 0]);
  answer("2", "/eve/followers");
  answer("3", "");
  assert.deepEqual([page.overlay.roll.listKeys(), page.makeReport().answers], [["2", "3"], 2]);
  await settle();
  assert.deepEqual(asked()[0].people.map((/** @type {any} */ { id }) => id), ["1", "2", "3"]); // prettier-ignore
});

test("a community's members are judged by what is known of them, and their rows' want of a bio is told to nobody", async () => {
  page.takeAnswer("Followers", JSON.stringify(makeAnswer([MAKE_USER.C({ id: "1", handle: "ada", bio: "Potter" })])));
  history.pushState({}, "", "/i/communities/1/members");
  const results = ["ada", "bob"].map((handle, place) => {
    const user = MAKE_USER.C({ id: String(place + 1), handle });
    delete user.profile_bio;
    return { result: user };
  });
  const slice = { communityResults: { result: { members_slice: { items_results: results } } } };
  page.takeAnswer("membersSliceTimeline_Query", JSON.stringify({ data: slice }));
  const members = [mountCell("ada", "1", ""), mountCell("bob", "2", ""), mountCell("cleo", "3", "")];
  for (let turn = 0; turn < 3; turn += 1) await settle();
  const bios = asked().flatMap(({ people }) => people.map((/** @type {any} */ one) => [one.handle, one.bio]));
  assert.deepEqual(new Map(bios), new Map([["ada", "Potter"], ["bob", undefined]])); // prettier-ignore
  assert.deepEqual(
    members.map((cell) => shown.has(cell)),
    [true, true, false],
  );
});

test("an operation that is none of ours is not read", async () => {
  page.takeAnswer("constructor", JSON.stringify(makeAnswer([MAKE_USER.C({ id: "1", handle: "ada" })])));
  await settle();
  assert.equal(asked().length, 0);
});

test("an answer that comes after its rows takes the place of what they show", async () => {
  const cell = mountCell("ada", "1");
  await settle();
  await settle();
  page.takeAnswer(
    "Followers",
    JSON.stringify(makeAnswer([MAKE_USER.C({ id: "1", handle: "ada", bio: "the whole bio" })])),
  );
  await settle();
  assert.equal(asked().at(-1).people[0].bio, "the whole bio");
  assert.equal(shown.get(cell)?.person.bio, "the whole bio");
  announce("profile/changed", { id: "web", revision: 2 });
  await settle();
  assert.equal(asked().at(-1).people[0].bio, "the whole bio");
});

test("people are asked for under the list of their answer, and rows under that of the page", async () => {
  history.pushState({}, "", "/you_standin/following");
  page.takeAnswer("Followers", JSON.stringify(makeAnswer([MAKE_USER.C({ id: "1", handle: "ada" })])));
  mountCell("bob", "2");
  await settle();
  await settle();
  assert.deepEqual(
    asked().map(({ list, people }) => [list, people[0].handle]),
    [
      ["followers", "ada"],
      ["following", "bob"],
    ],
  );
});

test("what a script before this one has left on the page is taken away, paused or not", async () => {
  page.abort.abort();
  const names = ["badge", "bar", "divider", "help", "notice", "popover", "ring", "toast", "veil"];
  const left = names.map((name) => document.createElement(`fieldmark-${name}`));
  const others = document.createElement("neighbour-badge");
  document.documentElement.append(...left, others);
  column.append(document.createElement("fieldmark-badge"));
  stub.onSend = () => ({ value: { paused: true, hidden: [], keys: {} } });
  const sheets = [makeSheet(":has(> fieldmark-badge[data-needs-box]){}"), makeSheet(".page{}")];
  document.adoptedStyleSheets = sheets;
  startPage();
  await settle();
  const found = [...document.querySelectorAll("*")].filter(({ localName }) => localName.startsWith("fieldmark-"));
  assert.deepEqual(found, []);
  assert.ok(others.isConnected);
  assert.deepEqual(document.adoptedStyleSheets, [sheets[1]]);
});

/** @param {string} cssText @returns {any} a style sheet as far as jsdom would have one */
const makeSheet = (cssText) => ({ cssRules: [{ cssText }] });

test("a profile's head that becomes another's where it stands has their badge", async () => {
  history.pushState({}, "", "/ada");
  const [row, avatar, button] = ["UserName", "UserAvatar-Container-ada", "1-follow"].map((mark) => {
    const element = document.createElement("div");
    element.dataset["testid"] = mark;
    return element;
  });
  assert.ok(row && avatar && button);
  row.append("@ada");
  column.append(avatar, button, row);
  const answer = (/** @type {string} */ id, /** @type {string} */ handle) =>
    page.takeAnswer("UserByScreenName", JSON.stringify({ data: { user: { result: MAKE_USER.C({ id, handle }) } } }));
  answer("1", "ada");
  await settle();
  await settle();
  assert.equal(shown.get(row)?.key, "1");
  history.pushState({}, "", "/bob");
  answer("2", "bob");
  await settle();
  avatar.dataset["testid"] = "UserAvatar-Container-bob";
  button.dataset["testid"] = "2-follow";
  /** @type {Text} */ (row.firstChild).data = "@bob";
  await settle();
  assert.equal(shown.get(row)?.key, "2");
});

test("a page that the browser had kept asks for the settings, the connection and the verdicts when it is back", async () => {
  const ada = mountCell("ada", "1");
  await settle();
  await settle();
  announce("connection/changed", { state: "no-permission", reason: "sites" });
  assert.equal(shown.size, 0);
  const answer = stub.onSend;
  let paused = true;
  revision = 2;
  stub.onSend = (/** @type {any} */ message) =>
    message.name === "settings/get"
      ? { value: { paused, hidden: [], keys: {} } }
      : message.name === "connection/get"
        ? { value: { state: "ok", port: 1 } }
        : answer(message);
  await page.comeBack();
  await settle();
  assert.equal(shown.size, 0);
  paused = false;
  await page.comeBack();
  await settle();
  assert.equal(shown.get(ada)?.verdict.relevance, 2);
});

test("until the settings are known nothing is shown or asked", async () => {
  page.abort.abort();
  /** @type {(answer: any) => void} */
  let answerSettings = () => assert.fail();
  const answer = stub.onSend;
  stub.onSend = (/** @type {any} */ message) =>
    message.name === "settings/get" ? new Promise((resolve) => (answerSettings = resolve)) : answer(message);
  startPage();
  const cell = mountCell("ada", "1");
  page.takeAnswer("Followers", JSON.stringify(makeAnswer([MAKE_USER.C({ id: "9", handle: "zoe" })])));
  await settle();
  assert.deepEqual([asked().length, shown.size], [0, 0]);
  answerSettings({ value: { paused: true, hidden: [], keys: {} } });
  await settle();
  assert.deepEqual([asked().length, shown.size], [0, 0]);
  announce("settings/changed", { paused: false, hidden: [], keys: {} });
  await settle();
  await settle();
  assert.ok(shown.has(cell));
});

test("when the extension is gone under the page, everything of it goes too", async () => {
  mountCell("ada", "1");
  await settle();
  await settle();
  assert.equal(shown.size, 1);
  delete stub.runtime.id;
  stub.onSend = () => Promise.reject(new Error("Extension context invalidated."));
  mountCell("bob", "2");
  await settle();
  await settle();
  assert.equal(shown.size, 0);
  assert.equal(page.abort.signal.aborted, true);
  const before = stub.sent.length;
  mountCell("eve", "3");
  await settle();
  assert.equal(stub.sent.length, before);
});

test("a feature that fails on one row leaves the other rows and features alone", async (context) => {
  const told = context.mock.method(console, "error", () => {});
  /** @param {import("../../extension/content/feature.js").RowView} view */
  const showRow = (view) => {
    if (view.person.handle === "ada") throw new Error("a trouble of its own");
  };
  page.overlay.views.setHooks([{ showRow }, ...page.overlay.views.hooks]);
  const [ada, bob] = [mountCell("ada", "1"), mountCell("bob", "2")];
  await settle();
  await settle();
  assert.ok(shown.has(ada) && shown.has(bob));
  assert.equal(told.mock.callCount(), 1);
});

test("where the leave for X's site is taken back nothing is shown, and all again when it is given", async () => {
  const ada = mountCell("ada", "1");
  await settle();
  await settle();
  assert.ok(shown.has(ada));
  announce("connection/changed", { state: "no-permission", reason: "sites" });
  assert.equal(shown.size, 0);
  announce("connection/changed", { state: "down" });
  await settle();
  assert.ok(shown.has(ada));
  announce("connection/changed", { state: "no-permission", reason: "loopback" });
  assert.ok(shown.has(ada));
});
