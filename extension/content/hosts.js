import { needPageRule } from "./page-rules.js";

/** The names of our elements on the page, each with a closed shadow root of its own. */
export const BADGE_HOST = "fieldmark-badge";
export const POPOVER_HOST = "fieldmark-popover";
export const NOTICE_HOST = "fieldmark-notice";
export const TOAST_HOST = "fieldmark-toast";
export const HELP_HOST = "fieldmark-help";
export const BAR_HOST = "fieldmark-bar";
export const VEIL_HOST = "fieldmark-veil";
export const DIVIDER_HOST = "fieldmark-divider";
export const RING_HOST = "fieldmark-ring";
/** Those that are put into rows. */
const IN_ROWS = [BADGE_HOST, DIVIDER_HOST, VEIL_HOST, RING_HOST].join(", ");
const ANYWHERE = [IN_ROWS, POPOVER_HOST, NOTICE_HOST, TOAST_HOST, HELP_HOST, BAR_HOST].join(", ");

/**
 * By themselves, not by their names: a page that copies a row copies what looks like a badge, and is none.
 * @type {WeakMap<Node, ShadowRoot>}
 */
const hosts = new WeakMap();
/** Whose row each is in. @type {WeakMap<Node, Element>} */
const rowOf = new WeakMap();
let changesMade = 0;

/** @returns {number} how many changes of the page it has been to put elements of ours over boxes, so far */
export function countChangesMade() {
  return changesMade;
}

/**
 * Makes an element of ours, with a closed root.
 * @param {string} name
 * @param {CSSStyleSheet[]} sheets
 * @param {{delegatesFocus?: boolean}} [options]
 * @returns {{host: HTMLElement, root: ShadowRoot}}
 */
export function makeHost(name, sheets, { delegatesFocus = false } = {}) {
  const host = document.createElement(name);
  const root = host.attachShadow({ mode: "closed", delegatesFocus });
  root.adoptedStyleSheets = sheets;
  hosts.set(host, root);
  return { host, root };
}

/**
 * What has the focus inside an element of ours; from outside only the host is seen.
 * @param {Node} host
 * @returns {Element | undefined}
 */
export function findFocusInside(host) {
  return hosts.get(host)?.activeElement ?? undefined;
}

/**
 * Whether a node is an element of ours.
 * @param {Node} node
 * @returns {boolean}
 */
export function isOurs(node) {
  return hosts.has(node);
}

/**
 * Takes out of a row what is not its own: what only looks like ours, since the page has copied it along with a row's content;
 * what has come with another row's content; and, where the row is nobody's, all of it.
 * @param {Element} row
 * @param {{ours: boolean}} which
 */
export function removeBadges(row, { ours }) {
  for (const host of row.querySelectorAll(IN_ROWS)) if (ours || rowOf.get(host) !== row) host.remove();
}

/**
 * Takes out of the page what looks like ours and is not. Firefox ends the script when the extension is updated or switched
 * off, without a word, and runs the new one in the pages that are open: nobody else would take away what the old one has shown.
 */
export function removeRemains() {
  for (const host of document.querySelectorAll(ANYWHERE)) if (!isOurs(host)) host.remove();
}

/**
 * Makes what puts elements of ours over boxes of one kind. A box that is not positioned becomes so, by a rule of page-rules.js;
 * whether it is, is found out once, since asking makes the browser compute styles.
 * @returns {(host: HTMLElement, box: Element, row?: Element) => void} the box is the row itself, or is in it
 */
export function makeCover() {
  /** @type {boolean | undefined} */
  let needsBox;
  return (host, box, row = box) => {
    rowOf.set(host, row);
    needsBox ??= getComputedStyle(box).position === "static";
    if (needsBox) {
      host.setAttribute("data-needs-box", "");
      needPageRule("box");
    }
    // What moves is taken out first: to an observer, two changes.
    changesMade += host.isConnected ? 2 : 1;
    box.append(host);
  };
}

// Those that X's own listeners on the page would take for meant for X.
const KEPT_EVENTS = [
  "auxclick", "click", "contextmenu", "dblclick", "keydown", "keypress", "keyup", "mousedown", "mouseup", "pointerdown", "pointerup",
]; // prettier-ignore

/** @param {HTMLElement} host whose clicks and keys are nobody else's */
export function keepEventsInside(host) {
  for (const type of KEPT_EVENTS) host.addEventListener(type, (event) => event.stopPropagation());
}
