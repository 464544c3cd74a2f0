/**
 * What is known of X's coming client: no testids; a person's row is a timeline entry whose `data-href` is a profile,
 * and an avatar's `alt` is the handle (facts §3; look again when it is live for those logged in).
 * @typedef {import("../adapter.js").Identity} Identity
 */

export const AVATAR = 'img[alt^="@"]';
const HANDLE = /^[@/](\w{1,20})\/?$/;

/** @param {string | null | undefined} text `@handle` or `/handle` @returns {string | undefined} */
export function readHandle(text) {
  return HANDLE.exec(text ?? "")?.[1];
}

/** @param {Element} part @returns {HTMLElement | undefined} the box around the avatar */
export function findAvatarBox(part) {
  return part.querySelector(AVATAR)?.parentElement ?? undefined;
}

/**
 * The bio: the last text with a direction of its own outside links and buttons.
 * @param {Element} part
 * @returns {Element | undefined}
 */
export function findBioText(part) {
  return [...part.querySelectorAll('[dir="auto"]')].findLast((element) => !element.closest("a, button"));
}
