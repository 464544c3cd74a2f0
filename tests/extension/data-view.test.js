import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { installBrowser } from "./browser-stub.js";
import { drawData } from "../../extension/popup/data-view.js";
import { drawSight } from "../../extension/popup/sight-view.js";
import { installPage, settle } from "./page-stub.js";

/** The popup's part on the user's own data. */

/** @type {any} */
let stub;
/** @type {any} */
let ledger;
/** @type {any[]} */
let errors;
/** @type {HTMLElement} */
let root;
const REPORT = { unknownPlaces: [], rows: 0, readable: 0, answers: 0, people: 0 };

beforeEach(() => {
  installPage("https://popup.test/");
  stub = installBrowser();
  root = document.createElement("div");
  document.body.append(root);
  errors = [];
  ledger = {
    accounts: [
      { account: "42", people: 1_234, decisions: 5 },
      { account: "@ada", people: 2, decisions: 0 },
      { account: "43", people: 0, decisions: 0 },
    ],
    bytes: 3_456_789,
  };
  stub.onSend = (/** @type {any} */ { name, request }) => {
    if (name === "ledger/get") return { value: structuredClone(ledger) };
    const isGone = (/** @type {any} */ { account }) => name === "people/forget-all" || account === request.account;
    const gone = ledger.accounts.filter(isGone);
    ledger.accounts = ledger.accounts.filter((/** @type {any} */ one) => !isGone(one));
    return {
      value: { forgotten: gone.reduce((/** @type {number} */ sum, /** @type {any} */ one) => sum + one.people, 0) },
    };
  };
});

async function open(/** @type {any} */ report = { ...REPORT, account: "42", accountHandle: "@you_standin" }) {
  drawData(root, report, (error) => errors.push(error));
  const details = root.querySelector("details") ?? assert.fail();
  details.open = true;
  await new Promise((resolve) => details.addEventListener("toggle", resolve, { once: true }));
  await settle();
}

/** @param {string} name @returns {HTMLButtonElement} */
function getButton(name) {
  const found = [...root.querySelectorAll("button")].find(
    (button) => (button.getAttribute("aria-label") ?? button.textContent) === name,
  );
  return found ?? assert.fail(`no button ${name}`);
}
const press = async (/** @type {string} */ name) => (getButton(name).click(), settle());
const items = () => [...root.querySelectorAll("li > span")].map(({ textContent }) => textContent);
const said = () => root.querySelector("[role=status]")?.textContent;
const sent = () => stub.sent.map((/** @type {any} */ { name }) => name);

test("nothing is asked before the section is opened", async () => {
  drawData(root, undefined, (error) => errors.push(error));
  await settle();
  assert.deepEqual(sent(), []);
});

test("it says what is kept for whom, and the tab's account by its handle", async () => {
  await open();
  assert.deepEqual(items(), ["@you_standin (42)People: 1,234 · decisions: 5", "@adaPeople: 2 · decisions: 0"]);
  assert.match(root.textContent ?? "", /3\.5 MB, on this computer alone/);
  const commands = [...root.querySelectorAll("code")].map(({ textContent }) => textContent);
  assert.deepEqual(commands, [
    "fieldmark export --out fieldmark-backup.json",
    "fieldmark import fieldmark-backup.json",
  ]);
});

test("an account is forgotten only when it was asked a second time, and what was done is said", async () => {
  await open();
  await press("Forget everybody whom @ada saw");
  assert.deepEqual(sent(), ["ledger/get"]);
  const group = root.querySelector("[role=group]") ?? assert.fail();
  assert.match(group.getAttribute("aria-label") ?? "", /whom @ada saw.*People: 2/);
  assert.equal(document.activeElement?.textContent, "Keep");
  [...group.querySelectorAll("button")].find(({ textContent }) => textContent === "Forget")?.click();
  await settle();
  await settle();
  assert.deepEqual(stub.sent[1], { name: "people/forget-account", request: { account: "@ada" } });
  assert.equal(said(), "Forgotten. People: 2.");
  assert.equal(items().length, 1);
  assert.equal(document.activeElement?.localName, "summary");
});

test("keeping, or Escape, changes nothing and gives the focus back", async () => {
  await open();
  for (const leave of [
    () => press("Keep"),
    async () => {
      const event = new KeyboardEvent("keydown", { key: "Escape", bubbles: true, cancelable: true });
      getButton("Keep").dispatchEvent(event);
      assert.equal(event.defaultPrevented, true, "else the popup would close");
    },
  ]) {
    await press("Forget everybody");
    await leave();
    assert.equal(document.activeElement?.textContent, "Forget everybody");
  }
  assert.deepEqual(sent(), ["ledger/get"]);
});

test("everybody is forgotten, and then nobody is remembered", async () => {
  await open();
  await press("Forget everybody");
  await press("Forget");
  await settle();
  assert.equal(said(), "Forgotten. People: 1,236.");
  assert.match(root.textContent ?? "", /Nobody is remembered/);
  assert.equal(root.querySelector("li"), null);
});

test("what fails is told, and can be tried again", async () => {
  await open();
  await press("Forget everybody");
  stub.onSend = () => ({ error: { code: "down", message: "no server" } });
  await press("Forget");
  assert.deepEqual(
    errors.map(({ code }) => code),
    ["down"],
  );
  assert.equal(document.activeElement?.textContent, "Forget everybody");
  await open();
  assert.equal(errors.length, 2);
});

test("names of accounts are text", async () => {
  ledger.accounts = [{ account: "<img src=x>", people: 1, decisions: 0 }];
  await open(undefined);
  assert.equal(root.querySelector("img"), null);
  assert.match(items()[0] ?? "", /^<img src=x>/);
});

test("of a list the popup says who is new since when, and how many are undecided", () => {
  const since = Date.now() - 3 * 86_400_000;
  const weekday = new Intl.DateTimeFormat("en", { weekday: "long" }).format(since);
  drawSight(root, { ...REPORT, place: "followers", since, news: 1_200, undecided: 40 }, () => {});
  const lines = [...root.querySelectorAll("p")].map(({ textContent }) => textContent);
  assert.deepEqual(lines.slice(1), [`New since ${weekday}: 1,200.`, "Undecided: 40."]);
  drawSight(root, { ...REPORT, place: "followers", undecided: 40 }, () => {});
  assert.doesNotMatch(root.textContent ?? "", /New/);
});
