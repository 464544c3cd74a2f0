import { JSDOM } from "jsdom";

const SHARED = [
  "AbortController", "EventTarget", "document", "CSS", "Element", "HTMLElement", "HTMLInputElement", "MutationObserver",
  "Node", "NodeFilter", "CustomEvent", "Event", "KeyboardEvent", "getComputedStyle", "history", "location", "addEventListener", "removeEventListener",
]; // prettier-ignore

/**
 * A page as the extension's code sees it, at an address. jsdom has no constructable style sheets, ranges that are static,
 * or popovers; the real browsers' tests are for those.
 * @param {string} address
 * @returns {JSDOM}
 */
export function installPage(address = "https://x.com/you_standin/followers") {
  const dom = new JSDOM("<!doctype html><html><body><div id=react-root></div></body></html>", {
    url: address,
    pretendToBeVisual: true,
  });
  const scope = /** @type {any} */ (globalThis);
  const view = /** @type {any} */ (dom.window);
  for (const name of SHARED) {
    const value = typeof view[name] === "function" && !/^[A-Z]/.test(name) ? view[name].bind(view) : view[name];
    Object.defineProperty(scope, name, { value, configurable: true, writable: true });
  }
  scope.window = view;
  scope.CSSStyleSheet = class {
    text = "";
    /** @param {string} text */
    replaceSync(text) {
      this.text = text;
    }
  };
  view.document.adoptedStyleSheets = [];
  scope.StaticRange = class {
    /** @param {StaticRangeInit} range */
    constructor(range) {
      Object.assign(this, range);
    }
  };
  return dom;
}

/**
 * Lets everything run that is waiting: microtasks and mutation observers.
 * @returns {Promise<void>}
 */
export function settle() {
  return new Promise((resolve) => setImmediate(resolve));
}
