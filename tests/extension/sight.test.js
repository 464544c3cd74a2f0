import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { installBrowser } from "./browser-stub.js";
import { Sight } from "../../extension/content/sight.js";
import { makeDiagnosis } from "../../extension/content/diagnosis.js";
import { isForeignAnswer } from "../../extension/site/answers.js";
import { followers } from "../../extension/site/places/followers.js";
import { following } from "../../extension/site/places/following.js";
import { maskMark } from "../../extension/site/outline.js";
import { installPage } from "./page-stub.js";
import { makeAnswer, MAKE_USER } from "./people.js";

/** @typedef {import("../../extension/shared/sight.js").SightReport} SightReport */

/** @type {SightReport[]} */
let told;
/** @type {AbortController} */
let abort;
let isShown = true;
/** @type {import("node:test").MockTimers} */
let clock;

beforeEach((context) => {
  installPage();
  installBrowser();
  setBody('<main data-testid="primaryColumn"></main>');
  told = [];
  abort = new AbortController();
  isShown = true;
  clock = /** @type {import("node:test").TestContext} */ (context).mock.timers;
  clock.enable({ apis: ["setTimeout", "Date"] });
});
afterEach(() => {
  abort.abort();
  clock.reset();
});

/** @param {string} markup of the test's own */
function setBody(markup) {
  document.body.replaceChildren(document.createRange().createContextualFragment(markup));
}

function makeSight() {
  return new Sight({
    isShown: () => isShown,
    onTrouble: (report) => told.push(report),
    signal: abort.signal,
  });
}

/** @param {string} address */
function go(address) {
  history.pushState({}, "", address);
}

/** @param {Sight} sight @param {number} count @param {Partial<import("../../extension/shared/values.js").Person>} person */
function noteRows(sight, count, person) {
  for (let number = 0; number < count; number += 1)
    sight.noteRow(followers, { handle: `row${number}`, source: "page", ...person });
}

const ENTRY = '<div data-testid="cellInnerDiv"></div>';
const ENTRIES = `<main data-testid="primaryColumn">${ENTRY}</main>`;
const FOUND = { people: 50, isForeign: false };

test("people in an answer and no rows are trouble, three seconds later", () => {
  const sight = makeSight();
  sight.noteAnswer([followers], FOUND);
  clock.tick(2_999);
  assert.deepEqual(told, []);
  clock.tick(1);
  assert.deepEqual(
    told.map(({ trouble, place, client, rows, answers, people }) => [trouble, place, client, rows, answers, people]),
    [["no_rows", "followers", "classic", 0, 1, 50]],
  );
});

test("a list with entries, and neither rows nor answers, is trouble after a quarter of a minute", () => {
  setBody(ENTRIES);
  makeSight();
  clock.tick(14_999);
  assert.equal(told.length, 0);
  clock.tick(1);
  assert.equal(told[0]?.trouble, "no_rows");
});

/** @param {number} count @param {string} [path] */
const showAccounts = (count, path = "") =>
  Array.from({ length: count }, (_, place) => `<a href="/p${place}${path}"><b><img></b></a>`).join("");

for (const [what, markup] of /** @type {[string, string][]} */ ([
  ["a client that is new", `<main>${showAccounts(10)}</main>`],
  ["a client without even a main part", `<div>${showAccounts(10)}</div>`],
  ["the client that is known, whose marks are others", `<main data-testid="x">${showAccounts(10)}</main>`],
]))
  test(`people shown by ${what}, and neither rows nor answers, are trouble`, () => {
    setBody(markup);
    makeSight();
    clock.tick(15_000);
    assert.equal(told[0]?.trouble, "no_rows");
  });

for (const [what, markup] of /** @type {[string, string][]} */ ([
  ["a page with a few suggestions", `<main data-testid="primaryColumn">${showAccounts(5)}</main>`],
  ["a page with somebody's pictures", `<main data-testid="primaryColumn">${showAccounts(9, "/photo")}</main>`],
  ["a page that is still empty", '<main data-testid="primaryColumn"></main>'],
  ["a side column's entries alone", `<main data-testid="primaryColumn"></main><aside>${ENTRY}</aside>`],
  ["an account that is gone", `<main data-testid="primaryColumn"><p data-testid="emptyState"></p>${ENTRY}</main>`],
]))
  test(`${what}, without rows and answers, is no trouble`, () => {
    setBody(markup);
    makeSight();
    clock.tick(60_000);
    assert.deepEqual(told, []);
  });

test("where X shows that there is nobody, an answer with somebody who is gone by then is no trouble", () => {
  setBody('<main data-testid="primaryColumn"><p data-testid="emptyState"></p></main>');
  makeSight().noteAnswer([followers], FOUND);
  clock.tick(60_000);
  assert.deepEqual(told, []);
});

/** Goes elsewhere and comes back to the list, which X has kept. @param {Sight} sight */
function comeBack(sight) {
  const address = location.pathname;
  for (const next of ["/home", address]) {
    clock.tick(20_000);
    go(next);
    sight.startAgain();
  }
}

test("a list of nobody that one comes back to is no trouble, though X asks for it no more", () => {
  setBody(ENTRIES);
  const sight = makeSight();
  sight.noteAnswer([followers], { people: 0, isForeign: false });
  comeBack(sight);
  clock.tick(60_000);
  assert.deepEqual(told, []);
});

test("a list with people that one comes back to, and no rows, is trouble, once X has had its time", () => {
  setBody(ENTRIES);
  const sight = makeSight();
  sight.noteAnswer([followers], FOUND);
  noteRows(sight, 1, { bio: "word" });
  comeBack(sight);
  clock.tick(14_999);
  assert.equal(told.length, 0);
  clock.tick(1);
  assert.equal(told[0]?.trouble, "no_rows");
});

test("what X shows as before is known of the last lists only", () => {
  setBody(ENTRIES);
  const sight = makeSight();
  sight.noteAnswer([followers], { people: 0, isForeign: false });
  for (let place = 0; place < 100; place += 1) {
    go(`/p${place}/followers`);
    sight.startAgain();
    sight.noteAnswer([followers], FOUND);
  }
  assert.ok(sight.known.size <= 20);
});

test("a list of nobody is no trouble", () => {
  makeSight().noteAnswer([followers], { people: 0, isForeign: false });
  clock.tick(60_000);
  assert.deepEqual(told, []);
});

test("trouble ends with the first row", () => {
  const sight = makeSight();
  sight.noteAnswer([followers], FOUND);
  clock.tick(3_000);
  noteRows(sight, 1, { bio: "word" });
  assert.deepEqual(
    told.map(({ trouble }) => trouble),
    ["no_rows", undefined],
  );
});

test("a dozen rows and no bio are trouble; fewer, or one bio, or answers that say there is none, are not", () => {
  const sight = makeSight();
  noteRows(sight, 11, { bio: "" });
  clock.tick(3_000);
  assert.equal(told.length, 0);
  noteRows(sight, 12, { bio: "" });
  clock.tick(3_000);
  assert.deepEqual([told[0]?.trouble, told[0]?.rows, told[0]?.readable], ["no_bios", 12, 0]);
  noteRows(sight, 1, { bio: "a bio" });
  assert.equal(told[1]?.trouble, undefined);
});

test("no bio is no trouble where X shows none", () => {
  history.replaceState({}, "", "/i/communities/1/members");
  const sight = makeSight();
  for (let number = 0; number < 30; number += 1) sight.noteRow(sight.place, { handle: `p${number}`, source: "answer" });
  clock.tick(60_000);
  assert.deepEqual(told, []);
});

test("bios that an answer says are empty are readable", () => {
  noteRows(makeSight(), 30, { bio: "", source: "answer" });
  clock.tick(60_000);
  assert.deepEqual(told, []);
});

test("answers in no known form are trouble, unless another one was read", () => {
  const sight = makeSight();
  sight.noteAnswer([followers], { people: 0, isForeign: true });
  noteRows(sight, 3, { bio: "word" });
  clock.tick(3_000);
  assert.equal(told[0]?.trouble, "unknown_answers");
  sight.noteAnswer([followers], FOUND);
  clock.tick(3_000);
  assert.equal(told[1]?.trouble, undefined);
});

test("answers and rows of another place are not counted", () => {
  const sight = makeSight();
  sight.noteAnswer([following], FOUND);
  sight.noteRow(following, { handle: "ada", source: "page", bio: "" });
  assert.deepEqual([sight.makeReport().answers, sight.makeReport().rows], [0, 0]);
});

for (const [what, prepare] of /** @type {[string, () => void][]} */ ([
  ["no list of people", () => go("/home")],
  ["a search for posts", () => go("/search?q=pottery&f=live")],
  ["a place that the user has switched off", () => (isShown = false)],
  ["a tab behind others", () => Object.defineProperty(document, "hidden", { value: true, configurable: true })],
  [
    "a place that is not known in the client",
    () => {
      go("/i/lists/1/members");
      setBody("<main><div data-timeline-entry></div></main>");
    },
  ],
]))
  test(`${what} is no trouble`, () => {
    setBody(ENTRIES);
    prepare();
    makeSight();
    clock.tick(60_000);
    assert.deepEqual(told, []);
  });

test("another address starts from nothing, with all its patience", () => {
  const sight = makeSight();
  sight.noteAnswer([followers], FOUND);
  go("/you_standin/following");
  sight.startAgain();
  clock.tick(14_999);
  assert.deepEqual(told, []);
  assert.equal(sight.makeReport().place, "following");
});

test("the popup is told of the places that are not known in X's coming client", () => {
  setBody("<main><div data-timeline-entry></div></main>");
  const { client, unknownPlaces } = makeSight().makeReport();
  assert.equal(client, "xweb");
  assert.ok(unknownPlaces.includes("search") && !unknownPlaces.includes("followers"));
});

const LONG = makeAnswer(
  Array.from({ length: 30 }, (_, number) => MAKE_USER.C({ id: String(number), handle: "x", bio: "word ".repeat(20) })),
);
const RENAMED = JSON.stringify(LONG).replaceAll("instructions", "commands");
for (const [what, text, expected] of /** @type {[string, string, boolean][]} */ ([
  ["a long answer", RENAMED, true],
  ["an answer with nobody in it", JSON.stringify(makeAnswer([])), false],
  ["X's own error", JSON.stringify({ errors: [{ message: "x".repeat(9_000) }] }), false],
  ["a page that is no JSON", "<html>".repeat(2_000), false],
  ["a list of unavailable people", JSON.stringify({ all: Array(99).fill({ __typename: "UserUnavailable" }) }), false],
]))
  test(`${what} that nobody was read from ${expected ? "is foreign" : "is not foreign"}`, () =>
    assert.equal(isForeignAnswer(text), expected));

test("a diagnosis tells tag names and testids, and nothing of anybody", () => {
  setBody(`<main title="Ada"><div data-testid="primaryColumn"><!-- Ada -->
    <li data-testid="UserCell" aria-label="Ada"><a href="/Ada_L">Ada</a>
      <b data-testid="UserAvatar-Container-Ada_L"></b><i data-testid="123456-follow">Follow Ada</i>
      <u data-testid="mark-ada"></u></li>
    <li data-testid="x"><a href="/ada"></a></li><p></p><p></p><p></p></div></main>`);
  const text = makeDiagnosis(makeSight().makeReport());
  assert.doesNotMatch(text, /\bada|123456/i);
  assert.deepEqual(text.split("\n").slice(4), [
    "main",
    "  div[primaryColumn]",
    "    li[UserCell]",
    "      a",
    "      b[UserAvatar-Container-…]",
    "      i[…-follow]",
    "      u[mark-…]",
    "    li[x]",
    "      a",
    "    p ×3",
    "",
  ]);
});

for (const [mark, masked] of /** @type {[string, string][]} */ ([
  ["UserCell", "UserCell"],
  ["UserAvatar-Container-a-b", "UserAvatar-Container-…"],
  ["9-unfollow", "…-unfollow"],
  ["icon-verified", "icon-verified"],
  ["Ada was here", "…"],
  ["card.layoutLarge.media", "…"],
  ["tweet-ada", "tweet-…"],
  ["é", "…"],
]))
  test(`the testid ${mark} is told as ${masked}`, () => assert.equal(maskMark(mark, new Set(["ada"])), masked));

test("an outline ends where it would be too long or too deep", () => {
  setBody(
    `<main>${Array.from({ length: 5_000 }, (_, n) => `<p data-testid="${n % 2 ? "a" : "b"}"></p>`).join("")}</main>`,
  );
  const text = makeDiagnosis(makeSight().makeReport());
  assert.ok(text.length < 21_000 && text.includes("…"));
  setBody(`<main>${"<div>".repeat(300)}</main>`);
  assert.ok(makeDiagnosis(makeSight().makeReport()).split("\n").length < 60);
});
