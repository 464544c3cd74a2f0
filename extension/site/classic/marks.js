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
// Where there is no such button, as on a card of somebody blocked.
const OTHERS = 'a[href$="/followers_you_follow"]';
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

/**
 * The avatar of whose part it is. Those of «Followed by …» come after the follow button, and are of others: while X renders
 * the first one anew, none is right.
 * @param {Element} part an avatar, or what holds one
 * @returns {HTMLElement | undefined}
 */
export function findAvatar(part) {
  const avatar = /** @type {HTMLElement | null} */ (part.matches(AVATAR) ? part : part.querySelector(AVATAR));
  const follow = part.querySelector(FOLLOW);
  const isLater = avatar && follow && follow.compareDocumentPosition(avatar) & Node.DOCUMENT_POSITION_FOLLOWING;
  return avatar && !isLater && !avatar.closest(OTHERS) ? avatar : undefined;
}

/** @param {Element} part an avatar, or what holds one @returns {string | undefined} */
export function findAvatarHandle(part) {
  const named = findAvatar(part)?.getAttribute("data-testid")?.slice(AVATAR_PREFIX.length);
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
