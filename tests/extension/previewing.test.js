import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { installBrowser, TEXTS } from "./browser-stub.js";
import { describeAdvice, describeEffect, describePage, SLOT } from "../../extension/popup/effect-words.js";
import { EffectView } from "../../extension/popup/effect-view.js";
import { makeLitText } from "../../extension/popup/lit-text.js";
import { findCompany } from "../../extension/popup/company.js";
import { Previewer } from "../../extension/popup/previewer.js";
import { tryChange, tryWords } from "../../extension/popup/trials.js";
import { installPage, settle } from "./page-stub.js";

/** @typedef {import("../../extension/shared/values.js").Keyword} Keyword */

/** @type {any} */
let stub;
beforeEach(() => {
  installPage("https://popup.test/");
  stub = installBrowser();
});

const NOBODY = { people: 0, followed: 0, passed: 0, later: 0 };
/** @returns {any} */
const makePreview = (/** @type {any} */ rest = {}) => ({
  people: 116,
  up: NOBODY,
  down: NOBODY,
  relevance: { up: 0, down: 0 },
  examples: [],
  open_page: [],
  keywords: [],
  advice: [],
  ...rest,
});
const describe = (/** @type {any} */ rest) => describeEffect(makePreview(rest)).replace(SLOT, "rust");

/** @type {[any, string][]} */
const EFFECTS = [
  [
    { up: { people: 7, followed: 0, passed: 2, later: 0 } },
    "rust would lift 7 and lower none of 116 people; 2 of them you passed.",
  ],
  [
    { up: { people: 1_200, followed: 3, passed: 0, later: 1 }, down: { people: 4, followed: 1, passed: 0, later: 0 } },
    "rust would lift 1,200 and lower 4 of 116 people; 4 of them you followed, 1 of them you put off.",
  ],
  [{ up: { ...NOBODY, people: 1 } }, "rust would lift 1 and lower none of 116 people."],
  [{ relevance: { up: 5, down: 1 } }, "rust would change the number on 6 of 116 badges, and no badge’s colour."],
  [{}, "rust would change nothing for the 116 people remembered."],
  [{ people: 0 }, TEXTS.effect_nobody.message],
];
for (const [preview, words] of EFFECTS) test(`«${words}»`, () => assert.equal(describe(preview), words));

test("of the open page is told how many badges get another look, and nothing where none does", () => {
  const badge = (/** @type {string} */ band) => ({ relevance: 1, band });
  const page = [
    { key: "1", before: badge("off"), after: badge("strong") },
    { key: "2", before: badge("maybe"), after: badge("maybe") },
    { key: "3", before: badge("strong"), after: badge("maybe") },
    { key: "4", before: badge("no_basis"), after: badge("off") },
  ];
  assert.equal(describePage(/** @type {any} */ (page)), "On this page: 2 up, 1 down.");
  assert.equal(describePage(/** @type {any} */ (page.slice(1, 2))), undefined);
});

test("each piece of advice has its words", () => {
  for (const code of ["everyday_word", "ambiguous", "too_short"])
    assert.match(describeAdvice({ keyword: "go", code }), /^“go” /);
  assert.equal(describeAdvice({ keyword: "dev", code: "duplicate", of: "devs" }), "“dev” finds the same as “devs”.");
  assert.match(describeAdvice({ keyword: "love", code: "too_common", people: 31, of: 116 }), /^31 of 116 people/);
});

test("words are lit by UTF-16 code units, and what overlaps or lies outside is not", () => {
  const text = "🐍 rust and Rust";
  const parts = makeLitText(text, [
    { start: 12, end: 16, isLost: true },
    { start: 3, end: 7 },
    { start: 5, end: 9 },
    { start: 15, end: 99 },
  ]);
  assert.deepEqual(
    parts.map((part) => (typeof part === "string" ? part : `<${part.localName}>${part.textContent}`)),
    ["🐍 ", "<mark>rust", " and ", "<s>Rust", ""],
  );
});

/** @type {Keyword[]} */
const KEYWORDS = [
  { text: "rust", kind: "core" },
  { text: "css", kind: "related" },
];

test("what is tried has a name: words, many words, a move, a removal, another text", () => {
  const subject = (/** @type {any} */ trial) => trial.subject;
  assert.equal(subject(tryWords(KEYWORDS, ["go", "zig"], "core")), "go, zig");
  assert.equal(subject(tryWords(KEYWORDS, ["a1", "b1", "c1", "d1"], "core")), "4 words");
  assert.equal(subject(tryWords(KEYWORDS, ["CSS"], "core")), "CSS as “Core”");
  assert.equal(subject(tryWords(KEYWORDS, ["RUST"], "core")), undefined);
  assert.equal(subject(tryWords(KEYWORDS, [], "core")), undefined);
  assert.equal(subject(tryChange(KEYWORDS, "css", "remove")), "Removing css");
  assert.equal(subject(tryChange(KEYWORDS, "css", { text: " ", kind: "core" })), "Removing css");
  assert.equal(subject(tryChange(KEYWORDS, "css", { text: "css", kind: "avoid" })), "css as “Avoid”");
  assert.equal(subject(tryChange(KEYWORDS, "css", { text: "sass", kind: "core" })), "sass instead of css");
  assert.deepEqual(tryChange(KEYWORDS, "css", undefined), { keywords: KEYWORDS });
});

test("of what was typed one upon another, only the newest is asked and told, one question at a time", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  /** @type {any[]} */
  const asked = [];
  /** @type {any[]} */
  const told = [];
  /** @type {((preview: any) => void)[]} */
  const answers = [];
  const previewer = new Previewer({
    askPreview: ({ subject }) => {
      asked.push(subject);
      return new Promise((resolve) => answers.push(resolve));
    },
    onPreview: ({ subject }) => told.push(subject),
  });
  const type = (/** @type {string} */ subject) => previewer.propose({ keywords: [], subject });
  type("r");
  type("ru");
  t.mock.timers.tick(1_000);
  assert.deepEqual(asked, ["ru"]);
  type("rus");
  t.mock.timers.tick(1_000);
  type("rust");
  assert.deepEqual(asked, ["ru"]);
  answers[0]?.(makePreview());
  await settle();
  assert.deepEqual(asked, ["ru", "rust"]);
  assert.deepEqual(told, []);
  answers[1]?.(makePreview());
  await settle();
  assert.deepEqual(told, ["rust"]);
});

test("a question that nobody answers ends quietly, and the next one is asked", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  /** @type {any[]} */
  const told = [];
  let isAway = true;
  const previewer = new Previewer({
    askPreview: async () => {
      if (isAway) throw new Error("away");
      return makePreview();
    },
    onPreview: (_, preview) => told.push(preview?.people),
  });
  previewer.propose({ keywords: [] });
  t.mock.timers.tick(1_000);
  await settle();
  isAway = false;
  previewer.propose({ keywords: [] });
  t.mock.timers.tick(1_000);
  await settle();
  assert.deepEqual(told, [undefined, 116]);
});

test("it is about the open page's people; without a page about the account that most people are known of", async () => {
  stub.tabs.sendMessage = async () => ({ account: "7", keys: ["1", "2"] });
  assert.deepEqual(await findCompany(), { account: "7", keys: ["1", "2"] });
  stub.tabs.sendMessage = async () => undefined;
  /** @type {any[]} */
  let accounts = [
    { account: "7", people: 3 },
    { account: "8", people: 40 },
  ];
  stub.onSend = () => ({ value: { accounts, bytes: 1 } });
  assert.deepEqual(await findCompany(), { account: "8", keys: [] });
  accounts = [];
  assert.equal(await findCompany(), undefined);
});

const BADGES = { before: { relevance: 0, band: "off" }, after: { relevance: 62, band: "strong" } };

test("whom it is about is shown on demand, with the words lit, and stays shown with the next key", () => {
  const effect = new EffectView();
  document.body.append(effect.element);
  const example = {
    ...BADGES,
    person: { key: "1", handle: "ada", name: "<b>Ada</b>", bio: "I write rust", triage: "passed" },
    matches: [{ field: "bio", start: 8, end: 12 }],
    lost: [],
  };
  const preview = makePreview({ up: { ...NOBODY, people: 1, passed: 1 }, examples: [example] });
  effect.draw("rust", preview, new Set(["rust"]));
  const list = () => /** @type {HTMLElement} */ (effect.element.querySelector("ul"));
  assert.equal(list().hidden, true);
  effect.element.querySelector("button")?.click();
  assert.equal(list().hidden, false);
  assert.match(list().textContent ?? "", /<b>Ada<\/b>@adaPassed.*0.*62.*I write rust/);
  assert.equal(list().querySelector("mark")?.textContent, "rust");
  effect.draw("rust!", preview, new Set(["rust"]));
  assert.equal(list().hidden, false);
});

test("advice is of the words that are tried alone, with who holds them", () => {
  const effect = new EffectView();
  const found = { key: "1", handle: "ada", name: null, field: "bio", text: "let's go now", start: 6, end: 8 };
  const advice = [
    { keyword: "go", code: "everyday_word" },
    { keyword: "css", code: "ambiguous" },
  ];
  effect.draw("go", makePreview({ advice, keywords: [{ text: "go", people: 1, examples: [found] }] }), new Set(["go"]));
  assert.deepEqual(
    [...effect.element.querySelectorAll(".advice")].map(({ textContent }) => textContent),
    [TEXTS.advice_everyday_word.message.replace("$1", "go")],
  );
  assert.equal(effect.element.querySelector("mark")?.textContent, "go");
  effect.hide();
  assert.equal(effect.element.hidden, true);
});
