import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { installBrowser } from "./browser-stub.js";
import { MOST_SHOWN } from "../../extension/popup/chip-group.js";
import { arrangeChips } from "../../extension/popup/chip-order.js";
import { LONGEST_PASTE } from "../../extension/popup/add-field.js";
import { Niche } from "../../extension/popup/niche.js";
import { NicheView } from "../../extension/popup/niche-view.js";
import { splitKeywords } from "../../extension/shared/keyword-edits.js";
import { installPage, settle } from "./page-stub.js";

/** @typedef {import("../../extension/shared/values.js").Keyword} Keyword */

/** @type {any} */
let stub;
/** @type {any[]} */
let errors;

beforeEach(() => {
  installPage("https://popup.test/");
  stub = installBrowser();
  errors = [];
  stub.onSend = (/** @type {any} */ { name, request }) => {
    if (name === "profiles/change") return { value: { ...request, revision: request.revision + 1 } };
    if (name === "settings/get" || name === "settings/change") return { value: { order: "added" } };
    return { value: { accounts: [] } };
  };
});

/** @param {Keyword[]} keywords */
function makeView(keywords) {
  const profile = { id: "web", name: "Web", keywords, active: true, archived: false, revision: 1 };
  const view = new NicheView({
    niche: new Niche(profile, { onChange: () => {} }),
    onError: (error) => errors.push(error),
    onSuccess: () => {},
  });
  document.body.replaceChildren(view.element);
  return view;
}
/** @param {string} selector @returns {any} */
const find = (selector) => document.querySelector(selector) ?? assert.fail(`no ${selector}`);
const listTexts = (/** @type {string} */ kind) =>
  [...document.querySelectorAll(`.chip.${kind} bdi`)].map(({ textContent }) => textContent);
const press = (/** @type {Element} */ target, /** @type {string} */ key, /** @type {any} */ rest = {}) =>
  target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...rest }));
/** @returns {Keyword[]} */
const makeMany = (/** @type {number} */ count) =>
  Array.from({ length: count }, (_, place) => ({ text: `word ${place}`, kind: "core" }));

test("Alt with an arrow moves a chip to the next group and keeps the focus; not beyond the last", async () => {
  makeView([{ text: "rust", kind: "core" }]);
  for (const kind of ["related", "avoid", "avoid"]) {
    find("[data-keyword]").focus();
    press(find("[data-keyword]"), "ArrowDown", { altKey: true });
    await settle();
    assert.deepEqual(listTexts(kind), ["rust"]);
    assert.equal(document.activeElement, find("[data-keyword]"));
  }
  press(find("[data-keyword]"), "ArrowUp", { altKey: true });
  await settle();
  assert.deepEqual(listTexts("related"), ["rust"]);
  assert.ok(document.body.textContent?.includes("Moved to Related: rust"));
});

test("a long list can be searched and sorted; a short one shows no tools", async () => {
  const view = makeView(makeMany(5));
  assert.equal(find(".tools").hidden, true);
  view.niche.profile.keywords = [...makeMany(30), { text: "Ärzte", kind: "core" }];
  view.draw();
  assert.equal(find(".tools").hidden, false);
  find("#search").value = "WORD 1";
  find("#search").dispatchEvent(new Event("input"));
  assert.deepEqual(listTexts("core").length, 11);
  find("#search").value = "";
  find(".tools select").value = "name";
  find(".tools select").dispatchEvent(new Event("change"));
  assert.equal(listTexts("core")[0], "Ärzte");
  assert.deepEqual(stub.sent.at(-1), { name: "settings/change", request: { order: "name" } });
});

test("many chips are folded until asked for; then the focus is on the first that was not there", async () => {
  makeView(makeMany(500));
  assert.equal(listTexts("core").length, MOST_SHOWN);
  const all = [...document.querySelectorAll("button")].find(({ textContent }) => textContent === "Show all 500");
  all?.focus();
  all?.click();
  assert.equal(listTexts("core").length, 500);
  assert.equal(/** @type {HTMLElement} */ (document.activeElement).dataset["keyword"], `word ${MOST_SHOWN}`);
});

test("a chip that stays is the same element after a change", async () => {
  const view = makeView(makeMany(3));
  const before = find('[data-keyword="word 2"]');
  await view.change("", (keywords) => keywords.slice(1));
  assert.equal(find('[data-keyword="word 2"]'), before);
});

test("how many people hold a keyword stands on its chip, and orders them", () => {
  const view = makeView(makeMany(3));
  const keywords = [
    { text: "word 0", people: 9 },
    { text: "word 2", people: 1_234 },
  ];
  view.chips.takePreview(/** @type {any} */ ({ keywords, advice: [{ keyword: "word 2", code: "ambiguous" }] }));
  assert.deepEqual(
    [...document.querySelectorAll(".count")].map(({ textContent }) => textContent),
    [" 9", "", " 1,234"],
  );
  assert.equal(document.querySelectorAll(".advised").length, 1);
  const order = { order: "people", query: "", counts: view.chips.counts };
  assert.deepEqual(
    arrangeChips(makeMany(3), order).map(({ text }) => text),
    ["word 2", "word 0", "word 1"],
  );
});

test("a megabyte pasted is refused in clear words, and the field stays as it was", () => {
  const view = makeView([]);
  view.add.field.value = "rust";
  const paste = new Event("paste", { cancelable: true });
  Object.assign(paste, { clipboardData: { getData: () => "word, ".repeat(170_000) } });
  view.add.field.dispatchEvent(paste);
  assert.equal(paste.defaultPrevented, true);
  assert.equal(view.add.field.value, "rust");
  assert.match(errors[0].message, /1,020,000 characters of at most 20,000/);
  assert.ok(LONGEST_PASTE < 1_000_000);
});

test("a megabyte of signs is split in less than a second", () => {
  const started = performance.now();
  for (const text of ["#".repeat(1_000_000), "#a ".repeat(330_000), " ".repeat(1_000_000), "a ".repeat(500_000)])
    splitKeywords(text);
  assert.ok(performance.now() - started < 4_000);
});

test("right-to-left words and emoji are kept as they are", async () => {
  makeView([]);
  find("#add").value = "مطور ويب, 🏳️‍🌈, עיצוב, 👩🏽‍💻";
  find("form.line").dispatchEvent(new Event("submit", { cancelable: true }));
  await settle();
  assert.deepEqual(listTexts("core"), ["مطور ويب", "🏳️‍🌈", "עיצוב", "👩🏽‍💻"]);
});
