import { classic } from "./classic/index.js";
import { PLACES } from "./places/index.js";
import { xweb } from "./xweb/index.js";

/**
 * X may show either, and has shown both in one week: a row tells by itself which client made it.
 * @typedef {import("./adapter.js").Client} Client
 */
export const CLIENTS = [classic, xweb];

/**
 * The client that has made the page.
 * @param {ParentNode} page
 * @returns {Client | undefined} undefined while the page has nothing of either
 */
export function findClient(page) {
  return CLIENTS.find(({ mark }) => page.querySelector(mark) !== null);
}

/**
 * The places whose rows are not known in a client: there no badge can be.
 * @param {Client} client
 * @returns {string[]} their ids
 */
export function listUnknownPlaces({ name }) {
  return PLACES.filter(({ rows }) => !Object.hasOwn(rows, name)).map(({ id }) => id);
}

/**
 * The list of people that an address shows.
 * @param {string} address path and query within the site
 * @returns {import("./adapter.js").Place | undefined}
 */
export function findPeopleList(address) {
  return PLACES.find((place) => place.isPeopleList && (place.listAddress ?? place.address)?.test(address));
}

/**
 * What a page shows where a place lists its people, whether or not it is known as rows.
 * @param {ParentNode} page @param {Client} client @param {import("./adapter.js").Place} place that the client's rows are known in
 * @returns {{hasEntries: boolean, isForNobody: boolean}} entries of some list; or, said by X itself, that there is nobody
 */
export function readListParts(page, { containers, entry, nobody, name }, place) {
  const parts = place.rows[name]?.within.map((part) => containers[part]).join(", ");
  const has = (/** @type {string | undefined} */ selector) =>
    selector !== undefined && page.querySelector(`:is(${parts}) ${selector}`) !== null;
  return { hasEntries: has(entry), isForNobody: has(nobody) };
}

/** More than the side column suggests, fewer than X mounts at once of any list. */
const FEWEST_ACCOUNTS = 6;
const ACCOUNT_LINK = /^\/\w{1,20}$/;

/**
 * Whether a page seems to list people, whatever its client calls them: by the pictures in it that lead to accounts.
 * @param {Document} page
 */
export function showsAccounts(page) {
  const links = [...(page.querySelector("main") ?? page).querySelectorAll("a[href] img")].map((picture) =>
    picture.closest("a")?.getAttribute("href"),
  );
  return new Set(links.filter((href) => ACCOUNT_LINK.test(href ?? ""))).size >= FEWEST_ACCOUNTS;
}
