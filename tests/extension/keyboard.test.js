import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { installBrowser } from "./browser-stub.js";
import { makeHost } from "../../extension/content/hosts.js";
import { Keyboard } from "../../extension/content/keyboard.js";
import { Pointed } from "../../extension/content/pointed.js";
import { ACTIONS, DEFAULT_KEYS, getKeys, readCombination } from "../../extension/shared/keys.js";
import { installPage } from "./page-stub.js";

/** @type {Keyboard} */
let keyboard;
/** @type {string[]} */
let done;
let isActive = true;

beforeEach(() => {
  installPage();
  installBrowser();
  done = [];
  isActive = true;
  keyboard = new Keyboard({ isActive: () => isActive, signal: new AbortController().signal });
  for (const action of ACTIONS) keyboard.on(action, () => done.push(action));
});

const PLAIN = { shiftKey: false, ctrlKey: false, altKey: false, metaKey: false };

/**
 * A key as the browser tells of it; a page's own event is never trusted.
 * @param {string} key @param {any} [how] @returns {any}
 */
function makeEvent(key, how = {}) {
  const event = {
    ...PLAIN,
    key,
    code: `Key${key.toUpperCase()}`,
    isTrusted: true,
    isComposing: false,
    repeat: false,
    timeStamp: 10_000,
    prevented: false,
    composedPath: () => [document.body],
    preventDefault: () => (event.prevented = true),
    ...how,
  };
  return event;
}

/** @type {[string, any, string | undefined][]} */
const COMBINATIONS = [
  ["a letter", { key: "p", code: "KeyP" }, "p"],
  ["a letter with caps lock", { key: "P", code: "KeyP" }, "p"],
  ["a letter with shift", { key: "P", code: "KeyP", shiftKey: true }, "Shift+p"],
  ["a letter elsewhere on a French keyboard", { key: "a", code: "KeyQ" }, "a"],
  ["a Russian letter", { key: "з", code: "KeyP" }, "p"],
  ["an Arabic letter", { key: "ح", code: "KeyP" }, "p"],
  ["a function key", { key: "F1", code: "F1", shiftKey: true }, "Shift+F1"],
  ["a letter with control", { key: "p", code: "KeyP", ctrlKey: true }, undefined],
  ["a letter with alt", { key: "p", code: "KeyP", altKey: true }, undefined],
  ["a letter with meta", { key: "p", code: "KeyP", metaKey: true }, undefined],
  ["a digit", { key: "1", code: "Digit1" }, undefined],
  ["a named key", { key: "Enter", code: "Enter" }, undefined],
  ["a dead key", { key: "Dead", code: "KeyE" }, undefined],
  ["an unidentified key", { key: "Unidentified", code: "" }, undefined],
];
for (const [what, event, expected] of COMBINATIONS)
  test(`${what} is read as ${expected}`, () => assert.equal(readCombination({ ...PLAIN, ...event }), expected));

for (const action of ACTIONS)
  test(`the key of ${action} does it, and types nothing`, () => {
    const [last = "", modifier] = DEFAULT_KEYS[action].split("+").reverse();
    const event = makeEvent(modifier && last.length === 1 ? last.toUpperCase() : last, { shiftKey: Boolean(modifier) });
    keyboard.handle(event);
    assert.deepEqual([done, event.prevented], [[action], true]);
  });

/** @type {[string, any][]} */
const IGNORED = [
  ["made by the page", { isTrusted: false }],
  ["of a composition", { isComposing: true }],
  ["held down", { repeat: true }],
];
for (const [what, how] of IGNORED)
  test(`a key that is ${what} does nothing`, () => {
    const event = makeEvent("p", how);
    keyboard.handle(event);
    assert.deepEqual([done, event.prevented], [[], false]);
  });

for (const tag of ["input", "textarea", "select"])
  test(`a key in a page's ${tag} does nothing`, () => {
    keyboard.handle(makeEvent("p", { composedPath: () => [document.createElement(tag)] }));
    assert.deepEqual(done, []);
  });

test("a key in a field inside an element of ours does nothing, elsewhere in it it does", () => {
  const { host, root } = makeHost("fieldmark-popover", []);
  document.documentElement.append(host);
  const [field, button] = [document.createElement("textarea"), document.createElement("button")];
  root.append(field, button);
  field.focus();
  keyboard.handle(makeEvent("p", { composedPath: () => [host] }));
  assert.deepEqual(done, []);
  button.focus();
  keyboard.handle(makeEvent("p", { composedPath: () => [host] }));
  assert.deepEqual(done, ["pass"]);
});

test("the second key of a sequence of X's is X's: g, then p", () => {
  keyboard.handle(makeEvent("g", { timeStamp: 10_000 }));
  keyboard.handle(makeEvent("p", { timeStamp: 10_900 }));
  assert.deepEqual(done, []);
  keyboard.handle(makeEvent("p", { timeStamp: 11_000 }));
  assert.deepEqual(done, ["pass"]);
  keyboard.handle(makeEvent("g", { timeStamp: 12_000 }));
  keyboard.handle(makeEvent("p", { timeStamp: 14_000 }));
  assert.deepEqual(done, ["pass", "pass"]);
});

test("while nothing is shown on the page no key does anything, and the page has it", () => {
  isActive = false;
  const event = makeEvent("p");
  keyboard.handle(event);
  assert.deepEqual([done, event.prevented], [[], false]);
});

test("a key that means nothing here is the page's", () => {
  keyboard.on("pass", () => false);
  const event = makeEvent("p");
  keyboard.handle(event);
  assert.equal(event.prevented, false);
});

test("a key that the user changed does it, the one before does not", () => {
  keyboard.setKeys({ pass: "c" });
  keyboard.handle(makeEvent("p"));
  keyboard.handle(makeEvent("c"));
  assert.deepEqual(done, ["pass"]);
});

for (const wrong of ["", "pp", "Ctrl+p", "1", "Shift+", "<b>"])
  test(`a stored key «${wrong}» leaves the usual one`, () => assert.equal(getKeys({ pass: wrong }).pass, "p"));

test("keys of a prototype are none of the user's", () => {
  assert.deepEqual(getKeys(JSON.parse('{"__proto__": {"pass": "c"}, "constructor": "q"}')), { ...DEFAULT_KEYS });
});

test("no two actions have one key", () => {
  assert.equal(new Set(Object.values(DEFAULT_KEYS)).size, ACTIONS.length);
});

test("the row that is meant is the one where the pointer or the focus was last moved to", () => {
  const rows = ["one", "two"].map((id) => {
    const row = document.createElement("button");
    row.id = id;
    document.body.append(row);
    return row;
  });
  const adapter = /** @type {any} */ ({
    findRow: (/** @type {Element} */ node) => node.closest("button") ?? undefined,
  });
  const pointed = new Pointed({ adapter, signal: new AbortController().signal });
  const hover = (/** @type {Element | undefined} */ row, /** @type {number} */ screenY) =>
    pointed.hover(/** @type {any} */ ({ target: row, screenX: 5, screenY }));
  const [one, two] = rows;
  assert.equal(pointed.findRow(), undefined);
  hover(one, 10);
  assert.equal(pointed.findRow(), one);
  two?.focus();
  assert.equal(pointed.findRow(), two);
  // The page scrolls under a pointer at rest.
  hover(one, 10);
  assert.equal(pointed.findRow(), two);
  hover(one, 11);
  assert.equal(pointed.findRow(), one);
  pointed.holdRow(() => two);
  assert.equal(pointed.findRow(), two);
});
