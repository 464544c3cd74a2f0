import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { installBrowser } from "./browser-stub.js";
import { addKeywords, changeKeyword, removeKeyword, splitKeywords } from "../../extension/shared/keyword-edits.js";
import { applyDifference, Niche } from "../../extension/popup/niche.js";

/** @typedef {import("../../extension/shared/values.js").Keyword} Keyword */

/** @type {Keyword[]} */
const KEYWORDS = [
  { text: "rust", kind: "core" },
  { text: "CSS", kind: "related" },
  { text: "crypto", kind: "avoid", match: "exact" },
];
const texts = (/** @type {Keyword[]} */ keywords) => keywords.map(({ text, kind }) => `${text}:${kind}`);

/** @type {[string, string[]][]} */
const INPUTS = [
  ["rust", ["rust"]],
  ["rust, go ,, zig;c", ["rust", "go", "zig", "c"]],
  ["design systems\nopen source\r\n", ["design systems", "open source"]],
  ["#webdev", ["webdev"]],
  ["#webdev #rust #設計", ["webdev", "rust", "設計"]],
  ["C#", ["C#"]],
  ["  a   b  ", ["a b"]],
  ["Rust, rust, RUST", ["Rust"]],
  ["機械学習、深層学習，设计", ["機械学習", "深層学習", "设计"]],
  ["🐍, C++", ["🐍", "C++"]],
  // Nobody sees a control character, and the server stores none.
  ["rust\u001b[2J, \u0000go\u0007 lang\u009b", ["rust [2J", "go lang"]],
  ["", []],
  [" , ;\n", []],
];
for (const [input, wanted] of INPUTS)
  test(`«${JSON.stringify(input)}» holds ${wanted.length} keywords`, () =>
    assert.deepEqual(splitKeywords(input), wanted));

test("adding tells what was new, what moved, what was there and what is too long", () => {
  const outcome = addKeywords(KEYWORDS, ["go", "css", "RUST", "x".repeat(201)], "core");
  assert.deepEqual(texts(outcome.keywords), ["rust:core", "CSS:core", "crypto:avoid", "go:core"]);
  assert.deepEqual(
    [outcome.added, outcome.moved, outcome.known, outcome.tooLong.length],
    [["go"], ["css"], ["RUST"], 1],
  );
  assert.equal(KEYWORDS.length, 3);
});

test("changing keeps the place and the options, and gives way to none of the same text", () => {
  assert.deepEqual(texts(changeKeyword(KEYWORDS, "css", { text: " Sass ", kind: "core" })), [
    "rust:core",
    "Sass:core",
    "crypto:avoid",
  ]);
  assert.equal(changeKeyword(KEYWORDS, "crypto", { text: "crypto", kind: "core" })[2]?.match, "exact");
  assert.deepEqual(texts(changeKeyword(KEYWORDS, "css", { text: "RUST", kind: "related" })), [
    "RUST:related",
    "crypto:avoid",
  ]);
  assert.deepEqual(texts(changeKeyword(KEYWORDS, "css", { text: "  ", kind: "core" })), ["rust:core", "crypto:avoid"]);
});

test("removing takes one away", () => {
  assert.deepEqual(texts(removeKeyword(KEYWORDS, "css")), ["rust:core", "crypto:avoid"]);
});

test("a difference is made on other keywords than those it was made on", () => {
  const before = KEYWORDS;
  const after = removeKeyword(addKeywords(KEYWORDS, ["go"], "core").keywords, "css");
  const other = addKeywords(KEYWORDS, ["zig"], "core").keywords;
  assert.deepEqual(texts(applyDifference(other, before, after)).sort(), [
    "crypto:avoid",
    "go:core",
    "rust:core",
    "zig:core",
  ]);
  assert.deepEqual(texts(applyDifference(after, after, before)), texts(before));
});

/** @type {any} */
let stub;
/** @type {any} */
let stored;
/** @type {any} */
let failure;

beforeEach(() => {
  stub = installBrowser();
  failure = undefined;
  stored = { id: "web", name: "Web", keywords: KEYWORDS, active: true, archived: false, revision: 1 };
  stub.onSend = (/** @type {any} */ { name, request }) => {
    assert.equal(name, "profiles/change");
    if (failure) return { error: failure };
    if (request.revision !== stored.revision)
      return { error: { code: "revision_conflict", message: "moved", current: stored } };
    stored = { ...request, revision: stored.revision + 1 };
    return { value: stored };
  };
});

const makeNiche = () => new Niche(stored, { onChange: () => {} });
const remove = (/** @type {string} */ text) => (/** @type {Keyword[]} */ keywords) => removeKeyword(keywords, text);

test("a change is saved at once, undone and made again", async () => {
  const niche = makeNiche();
  await niche.change("removed", remove("css"));
  assert.deepEqual(texts(stored.keywords), ["rust:core", "crypto:avoid"]);
  await niche.undo();
  assert.deepEqual(texts(stored.keywords), ["rust:core", "CSS:related", "crypto:avoid"]);
  await niche.redo();
  assert.deepEqual(texts(stored.keywords), ["rust:core", "crypto:avoid"]);
  await niche.undo();
  await niche.undo();
  assert.deepEqual(texts(stored.keywords), ["rust:core", "CSS:related", "crypto:avoid"]);
});

test("changes one upon another are saved one after another", async () => {
  const niche = makeNiche();
  await Promise.all([
    niche.change("1", remove("css")),
    niche.change("2", remove("rust")),
    niche.change("3", (all) => addKeywords(all, ["go"], "core").keywords),
  ]);
  assert.deepEqual(texts(stored.keywords), ["crypto:avoid", "go:core"]);
  assert.equal(stored.revision, 4);
});

test("somebody else's change is kept, and ours is made upon it", async () => {
  const niche = makeNiche();
  stored = { ...stored, keywords: [...KEYWORDS, { text: "zig", kind: "core" }], revision: 7 };
  await niche.change("removed", remove("css"));
  assert.deepEqual(texts(stored.keywords), ["rust:core", "crypto:avoid", "zig:core"]);
  await niche.undo();
  assert.deepEqual(texts(stored.keywords).sort(), ["CSS:related", "crypto:avoid", "rust:core", "zig:core"]);
});

test("a change that could not be saved is no change, and the next one works", async () => {
  const niche = makeNiche();
  failure = { code: "down", message: "gone" };
  await assert.rejects(niche.change("removed", remove("css")), { code: "down" });
  assert.deepEqual(texts(niche.profile.keywords), texts(KEYWORDS));
  assert.deepEqual(niche.done, []);
  failure = undefined;
  await niche.change("removed", remove("css"));
  assert.deepEqual(texts(stored.keywords), ["rust:core", "crypto:avoid"]);
});

test("a new change ends what could be made again", async () => {
  const niche = makeNiche();
  await niche.change("1", remove("css"));
  await niche.undo();
  await niche.change("2", remove("rust"));
  await niche.redo();
  assert.deepEqual(texts(stored.keywords), ["CSS:related", "crypto:avoid"]);
});
