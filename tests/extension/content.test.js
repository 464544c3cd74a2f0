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

test("a person is found by handle in any case", () => {
  const people = new People();
  const ada = people.remember(person("Ada"));
  assert.equal(people.find({ handle: "aDA" }), ada);
  assert.equal(people.find({ handle: "bob" }), undefined);
});

test("seeing the same again gives the same object, so that its verdict still holds", () => {
  const people = new People();
  const first = people.remember(person("ada"));
  assert.equal(people.remember(person("ada", { follows_me: true, position: 9 })), first);
  assert.notEqual(people.remember(person("ada", { bio: "changed" })), first);
});

test("what the page shows never takes the place of what an answer said", () => {
  const people = new People();
  const told = people.remember(person("ada", { bio: "the whole bio" }));
  assert.equal(people.remember(person("ada", { bio: "the whole…", source: "page" })), told);
  assert.equal(people.find({ handle: "ada" })?.bio, "the whole bio");
});

test("an answer takes the place of what the page showed", () => {
  const people = new People();
  people.remember({ handle: "ada", bio: "clamped…", source: "page" });
  people.remember(person("ada", { bio: "the whole bio" }));
  assert.equal(people.find({ handle: "ada" })?.source, "answer");
  assert.equal(people.byKey.size, 1);
});

test("a stub without a bio does not wipe out the bio that is known", () => {
  const people = new People();
  people.remember(person("ada", { bio: "known" }));
  const stub = person("ada");
  delete stub.bio;
  people.remember(stub);
  assert.equal(people.find({ handle: "ada" })?.bio, "known");
});

test("however many people pass by, a bounded number is kept", () => {
  const people = new People();
  for (let number = 0; number < 6_000; number += 1) people.remember(person(`p${number}`, { id: String(number) }));
  assert.equal(people.byKey.size, 5_000);
  assert.equal(people.keyOfHandle.size, 5_000);
  assert.equal(people.find({ handle: "p0" }), undefined);
  assert.ok(people.find({ handle: "p5999" }));
});

/** A server that answers when told to. */
class FakeServer {
  constructor() {
    /** @type {{people: Person[], resolve: (answer: any) => void, reject: (error: any) => void}[]} */
    this.requests = [];
    this.profile = { id: "web", revision: 1 };
    this.ask = (/** @type {Person[]} */ people) =>
      /** @type {Promise<any>} */ (new Promise((resolve, reject) => this.requests.push({ people, resolve, reject })));
  }

  /** Answers the oldest request. */
  async answer(profile = this.profile) {
    const { people, resolve } = this.requests.shift() ?? assert.fail("nothing was asked");
    const verdicts = people.map(({ id }) => ({ key: id, relevance: profile.revision }));
    resolve({ profile, verdicts });
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

test("everybody wanted in one turn is asked for in one request", async () => {
  const [ada, bob] = [person("ada"), person("bobby")];
  verdicts.want([ada]);
  verdicts.want([bob, ada]);
  await settle();
  assert.deepEqual(
    server.requests.map(({ people }) => people.length),
    [2],
  );
  await server.answer();
  assert.equal(verdicts.find(ada)?.relevance, 1);
  assert.deepEqual(told, [[ada.id, bob.id]]);
});

test("a person is asked for once while an answer is on its way, and never again while it holds", async () => {
  const ada = person("ada");
  verdicts.want([ada]);
  await settle();
  verdicts.want([ada]);
  await settle();
  assert.equal(server.requests.length, 1);
  await server.answer();
  verdicts.want([ada]);
  await settle();
  assert.equal(server.requests.length, 0);
});

test("a changed person is asked for anew, and the old verdict is not theirs", async () => {
  const ada = person("ada");
  verdicts.want([ada]);
  await settle();
  await server.answer();
  const changed = { ...ada, bio: "changed" };
  assert.equal(verdicts.find(changed), undefined);
  verdicts.want([changed]);
  await settle();
  assert.deepEqual(server.requests[0]?.people, [changed]);
});

test("many are asked for in batches, two under way at a time", async () => {
  verdicts.want(Array.from({ length: 700 }, (_, number) => person(`p${number}`, { id: String(number) })));
  await settle();
  assert.deepEqual(
    server.requests.map(({ people }) => people.length),
    [200, 200],
  );
  await server.answer();
  assert.deepEqual(
    server.requests.map(({ people }) => people.length),
    [200, 200],
  );
  await server.answer();
  await server.answer();
  await server.answer();
  assert.equal(verdicts.kept.size, 700);
});

test("a new niche's verdict takes the place of the old one, which is shown until then", async () => {
  const ada = person("ada");
  verdicts.want([ada]);
  await settle();
  await server.answer();
  verdicts.changeProfile({ id: "web", revision: 2 });
  assert.equal(verdicts.find(ada)?.relevance, 1);
  verdicts.want([ada]);
  await settle();
  await server.answer({ id: "web", revision: 2 });
  assert.equal(verdicts.find(ada)?.relevance, 2);
});

test("an answer by the old niche that comes late does not bring it back", async () => {
  const ada = person("ada");
  verdicts.want([ada]);
  await settle();
  verdicts.changeProfile({ id: "web", revision: 2 });
  verdicts.want([ada]);
  await settle();
  await server.answer({ id: "web", revision: 1 });
  assert.equal(verdicts.find(ada), undefined);
  await server.answer({ id: "web", revision: 2 });
  assert.equal(verdicts.find(ada)?.relevance, 2);
});

test("an answer by a niche that was changed elsewhere is noticed", async () => {
  let noticed = 0;
  verdicts.onProfile = () => (noticed += 1);
  verdicts.want([person("ada")]);
  await settle();
  await server.answer();
  assert.equal(noticed, 0);
  verdicts.want([person("bobby")]);
  await settle();
  await server.answer({ id: "web", revision: 2 });
  assert.equal(noticed, 1);
});

test("what failed is asked for again when the server is back, and not before its time", async () => {
  const ada = person("ada");
  verdicts.want([ada]);
  await settle();
  await server.fail({ code: "down", retryMs: 60_000 });
  verdicts.want([person("bobby")]);
  await settle();
  assert.equal(server.requests.length, 0);
  verdicts.tryAgain();
  await settle();
  assert.equal(server.requests[0]?.people.length, 2);
});

test("after a change of account a late answer finds nobody", async () => {
  const ada = person("ada");
  verdicts.want([ada]);
  await settle();
  verdicts.forgetAll();
  await server.answer();
  assert.equal(verdicts.find(ada), undefined);
  assert.deepEqual(told, []);
});

test("an answer that is not about the one asked for is nobody's", async () => {
  const ada = person("ada");
  verdicts.want([ada]);
  await settle();
  (server.requests.shift() ?? assert.fail()).resolve({
    profile: server.profile,
    verdicts: [{ key: "other", relevance: 99 }],
  });
  await settle();
  assert.equal(verdicts.find(ada), undefined);
});
