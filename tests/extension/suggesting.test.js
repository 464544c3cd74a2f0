import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { installBrowser } from "./browser-stub.js";
import { makeAgreementPanel } from "../../extension/popup/agreement-view.js";
import { SuggestionsView } from "../../extension/popup/suggestions-view.js";
import { installPage, settle } from "./page-stub.js";

/** @type {any} */
let stub;
/** @type {any} */
let answers;
/** @type {any[]} */
let added;
/** @type {any[]} */
let errors;

const WORD = {
  text: "web performance",
  kind: "related",
  evidence: { relevant: 9, of_relevant: 11, not_relevant: 1, of_not_relevant: 60 },
  people: 12,
  of_people: 400,
};

beforeEach(() => {
  installPage("https://popup.test/");
  stub = installBrowser();
  [added, errors] = [[], []];
  const suggestions = [WORD, { ...WORD, text: "airdrop", kind: "avoid" }];
  answers = {
    "suggestions/list": { suggestions, decided: { relevant: 11, not_relevant: 60 }, needed: 5 },
    "suggestions/never": { never: [] },
  };
  stub.onSend = (/** @type {any} */ { name }) =>
    answers[name] ? { value: answers[name] } : { error: { code: "down", message: "away" } };
});

const about = {
  findAccount: async () => "7",
  getNiche: () => "web",
  onError: (/** @type {unknown} */ error) => errors.push(error),
};
async function show() {
  const view = new SuggestionsView({ ...about, onAdd: (suggestion) => added.push(suggestion) });
  document.body.replaceChildren(view.element);
  await view.refresh();
  return view;
}
const read = () => document.body.textContent ?? "";
/** @param {string} label */
const click = (label) =>
  [...document.querySelectorAll("button")].find((button) => button.getAttribute("aria-label") === label)?.click();

test("each word is offered with its evidence, those that speak against apart, and added with one click", async () => {
  await show();
  assert.match(read(), /Words of those you followedweb performance9 of 11 followed, 1 of 60 passed/);
  assert.match(read(), /Words of those you passedairdrop/);
  click("Add airdrop to “Avoid”");
  assert.deepEqual([added.length, added[0].kind], [1, "avoid"]);
});

test("never is told to the server, said, and taken back", async () => {
  await show();
  click("Never suggest web performance");
  await settle();
  await settle();
  const never = () =>
    stub.sent
      .filter((/** @type {any} */ { name }) => name === "suggestions/never")
      .map((/** @type {any} */ one) => one.request);
  assert.deepEqual(never(), [{ profile: "web", text: "web performance", undo: false }]);
  assert.match(read(), /Never suggested again: web performance/);
  [...document.querySelectorAll("button")].find(({ textContent }) => textContent === "Undo")?.click();
  await settle();
  await settle();
  assert.equal(never().at(-1)?.undo, true);
  assert.doesNotMatch(read(), /Never suggested again/);
});

test("with too few decisions it says how many are missing of each, never below none", async () => {
  answers["suggestions/list"] = { suggestions: [], decided: { relevant: 9, not_relevant: 2 }, needed: 5 };
  await show();
  assert.match(read(), /Still missing: 0 whom you follow or call relevant, 3 whom you pass/);
});

test("a server that is away takes nothing away and is not complained of; a refused word that could not be kept is", async () => {
  const view = await show();
  answers = {};
  await view.refresh();
  assert.match(read(), /web performance/);
  assert.deepEqual(errors, []);
  click("Never suggest web performance");
  await settle();
  assert.equal(/** @type {any} */ (errors[0]).code, "down");
});

test("agreement is asked for when it is opened, and told band by band", async () => {
  const none = { relevant: 0, not_relevant: 0 };
  answers["agreement/get"] = {
    bands: {
      strong: { relevant: 9, not_relevant: 2 },
      maybe: none,
      off: { relevant: 1, not_relevant: 12 },
      no_basis: none,
    },
    agreed: 21,
    of: 24,
  };
  const panel = makeAgreementPanel(about);
  document.body.replaceChildren(panel);
  await settle();
  assert.deepEqual(stub.sent, []);
  /** @type {any} */ (panel).open = true;
  panel.dispatchEvent(new Event("toggle"));
  await settle();
  assert.match(read(), /Agreed on 21 of 24/);
  assert.match(read(), /strong92maybe00off112no basis00/);
  answers["agreement/get"] = { bands: { strong: none, maybe: none, off: none, no_basis: none }, agreed: 0, of: 0 };
  panel.dispatchEvent(new Event("toggle"));
  await settle();
  assert.match(read(), /decided about nobody yet/);
});
