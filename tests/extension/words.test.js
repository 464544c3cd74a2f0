import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { installBrowser, MANIFEST } from "./browser-stub.js";
import { addSelection, makeMenus } from "../../extension/background/menus.js";
import { Words } from "../../extension/background/words.js";
import { makeBus } from "../../extension/content/bus.js";
import { words as feature } from "../../extension/content/features/words.js";
import { makeNearWords } from "../../extension/content/near-view.js";
import { MessageError } from "../../extension/shared/messages.js";
import { installPage, settle } from "./page-stub.js";

/** @type {any} */
let stub;
/** @type {any} */
let stored;
/** How often somebody else is quicker. */
let conflicts = 0;

beforeEach(() => {
  installPage();
  stub = installBrowser();
  conflicts = 0;
  stored = {
    id: "web",
    name: "Web",
    active: true,
    archived: false,
    revision: 1,
    keywords: [{ text: "CSS", kind: "related" }],
  };
});

const words = new Words({
  listProfiles: async () => (stored ? [stored] : []),
  changeProfile: async (profile) => {
    if (conflicts > 0) {
      conflicts -= 1;
      const keywords = [...stored.keywords, { text: "theirs", kind: "core" }];
      stored = { ...stored, revision: stored.revision + 1, keywords };
      throw new MessageError({ code: "revision_conflict", message: "moved", current: stored });
    }
    stored = { ...profile, revision: profile.revision + 1 };
    return stored;
  },
});
const texts = () => stored.keywords.map((/** @type {any} */ { text, kind }) => `${text}:${kind}`);
/** @returns {Promise<any>} */
const add = (/** @type {any} */ request) => words.add(request);

test("words are added to the niche in use, those in another group move, and all of it is taken back", async () => {
  const outcome = await add({ texts: ["rust", "css"], kind: "core" });
  assert.deepEqual(texts(), ["CSS:core", "rust:core"]);
  assert.deepEqual(outcome, {
    niche: "Web",
    niche_id: "web",
    kind: "core",
    added: ["rust"],
    known: [],
    moved: [{ text: "CSS", kind: "related" }],
  });
  await words.takeBack(/** @type {any} */ (outcome));
  assert.deepEqual(texts(), ["CSS:related"]);
});

test("what somebody else has changed meanwhile stays", async () => {
  conflicts = 2;
  await add({ texts: ["rust"], kind: "core" });
  assert.ok(texts().includes("theirs:core"));
  assert.ok(texts().includes("rust:core"));
  conflicts = 9;
  await assert.rejects(add({ texts: ["zig"], kind: "core" }), { code: "revision_conflict" });
});

for (const [what, request] of /** @type {[string, any][]} */ ([
  ["no text", { texts: [], kind: "core" }],
  ["no list", { texts: "rust", kind: "core" }],
  ["another type", { texts: [5], kind: "core" }],
  ["too long", { texts: ["x".repeat(201)], kind: "core" }],
  ["too many", { texts: Array(51).fill("x"), kind: "core" }],
  ["another kind", { texts: ["rust"], kind: "learned" }],
]))
  test(`${what} is refused, and nothing is changed`, async () => {
    await assert.rejects(add(request), { code: "invalid" });
    assert.deepEqual(texts(), ["CSS:related"]);
  });

test("without a niche it says so", async () => {
  stored = undefined;
  await assert.rejects(add({ texts: ["rust"], kind: "core" }), { code: "no_niche" });
});

test("the menu is on selected words of X's pages alone, and made anew rather than twice", async () => {
  await makeMenus();
  await makeMenus();
  assert.deepEqual(
    stub.contextMenus.created.map((/** @type {any} */ { id }) => id),
    ["core", "related", "avoid"],
  );
  for (const { contexts, documentUrlPatterns, title } of stub.contextMenus.created) {
    assert.deepEqual(contexts, ["selection"]);
    assert.deepEqual(documentUrlPatterns, MANIFEST.content_scripts[0].matches);
    assert.match(title, /“%s”/);
  }
});

const choose = (/** @type {any} */ selectionText) =>
  addSelection(/** @type {any} */ ({ menuItemId: "avoid", selectionText }), /** @type {any} */ ({ id: 3 }), words);

test("what was selected is added, and the tab is told; a selection too long is told too", async () => {
  await choose(" #crypto \n");
  assert.deepEqual(texts(), ["CSS:related", "crypto:avoid"]);
  assert.deepEqual([stub.toTabs[0].tab, stub.toTabs[0].value.added.added], [3, ["crypto"]]);
  await choose("x".repeat(300));
  assert.equal(stub.toTabs[1].value.error.code, "invalid");
  await choose(undefined);
  assert.equal(stub.toTabs[2].value.error.code, "invalid");
});

/** @returns {any} what was said on the page, and how to have it act */
function startFeature() {
  const bus = makeBus();
  /** @type {any[]} */
  const said = [];
  bus.on("say", (saying) => said.push(saying));
  const background = { addWords: add, takeBackWords: (/** @type {any} */ request) => words.takeBack(request) };
  feature.start(/** @type {any} */ ({ background, ...bus, signal: new AbortController().signal }));
  return { said, bus };
}

test("the page says what was added, takes it back, and says what went wrong", async () => {
  const { said, bus } = startFeature();
  bus.emit("words/add", { texts: ["devrel"], kind: "related" });
  await settle();
  assert.equal(said[0].text, "Added to “Web” (Related): devrel");
  said[0].action.act();
  await settle();
  assert.deepEqual([texts(), said[1].text], [["CSS:related"], "Taken back: devrel"]);
  bus.emit("words/add", { texts: ["css"], kind: "related" });
  await settle();
  assert.equal(said[2].text, "Already there: css");
  stored = undefined;
  bus.emit("words/add", { texts: ["devrel"], kind: "related" });
  await settle();
  assert.match(said[3].text, /no niche yet/);
});

test("a word that comes near is added with one click", () => {
  /** @type {string[]} */
  const clicked = [];
  const near = [{ text: "developer advocate", near: "devrel" }];
  document.body.append(...makeNearWords(near, (text) => clicked.push(text)));
  document.querySelector("button")?.click();
  assert.deepEqual(clicked, ["developer advocate"]);
});

test("words go to the niche that is named and are taken back from it, whichever is in use by then", async () => {
  const pots = { ...stored, id: "pots", name: "Pots", active: false };
  /** @type {any[]} */
  const changed = [];
  const both = new Words({
    listProfiles: async () => [stored, pots],
    changeProfile: async (profile) => (changed.push(profile.id), profile),
  });
  const outcome = await both.add({ texts: ["kiln"], kind: "core", niche: "pots" });
  assert.equal(outcome.niche, "Pots");
  await both.takeBack(outcome);
  assert.deepEqual(changed, ["pots", "pots"]);
  await assert.rejects(both.add({ texts: ["kiln"], kind: "core", niche: "gone" }), { code: "niche_gone" });
});
