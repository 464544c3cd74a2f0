import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { MANIFEST, TEXTS } from "./browser-stub.js";

const ROOT = fileURLToPath(new URL("../../extension/", import.meta.url));
const FOLDERS = ["background", "content", "popup", "shared", "site", "tap"];

/** Folder -> the folders it may import from. @type {Record<string, string[]>} */
const MAY_IMPORT = {
  shared: ["shared"],
  site: ["site", "shared"],
  content: ["content", "site", "shared"],
  background: ["background", "shared"],
  popup: ["popup", "shared"],
  tap: ["site"],
};

/** @param {string} folder @returns {string[]} */
const listFiles = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? listFiles(join(folder, entry.name)) : [join(folder, entry.name)],
  );
const FILES = FOLDERS.flatMap((folder) => listFiles(ROOT + folder)).filter((file) => file.endsWith(".js"));
const read = (/** @type {string} */ file) => readFileSync(file, "utf8");
const SOURCES = FILES.map((file) => ({ name: relative(ROOT, file), text: read(file) }));

for (const { name, text } of SOURCES)
  test(`${name} imports one way`, () => {
    const folder = name.split("/")[0] ?? "";
    for (const [, named, bare] of text.matchAll(
      /^(?:import|export)\s[^;]*?\sfrom\s+"([^"]+)";|^import\s+"([^"]+)";/gm,
    )) {
      const path = named ?? bare ?? "";
      assert.match(path, /^\.{1,2}\/.*\.js$/, "relative, with its ending");
      const target = relative(ROOT, join(ROOT, name, "..", path)).split("/")[0] ?? "";
      assert.ok(MAY_IMPORT[folder]?.includes(target), `${folder} may not import ${target}; see MAY_IMPORT`);
    }
  });

/** @type {[string, RegExp, string[]][]} what, by which words, in which files alone */
const DOORS = [
  ["the server is spoken to", /\bfetch\(/, ["background/handlers.js", "background/http.js"]],
  ["storage is used", /storage\.local|indexedDB/, ["background/storage.js", "background/vault.js"]],
  ["the extension API is taken", /globalThis\.chrome\b/, ["shared/browser.js"]],
  [
    "testids of X are known",
    /data-testid/,
    [
      "site/account.js",
      "site/classic/hover-card.js",
      "site/classic/index.js",
      "site/classic/marks.js",
      "site/classic/notification.js",
      "site/classic/profile-header.js",
      "site/classic/user-cell.js",
      "site/outline.js",
    ],
  ],
];
for (const [what, words, files] of DOORS)
  test(`${what} in one place`, () => {
    assert.deepEqual(
      SOURCES.filter(({ text }) => words.test(text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, ""))).map(({ name }) => name),
      files,
    );
  });

test("no code path could act for the user or ask X for anything", () => {
  for (const { name, text } of SOURCES.filter(({ name: file }) => /^(content|site|tap)/.test(file))) {
    const code = text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
    assert.doesNotMatch(code, /\.click\(\)|\.submit\(|\bfetch\(|XMLHttpRequest\(\)|sendBeacon|WebSocket/, name);
  }
});

test("only what a key asks for scrolls", () => {
  const scrolls = /scrollTo\b|scrollBy|scrollIntoView|scroll(?:Top|Left)\s*[-+]?=[^=]|\.scroll\(/;
  const inPage = SOURCES.filter(({ name }) => /^(content|site|tap)/.test(name));
  const namesOf = (/** @type {RegExp} */ words) =>
    inPage.filter(({ text }) => words.test(text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, ""))).map(({ name }) => name);
  assert.deepEqual(namesOf(scrolls), ["content/scrolling.js"]);
  assert.deepEqual(namesOf(/\/scrolling\.js"/), ["content/features/next.js"]);
  const next = read(`${ROOT}content/features/next.js`);
  // Each call of go(), which alone scrolls, is a key's.
  assert.equal(
    next.match(/\bgo\(/g)?.length,
    1 + (next.match(/keyboard\.on\("\w+", \(\) => go\(-?1\)\)/g)?.length ?? 0),
  );
});

test("every feature is registered, by one line", () => {
  const main = read(`${ROOT}content/main.js`);
  for (const file of readdirSync(`${ROOT}content/features`)) {
    const id = file.replace(".js", "");
    assert.equal(main.match(new RegExp(`features/${id}\\.js`, "g"))?.length, 1, `add ${file} to content/main.js`);
    assert.match(
      read(`${ROOT}content/features/${file}`),
      new RegExp(`id: "${id}"`),
      "a feature's id is its file's name",
    );
  }
});

test("every place is registered, by one line", () => {
  const index = read(`${ROOT}site/places/index.js`);
  for (const file of readdirSync(`${ROOT}site/places`).filter((name) => name !== "index.js"))
    assert.equal(index.match(new RegExp(`"./${file}"`, "g"))?.length, 1, `add ${file} to site/places/index.js`);
});

test("every text that is used is there, and every text that is there is used", () => {
  const code = SOURCES.map(({ text }) => text).join("\n") + JSON.stringify(MANIFEST);
  const used = new Set(
    [...code.matchAll(/get(?:Count)?Text\(\s*(?:\w+ \? )?"(\w+)"(?: : "(\w+)")?/g)].flatMap((match) => [
      match[1],
      match[2],
    ]),
  );
  for (const name of used) if (name) assert.ok(name in TEXTS, `_locales has no ${name}`);
  const built = [...code.matchAll(/`([a-z_]+)_\$\{/g)].map((match) => match[1]);
  for (const name of Object.keys(TEXTS)) {
    const isUsed =
      used.has(name) ||
      code.includes(`__MSG_${name}__`) ||
      code.includes(`"${name}"`) ||
      built.some((start) => name.startsWith(`${start}_`));
    assert.ok(isUsed, `${name} is never used`);
  }
});

test("no key of ours is one of X's own shortcuts, or begins one", async () => {
  const { SEQUENCE_STARTS, SHORTCUTS } = await import("../../extension/site/classic/shortcuts.js");
  const { DEFAULT_KEYS, TAKEN_LETTERS } = await import("../../extension/shared/keys.js");
  const theirs = SHORTCUTS.map(({ keys }) => keys[0]);
  for (const [action, key] of Object.entries(DEFAULT_KEYS))
    assert.ok(!theirs.includes(key), `${action}: X uses ${key}`);
  assert.equal(new Set(Object.values(DEFAULT_KEYS)).size, Object.keys(DEFAULT_KEYS).length);
  assert.deepEqual(SEQUENCE_STARTS, ["g", "a"]);
  const letters = new Set(theirs.filter((key) => /^[a-z]$/.test(key ?? "")));
  assert.equal(TAKEN_LETTERS, [...letters].sort().join(""), "what the popup refuses is what X uses");
});

test("every file that the manifest names is built", () => {
  const dist = `${ROOT}dist/`;
  assert.ok(existsSync(dist), "run `make build` first");
  const named = [
    MANIFEST.background.service_worker,
    ...MANIFEST.background.scripts,
    MANIFEST.action.default_popup,
    ...Object.values(MANIFEST.icons),
    ...MANIFEST.content_scripts.flatMap((/** @type {any} */ script) => [...script.js, ...(script.css ?? [])]),
  ];
  for (const name of named) assert.ok(existsSync(dist + name), name);
});

test("the build that ships matches no page on loopback and carries no pairing", () => {
  const built = JSON.parse(read(`${ROOT}dist/manifest.json`));
  for (const script of built.content_scripts)
    assert.deepEqual(script.matches, ["https://x.com/*", "https://twitter.com/*"]);
  assert.equal(existsSync(`${ROOT}dist/pairing.json`), false);
});

test("the manifest is the contract's", () => {
  assert.deepEqual(MANIFEST.permissions, ["storage", "contextMenus"]);
  assert.deepEqual(MANIFEST.host_permissions, ["https://x.com/*", "https://twitter.com/*", "http://127.0.0.1/*"]);
  assert.equal(MANIFEST.incognito, "not_allowed");
  assert.equal(MANIFEST.web_accessible_resources, undefined);
  assert.deepEqual(MANIFEST.browser_specific_settings.gecko.data_collection_permissions.required, ["websiteContent"]);
  assert.deepEqual(
    [MANIFEST.minimum_chrome_version, MANIFEST.browser_specific_settings.gecko.strict_min_version],
    ["121", "140.0"],
  );
  const policy = MANIFEST.content_security_policy.extension_pages;
  assert.match(policy, /connect-src http:\/\/127\.0\.0\.1:\*;/);
  assert.match(policy, /default-src 'none'/);
});

test("the lit words have the colours of the palette, in either browser's way of saying so", async () => {
  const { PALETTE } = await import("../../extension/content/palette.js");
  const ways = read(`${ROOT}content/page.css`).split("@supports").slice(1);
  assert.equal(ways.length, 2);
  for (const way of ways)
    for (const colours of Object.values(PALETTE))
      for (const name of ["lit", "on-lit", "chaser"]) assert.ok(way.includes(colours[name] ?? "?"), name);
});

const ENGLISH = /** @type {Record<string, {message: string}>} */ (TEXTS);
/** What stands in a text for something else, and what is typed or pasted as it is. @param {string} text */
const listFixed = (text) => [...text.matchAll(/\$\d|`[^`]+`|fieldmark1:/g)].map(([found]) => found).sort();
for (const language of readdirSync(`${ROOT}_locales`))
  test(`the texts in ${language} are all there, each with the same places and commands`, () => {
    const texts = JSON.parse(read(`${ROOT}_locales/${language}/messages.json`));
    assert.deepEqual(Object.keys(texts), Object.keys(ENGLISH));
    for (const [name, { message }] of Object.entries(ENGLISH)) {
      assert.ok(texts[name].message.trim(), name);
      assert.deepEqual(listFixed(texts[name].message), listFixed(message), name);
    }
  });

test("there are texts in four languages", () => {
  assert.deepEqual(readdirSync(`${ROOT}_locales`).sort(), ["de", "en", "es", "ja"]);
});
