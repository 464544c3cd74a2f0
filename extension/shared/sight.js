/**
 * What the extension sees of a page that lists people, so that it never fails in silence.
 *
 * @typedef {"no_rows" | "no_bios" | "unknown_answers"} Trouble
 *
 * @typedef {object} SightReport
 * @property {string} [client] which of X's programs has made the page; absent while nothing tells
 * @property {string[]} unknownPlaces ids of the places where that client's rows are not known
 * @property {string} [place] id of the place, where the page lists people
 * @property {number} rows people whose rows were found
 * @property {number} readable those of them whose bio is known
 * @property {number} answers answers of X's for this list
 * @property {number} people people in them
 * @property {string} [account] who is logged in
 * @property {string} [accountHandle] with an at sign, where their id is known
 * @property {number} [undecided] people of the list about whom nothing was decided
 * @property {number} [since] when the visit before this one ended, in ms since 1970
 * @property {number} [news] people of the list who are new since then
 * @property {Trouble} [trouble] what is the matter
 */

/** @type {readonly Trouble[]} */
export const TROUBLES = ["no_rows", "no_bios", "unknown_answers"];
