import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { installBrowser } from "./browser-stub.js";
import { listBioWords } from "../../extension/content/bio-words.js";
import { makeBioWords, makeWordsState } from "../../extension/content/bio-words-view.js";
import { makeParts } from "../../extension/content/popover-parts.js";
import { installPage, settle } from "./page-stub.js";

/** @typedef {import("../../extension/shared/values.js").Verdict} Verdict */

beforeEach(() => {
  installPage();
  installBrowser();
});

/** @param {Partial<Verdict>} changes @returns {Verdict} */
const verdict = (changes = {}) => ({
  key: "1", relevance: 0, band: "off", matches: [], why_not: [], chaser: { flag: false, signs: [] },
  triage: "undecided", overrule: null, note: null, ...changes,
}); // prettier-ignore
/** @param {string} bio @param {Partial<Verdict>} [changes] */
const list = (bio, changes) => listBioWords({ handle: "ada", bio, source: "answer" }, verdict(changes));
/** @param {string} bio @param {string} text @param {any} [rest] */
const match = (bio, text, rest = {}) => ({
  keyword: text, kind: "core", weight: 0.6, field: "bio", start: bio.indexOf(text), end: bio.indexOf(text) + text.length,
  text, ...rest,
}); // prettier-ignore

for (const [what, bio, words] of /** @type {[string, string, string[]][]} */ ([
  ["words, each once, without the short and the common ones", "I do Rust and RUST at the ICU", ["Rust", "ICU"]],
  ["hashtags as words, numbers and handles not", "#OpenSource since 2014 with @ada_l", ["OpenSource"]],
  ["no addresses", "see https://ada.example/x?y=1 www.ada.example ada@ada.example ada.dev potter", ["see", "potter"]],
  ["words with a point within", "Node.js tinkerer", ["Node.js", "tinkerer"]],
  ["emoji as what stands between words", "🏳️‍🌈 nurse 👩‍💻 coder 🧑🏽‍🍳", ["nurse", "coder"]],
  ["Japanese, without its particles", "機械学習のエンジニアです", ["機械", "学習", "エンジニア"]],
  ["Arabic", "مطور ويب", ["مطور", "ويب"]],
  ["fancy letters as plain ones", "𝐍𝐮𝐫𝐬𝐞 educator", ["Nurse", "educator"]],
  ["nothing that turns the text around", "a \u202enurse\u202c pot\u00adter", ["nurse", "potter"]],
  ["markup as text", "<img src=x onerror=alert(1)>", ["img", "src", "onerror", "alert"]],
  ["nothing of what has no spaces", "x".repeat(300), []],
  ["nothing of an empty bio", "", []],
]))
  test(`of a bio are offered ${what}`, () => {
    assert.deepEqual(list(bio), words);
  });

test("what is a keyword already, or comes near one, is not offered; what the judge has learnt is", () => {
  const bio = "Open source advocate, potter, gardener";
  assert.deepEqual(
    list(bio, {
      matches: [match(bio, "Open source"), match(bio, "potter", { kind: "learned" })],
      why_not: [{ text: "Advocate", near: "devrel" }],
    }),
    ["potter", "gardener"],
  );
});

test("a long hostile bio takes no time worth mentioning", () => {
  for (const bio of ["@".repeat(100_000), "a.".repeat(50_000), "-".repeat(100_000), "a@".repeat(50_000)]) {
    const start = performance.now();
    list(bio);
    assert.ok(performance.now() - start < 200);
  }
});

const WORDS = Array.from({ length: 15 }, (_, place) => `word${"abcdefghijklmno"[place]}`);
/** @returns {any} */
function show(/** @type {any} */ state = makeWordsState(), /** @type {string | undefined} */ niche = undefined) {
  /** @type {any[]} */
  const added = [];
  let drawings = 0;
  const draw = () => {
    drawings += 1;
    const onAdd = (/** @type {string} */ text, /** @type {string} */ kind) => added.push([text, kind]);
    document.body.replaceChildren(makeBioWords(WORDS, state, { niche, onAdd, onState: draw }) ?? "");
  };
  draw();
  return { added, getDrawings: () => drawings };
}
const buttons = () => [...document.querySelectorAll("button")];
/** @param {string} name */
const find = (name) =>
  buttons().find((one) => name === (one.getAttribute("aria-label") ?? one.textContent)) ?? assert.fail(name);

test("twelve words are shown, the rest when asked for; each button says what it does", () => {
  show();
  assert.equal(document.querySelectorAll("li").length, 13);
  find("Show all 15").click();
  assert.equal(document.querySelectorAll("li").length, 15);
  assert.ok(find("Add worda to the core words"));
});

test("words are added as what is chosen, and a page that plays the user adds none", () => {
  const { added } = show();
  find("Avoid").click();
  assert.equal(find("Avoid").getAttribute("aria-pressed"), "true");
  find("Add worda to the words to avoid").click();
  find("Add worda to the words to avoid").dispatchEvent(new Event("click", { bubbles: true }));
  assert.deepEqual(added, []);
});

test("without words there is nothing", () => {
  assert.equal(makeBioWords([], makeWordsState(), { niche: undefined, onAdd() {}, onState() {} }), null);
});

/** @returns {any} */
function makeContext() {
  /** @type {any[]} */
  const emitted = [];
  /** @type {any[]} */
  const asked = [];
  const niches = [
    { id: "web", name: "Web" },
    { id: "pots", name: "Pots" },
  ];
  const fits = [
    { id: "web", name: "Web", relevance: 12, band: "off" },
    { id: "pots", name: "Pots", relevance: 70, band: "strong" },
  ];
  return {
    emitted,
    asked,
    emit: (/** @type {string} */ name, /** @type {any} */ value) => emitted.push([name, value]),
    getProfile: () => ({ id: "all", revision: 1, name: "All niches", niches }),
    place: { account: "1" },
    background: { askEachNiche: async (/** @type {any} */ request) => (asked.push(request), fits) },
  };
}
/** @param {Partial<Verdict>} changes @returns {any} */
const makeView = (changes) => ({
  row: document.body,
  key: "1",
  person: { handle: "ada", bio: "Potter at the kiln", source: "answer" },
  verdict: verdict(changes),
});
const MATCHED = { niche: "pots", matched: { id: "pots", name: "Pots", tag: "Po" } };

test("with all niches the popover names the one that fits, lists each with its number, and asks once", async () => {
  const context = makeContext();
  const parts = makeParts(context, () => {});
  const view = makeView(MATCHED);
  assert.equal(parts.nameNiche(view), "Pots");
  parts.makeNiches(view);
  document.body.replaceChildren(parts.makeNiches(view) ?? "");
  const texts = () => [...document.querySelectorAll("li")].map(({ textContent }) => textContent);
  assert.deepEqual(texts(), ["…Web", "…Pots"], "its size is there at once");
  await settle();
  assert.deepEqual(texts(), ["12Weboff", "70Potsstrong"]);
  assert.equal(document.querySelector(".best bdi")?.textContent, "Pots");
  assert.equal(context.asked.length, 1);
});

test("what each niche says is asked anew after it could not be had", async () => {
  const context = makeContext();
  const answer = context.background.askEachNiche;
  context.background.askEachNiche = () => Promise.reject(new Error("away"));
  const parts = makeParts(context, () => {});
  const view = makeView(MATCHED);
  const draw = () => document.body.replaceChildren(parts.makeNiches(view) ?? "");
  draw();
  await settle();
  assert.equal(document.querySelector("li"), null);
  context.background.askEachNiche = answer;
  draw();
  await settle();
  assert.match(document.body.textContent ?? "", /70Pots/);
});

test("words go to the niche that fits, else to the one in use, and the popover says to which", () => {
  const context = makeContext();
  const parts = makeParts(context, () => {});
  for (const [changes, id, name] of /** @type {[any, string, string][]} */ ([
    [MATCHED, "pots", "Pots"],
    [{}, "web", "Web"],
  ])) {
    const view = makeView(changes);
    document.body.replaceChildren(parts.makeWords(view) ?? "");
    assert.match(document.body.textContent ?? "", new RegExp(`Add from the bio to “${name}”`));
    parts.addWord(view, "kiln", "core");
    assert.deepEqual(context.emitted.pop(), ["words/add", { texts: ["kiln"], kind: "core", niche: id }]);
  }
});

test("with one niche it is not named, and none is asked about by itself", () => {
  const context = { ...makeContext(), getProfile: () => ({ id: "web", revision: 1, name: "Web" }) };
  const parts = makeParts(context, () => {});
  const view = makeView({});
  assert.equal(parts.nameNiche(view), "Web");
  assert.equal(parts.makeNiches(view), null);
  document.body.replaceChildren(parts.makeWords(view) ?? "");
  assert.match(document.body.textContent ?? "", /^Add from the bio as/);
  parts.addWord(view, "kiln", "core");
  assert.equal(context.emitted[0][1].niche, undefined);
});

test("what words are added as is chosen anew for each person", () => {
  const parts = makeParts(makeContext(), () => {});
  const draw = (/** @type {any} */ view) => document.body.replaceChildren(parts.makeWords(view) ?? "");
  draw(makeView({}));
  find("Avoid").click();
  draw({ ...makeView({}), key: "2" });
  assert.equal(find("Core").getAttribute("aria-pressed"), "true");
});
