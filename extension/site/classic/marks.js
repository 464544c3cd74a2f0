import { getPath } from "../address.js";

/**
 * What stays the same in X's classic client: testids, hrefs and ids; no class, no tag, no text.
 * @typedef {import("../adapter.js").Identity} Identity
 */

export const AVATAR = '[data-testid^="UserAvatar-Container-"]';
const AVATAR_PREFIX = "UserAvatar-Container-";
// The button's testid is the person's id and the state: 123-follow, 123-unfollow, 123-cancel (asked) …
export const FOLLOW =
  '[data-testid$="-follow"], [data-testid$="-unfollow"], [data-testid$="-cancel"], [data-testid$="-unblock"]';
const FOLLOW_ID = /^(\d{1,20})-(follow|unfollow|cancel|unblock)$/;
const HANDLE = /^\w{1,20}$/;
const PROFILE_PATH = /^\/(\w{1,20})\/?$/;

/**
 * Whose part of the page it is: by the avatar, which no language changes, else by the first link to a profile.
 * @param {Element} part
 * @returns {Identity | undefined}
 */
export function identifyPart(part) {
  const handle = findAvatarHandle(part) ?? findLinkedHandle(part);
  if (!handle) return undefined;
  const follow = findFollow(part);
  return follow ? { handle, id: follow.id, follow } : { handle };
}

/** @param {Element} part an avatar, or what holds one @returns {string | undefined} */
export function findAvatarHandle(part) {
  const avatar = part.matches(AVATAR) ? part : part.querySelector(AVATAR);
  const named = avatar?.getAttribute("data-testid")?.slice(AVATAR_PREFIX.length);
  return named && HANDLE.test(named) ? named : undefined;
}

/**
 * The button to follow somebody: their id, its state, itself.
 * @param {Element} part
 */
export function findFollow(part) {
  const button = part.querySelector(FOLLOW);
  const match = FOLLOW_ID.exec(button?.getAttribute("data-testid") ?? "");
  return button && match
    ? { id: /** @type {string} */ (match[1]), state: /** @type {string} */ (match[2]), button }
    : undefined;
}

/** @param {Element} part @returns {{follows_me?: boolean, i_follow?: boolean}} what labels and buttons say */
export function readRelation(part) {
  const state = findFollow(part)?.state;
  return {
    ...(part.querySelector('[data-testid="userFollowIndicator"]') ? { follows_me: true } : {}),
    ...(state === "unfollow" ? { i_follow: true } : {}),
    ...(state === "follow" ? { i_follow: false } : {}),
  };
}

/** @param {Element} part @returns {string | undefined} */
function findLinkedHandle(part) {
  for (const link of part.querySelectorAll('a[role="link"][href]')) {
    const linked = readProfileLink(/** @type {HTMLAnchorElement} */ (link));
    if (linked && !link.closest('div[dir="auto"]')) return linked;
  }
  return undefined;
}

/**
 * The handle of a link to a profile of this very site; any other link may end in a word as well.
 * @param {HTMLAnchorElement} link
 */
function readProfileLink(link) {
  return link.host === location.host ? PROFILE_PATH.exec(getPath(link))?.[1] : undefined;
}
