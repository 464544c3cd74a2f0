/**
 * Which list of people an address shows. Each list stands with addresses that prove it; a test holds every list
 * against every address.
 * @typedef {import("../shared/values.js").ListName} ListName
 */

/** @type {readonly {list: ListName, pattern: RegExp, examples: string[]}[]} */
export const LIST_ROUTES = [
  {
    list: "verified_followers",
    pattern: /^\/\w{1,20}\/verified_followers\/?$/,
    examples: ["/ada/verified_followers"],
  },
  {
    list: "followers",
    pattern: /^\/\w{1,20}\/followers\/?$/,
    examples: ["/ada/followers", "/Ada_1/followers/"],
  },
  {
    list: "followers_you_follow",
    pattern: /^\/\w{1,20}\/followers_you_follow\/?$/,
    examples: ["/ada/followers_you_follow"],
  },
  { list: "following", pattern: /^\/\w{1,20}\/following\/?$/, examples: ["/ada/following"] },
  {
    list: "members",
    pattern: /^\/i\/lists\/\d+\/members\/?$/,
    examples: ["/i/lists/1234567890/members"],
  },
];

/** Addresses that are no list of people. */
export const OTHER_EXAMPLES = [
  "/",
  "/home",
  "/ada",
  "/ada/status/1",
  "/followers",
  "/i/lists/12",
  "/ada/followers/x",
  "/i/bookmarks",
];

/**
 * The list of people that an address shows.
 * @param {{hostname: string, pathname: string}} address
 * @returns {ListName | undefined}
 */
export function findList(address) {
  const path = getPath(address);
  return LIST_ROUTES.find(({ pattern }) => pattern.test(path))?.list;
}

/**
 * The path within the site. `fieldmark demo` serves its stand-in under /demo on loopback, where the shipped manifest
 * never lets this script run.
 * @param {{hostname: string, pathname: string}} address
 * @returns {string}
 */
export function getPath({ hostname, pathname }) {
  return hostname === "127.0.0.1" ? pathname.replace(/^\/demo(?=\/)/, "") : pathname;
}
