/** The elements of ours on the page, each with a closed shadow root of its own. */
export const BADGE_HOST = "fieldmark-badge";
export const POPOVER_HOST = "fieldmark-popover";

const HOSTS = [BADGE_HOST, POPOVER_HOST];

/**
 * Whether a node is an element of ours.
 * @param {Node} node
 * @returns {boolean}
 */
export function isOurs(node) {
  return HOSTS.includes(node.nodeName.toLowerCase());
}
