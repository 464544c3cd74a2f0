import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { installBrowser } from "./browser-stub.js";
import { Forgetting } from "../../extension/background/forgetting.js";
import { settle } from "./page-stub.js";

/** Forgetting for good: no verdict brings back who was forgotten while it was under way. */

/** @type {any} */
let stub;
let now = 0;
/** @type {Forgetting} */
let forgetting;
beforeEach(() => {
  stub = installBrowser();
  now = 1_000;
  forgetting = new Forgetting({ now: () => now });
});

const ADA = /** @type {any} */ ({ id: "7", handle: "ada" });
const BOB = /** @type {any} */ ({ handle: "Bob" });
const announced = () => stub.sent.filter((/** @type {any} */ one) => one.announcement === "people/forgotten").length;

test("who is to be forgotten is forgotten after the verdicts that are under way, and then told", async () => {
  /** @type {(value?: unknown) => void} */
  let answer = () => {};
  /** @type {string[]} */
  const done = [];
  const asked = forgetting.watch(new Promise((resolve) => (answer = resolve)).then(() => done.push("judged")));
  const forgotten = forgetting.forget({ account: "42" }, async () => done.push("forgotten"));
  await settle();
  assert.deepEqual([done, announced()], [[], 0]);
  answer();
  await Promise.all([asked, forgotten]);
  assert.deepEqual([done, announced()], [["judged", "forgotten"], 1]);
});

test("a verdict that fails keeps nobody from being forgotten", async () => {
  const asked = forgetting.watch(Promise.reject(new Error("away")));
  await assert.rejects(asked, /away/);
  assert.equal(await forgetting.forget({}, async () => 3), 3);
});

/** @type {[string, any, string, any[], boolean][]} */
const CASES = [
  ["the person", { account: "42", key: "7" }, "42", [BOB, ADA], false],
  ["the person, by handle", { account: "42", key: "@bob" }, "42", [BOB], false],
  ["another person", { account: "42", key: "7" }, "42", [BOB], true],
  ["the person, for another account", { account: "42", key: "7" }, "43", [ADA], true],
  ["anybody of the account", { account: "42" }, "42", [BOB], false],
  ["anybody of another account", { account: "42" }, "43", [BOB], true],
  ["anybody at all", {}, "43", [BOB], false],
];
for (const [who, news, account, people, expected] of CASES)
  test(`${who} is ${expected ? "" : "not "}remembered while tabs are being told, and is afterwards`, async () => {
    await forgetting.forget(news, async () => {
      now += 60_000;
      assert.equal(forgetting.mayRemember(account, people), expected);
    });
    assert.equal(forgetting.mayRemember(account, people), expected);
    now += 6_000;
    assert.equal(forgetting.mayRemember(account, people), true);
  });

test("where forgetting fails, it is said, and nobody is told of it", async () => {
  await assert.rejects(
    forgetting.forget({}, () => Promise.reject(new Error("away"))),
    /away/,
  );
  assert.equal(announced(), 0);
});
