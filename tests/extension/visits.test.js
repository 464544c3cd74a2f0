import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { installBrowser } from "./browser-stub.js";
import { makeDataHandlers } from "../../extension/background/data-handlers.js";
import { Forgetting } from "../../extension/background/forgetting.js";
import { Outbox } from "../../extension/background/outbox.js";
import { forgetVisits, touchVisit } from "../../extension/background/visits.js";

/** Visits, and forgetting: what the background keeps beside the server. */

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const NOW = Date.UTC(2026, 10, 23, 9);
const MINE = { account: "42", list: "/you_standin/followers" };

/** @type {any} */
let stub;
beforeEach(() => {
  stub = installBrowser();
});

/** @param {number} now @param {{account: string, list: string}} [request] */
const touch = async (now, request = MINE) => (await touchVisit(request, now)).since;

test("a first visit has none before it, however long it lasts", async () => {
  for (let minute = 0; minute < 120; minute += 1) assert.equal(await touch(NOW + minute * MINUTE), null);
});

test("a visit is over after half an hour, and the next one knows when it ended", async () => {
  await touch(NOW);
  assert.equal(await touch(NOW + 30 * MINUTE), null);
  const end = NOW + 30 * MINUTE;
  assert.equal(await touch(end + 31 * MINUTE), end);
  assert.equal(await touch(end + 50 * MINUTE), end);
  assert.equal(await touch(end + DAY), end + 50 * MINUTE);
});

test("accounts and lists each have their own", async () => {
  await touch(NOW);
  assert.equal(await touch(NOW + DAY, { ...MINE, account: "43" }), null);
  assert.equal(await touch(NOW + DAY, { ...MINE, list: "/you_standin/verified_followers" }), null);
  assert.equal(await touch(NOW + DAY), NOW);
});

test("two tabs at once lose none of their lists", async () => {
  const lists = Array.from({ length: 20 }, (_, place) => ({ account: "42", list: `/p${place}/followers` }));
  await Promise.all(lists.map((request) => touch(NOW, request)));
  assert.deepEqual(
    await Promise.all(lists.map((request) => touch(NOW + DAY, request))),
    lists.map(() => NOW),
  );
});

test("a clock that is set back a little ends no visit, and one that is set back far begins anew", async () => {
  await touch(NOW);
  await touch(NOW + DAY);
  assert.equal(await touch(NOW + DAY - MINUTE), NOW);
  assert.equal(await touch(NOW + DAY + 30 * MINUTE), NOW, "the visit lasts from its latest moment on");
  assert.equal(await touch(NOW - 365 * DAY), null);
  assert.equal(await touch(NOW - 364 * DAY), NOW - 365 * DAY);
  assert.equal(await touch(NOW + 2 * DAY), NOW - 364 * DAY);
  assert.equal(await touch(NOW + 3 * DAY), NOW + 2 * DAY);
});

test("a page that tells all the time costs a write now and then", async () => {
  let writes = 0;
  const { set } = stub.storage.local;
  stub.storage.local.set = async (/** @type {any} */ values) => ((writes += 1), set(values));
  for (let second = 0; second < 60; second += 1) await touch(NOW + second * 1_000);
  assert.equal(writes, 3);
});

test("the lists looked at longest ago are forgotten first", async () => {
  for (let place = 0; place < 250; place += 1) await touch(NOW, { account: "42", list: `/p${place}/followers` });
  assert.equal(stub.stored.visits.length, 200);
  assert.equal(await touch(NOW + DAY, { account: "42", list: "/p249/followers" }), NOW);
  assert.equal(await touch(NOW + DAY, { account: "42", list: "/p0/followers" }), null);
});

for (const [field, request] of /** @type {[string, any][]} */ ([
  ["account", { ...MINE, account: "you" }],
  ["account", { list: MINE.list }],
  ["list", { ...MINE, list: "https://x.com/" }],
  ["list", { ...MINE, list: `/${"x".repeat(300)}` }],
  ["list", { account: "42", list: { length: 1 } }],
]))
  test(`${JSON.stringify(request).slice(0, 60)} is refused by the name of its field`, () =>
    assert.rejects(touchVisit(request, NOW), { code: "invalid", field }));

for (const stored of [null, 7, "x", {}, [null, 1, { account: "42" }, { ...MINE, last: "then", since: null }]])
  test(`stored visits that are ${JSON.stringify(stored)} do no harm`, async () => {
    stub.stored.visits = stored;
    assert.equal(await touch(NOW), null);
    assert.equal(await touch(NOW + DAY), NOW);
  });

test("an account's visits are forgotten with it, and all with all", async () => {
  const other = { ...MINE, account: "43" };
  for (const request of [MINE, other]) await touch(NOW, request);
  await forgetVisits("42");
  assert.equal(await touch(NOW + DAY), null);
  assert.equal(await touch(NOW + DAY, other), NOW);
  await forgetVisits();
  assert.deepEqual(stub.stored.visits, []);
});

/** A server with people of three accounts, which is away for decisions. */
function makeWorld() {
  /** @type {Record<string, number>} */
  const people = { 42: 3, 43: 2, "@ada": 1 };
  /** @type {string[]} */
  const deleted = [];
  /** @type {any} */
  const client = {
    isAway: false,
    async call(/** @type {string} */ method, /** @type {string} */ path) {
      if (client.isAway) throw new Error("away");
      if (method === "PUT") throw new Error("down");
      if (path === "/v1/ledger")
        return { accounts: Object.entries(people).map(([account, count]) => ({ account, people: count })), bytes: 9 };
      const account = decodeURIComponent(path.replace("/v1/people?account=", ""));
      deleted.push(account);
      return { forgotten: people[account] ?? 0 };
    },
  };
  const outbox = new Outbox({ client, onNews: () => {} });
  return { client, outbox, deleted, handlers: makeDataHandlers({ client, outbox, forgetting: new Forgetting() }) };
}

const DECISION = { key: "7", change: { triage: /** @type {const} */ ("passed") } };
const announced = () =>
  stub.sent
    .filter((/** @type {any} */ { announcement }) => announcement === "people/forgotten")
    .map((/** @type {any} */ { value }) => value);

test("an account is forgotten with its visits and the decisions that wait, and every tab is told", async () => {
  const { outbox, deleted, handlers } = makeWorld();
  for (const account of ["42", "43"]) {
    await touch(NOW, { ...MINE, account });
    await outbox.add({ ...DECISION, account });
  }
  assert.deepEqual(await handlers["people/forget-account"]({ account: "42" }), { forgotten: 3 });
  assert.deepEqual(deleted, ["42"]);
  assert.deepEqual(
    stub.stored.outbox.map((/** @type {any} */ { account }) => account),
    ["43"],
  );
  assert.deepEqual([await touch(NOW + DAY), await touch(NOW + DAY, { ...MINE, account: "43" })], [null, NOW]);
  assert.deepEqual(announced(), [{ account: "42" }]);
});

test("everybody is forgotten, of each account, and what waits for one that the server never knew", async () => {
  const { outbox, deleted, handlers } = makeWorld();
  await outbox.add({ ...DECISION, account: "44" });
  assert.deepEqual(await handlers["people/forget-all"](null), { forgotten: 6 });
  assert.deepEqual(deleted.sort(), ["42", "43", "@ada"]);
  assert.deepEqual(stub.stored.outbox, []);
  assert.deepEqual(announced(), [{}]);
});

test("while the server is away nothing is forgotten, and no decision is lost", async () => {
  const { client, outbox, handlers } = makeWorld();
  await outbox.add({ ...DECISION, account: "42" });
  await touch(NOW);
  client.isAway = true;
  await assert.rejects(handlers["people/forget-account"]({ account: "42" }), /away/);
  await assert.rejects(handlers["people/forget-all"](null), /away/);
  assert.equal(stub.stored.outbox.length, 1);
  assert.equal(await touch(NOW + DAY), NOW);
  assert.deepEqual(announced(), []);
});

test("an account that is none is refused before anything is forgotten", async () => {
  const { deleted, handlers } = makeWorld();
  await assert.rejects(handlers["people/forget-account"]({ account: "" }), { code: "invalid", field: "account" });
  assert.deepEqual(deleted, []);
});
