import { readRenderedText } from "./bio-text.js";
import { getPath } from "./routes.js";
import { cutText } from "./users.js";

/**
 * X's classic client. Its only stable marks are testids, hrefs and ids: no class, no tag, no text.
 * @typedef {import("./adapter.js").RowsAdapter} RowsAdapter
 * @typedef {import("./adapter.js").Identity} Identity
 */

const ROW = '[data-testid="UserCell"]';
// The account switcher and the side column have such cells too; lists of people are in these two.
const SCOPE = '[data-testid="primaryColumn"], [role="dialog"]';
const AVATAR = '[data-testid^="UserAvatar-Container-"]';
const AVATAR_PREFIX = "UserAvatar-Container-";
// The button's testid is the person's id and the state: 123-follow, 123-unfollow, 123-cancel (asked) …
const FOLLOW =
  '[data-testid$="-follow"], [data-testid$="-unfollow"], [data-testid$="-cancel"], [data-testid$="-unblock"]';
const FOLLOW_ID = /^(\d{1,20})-(follow|unfollow|cancel|unblock)$/;
const HANDLE = /^\w{1,20}$/;
const PROFILE_PATH = /^\/(\w{1,20})\/?$/;
const LONGEST_NAME = 200;
const LONGEST_BIO = 5_000;

/** @type {RowsAdapter} */
export const classic = {
  name: "classic",
  attributes: ["data-testid", "href"],

  findRows(root) {
    const rows = [...root.querySelectorAll(ROW)];
    if (root.matches(ROW)) rows.unshift(root);
    return rows.filter(isInScope);
  },

  findRow(node) {
    const element = node instanceof Element ? node : node.parentElement;
    const row = element?.closest(ROW);
    return row && isInScope(row) ? row : undefined;
  },

  identify(row) {
    const handle = findHandle(row);
    if (!handle) return undefined;
    const id = findFollow(row)?.id;
    return id ? { handle, id } : { handle };
  },

  findAnchor(row) {
    return /** @type {HTMLElement | null} */ (row.querySelector(AVATAR)) ?? undefined;
  },

  findBio(row) {
    // A hidden text of X's own («Click to follow …») stands before the bio and has dir=auto as well; the bio comes
    // after the follow button, and outside links and buttons but the row itself.
    const follow = row.querySelector(FOLLOW);
    return [...row.querySelectorAll('div[dir="auto"]')].find(
      (element) =>
        !element.id.startsWith("id__") &&
        element.closest("a, button, [role=button]") === row.closest("a, button, [role=button]") &&
        (!follow || follow.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING),
    );
  },

  readPerson(row) {
    const identity = classic.identify(row);
    if (!identity) return undefined;
    const bio = classic.findBio(row);
    const follow = findFollow(row);
    const name = row.querySelector('a[role="link"] div[dir="ltr"]');
    return {
      ...identity,
      ...(name ? { name: cutText(readRenderedText(name).text, LONGEST_NAME) } : {}),
      ...describeBio(row, bio),
      ...(row.querySelector('[data-testid="userFollowIndicator"]') ? { follows_me: true } : {}),
      ...(follow?.state === "unfollow" ? { i_follow: true } : {}),
      ...(follow?.state === "follow" ? { i_follow: false } : {}),
      source: "page",
    };
  },
};

/** @param {Element} row */
function isInScope(row) {
  return row.closest(SCOPE) !== null;
}

/**
 * The handle: by the avatar, which no language changes, else by the first link to a profile.
 * @param {Element} row
 * @returns {string | undefined}
 */
function findHandle(row) {
  const testid = row.querySelector(AVATAR)?.getAttribute("data-testid");
  const named = testid?.slice(AVATAR_PREFIX.length);
  if (named && HANDLE.test(named)) return named;
  for (const link of row.querySelectorAll('a[role="link"][href]')) {
    const linked = findLinkedHandle(/** @type {HTMLAnchorElement} */ (link));
    if (linked && !link.closest('div[dir="auto"]')) return linked;
  }
  return undefined;
}

/**
 * The handle of a link to a profile of this very site; any other link may end in a word as well.
 * @param {HTMLAnchorElement} link
 */
function findLinkedHandle(link) {
  return link.host === location.host ? PROFILE_PATH.exec(getPath(link))?.[1] : undefined;
}

/** @param {Element} row */
function findFollow(row) {
  const match = FOLLOW_ID.exec(row.querySelector(FOLLOW)?.getAttribute("data-testid") ?? "");
  return match ? { id: /** @type {string} */ (match[1]), state: /** @type {string} */ (match[2]) } : undefined;
}

/**
 * A row of a list shows the bio whenever there is one; a compact cell (`<li>`) never does, so there it is not known.
 * @param {Element} row @param {Element | undefined} bio
 * @returns {{bio?: string}}
 */
function describeBio(row, bio) {
  if (bio) return { bio: cutText(readRenderedText(bio).text, LONGEST_BIO) };
  return row.getAttribute("role") === "listitem" ? {} : { bio: "" };
}
