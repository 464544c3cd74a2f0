import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import vm from "node:vm";
import * as esbuild from "esbuild";
import { JSDOM } from "jsdom";
import { listenToTap } from "../../extension/content/tap-channel.js";

const ENTRY = fileURLToPath(new URL("../../extension/tap/tap.js", import.meta.url));
const built = await esbuild.build({ entryPoints: [ENTRY], bundle: true, write: false, format: "iife" });
const code = built.outputFiles[0]?.text ?? "";
const FOLLOWERS = "https://x.com/i/api/graphql/q/Followers?variables=1";

/** A page with a request that answers what it is told to. */
function makePage() {
  const dom = new JSDOM("", { url: "https://x.com/", runScripts: "outside-only" });
  const view = /** @type {any} */ (dom.window);
  /** @type {any[]} */
  const opened = [];
  view.XMLHttpRequest = class extends view.EventTarget {
    responseType = "";
    responseText = "";
    /** @type {any} */
    response = "";
    /** @param {...any} values */
    open(...values) {
      opened.push(values);
    }
  };
  const runInPage = (/** @type {string} */ script) => vm.runInContext(script, dom.getInternalVMContext());
  return { view, opened, runInPage, runTap: () => runInPage(code) };
}

const nativeDispatch = new JSDOM("").window.EventTarget.prototype.dispatchEvent;

/**
 * Makes a request, as the page would. The page may have patched dispatchEvent; a real answer is not dispatched by it.
 * @param {any} view @param {string} address @param {Record<string, any>} answer
 */
function request(view, address, answer) {
  const made = new view.XMLHttpRequest();
  made.open("GET", address, true);
  Object.assign(made, answer);
  nativeDispatch.call(made, new view.Event("load"));
}

/** @param {any} view */
function listen(view) {
  /** @type {[string, string][]} */
  const heard = [];
  Object.assign(globalThis, { document: view.document, CustomEvent: view.CustomEvent });
  listenToTap((operation, text) => heard.push([operation, text]));
  return heard;
}

for (const order of ["content script first", "tap first"])
  test(`an answer with people in it reaches the content script, ${order}`, () => {
    const { view, runTap } = makePage();
    if (order === "tap first") runTap();
    if (order === "tap first") request(view, FOLLOWERS, { responseText: '{"early":1}' });
    const heard = listen(view);
    if (order !== "tap first") runTap();
    request(view, FOLLOWERS, { responseText: '{"a":\n1}' });
    const early = order === "tap first" ? [["Followers", '{"early":1}']] : [];
    assert.deepEqual(heard, [...early, ["Followers", '{"a":\n1}']]);
  });

test("an answer tells which page asked for it, wherever the page is by then", () => {
  const { view, runTap } = makePage();
  /** @type {string[]} */
  const asked = [];
  Object.assign(globalThis, { document: view.document, CustomEvent: view.CustomEvent });
  listenToTap((_operation, _text, from) => asked.push(from));
  runTap();
  view.history.pushState({}, "", "/ada/followers?x=1");
  const made = new view.XMLHttpRequest();
  made.open("GET", FOLLOWERS, true);
  view.history.pushState({}, "", "/eve/followers");
  Object.assign(made, { responseText: "{}" });
  nativeDispatch.call(made, new view.Event("load"));
  assert.deepEqual(asked, ["/ada/followers"]);
});

test("an answer that was read as JSON is handed on as text", () => {
  const { view, runTap } = makePage();
  const heard = listen(view);
  runTap();
  request(view, FOLLOWERS, { responseType: "json", response: { a: 1 } });
  assert.deepEqual(heard, [["Followers", '{"a":1}']]);
});

test("other answers, binary ones and giant ones are left alone", () => {
  const { view, runTap } = makePage();
  const heard = listen(view);
  runTap();
  request(view, "https://x.com/i/api/graphql/q/TweetDetail", { responseText: "{}" });
  request(view, FOLLOWERS, { responseType: "arraybuffer" });
  request(view, FOLLOWERS, { responseText: "" });
  request(view, FOLLOWERS, { responseText: "x".repeat(1_500_001) });
  assert.deepEqual(heard, []);
});

test("the page's own request goes through as it was made, whatever happens", () => {
  const { view, opened, runTap } = makePage();
  runTap();
  const odd = { toString() { throw new Error("odd"); } }; // prettier-ignore
  const made = new view.XMLHttpRequest();
  made.open("GET", odd, false, "user", "password");
  assert.deepEqual(opened.at(-1), ["GET", odd, false, "user", "password"]);
  const broken = new view.XMLHttpRequest();
  broken.open("GET", FOLLOWERS);
  Object.defineProperty(broken, "responseText", { get() { throw new Error("no"); } }); // prettier-ignore
  assert.doesNotThrow(() => broken.dispatchEvent(new view.Event("load")));
});

test("a page that patches its world afterwards does not learn the channel", () => {
  const { view, runTap, runInPage } = makePage();
  const heard = listen(view);
  runTap();
  /** @type {string[]} */
  const seen = [];
  view.seen = (/** @type {string} */ text) => seen.push(text);
  runInPage(
    `Reflect.apply = (f, t, a) => { seen(JSON.stringify(a)); return f.call(t, ...a); };
     EventTarget.prototype.dispatchEvent = (e) => seen(e.type);
     CustomEvent = class { constructor(type) { seen(type); } };
     Array.prototype.push = function (x) { seen(String(x)); };`,
  );
  request(view, FOLLOWERS, { responseText: "{}" });
  assert.equal(heard.length, 1);
  assert.deepEqual(
    seen.filter((text) => text.includes("fm:")),
    [],
  );
});

test("only the first hello is heard", () => {
  const { view, runTap } = makePage();
  runTap();
  const heard = listen(view);
  /** @type {string[]} */
  const stolen = [];
  view.document.addEventListener("stolen", () => stolen.push("x"));
  view.document.dispatchEvent(new view.CustomEvent("fm:hello", { detail: "stolen" }));
  request(view, FOLLOWERS, { responseText: "{}" });
  assert.equal(heard.length, 1);
  assert.deepEqual(stolen, []);
});

test("what the content script hears is a string with an operation, or nothing", () => {
  const { view } = makePage();
  const heard = listen(view);
  /** @type {string | undefined} */
  let channel;
  view.document.addEventListener("fm:hello", (/** @type {any} */ event) => (channel = event.detail));
  view.document.dispatchEvent(new view.CustomEvent("fm:main", { detail: "" }));
  for (const detail of [null, 7, {}, "no line break", "\nno operation", ["Followers\n{}"]])
    view.document.dispatchEvent(new view.CustomEvent(String(channel), { detail }));
  assert.deepEqual(heard, []);
});

test("the tap has no way to send a request", () => {
  const source = readFileSync(ENTRY, "utf8");
  assert.doesNotMatch(source, /\bfetch\b|\.send\(|sendBeacon|WebSocket|EventSource/);
});
