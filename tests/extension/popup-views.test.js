import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { installBrowser } from "./browser-stub.js";
import { drawConnection } from "../../extension/popup/connection-view.js";
import { decodeText } from "../../extension/popup/files.js";
import { drawFooter } from "../../extension/popup/footer.js";
import { drawKeys } from "../../extension/popup/keys-view.js";
import { drawPlaces } from "../../extension/popup/places-view.js";
import { drawSight } from "../../extension/popup/sight-view.js";
import { Niche } from "../../extension/popup/niche.js";
import { NicheSwitch } from "../../extension/popup/niche-switch.js";
import { NicheView } from "../../extension/popup/niche-view.js";
import { drawSteps, findStep } from "../../extension/popup/steps-view.js";
import { CONNECTION_STATES } from "../../extension/shared/states.js";
import { TEXTS } from "./browser-stub.js";
import { installPage, settle } from "./page-stub.js";

/** @type {any} */
let stub;
/** @type {any[]} */
let stored;
/** @type {any[]} */
let errors;
/** @type {HTMLElement} */
let root;

beforeEach(() => {
  installPage("https://popup.test/");
  stub = installBrowser();
  root = document.createElement("div");
  document.body.append(root);
  errors = [];
  stored = [
    {
      id: "web",
      name: "Web",
      keywords: [
        { text: "rust", kind: "core" },
        { text: "css", kind: "related" },
      ],
      active: true,
      archived: false,
      revision: 1,
    },
    { id: "pots", name: "Pots", keywords: [], active: false, archived: false, revision: 1 },
  ];
  stub.onSend = (/** @type {any} */ { name, request }) => answer(name, request);
});

/** @param {string} name @param {any} request @returns {any} */
function answer(name, request) {
  if (name === "profiles/list") return { value: structuredClone(stored) };
  if (name === "templates/list") return { value: [] };
  if (name === "settings/get") return { value: { paused: true, hidden: [], keys: {} } };
  if (name === "profiles/change") {
    const place = stored.findIndex(({ id }) => id === request.id);
    stored[place] = { ...request, revision: request.revision + 1 };
    return { value: stored[place] };
  }
  if (name === "profiles/activate")
    stored = stored.map((profile) => ({ ...profile, active: profile.id === request.id }));
  if (name === "profiles/add") stored.push({ id: "new", ...request, active: false, archived: false, revision: 1 });
  return { value: name === "profiles/add" ? stored.at(-1) : stored[0] };
}

function makeView() {
  const view = new NicheView({
    niche: new Niche(stored[0], { onChange: () => {} }),
    onError: (error) => errors.push(error),
    onSuccess: () => {},
  });
  root.replaceChildren(view.element);
  return view;
}
const chips = () => [...root.querySelectorAll(".chip")].map((chip) => `${chip.textContent}:${chip.classList[1]}`);
const press = (/** @type {Element | null} */ target, /** @type {string} */ key, /** @type {any} */ rest = {}) =>
  target?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...rest }));

/** @param {string} selector @returns {any} */
const find = (selector) => root.querySelector(selector) ?? assert.fail(`no ${selector}`);
const submit = (/** @type {string} */ selector) =>
  find(selector).dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));

test("each keyword is a chip of its kind, one stop of the tab key a group", () => {
  makeView();
  assert.deepEqual(chips(), ["rust:core", "css:related"]);
  assert.deepEqual(
    [...root.querySelectorAll(".chip")].map((chip) => chip.getAttribute("tabindex")),
    ["0", "0"],
  );
  assert.ok(root.textContent?.includes(TEXTS.empty_avoid.message));
});

test("words are added in the chosen kind, and the field is empty again", async () => {
  const view = makeView();
  view.add.field.value = "go, zig";
  view.add.kind.value = "avoid";
  submit("form.line");
  await settle();
  assert.deepEqual(chips(), ["rust:core", "css:related", "go:avoid", "zig:avoid"]);
  assert.equal(view.add.field.value, "");
  assert.ok(find(".changed").textContent.includes("Added: go, zig"));
});

test("what is there already is said, what is too long stays in the field", async () => {
  const view = makeView();
  view.add.field.value = "RUST";
  submit("form.line");
  await settle();
  assert.ok(root.textContent?.includes("Already there: RUST"));
  view.add.field.value = "x".repeat(201);
  submit("form.line");
  assert.equal(view.add.field.value.length, 201);
  assert.equal(errors[0].code, "keyword_too_long");
});

test("Delete removes a chip and the focus goes to its neighbour; undo brings it back", async () => {
  makeView();
  find('[data-keyword="rust"]').focus();
  press(find('[data-keyword="rust"]'), "Delete");
  await settle();
  assert.deepEqual(chips(), ["css:related"]);
  assert.equal(/** @type {HTMLElement} */ (document.activeElement).dataset["keyword"], "css");
  find("#undo").focus();
  find("#undo").click();
  await settle();
  assert.deepEqual(chips(), ["rust:core", "css:related"]);
  assert.equal(document.activeElement?.id, "redo");
  press(find("#redo"), "z", { ctrlKey: true, shiftKey: true });
  await settle();
  assert.deepEqual(chips(), ["css:related"]);
  assert.equal(document.activeElement?.id, "undo");
});

test("with the last keyword gone the focus is in the field", async () => {
  stored[0].keywords = [{ text: "rust", kind: "core" }];
  const view = makeView();
  find('[data-keyword="rust"]').focus();
  press(find('[data-keyword="rust"]'), "Delete");
  await settle();
  assert.equal(document.activeElement, view.add.field);
});

test("an editor changes text and kind, Escape leaves it", async () => {
  makeView();
  find('[data-keyword="css"]').click();
  find(".editor input").value = "Sass";
  find(".editor select").value = "core";
  submit(".editor");
  await settle();
  assert.deepEqual(chips(), ["rust:core", "Sass:core"]);
  find('[data-keyword="rust"]').click();
  press(find(".editor input"), "Escape");
  assert.equal(root.querySelector(".editor"), null);
});

test("news from elsewhere leave what is being typed into an editor as it is", () => {
  const view = makeView();
  find('[data-keyword="css"]').click();
  find(".editor input").value = "half a wo";
  find(".editor select").focus();
  view.niche.profile = {
    ...view.niche.profile,
    keywords: [...view.niche.profile.keywords, { text: "zig", kind: "core" }],
    revision: 9,
  };
  view.draw();
  assert.equal(find(".editor input").value, "half a wo");
  assert.equal(document.activeElement, find(".editor select"));
  assert.ok(chips().includes("zig:core"));
});

test("a change that could not be saved is told, and the chips are as they were", async () => {
  makeView();
  stub.onSend = () => ({ error: { code: "down", message: "gone" } });
  press(find('[data-keyword="css"]'), "Delete");
  await settle();
  assert.deepEqual(
    errors.map(({ code }) => code),
    ["down"],
  );
  assert.deepEqual(chips(), ["rust:core", "css:related"]);
});

test("words that could not be saved are in the field again, with what was typed since", async () => {
  const view = makeView();
  stub.onSend = () => ({ error: { code: "down", message: "gone" } });
  view.add.field.value = "go, zig";
  submit("form.line");
  assert.equal(view.add.field.value, "");
  await settle();
  assert.equal(view.add.field.value, "go, zig");
  submit("form.line");
  view.add.field.value = "odin";
  await settle();
  assert.equal(view.add.field.value, "go, zig, odin");
});

test("a word too long is said after the others were saved, and stays in the field", async () => {
  const view = makeView();
  const long = "x".repeat(201);
  view.add.field.value = `go, ${long}`;
  submit("form.line");
  await settle();
  assert.deepEqual(
    errors.map(({ code }) => code),
    ["keyword_too_long"],
  );
  assert.equal(view.add.field.value, long);
  assert.ok(chips().includes("go:core"));
});

/** @returns {NicheSwitch} */
function makeSwitch() {
  const selectRoot = document.createElement("div");
  document.body.append(selectRoot);
  const menuRoot = document.createElement("div");
  menuRoot.id = "niche-menu";
  document.body.append(menuRoot);
  return new NicheSwitch({ selectRoot, menuRoot, root, onError: (error) => errors.push(error), onSuccess: () => {} });
}

test("the niche in use is chosen among those that are not put away", async () => {
  stored.push({ id: "old", name: "Old", keywords: [], active: false, archived: true, revision: 1 });
  const niches = makeSwitch();
  await niches.refresh();
  const select = /** @type {HTMLSelectElement} */ (niches.selectRoot.querySelector("select"));
  assert.deepEqual(
    [...select.options].map(({ text }) => text),
    ["Web", "Pots", "All niches", "New niche…"],
  );
  assert.equal(select.value, "web");
  await niches.choose("pots", { takesFocus: true });
  assert.equal(niches.view?.niche.profile.id, "pots");
});

test("after a switch only the niche in use is edited, once for each key", async () => {
  stored[1].keywords = [{ text: "clay", kind: "core" }];
  const niches = makeSwitch();
  await niches.refresh();
  await niches.choose("pots", { takesFocus: true });
  await niches.choose("web", { takesFocus: true });
  find('[data-keyword="rust"]').focus();
  press(find('[data-keyword="rust"]'), "Delete");
  await settle();
  press(find("#add"), "z", { ctrlKey: true });
  await settle();
  assert.deepEqual(
    stub.sent
      .filter((/** @type {any} */ { name }) => name === "profiles/change")
      .map((/** @type {any} */ { request }) => request.id),
    ["web", "web"],
  );
  assert.deepEqual(stored[1].keywords, [{ text: "clay", kind: "core" }]);
});

/** @param {NicheSwitch} niches @returns {HTMLSelectElement} */
const getSelect = ({ selectRoot }) => selectRoot.querySelector("select") ?? assert.fail();

test("the arrow keys pass by niches without putting them in use; Enter and leaving do", async () => {
  const niches = makeSwitch();
  await niches.refresh();
  const activations = () => stub.sent.filter((/** @type {any} */ { name }) => name === "profiles/activate").length;
  const moveTo = (/** @type {string} */ value) => {
    const select = getSelect(niches);
    select.focus();
    press(select, "ArrowDown");
    select.value = value;
    select.dispatchEvent(new Event("change"));
  };
  moveTo("pots");
  await niches.refresh();
  assert.equal(activations(), 0);
  assert.equal(getSelect(niches).value, "pots");
  press(getSelect(niches), "Enter");
  await settle();
  assert.equal(activations(), 1);
  assert.equal(document.activeElement, getSelect(niches));
  moveTo("web");
  getSelect(niches).blur();
  await settle();
  assert.equal(activations(), 2);
});

test("a choice made with the pointer counts at once", async () => {
  const niches = makeSwitch();
  await niches.refresh();
  const select = getSelect(niches);
  select.dispatchEvent(new Event("pointerdown"));
  select.value = "pots";
  select.dispatchEvent(new Event("change"));
  await settle();
  assert.equal(niches.view?.niche.profile.id, "pots");
});

test("while one names a new niche, nobody's news takes the form away", async () => {
  const niches = makeSwitch();
  await niches.refresh();
  await niches.choose("new", { takesFocus: true });
  find("#name").value = "half a na";
  await niches.refresh();
  assert.equal(find("#name").value, "half a na");
  find("#name").value = "Glaze";
  submit("form");
  await settle();
  await settle();
  assert.equal(niches.view?.niche.profile.name, "Glaze");
});

test("without any niche there is the form", async () => {
  stored = [];
  const niches = makeSwitch();
  await niches.refresh();
  assert.ok(find("#name"));
});

for (const state of CONNECTION_STATES)
  test(`the state ${state} has its words and its remedy`, () => {
    drawConnection(root, { state, port: 27182 }, { onReport: () => {}, onError: () => {} });
    assert.equal(root.hidden, state === "ok");
    const name = state.replaceAll("-", "_");
    assert.equal(find("h2").textContent, TEXTS[`state_${name}`].message);
    assert.ok(find(".remedy").textContent.length > 10);
    assert.ok(!find(".remedy").textContent.includes("remedy_"));
  });

for (const [state, reason] of /** @type {const} */ ([
  ["down", "never_paired"],
  ["unpaired", "unknown"],
  ["unpaired", "refused"],
  ["version-mismatch", "server"],
  ["blocked", "bad_origin"],
]))
  test(`the reason ${reason} of ${state} has words of its own`, () => {
    drawConnection(root, { state, reason, port: 27182 }, { onReport: () => {}, onError: () => {} });
    assert.equal(find(".remedy").textContent, TEXTS[`remedy_${state.replaceAll("-", "_")}_${reason}`].message);
  });

test("an unknown reason falls back on the state's words", () => {
  drawConnection(root, { state: "blocked", reason: "<b>new</b>" }, { onReport: () => {}, onError: () => {} });
  assert.equal(find(".remedy").textContent, TEXTS.remedy_blocked.message);
});

test("a blank pairing line is not sent", () => {
  drawConnection(root, { state: "unpaired" }, { onReport: () => {}, onError: () => {} });
  submit("form");
  find("#pairing").value = "  ";
  submit("form");
  assert.deepEqual(stub.sent, []);
});

test("the pause switch shows and changes the setting", async () => {
  drawFooter(root, (error) => errors.push(error));
  await settle();
  const box = find("#paused");
  assert.equal(box.checked, true);
  box.click();
  assert.deepEqual(stub.sent.at(-1), { name: "settings/change", request: { paused: false } });
  assert.ok(root.textContent?.includes("Version 0.1.0"));
});

test("each place has a switch, which leaves the others as they are", async () => {
  drawPlaces(root, [], (error) => errors.push(error));
  await settle();
  assert.equal(find("#place-followers").checked, true);
  find("#place-followers").click();
  assert.deepEqual(stub.sent.at(-1), { name: "settings/change", request: { hidden: ["followers"] } });
  find("#place-hover_card").click();
  assert.deepEqual(stub.sent.at(-1), { name: "settings/change", request: { hidden: ["followers", "hover_card"] } });
  find("#place-followers").click();
  assert.deepEqual(stub.sent.at(-1), { name: "settings/change", request: { hidden: ["hover_card"] } });
});

test("what is seen of the page is told, and opened where it is trouble", () => {
  const report = { unknownPlaces: [], place: "followers", rows: 1_234, readable: 20, answers: 2, people: 100 };
  drawSight(root, report, () => {});
  assert.equal(
    find("details p")?.textContent,
    "Followers: 1,234 rows, 20 of them with a readable bio. Answers from X: 2; people in them: 100.",
  );
  assert.equal(root.querySelector("details")?.open, false);
  drawSight(root, { ...report, trouble: "no_bios" }, () => {});
  assert.equal(root.querySelector("details")?.open, true);
  assert.match(root.textContent ?? "", /can read no bio on this page \(1,234 people\)/);
});

test("a diagnosis is asked of the page and copied", async () => {
  stub.tabs.sendMessage = async (/** @type {number} */ id, /** @type {any} */ { question }) =>
    id === 2 ? `${question} of tab ${id}` : undefined;
  let copied = "";
  Object.defineProperty(globalThis, "navigator", {
    value: { clipboard: { writeText: async (/** @type {string} */ text) => void (copied = text) } },
    configurable: true,
  });
  const report = { unknownPlaces: [], rows: 0, readable: 0, answers: 1, people: 9 };
  drawSight(root, { ...report, trouble: "no_rows" }, (error) => errors.push(error));
  find("button").click();
  await settle();
  assert.deepEqual([copied, find("button").textContent], ["diagnosis of tab 2", "Copied"]);
});

test("where no page of X answers, the popup says what to do", () => {
  drawSight(root, undefined, () => {});
  assert.match(root.textContent ?? "", /reload it/);
});

test("places that are not known in X's client are named as such", async () => {
  drawPlaces(root, ["search"], (error) => errors.push(error));
  await settle();
  const names = [...root.querySelectorAll("label")].map(({ textContent }) => textContent);
  assert.deepEqual(
    names.filter((name) => name?.includes("new client")),
    ["People in a search (not on X's new client)"],
  );
});

const pressKey = (/** @type {HTMLElement} */ target, /** @type {string} */ key, /** @type {any} */ how = {}) =>
  target.dispatchEvent(
    new KeyboardEvent("keydown", { key, code: `Key${key.toUpperCase()}`, bubbles: true, cancelable: true, ...how }),
  );

async function openKeys() {
  await drawKeys(root, (error) => errors.push(error));
  await settle();
  return /** @param {string} action */ (action) => find(`#key-${action}`);
}

test("a key is changed by pressing another one, and only if it is free", async () => {
  stub.onSend = (/** @type {any} */ { name, request }) =>
    name === "settings/get" ? { value: { keys: {} } } : { value: { keys: request.keys } };
  const key = await openKeys();
  assert.deepEqual([key("pass").textContent, key("not_relevant").textContent], ["P", "⇧ Y"]);
  key("pass").click();
  assert.equal(key("pass").textContent, "Press a key…");
  pressKey(key("pass"), "l");
  assert.match(root.textContent ?? "", /L is one of X's own keys/);
  pressKey(key("pass"), "w");
  assert.match(root.textContent ?? "", /W is taken: Why/);
  pressKey(key("pass"), "1", { code: "Digit1" });
  assert.match(root.textContent ?? "", /can be no key/);
  assert.equal(stub.sent.filter((/** @type {any} */ { name }) => name === "settings/change").length, 0);
  pressKey(key("pass"), "Q", { shiftKey: true });
  await settle();
  assert.deepEqual(stub.sent.at(-1), { name: "settings/change", request: { keys: { pass: "Shift+q" } } });
  assert.equal(key("pass").textContent, "⇧ Q");
});

test("Escape and leaving change no key, and all can be reset", async () => {
  stub.onSend = (/** @type {any} */ { name, request }) =>
    name === "settings/get" ? { value: { keys: { pass: "c" } } } : { value: { keys: request.keys } };
  const key = await openKeys();
  key("pass").click();
  pressKey(key("pass"), "Escape");
  pressKey(key("pass"), "q");
  key("later").focus();
  key("later").click();
  key("pass").focus();
  pressKey(key("later"), "q");
  assert.deepEqual([key("pass").textContent, key("later").textContent], ["C", "D"]);
  [...root.querySelectorAll("button")].at(-1)?.click();
  await settle();
  assert.deepEqual(stub.sent.at(-1), { name: "settings/change", request: { keys: {} } });
  assert.equal(key("pass").textContent, "P");
});

/** @type {[string, any, boolean, number | undefined][]} */
const FIRST_RUN = [
  ["nothing was started yet", { state: "down", reason: "never_paired" }, false, 0],
  ["the server is there, and nobody was paired", { state: "unpaired", reason: "never" }, false, 1],
  ["paired, without any niche", { state: "ok" }, false, 2],
  ["everything is there", { state: "ok" }, true, undefined],
  ["a server that was there is away", { state: "down" }, false, undefined],
  ["a pairing was revoked", { state: "unpaired", reason: "unknown" }, false, undefined],
  ["nothing is known yet", { state: "checking" }, false, undefined],
];
for (const [what, report, hasNiche, step] of FIRST_RUN)
  test(`the first run: ${what}`, () => {
    assert.equal(findStep(report, hasNiche), step);
    drawSteps(root, step);
    assert.equal(root.hidden, step === undefined);
    assert.equal(root.querySelectorAll(".done").length, step ?? 0);
    const current = [...root.querySelectorAll("li")].findIndex((item) => item.getAttribute("aria-current") === "step");
    assert.equal(current, step ?? -1);
  });

/** Encoding → the bytes of «# é». @type {[string, number[]][]} */
const ENCODED = [
  ["UTF-8", [0x23, 0x20, 0xc3, 0xa9]],
  ["UTF-8 with a mark", [0xef, 0xbb, 0xbf, 0x23, 0x20, 0xc3, 0xa9]],
  ["UTF-16", [0xff, 0xfe, 0x23, 0, 0x20, 0, 0xe9, 0]],
  ["UTF-16, the other way round", [0xfe, 0xff, 0, 0x23, 0, 0x20, 0, 0xe9]],
];
for (const [encoding, bytes] of ENCODED)
  test(`a niche's file in ${encoding} is read`, () => assert.equal(decodeText(new Uint8Array(bytes).buffer), "# é"));

test("a niche's file in another encoding is refused, as letters would be lost", () => {
  const windows = new Uint8Array([0x23, 0x20, 0xe9, 0x0a]).buffer;
  assert.throws(() => decodeText(windows), { code: "invalid", message: TEXTS.import_no_text?.message });
});
