import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { People } from "../../extension/content/people.js";
import { Verdicts } from "../../extension/content/verdicts.js";
import { settle } from "./page-stub.js";

/** @typedef {import("../../extension/shared/values.js").Person} Person */

/** @param {string} handle @param {Partial<Person>} rest @returns {Person} */
const person = (handle, rest = {}) => ({
  handle,
  id: String(handle.length) + handle.charCodeAt(0),
  bio: "x",
  source: "answer",
  ...rest,
});

/** @type {People} */
let people;
beforeEach(() => (people = new People()));
/** @param {Person} seen @param {import("../../extension/shared/values.js").ListName} [list] */
const see = (seen, list = "followers") => people.remember(seen, list).person;

test("a person is found by handle in any case", () => {
  const ada = people.remember(person("Ada"), "followers");
  assert.equal(people.find({ handle: "aDA" })?.person, ada.person);
  assert.equal(people.find({ handle: "bob" }), undefined);
});

test("seeing the same again gives the same object, so that its verdict still holds", () => {
  const first = see(person("ada"));
  assert.equal(see(person("ada", { follows_me: true, position: 9 })), first);
  assert.notEqual(see(person("ada", { bio: "changed" })), first);
});

test("what the page shows never takes the place of what an answer said, nor of its list", () => {
  const told = see(person("ada", { bio: "the whole bio" }), "following");
  assert.equal(see(person("ada", { bio: "the whole…", source: "page" }), "followers"), told);
  assert.deepEqual(people.find({ handle: "ada" }), { person: told, list: "following", isTold: true });
});

test("a bio that no answer told is taken from the page, and is the page's word: no news that undoes decisions", () => {
  const stub = person("ada", { followers: 7 });
  delete stub.bio;
  see(stub);
  const whole = see({ handle: "ada", bio: "shown", source: "page" });
  assert.deepEqual([whole.bio, whole.followers, whole.source], ["shown", 7, "page"]);
  assert.equal(see(stub), whole, "another answer without one makes it none of its own");
  assert.equal(see({ handle: "ada", bio: "shown", source: "page" }), whole);
  const told = see(person("ada", { bio: "told" }));
  assert.deepEqual([told.bio, told.source], ["told", "answer"]);
});

test("a row that shows no bio says nothing of one that no answer told, before the answer and after", () => {
  const stub = person("ada");
  delete stub.bio;
  see(stub);
  const known = see({ handle: "ada", bio: "", source: "page" });
  assert.deepEqual([known.bio, known.source], [undefined, "answer"]);
  see({ handle: "bob", bio: "", source: "page" });
  const other = see({ ...stub, id: "2", handle: "bob" });
  assert.deepEqual(["bio" in other, other.source], [false, "answer"]);
});

test("an answer takes the place of what the page showed, and of its list", () => {
  see({ handle: "ada", bio: "clamped…", source: "page" }, "followers");
  see(person("ada", { bio: "the whole bio" }), "following");
  assert.equal(people.find({ handle: "ada" })?.person.source, "answer");
  assert.equal(people.find({ handle: "ada" })?.list, "following");
  assert.equal(people.byKey.size, 1);
});

test("a stub without a bio wipes out nothing that is known", () => {
  see(person("ada", { bio: "known", website: "ada.example", followers: 7 }));
  const stub = person("ada", { followers: 8 });
  delete stub.bio;
  const merged = see(stub);
  assert.deepEqual([merged.bio, merged.website, merged.followers], ["known", "ada.example", 8]);
});

test("a whole copy drops what is no more", () => {
  see(person("ada", { website: "ada.example" }));
  assert.equal(see(person("ada", { bio: "new" })).website, undefined);
});

test("however many people pass by, a bounded number is kept", () => {
  for (let number = 0; number < 6_000; number += 1) see(person(`p${number}`, { id: String(number) }));
  assert.equal(people.byKey.size, 5_000);
  assert.equal(people.keyOfHandle.size, 5_000);
  assert.equal(people.find({ handle: "p0" }), undefined);
  assert.ok(people.find({ handle: "p5999" }));
});

/** A server that answers when told to. */
class FakeServer {
  constructor() {
    /** @type {{people: Person[], list: string, resolve: (answer: any) => void, reject: (error: any) => void}[]} */
    this.requests = [];
    this.profile = { id: "web", revision: 1 };
    this.ask = (/** @type {Person[]} */ asked, /** @type {string} */ list) =>
      /** @type {Promise<any>} */ (
        new Promise((resolve, reject) => this.requests.push({ people: asked, list, resolve, reject }))
      );
  }

  /** Answers the oldest request. */
  async answer(profile = this.profile) {
    const { people: asked, resolve } = this.requests.shift() ?? assert.fail("nothing was asked");
    const judged = asked.map(({ id }) => ({ key: id, relevance: profile.revision }));
    resolve({ profile, verdicts: judged });
    await settle();
  }

  /** @param {any} error */
  async fail(error) {
    (this.requests.shift() ?? assert.fail("nothing was asked")).reject(error);
    await settle();
  }
}

/** @type {FakeServer} */
let server;
/** @type {Verdicts} */
let verdicts;
/** @type {string[][]} */
let told;

/** @type {AbortController} */
let abort;

beforeEach(() => {
  server = new FakeServer();
  told = [];
  abort = new AbortController();
  verdicts = new Verdicts({ ask: server.ask, onVerdicts: (keys) => told.push([...keys]), signal: abort.signal });
});
afterEach(() => abort.abort());
const sizes = () => server.requests.map(({ people: asked }) => asked.length);
const want = (/** @type {Person[]} */ ...wanted) => {
  for (const one of wanted) verdicts.want(one, { list: "followers", isUrgent: false });
};

test("everybody wanted in one turn is asked for in one request", async () => {
  const [ada, bob] = [person("ada"), person("bobby")];
  want(ada);
  want(bob, ada);
  await settle();
  assert.deepEqual(sizes(), [2]);
  await server.answer();
  assert.equal(verdicts.find(ada)?.relevance, 1);
  assert.deepEqual(told, [[ada.id, bob.id]]);
});

test("a person is asked for once while an answer is on its way, and never again while it holds", async () => {
  const ada = person("ada");
  want(ada);
  await settle();
  want(ada);
  await settle();
  assert.equal(server.requests.length, 1);
  await server.answer();
  want(ada);
  await settle();
  assert.equal(server.requests.length, 0);
});

test("a changed person is asked for anew, and the old verdict is not theirs", async () => {
  const ada = person("ada");
  want(ada);
  await settle();
  await server.answer();
  const changed = { ...ada, bio: "changed" };
  assert.equal(verdicts.find(changed), undefined);
  want(changed);
  await settle();
  assert.deepEqual(server.requests[0]?.people, [changed]);
});

test("many are asked for in batches, two under way at a time", async () => {
  want(...Array.from({ length: 700 }, (_, number) => person(`p${number}`, { id: String(number) })));
  await settle();
  assert.deepEqual(sizes(), [200, 200]);
  await server.answer();
  assert.deepEqual(sizes(), [200, 200]);
  await server.answer();
  await server.answer();
  await server.answer();
  assert.equal(verdicts.kept.byKey.size, 700);
});

test("a new niche's verdict takes the place of the old one, which is shown until then", async () => {
  const ada = person("ada");
  want(ada);
  await settle();
  await server.answer();
  verdicts.changeProfile({ id: "web", revision: 2 });
  assert.equal(verdicts.find(ada)?.relevance, 1);
  want(ada);
  await settle();
  await server.answer({ id: "web", revision: 2 });
  assert.equal(verdicts.find(ada)?.relevance, 2);
});

test("an answer by the old niche that comes late does not bring it back", async () => {
  const ada = person("ada");
  want(ada);
  await settle();
  verdicts.changeProfile({ id: "web", revision: 2 });
  want(ada);
  await settle();
  await server.answer({ id: "web", revision: 1 });
  assert.equal(verdicts.find(ada), undefined);
  await server.answer({ id: "web", revision: 2 });
  assert.equal(verdicts.find(ada)?.relevance, 2);
});

test("an answer by a niche that was changed elsewhere is noticed", async () => {
  let noticed = 0;
  verdicts.onProfile = () => (noticed += 1);
  want(person("ada"));
  await settle();
  await server.answer();
  assert.equal(noticed, 0);
  want(person("bobby"));
  await settle();
  await server.answer({ id: "web", revision: 2 });
  assert.equal(noticed, 1);
});

test("what failed is asked for again when the server is back, and not before its time", async () => {
  const ada = person("ada");
  want(ada);
  await settle();
  await server.fail({ code: "down", retryMs: 60_000 });
  want(person("bobby"));
  await settle();
  assert.equal(server.requests.length, 0);
  verdicts.tryAgain();
  await settle();
  assert.equal(server.requests[0]?.people.length, 2);
});

test("after a change of account a late answer finds nobody", async () => {
  const ada = person("ada");
  want(ada);
  await settle();
  verdicts.forgetAll();
  await server.answer();
  assert.equal(verdicts.find(ada), undefined);
  assert.deepEqual(told, []);
});

test("an answer that is not about the one asked for is nobody's", async () => {
  const ada = person("ada");
  want(ada);
  await settle();
  (server.requests.shift() ?? assert.fail()).resolve({
    profile: server.profile,
    verdicts: [{ key: "other", relevance: 99 }],
  });
  await settle();
  assert.equal(verdicts.find(ada), undefined);
});

const many = (/** @type {number} */ count) =>
  Array.from({ length: count }, (_, number) => person(`p${number}`, { id: String(number) }));

test("whose rows are on the page are asked for before everybody who waits", async () => {
  want(...many(700));
  await settle();
  const ada = person("ada");
  verdicts.want(ada, { list: "followers", isUrgent: true });
  await server.answer();
  assert.deepEqual(server.requests.at(-1)?.people, [ada]);
});

test("a batch is of one list", async () => {
  const [ada, bob, eve] = [person("ada"), person("bobby"), person("evelyn")];
  verdicts.want(ada, { list: "followers", isUrgent: true });
  verdicts.want(bob, { list: "following", isUrgent: true });
  verdicts.want(eve, { list: "followers", isUrgent: true });
  await settle();
  assert.deepEqual(
    server.requests.map(({ people: asked, list }) => [list, asked.length]),
    [
      ["followers", 2],
      ["following", 1],
    ],
  );
});

test("one person whom the server will not take keeps nobody else from their verdict, and is not asked for again", async () => {
  const people5 = many(5);
  const culprit = people5[3] ?? assert.fail();
  want(...people5);
  await settle();
  while (server.requests.length > 0) {
    if (server.requests[0]?.people.includes(culprit)) await server.fail({ code: "invalid" });
    else await server.answer();
  }
  assert.deepEqual(
    people5.map((one) => verdicts.find(one) !== undefined),
    [true, true, true, false, true],
  );
  want(...people5);
  await settle();
  assert.deepEqual(sizes(), []);
  want({ ...culprit, bio: "changed" });
  await settle();
  assert.deepEqual(sizes(), [1]);
});

test("a change of account ends the search for the one whom the server will not take", async () => {
  want(...many(4));
  await settle();
  await server.fail({ code: "too_large" });
  assert.deepEqual(sizes(), [2]);
  verdicts.forgetAll();
  await server.fail({ code: "too_large" });
  assert.deepEqual(sizes(), []);
});

test("what the user has to do first is waited for, and not asked for every half second", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  want(person("ada"));
  await settle();
  await server.fail({ code: "no_profile", retryMs: 500 });
  context.mock.timers.tick(14_000);
  await settle();
  assert.deepEqual(sizes(), []);
  context.mock.timers.tick(1_001);
  await settle();
  assert.deepEqual(sizes(), [1]);
});

test("paused, nobody is asked for; resumed, everybody who came by meanwhile", async () => {
  verdicts.setPaused(true);
  want(...many(3));
  await settle();
  assert.deepEqual(sizes(), []);
  verdicts.setPaused(false);
  await settle();
  assert.deepEqual(sizes(), [3]);
});

test("a page that forges people without end fills no more than so much memory", async () => {
  verdicts.setPaused(true);
  want(...many(6_000));
  assert.equal(verdicts.queue.later.size, 5_000);
});
