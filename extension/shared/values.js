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
 * @property {Triage} triage
 * @property {Overrule | null} overrule
 * @property {string | null} note
 * @property {string} [came_back] why who was passed or put off is undecided again: `bio_changed`
 * @property {number} [first_seen] when their row was first on the page, in ms since 1970
 * @property {boolean} [pending] the user has decided, and the server does not know yet
 * @property {string} [niche] id of the niche that fits best, if any does, where all were asked
 * @property {{id: string, name: string, tag: string}} [matched] the same as it is shown, where there are several; the
 *   background puts it in
 *
 * @typedef {"undecided" | "followed" | "passed" | "later"} Triage
 * @typedef {"relevant" | "not_relevant"} Overrule
 * @typedef {{triage?: Triage, overrule?: Overrule | null, note?: string | null}} DecisionChange
 * @typedef {{triage: Triage, overrule: Overrule | null, note: string | null, came_back?: string}} Decision
 *
 * @typedef {{account: string, people: number, decisions: number}} AccountReport
 * @typedef {{accounts: AccountReport[], bytes: number}} LedgerReport how much is kept about people
 *
 * @typedef {{text: string, kind: Kind, match?: "inflect" | "exact" | "lemma", lang?: string}} Keyword
 * @typedef {{id: string, name: string, keywords: Keyword[], active: boolean, archived: boolean, revision: number}} Profile
 * @typedef {{id: string, revision: number}} ProfileStamp which niche, and how old a reading of it
 * @typedef {ProfileStamp & {name?: string, niches?: {id: string, name: string}[]}} JudgedBy the niche that verdicts are
 *   of; where all were asked, their names too
 * @typedef {{id: string, name: string, relevance: number | null, band: Band}} NicheFit what one niche says of a person
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

/** @type {readonly Triage[]} */
export const TRIAGES = ["undecided", "followed", "passed", "later"];
/** @type {readonly Overrule[]} */
export const OVERRULES = ["relevant", "not_relevant"];
/** The longest note, in UTF-16 code units. */
export const LONGEST_NOTE = 280;

/**
 * The band as it is shown: the user's own word, else the relevance's.
 * @param {Verdict} verdict
 * @returns {Band}
 */
export function getShownBand({ overrule, band }) {
  return overrule === "relevant" ? "strong" : overrule === "not_relevant" ? "off" : band;
}
