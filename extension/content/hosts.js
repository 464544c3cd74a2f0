/** The names of our elements on the page, each with a closed shadow root of its own. */
export const BADGE_HOST = "fieldmark-badge";
export const POPOVER_HOST = "fieldmark-popover";
export const NOTICE_HOST = "fieldmark-notice";

/** By themselves, not by their names: a page that copies a row copies what looks like a badge, and is none. @type {WeakSet<Node>} */
const hosts = new WeakSet();

/**
 * Makes an element of ours.
 * @param {string} name
 * @returns {HTMLElement}
 */
export function makeHost(name) {
  const host = document.createElement(name);
  hosts.add(host);
  return host;
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
 * Takes badges out of a row: those that only look like ones of ours, since the page has copied them along with a row's
 * content, and, of a row that is nobody's, ours too, which may have come with another row's content.
 * @param {Element} row
 * @param {{ours: boolean}} which
 */
export function removeBadges(row, { ours }) {
  for (const host of row.querySelectorAll(BADGE_HOST)) if (ours || !isOurs(host)) host.remove();
}
