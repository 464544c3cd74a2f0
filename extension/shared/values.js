/**
 * The values that extension and server speak in; docs/architecture.md has the words.
 *
 * @typedef {object} Person What is known of an account; what is not known is absent.
 * @property {string} handle without the @
 * @property {string} [id] decimal
 * @property {string} [name]
 * @property {string} [bio] "" when it is known to be empty
 * @property {string} [location]
 * @property {string} [website]
 * @property {number} [followers]
 * @property {number} [following]
 * @property {number} [posts]
 * @property {string} [created_at] ISO 8601
 * @property {boolean} [verified]
 * @property {boolean} [protected]
 * @property {boolean} [follows_me]
 * @property {boolean} [i_follow]
 * @property {number} [position] place in the list, from 0
 * @property {boolean} [mounted]
 * @property {"answer" | "page"} source
 *
 * @typedef {"core" | "related" | "avoid"} Kind
 * @typedef {"strong" | "maybe" | "off" | "no_basis"} Band
 * @typedef {"followers" | "verified_followers" | "following" | "followers_you_follow" | "members" | "search" |
 *   "interactions" | "other"} ListName
 *
 * @typedef {object} Match
 * @property {string} keyword
 * @property {Kind | "learned"} kind
 * @property {number} weight 0–1; for `avoid` the factor
 * @property {"bio" | "name" | "location" | "website"} field
 * @property {number} start UTF-16 code units
 * @property {number} end UTF-16 code units
 * @property {string} text
 *
 * @typedef {{sign: string, field?: string, start?: number, end?: number, text?: string}} Sign
 *
 * @typedef {object} Verdict
 * @property {string} key
 * @property {number | null} relevance 0–100
 * @property {Band} band
 * @property {Match[]} matches
 * @property {{text: string, near: string}[]} why_not
 * @property {{flag: boolean, signs: Sign[]}} chaser
 * @property {"undecided" | "followed" | "passed" | "later"} triage
 * @property {"relevant" | "not_relevant" | null} overrule
 * @property {string | null} note
 *
 * @typedef {{text: string, kind: Kind, match?: "inflect" | "exact" | "lemma", lang?: string}} Keyword
 * @typedef {{id: string, name: string, keywords: Keyword[], active: boolean, archived: boolean, revision: number}} Profile
 * @typedef {{id: string, revision: number}} ProfileStamp which niche, and how old a reading of it
 */

/** @type {readonly Band[]} */
export const BANDS = ["strong", "maybe", "off", "no_basis"];

/** @type {readonly Kind[]} */
export const KINDS = ["core", "related", "avoid"];

/**
 * The person key: the decimal id, else @handle in lower case.
 * @param {{id?: string | undefined, handle: string}} person
 * @returns {string}
 */
export function getPersonKey({ id, handle }) {
  return id ?? `@${handle.toLowerCase()}`;
}
