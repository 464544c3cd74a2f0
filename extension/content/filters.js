import { getShownBand } from "../shared/values.js";

/**
 * The bar's filters: each dims whom it is not about, and is named for who stays bright.
 *
 * @typedef {import("../shared/values.js").Person} Person
 * @typedef {import("../shared/values.js").Verdict} Verdict
 * @typedef {{person: Person, verdict: Verdict, isFollowed: boolean}} Judged
 * @typedef {"undecided" | "on_niche" | "no_chasers" | "not_followed"} Filter
 */

/** Whom each dims. @type {Readonly<Record<Filter, (one: Judged) => boolean>>} */
export const FILTERS = Object.freeze({
  undecided: ({ verdict }) => verdict.triage !== "undecided",
  on_niche: ({ verdict }) => getShownBand(verdict) === "off",
  no_chasers: ({ verdict }) => verdict.chaser.flag,
  not_followed: ({ isFollowed }) => isFollowed,
});

/** @type {readonly Filter[]} */
export const FILTER_NAMES = /** @type {Filter[]} */ (Object.keys(FILTERS));

/**
 * Whether one of the filters that are on dims somebody.
 * @param {readonly string[]} filters those that are on; names that there are not dim nobody
 * @param {Judged} one
 * @returns {boolean}
 */
export function isDimmed(filters, one) {
  return FILTER_NAMES.some((name) => filters.includes(name) && FILTERS[name](one));
}
