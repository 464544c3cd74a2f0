import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { installBrowser } from "./browser-stub.js";
import { Allowance } from "../../extension/content/allowance.js";
import { Page } from "../../extension/content/page.js";
import { People } from "../../extension/content/people.js";
import { DEFAULT_SETTINGS } from "../../extension/shared/settings.js";
import { forgeAnswer, forgeUser, makeForgeries } from "./forgeries.js";
import { installPage, settle } from "./page-stub.js";

/** Field of a person -> what it must be to be sent on. @type {Record<string, (value: any) => boolean>} */
const CHECKS = {
  handle: (value) => /^\w{1,20}$/.test(value),
  id: (value) => /^\d{1,20}$/.test(value),
  name: (value) => isText(value, 200),
  bio: (value) => isText(value, 5_000),
  location: (value) => isText(value, 300),
  website: (value) => isText(value, 1_000),
  followers: isCount,
  following: isCount,
  posts: isCount,
  created_at: (value) => isText(value, 40),
  verified: (value) => typeof value === "boolean",
  protected: (value) => typeof value === "boolean",
  follows_me: (value) => typeof value === "boolean",
  i_follow: (value) => typeof value === "boolean",
  position: isCount,
  mounted: (value) => typeof value === "boolean",
  source: (value) => value === "answer",
};
/** @param {unknown} value @param {number} longest */
function isText(value, longest) {
  return typeof value === "string" && value.length <= longest && value.isWellFormed();
}
/** @param {unknown} value */
function isCount(value) {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

/** @type {any} */
let stub;
/** @type {Page} */
let page;
let channel = "";
/** @type {unknown[]} */
let thrown;

beforeEach(async () => {
  const dom = installPage();
  stub = installBrowser();
  thrown = [];
  dom.window.addEventListener("error", (event) => thrown.push(event.error));
  document.cookie = "twid=u%3D42; path=/";
  document.addEventListener("fm:hello", (event) => (channel = /** @type {CustomEvent} */ (event).detail));
  stub.onSend = (/** @type {any} */ { name, request }) => {
    if (name === "settings/get") return { value: DEFAULT_SETTINGS };
    if (name !== "verdicts/ask") return undefined;
    const verdicts = request.people.map((/** @type {any} */ { id }) => ({ key: id, relevance: 1 }));
    return { value: { profile: { id: "web", revision: 1, name: "Web" }, verdicts } };
  };
  page = new Page([]);
  page.start();
  await settle();
});
afterEach(() => page.abort.abort());

/** @param {unknown} detail */
const forge = (detail) => document.dispatchEvent(new CustomEvent(channel, { detail }));
/** @returns {any[]} the requests for verdicts so far */
const listRequests = () =>
  stub.sent
    .filter((/** @type {any} */ { name }) => name === "verdicts/ask")
    .map((/** @type {any} */ { request }) => request);
const listAsked = () => listRequests().flatMap(({ people }) => people);

test("whatever a page forges, nothing is thrown, and only people who are whole are sent on", async (context) => {
  const told = context.mock.method(console, "error", () => {});
  // So that each is read.
  context.mock.method(Allowance.prototype, "take", () => true);
  const forgeries = makeForgeries({ id: "1", handle: "one" }, { id: "2", handle: "other" });
  for (const [what, detail] of forgeries) {
    forge(detail);
    await settle();
    assert.deepEqual(thrown, [], what);
  }
  assert.equal(told.mock.callCount(), 0);
  for (const { people, account, list, remember } of listRequests()) {
    assert.deepEqual([account, list, remember], ["42", "followers", true]);
    assert.ok(people.length <= 200);
  }
  for (const person of listAsked())
    for (const [field, value] of Object.entries(person))
      assert.ok(CHECKS[field]?.(value), `${field}: ${JSON.stringify(value)}`);
  const handles = new Set(listAsked().map(({ handle }) => handle));
  for (const handle of ["__proto__", "hostile", "late", "many", "one", "other", "long7", "t7"])
    assert.ok(handles.has(handle), handle);
  for (const handle of ["m7", "vast"]) assert.ok(!handles.has(handle), handle);
  assert.equal(/** @type {any} */ ({}).polluted, undefined);
});

test("of many answers a second some hundred are read, and the rest as time goes by", async () => {
  for (let number = 0; number < 5_000; number += 1)
    forge(forgeAnswer([forgeUser({ id: String(number), handle: `p${number}` })]));
  await settle();
  const asked = listAsked().length;
  assert.ok(asked >= 500 && asked < 1_000, String(asked));
});

test("an allowance is used up at once, and comes back with time", () => {
  let now = 0;
  const allowance = new Allowance({ most: 10, perSecond: 2, now: () => now });
  assert.deepEqual([allowance.take(8), allowance.take(3), allowance.take(2)], [true, false, true]);
  now = 1_000;
  assert.deepEqual([allowance.take(3), allowance.take(2)], [false, true]);
  now = 1_000_000;
  assert.deepEqual([allowance.take(11), allowance.take(10)], [false, true]);
});

/** @param {Partial<import("../../extension/shared/values.js").Person>} fields */
const told = (fields) => ({
  id: "1",
  handle: "ada",
  bio: "potter",
  source: /** @type {const} */ ("answer"),
  ...fields,
});

test("one id with ever new handles is kept once", () => {
  const people = new People();
  for (let number = 0; number < 10_000; number += 1) people.remember(told({ handle: `h${number}` }), "followers");
  assert.deepEqual([people.byKey.size, people.keyOfHandle.size], [1, 1]);
  assert.equal(people.find({ handle: "h0" }), undefined);
  assert.equal(people.find({ handle: "h9999" })?.person.id, "1");
});

test("a row that bears another person's id, half rendered, neither takes that person's place nor shows their verdict", () => {
  const people = new People();
  const ada = people.remember(told({}), "followers").person;
  const bob = people.remember({ ...told({ handle: "bob", bio: "sailor" }), source: "page" }, "followers").person;
  assert.equal(bob.id, undefined);
  assert.equal(people.find({ handle: "ada" })?.person, ada);
  assert.equal(people.find({ handle: "bob" })?.person, bob);
  assert.equal(people.remember(told({ id: "2", handle: "bob", bio: "sailor" }), "followers").person.id, "2");
  assert.equal(people.byKey.size, 2);
});
