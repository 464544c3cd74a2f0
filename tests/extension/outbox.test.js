import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { installBrowser } from "./browser-stub.js";
import { makeDecisionHandlers } from "../../extension/background/decision-handlers.js";
import { Forgetting } from "../../extension/background/forgetting.js";
import { Outbox } from "../../extension/background/outbox.js";
import { MessageError } from "../../extension/shared/messages.js";

/**
 * The outbox with the browser's storage in memory and a server that can be away, refuse, or be slow.
 * @typedef {import("../../extension/shared/messages.js").DecisionNews} DecisionNews
 */

/** @type {any} */
let stub;
/** @type {any[]} */
let put;
/** @type {DecisionNews[]} */
let news;
/** @type {(method: string, path: string, body: any) => Promise<any>} */
let answer;

const down = () => Promise.reject(new MessageError({ code: "down", message: "nobody answers" }));
const decide = (/** @type {any} */ body) => ({ triage: "undecided", overrule: null, note: null, ...body });

beforeEach(() => {
  stub = installBrowser();
  put = [];
  news = [];
  answer = async (_method, _path, { triage, overrule, note }) => decide({ triage, overrule, note });
});

function openOutbox() {
  const client = /** @type {any} */ ({
    call(/** @type {string} */ method, /** @type {string} */ path, /** @type {any} */ body) {
      put.push({ method, path, body });
      return answer(method, path, body);
    },
  });
  const outbox = new Outbox({ client, onNews: (one) => news.push(one) });
  return { outbox, ...makeDecisionHandlers({ client, outbox, forgetting: new Forgetting() }) };
}

/** @param {string} key @param {any} change @returns {any} */
const request = (key, change) => ({ account: "42", key, change });

test("a decision is kept, delivered with an id and a moment of its own, and told twice", async () => {
  const { outbox } = openOutbox();
  const before = Date.now();
  assert.deepEqual(await outbox.add(request("7", { triage: "passed" })), { pending: true });
  assert.deepEqual(stub.stored.outbox.length, 1);
  assert.equal(await outbox.deliver(), 0);
  const [{ method, path, body }] = put;
  assert.deepEqual([method, path, body.account, body.triage], ["PUT", "/v1/decisions/7", "42", "passed"]);
  assert.match(body.id, /^[0-9a-f-]{36}$/);
  assert.ok(body.at >= before && body.at <= Date.now());
  assert.deepEqual(stub.stored.outbox, []);
  assert.deepEqual(
    news.map(({ key, pending, decision }) => [key, pending, decision.triage]),
    [
      ["7", true, "passed"],
      ["7", false, "passed"],
    ],
  );
});

test("while the server is away decisions wait, over a restart too, and go out once and in order", async () => {
  answer = down;
  const first = openOutbox();
  for (const triage of ["passed", "later", "undecided"]) await first.outbox.add(request("7", { triage }));
  await first.outbox.add(request("8", { note: "x" }));
  assert.equal(await first.outbox.deliver(), 4);
  const ids = stub.stored.outbox.map((/** @type {any} */ { id }) => id);

  put = [];
  answer = async (_method, _path, { triage, note }) => decide({ triage, note });
  const second = openOutbox();
  const [one, other] = await Promise.all([second.outbox.deliver(), second.outbox.deliver()]);
  assert.deepEqual([one, other], [0, 0]);
  assert.deepEqual(
    put.map(({ body }) => body.id),
    ids,
  );
  assert.deepEqual(
    put.map(({ body }) => body.triage ?? body.note),
    ["passed", "later", "undecided", "x"],
  );
});

test("a storage that fails for a moment holds up no decision that comes later, and none goes out twice", async () => {
  const { outbox } = openOutbox();
  const { set } = stub.storage.local;
  answer = async (_method, _path, { triage }) => {
    stub.storage.local.set = () => Promise.reject(new Error("no room"));
    return decide({ triage });
  };
  await outbox.add(request("7", { triage: "passed" }));
  assert.equal(await outbox.deliver(), 0);
  assert.deepEqual(
    news.map(({ key, pending }) => [key, pending]),
    [
      ["7", true],
      ["7", false],
    ],
  );
  stub.storage.local.set = set;
  answer = async (_method, _path, { triage }) => decide({ triage });
  await outbox.add(request("8", { triage: "later" }));
  assert.equal(await outbox.deliver(), 0);
  assert.deepEqual(
    put.map(({ path }) => path),
    ["/v1/decisions/7", "/v1/decisions/8"],
  );
  assert.deepEqual(stub.stored.outbox, []);
});

test("whoever is forgotten is forgotten in a storage too that would not let a decision go before", async () => {
  const { outbox } = openOutbox();
  const { set } = stub.storage.local;
  answer = async () => {
    stub.storage.local.set = () => Promise.reject(new Error("no room"));
    return decide({});
  };
  await outbox.add(request("7", { triage: "passed" }));
  await outbox.deliver();
  stub.storage.local.set = set;
  assert.equal(stub.stored.outbox.length, 1);
  await outbox.forget("42", "7");
  assert.deepEqual(stub.stored.outbox, []);
});

test("a delivery that goes wrong is not the last", async () => {
  const { outbox } = openOutbox();
  await outbox.add(request("7", { triage: "passed" }));
  await outbox.deliver();
  const deliverAll = outbox.deliverAll.bind(outbox);
  outbox.deliverAll = () => Promise.reject(new Error("unexpected"));
  await assert.rejects(outbox.deliver());
  outbox.deliverAll = deliverAll;
  assert.equal(await outbox.deliver(), 0);
});

test("an answer that is lost is asked for again with the same id", async () => {
  answer = down;
  const { outbox } = openOutbox();
  await outbox.add(request("7", { triage: "passed" }));
  await outbox.deliver();
  await outbox.deliver();
  assert.ok(put.length >= 2);
  assert.equal(new Set(put.map(({ body }) => body.id)).size, 1);
});

test("what the server will never take is told, and does not hold up the others", async () => {
  answer = async (_method, path) => {
    if (path.endsWith("/7")) throw new MessageError({ code: "no_memory", message: "not kept" });
    return decide({});
  };
  const { outbox } = openOutbox();
  await outbox.add(request("7", { triage: "passed" }));
  await outbox.add(request("8", { triage: "passed" }));
  assert.equal(await outbox.deliver(), 0);
  assert.deepEqual(
    news.filter(({ refused }) => refused).map(({ key, refused }) => [key, refused?.code]),
    [["7", "no_memory"]],
  );
});

test("what the page told of the person never costs the decision", async () => {
  answer = async (_method, _path, { person }) => {
    if (person) throw new MessageError({ code: "invalid", message: "no", field: "person.bio" });
    return decide({ triage: "passed" });
  };
  const { outbox } = openOutbox();
  await outbox.add({ ...request("7", { triage: "passed" }), person: { handle: "ada", source: "page" } });
  assert.equal(await outbox.deliver(), 0);
  assert.equal(news.at(-1)?.refused, undefined);
  assert.deepEqual(Object.keys(put[1].body).sort(), ["account", "at", "id", "triage"]);
});

test("storage that is full is told, and nothing is pretended", async () => {
  const { outbox } = openOutbox();
  stub.storage.local.set = () => Promise.reject(new Error("QUOTA_BYTES"));
  await assert.rejects(outbox.add(request("7", { triage: "passed" })), { code: "not_kept" });
  assert.deepEqual([news, put], [[], []]);
});

test("no more than 2,000 wait", async () => {
  answer = down;
  const { outbox } = openOutbox();
  const entry = { account: "42", key: "7", change: { triage: "passed" }, id: "x", at: 1 };
  stub.stored.outbox = Array(2_000).fill(entry);
  await assert.rejects(outbox.add(request("7", { triage: "passed" })), { code: "not_kept" });
});

for (const stored of [null, "x", 7, [null], [{}], [{ account: "42", key: "7", id: "1", at: 1, change: {} }]])
  test(`a stored outbox that is ${JSON.stringify(stored)} does no harm`, async () => {
    stub.stored.outbox = stored;
    const { outbox } = openOutbox();
    await outbox.add(request("7", { triage: "passed" }));
    assert.equal(await outbox.deliver(), 0);
    assert.equal(put.length, 1);
  });

const VERDICT = /** @type {any} */ ({ key: "7", relevance: 3, triage: "undecided", overrule: null, note: null });

test("verdicts show what waits, for its own account and person alone", async () => {
  answer = down;
  const { outbox } = openOutbox();
  await outbox.add(request("7", { triage: "passed" }));
  await outbox.add(request("7", { note: "n" }));
  const [seven, eight] = await outbox.overlay("42", [VERDICT, { ...VERDICT, key: "8" }], outbox.mark());
  assert.deepEqual(
    [seven?.triage, seven?.note, seven?.pending, seven?.relevance, eight?.triage, eight?.pending],
    ["passed", "n", true, 3, "undecided", undefined],
  );
  const [other] = await outbox.overlay("43", [VERDICT], outbox.mark());
  assert.equal(other, VERDICT);
});

test("verdicts that were asked for before a decision went out show it nevertheless", async () => {
  const { outbox } = openOutbox();
  const mark = outbox.mark();
  await outbox.add(request("7", { triage: "passed" }));
  await outbox.deliver();
  const [late] = await outbox.overlay("42", [VERDICT], mark);
  assert.deepEqual([late?.triage, late?.pending], ["passed", undefined]);
  const [newer] = await outbox.overlay("42", [VERDICT], outbox.mark());
  assert.equal(newer, VERDICT);
});

test("news of an earlier decision does not hide a later one that waits", async () => {
  /** @type {(value: any) => void} */
  let release = () => {};
  answer = () => new Promise((resolve) => (release = resolve));
  const { outbox } = openOutbox();
  await outbox.add(request("7", { triage: "passed" }));
  await outbox.add(request("7", { triage: "later" }));
  answer = down;
  release(decide({ triage: "passed" }));
  await outbox.deliver();
  assert.deepEqual([news.at(-1)?.decision.triage, news.at(-1)?.pending], ["later", true]);
});

test("what waits about somebody who is forgotten is forgotten too", async () => {
  answer = down;
  const handlers = openOutbox();
  await handlers.outbox.add(request("7", { triage: "passed" }));
  await handlers.outbox.add(request("8", { triage: "passed" }));
  await handlers.outbox.deliver();
  answer = async () => undefined;
  put = [];
  await handlers["people/forget"]({ account: "42", key: "7" });
  await handlers.outbox.deliver();
  assert.deepEqual(
    put.map(({ method, path }) => [method, path]).sort(),
    [
      ["DELETE", "/v1/people/7?account=42"],
      ["PUT", "/v1/decisions/8"],
    ].sort(),
  );
  assert.deepEqual(
    stub.toTabs
      .filter((/** @type {any} */ { tab }) => tab === 1)
      .map((/** @type {any} */ { announcement }) => announcement),
    ["people/forgotten"],
  );
});

/** @type {[string, any, string][]} */
const WRONG = [
  ["no account", { key: "7", change: { triage: "passed" } }, "account"],
  ["a path as key", { account: "42", key: "../profiles", change: { triage: "passed" } }, "key"],
  ["a number as key", { account: "42", key: 7, change: { triage: "passed" } }, "key"],
  ["an unknown triage", request("7", { triage: "loved" }), "change.triage"],
  ["an unknown overrule", request("7", { overrule: "yes" }), "change.overrule"],
  ["a note of 281", request("7", { note: "x".repeat(281) }), "change.note"],
  ["an unknown field", request("7", { triage: "passed", at: 5 }), "change.at"],
  ["a prototype's field", request("7", JSON.parse('{"__proto__": 1}')), "change.__proto__"],
  ["nothing", request("7", {}), "change"],
  ["no change", { account: "42", key: "7" }, "change"],
];
for (const [what, wrong, field] of WRONG)
  test(`a decision with ${what} is refused by the name of its field`, async () => {
    const handlers = openOutbox();
    await assert.rejects(handlers["decisions/make"](wrong), { code: "invalid", field });
    assert.equal(stub.stored.outbox, undefined);
  });
