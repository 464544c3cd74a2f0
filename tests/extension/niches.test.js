import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { installBrowser } from "./browser-stub.js";
import { findClashes } from "../../extension/popup/clashes.js";
import { merge } from "../../extension/popup/import-view.js";
import { NicheSwitch } from "../../extension/popup/niche-switch.js";
import { changeKeyword, removeKeyword } from "../../extension/shared/keyword-edits.js";
import { installPage, settle } from "./page-stub.js";

/** @typedef {import("../../extension/shared/values.js").Keyword} Keyword */

/** @type {any} */
let stub;
/** @type {any[]} */
let stored;
/** @type {any[]} */
let errors;
/** @type {any} */
let answers;

const makeProfile = (/** @type {string} */ id, /** @type {any} */ rest = {}) => ({
  id,
  name: id,
  keywords: [{ text: "rust", kind: "core" }],
  active: false,
  archived: false,
  revision: 1,
  ...rest,
});

beforeEach(() => {
  installPage("https://popup.test/");
  stub = installBrowser();
  errors = [];
  stored = [makeProfile("web", { active: true }), makeProfile("pots"), makeProfile("old", { archived: true })];
  const template = { id: "en/nursing", lang: "en", name: "Nursing", keywords: [{ text: "ICU nurse", kind: "core" }] };
  answers = {
    "templates/list": [template],
    "profiles/file": { content: "# web\n" },
    "settings/get": { order: "added" },
    "ledger/get": { accounts: [] },
  };
  stub.onSend = (/** @type {any} */ { name, request }) => {
    if (answers[name]) return { value: structuredClone(answers[name]) };
    return act(name, request);
  };
});

/** @param {string} name @param {any} request @returns {any} */
function act(name, request) {
  const find = (/** @type {string} */ id) => stored.find((one) => one.id === id);
  if (name === "profiles/list") return { value: structuredClone(stored) };
  if (name === "profiles/activate") {
    stored = stored.map((one) => ({
      ...one,
      active: one.id === request.id,
      archived: one.archived && one.id !== request.id,
    }));
    return { value: find(request.id) };
  }
  if (name === "profiles/change") {
    stored = stored.map((one) => (one.id === request.id ? { ...request, revision: request.revision + 1 } : one));
    return { value: find(request.id) };
  }
  if (name === "profiles/add") stored.push(makeProfile("added", request));
  if (name === "profiles/duplicate") stored.push(makeProfile("copy", { name: `${request.id} 2` }));
  return { value: stored.at(-1) };
}

async function open() {
  const [selectRoot, menuRoot, root] = ["select", "niche-menu", "niche"].map((id) => {
    const made = document.createElement("div");
    made.id = id;
    return made;
  });
  if (!selectRoot || !menuRoot || !root) throw new Error();
  document.body.replaceChildren(selectRoot, menuRoot, root);
  const niches = new NicheSwitch({
    selectRoot,
    menuRoot,
    root,
    onError: (error) => errors.push(error),
    onSuccess: () => {},
  });
  await niches.refresh();
  return niches;
}
/** @param {string} words */
async function click(words) {
  const buttons = [...document.querySelectorAll("button")];
  const button = buttons.find((one) => one.getAttribute("aria-label") === words || one.textContent === words);
  (button ?? assert.fail(`no button ${words}`)).click();
  for (let turns = 0; turns < 6; turns += 1) await settle();
}
/** @param {string} selector @returns {any} */
const find = (selector) => document.querySelector(selector) ?? assert.fail(`no ${selector}`);
async function submit(/** @type {string} */ selector) {
  find(selector).dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
  for (let turns = 0; turns < 6; turns += 1) await settle();
}
const MENU = "More about this niche";
const sent = (/** @type {string} */ name) =>
  stub.sent.filter((/** @type {any} */ one) => one.name === name).map((/** @type {any} */ { request }) => request);

test("a niche gets another name, and the menu closes", async () => {
  await open();
  await click(MENU);
  await click("Rename");
  find("#rename").value = " Web craft ";
  await submit("#niche-menu form");
  assert.equal(stored[0].name, "Web craft");
  assert.equal(find("#niche-menu").hidden, true);
  assert.equal(find("select").options[0].text, "Web craft");
});

test("a copy is put in use", async () => {
  const niches = await open();
  await click(MENU);
  await click("Duplicate");
  assert.equal(niches.view?.niche.profile.name, "web 2");
});

test("a niche is put away, another one takes its place, and it is used again", async () => {
  const niches = await open();
  await click(MENU);
  await click("Put away");
  assert.deepEqual(
    stored.map(({ id, active, archived }) => [id, active, archived]),
    [
      ["web", false, true],
      ["pots", true, false],
      ["old", false, true],
    ],
  );
  await click(MENU);
  await click("Use again: old");
  assert.equal(niches.view?.niche.profile.id, "old");
});

test("a template fills the name and brings its words; a name that was typed stays", async () => {
  const niches = await open();
  await niches.choose("new", { takesFocus: true });
  await settle();
  const select = find("#template");
  select.value = "en/nursing";
  select.dispatchEvent(new Event("change"));
  assert.equal(find("#name").value, "Nursing");
  find("#name").value = "My ward";
  select.dispatchEvent(new Event("change"));
  assert.equal(find("#name").value, "My ward");
  await submit("#niche form");
  assert.deepEqual(sent("profiles/add"), [{ name: "My ward", keywords: answers["templates/list"][0].keywords }]);
});

test("importing shows what it changes before anything is, removes only what it is told to, and is undone", async () => {
  const niches = await open();
  await click(MENU);
  await click("Import…");
  const keywords = [{ text: "zig", kind: "core" }];
  answers["profiles/compare"] = {
    name: null,
    keywords,
    against: null,
    added: keywords,
    removed: [{ text: "rust", kind: "core" }],
    changed: [],
    same: 0,
  };
  find("#import").value = "zig";
  await submit("#niche-menu form");
  assert.deepEqual(sent("profiles/compare"), [{ content: "zig", profile: "web" }]);
  assert.match(find("#niche-menu").textContent, /Into “web”: 1 new, 0 changed; 0 stay.*\+ zig \(Core\).*− rust/);
  assert.deepEqual(sent("profiles/change"), []);
  await click("Take it in");
  const texts = () => stored[0].keywords.map((/** @type {Keyword} */ { text }) => text);
  assert.deepEqual(texts(), ["rust", "zig"]);
  await niches.view?.step("undo");
  assert.deepEqual(texts(), ["rust"]);
});

test("what is imported as a new niche has a name and is put in use", async () => {
  await open();
  await click(MENU);
  await click("Import…");
  const keywords = [{ text: "kiln", kind: "core" }];
  answers["profiles/compare"] = {
    name: "Pottery",
    keywords,
    against: null,
    added: keywords,
    removed: [],
    changed: [],
    same: 0,
  };
  find("#import").value = "# Pottery\nkiln";
  find("#import-new").checked = true;
  await submit("#niche-menu form");
  await click("Create");
  assert.deepEqual(sent("profiles/add"), [{ name: "Pottery", keywords }]);
  assert.deepEqual(sent("profiles/activate"), [{ id: "added" }]);
});

test("more than a megabyte is not sent, and said in clear words", async () => {
  await open();
  await click(MENU);
  await click("Import…");
  find("#import").value = "x".repeat(1_000_000);
  await submit("#niche-menu form");
  assert.deepEqual(sent("profiles/compare"), []);
  assert.match(errors[0].message, /1,000,000 characters/);
});

test("Escape closes the menu, and the focus is where it came from", async () => {
  await open();
  await click(MENU);
  find("#niche-menu button").dispatchEvent(
    new KeyboardEvent("keydown", { key: "Escape", bubbles: true, cancelable: true }),
  );
  assert.equal(find("#niche-menu").hidden, true);
  assert.equal(document.activeElement, find("#more"));
});

test("taking in keeps the order, changes what is there and removes what is named", () => {
  /** @type {Keyword[]} */
  const now = [
    { text: "Rust", kind: "core" },
    { text: "css", kind: "core" },
  ];
  assert.deepEqual(merge(now, [{ text: "rust", kind: "avoid" }], [{ text: "CSS", kind: "core" }]), [
    { text: "rust", kind: "avoid" },
  ]);
});

/** @type {Keyword[]} */
const BEFORE = [
  { text: "rust", kind: "core" },
  { text: "css", kind: "related" },
];

test("changes of other keywords are no clash, nor are the same ones; of one keyword in two ways they are", () => {
  const moved = changeKeyword(BEFORE, "rust", { text: "rust", kind: "avoid" });
  assert.deepEqual(findClashes(BEFORE, moved, removeKeyword(BEFORE, "css")), []);
  assert.deepEqual(findClashes(BEFORE, moved, moved), []);
  assert.deepEqual(findClashes(BEFORE, moved, removeKeyword(BEFORE, "rust")), [
    { text: "rust", mine: { text: "rust", kind: "avoid" }, theirs: undefined },
  ]);
});

for (const [choice, kind] of /** @type {const} */ ([
  ["Keep what is here", "avoid"],
  ["Keep what is there", "related"],
]))
  test(`where another window has changed the same keyword, both are shown; «${choice}» holds`, async () => {
    const niches = await open();
    const there = makeProfile("web", { active: true, revision: 9, keywords: [{ text: "rust", kind: "related" }] });
    let isFirst = true;
    const { onSend } = stub;
    stub.onSend = (/** @type {any} */ message) => {
      if (message.name !== "profiles/change" || !isFirst) return onSend(message);
      isFirst = false;
      stored[0] = there;
      return { error: { code: "revision_conflict", message: "moved", current: there } };
    };
    find('[data-keyword="rust"]').focus();
    const changed = niches.view?.change("", (keywords) =>
      changeKeyword(keywords, "rust", { text: "rust", kind: "avoid" }),
    );
    for (let turns = 0; turns < 6; turns += 1) await settle();
    assert.match(find(".clash").textContent, /rust — here: Avoid; there: Related/);
    await click(choice);
    await changed;
    assert.equal(stored[0].keywords[0].kind, kind);
    assert.equal(find(`.chip.${kind}`).dataset.keyword, "rust");
  });

/** @param {string} label @returns {HTMLSelectElement} */
const findSelect = (label) => find(`select[aria-label="${label}"]`);
/** @param {string} label @param {string} value */
async function choose(label, value) {
  const select = findSelect(label);
  select.value = value;
  select.dispatchEvent(new Event("change"));
  for (let turns = 0; turns < 6; turns += 1) await settle();
}
function keepSettings() {
  const { onSend } = stub;
  stub.onSend = (/** @type {any} */ message) => {
    if (message.name !== "settings/change") return onSend(message);
    Object.assign(answers["settings/get"], message.request);
    return { value: answers["settings/get"] };
  };
}

test("all niches are one choice away; the keywords stay those of one, which can be another one meanwhile", async () => {
  keepSettings();
  const niches = await open();
  assert.equal(find("#all-niches").hidden, true);
  await choose("Niche in use", "all");
  assert.equal(answers["settings/get"].all_niches, true);
  assert.match(find("#all-niches").textContent, /Each row shows the niche that fits best/);
  assert.equal(findSelect("Keywords of").value, "web");
  assert.deepEqual(sent("profiles/activate"), []);
  await choose("Keywords of", "pots");
  assert.equal(niches.view?.niche.profile.id, "pots");
  assert.equal(findSelect("Niche in use").value, "all");
  await choose("Niche in use", "web");
  assert.equal(answers["settings/get"].all_niches, false);
  assert.equal(find("#all-niches").hidden, true);
  assert.equal(niches.view?.niche.profile.id, "web");
});

test("with a single niche in use there is no choice of all", async () => {
  stored = stored.filter(({ id }) => id !== "pots");
  answers["settings/get"].all_niches = true;
  await open();
  assert.deepEqual(
    [...findSelect("Niche in use").options].map(({ value }) => value),
    ["web", "new"],
  );
  assert.equal(find("#all-niches").hidden, true);
});

test("of more niches than are judged at once it is said how many are", async () => {
  answers["settings/get"].all_niches = true;
  await open();
  assert.equal(find("#all-niches p:nth-of-type(2)").hidden, true);
  for (let place = 0; place < 9; place += 1) stored.push(makeProfile(`more ${place}`));
  await open();
  assert.match(find("#all-niches").textContent, /Of your 11 niches, 8 are judged at once/);
});
