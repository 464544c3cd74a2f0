import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { installBrowser } from "./browser-stub.js";
import { Notes } from "../../extension/content/notes.js";
import { Pointed } from "../../extension/content/pointed.js";
import { makeWhereabouts } from "../../extension/content/whereabouts.js";
import { installPage } from "./page-stub.js";

/** Notes that are begun; the popover around them is in the tests with real browsers (test_notes.py). */

const place = { account: /** @type {string | undefined} */ ("42") };
const ACTIONS = /** @type {any} */ ({ saveNote: () => {}, stopEditing: () => {} });
/** @type {Notes} */
let notes;

beforeEach(() => {
  installPage();
  installBrowser();
  place.account = "42";
  notes = new Notes(place);
});

/** @param {string} handle @param {string | null} [note] @returns {any} */
const makeView = (handle, note = null) => ({ person: { handle, source: "answer" }, verdict: { note } });

/** @param {string} handle @param {string} [more] what is typed into the field @param {string | null} [note] */
function write(handle, more = "", note = null) {
  const { field } = notes.write(makeView(handle, note), ACTIONS);
  field.value += more;
  return field.value;
}

test("what was begun is found by its person again, in any case, and by nobody else", () => {
  write("Ada", "begun", "before, ");
  notes.putAside();
  assert.equal(write("bob"), "");
  assert.equal(write("aDA", "", "before, "), "before, begun");
});

test("a field that is open stays as it is, and is one person's", () => {
  write("ada", "be");
  assert.equal(write("ada", "gun"), "begun");
  assert.ok(notes.find(makeView("ADA")));
  assert.equal(notes.find(makeView("bob")), undefined);
});

test("what is given up, saved or unchanged is no draft", () => {
  write("ada", "given up");
  notes.giveUp();
  write("bob", "saved");
  notes.putAside();
  notes.drop(makeView("bob").person);
  write("cleo", "", "as it was");
  notes.putAside();
  assert.equal(notes.drafts.size, 0);
});

test("another account has none of them, nor of what is being written", () => {
  write("ada", "one");
  notes.putAside();
  write("bob", "two");
  place.account = "77";
  assert.equal(notes.forgetOthers(), true);
  assert.equal(notes.forgetOthers(), false);
  notes.putAside();
  assert.deepEqual([write("ada"), write("bob")], ["", ""]);
});

test("however many are begun, a bounded number is kept", () => {
  for (let number = 0; number < 80; number += 1) write(`p${number}`, "begun");
  notes.putAside();
  assert.equal(notes.drafts.size, 50);
  assert.equal(write("p79"), "begun");
  assert.equal(write("p0"), "");
});

test("what is drawn waits while an input method composes", () => {
  const { field } = notes.write(makeView("ada"), ACTIONS);
  field.dispatchEvent(new Event("compositionstart"));
  assert.equal(notes.writing?.isComposing, true);
  field.dispatchEvent(new Event("compositionend"));
  assert.equal(notes.writing?.isComposing, false);
});

test("who was shown on a row is found as they are now, whoever has the row", () => {
  const row = document.body.appendChild(document.createElement("div"));
  const view = { row, key: "@ada", person: { handle: "ada" }, verdict: { triage: "undecided" } };
  const seen = { person: { id: "1", handle: "Ada" }, verdict: { triage: "passed" } };
  /** @type {any} */
  let shown = { ...view };
  const { isThere, findNow } = makeWhereabouts(/** @type {any} */ ({ findView: () => shown, findSeen: () => seen }));
  const look = () => [isThere(/** @type {any} */ (view)), findNow(/** @type {any} */ (view)).verdict.triage];
  assert.deepEqual(look(), [true, "undecided"]);
  shown = { ...view, key: "2", person: { handle: "bob" } };
  assert.deepEqual(look(), [false, "passed"]);
  assert.equal(findNow(/** @type {any} */ (view)).key, "1");
  shown = view;
  row.remove();
  assert.deepEqual(look(), [false, "passed"]);
});

test("no row is meant while what has the focus is about somebody without one", () => {
  const row = document.body.appendChild(document.createElement("div"));
  const adapter = /** @type {any} */ ({ findRow: () => row });
  const pointed = new Pointed({ adapter, signal: new AbortController().signal });
  pointed.hovered = row;
  assert.equal(pointed.findRow(), row);
  pointed.holdRow(() => null);
  assert.equal(pointed.findRow(), undefined);
});
