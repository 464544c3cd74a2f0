import { BANDS, getPersonKey, getShownBand } from "../shared/values.js";
import { FILTER_NAMES, FILTERS } from "./filters.js";

/**
 * The people of a list in numbers, as far as they were seen.
 *
 * @typedef {import("../shared/values.js").Band} Band
 * @typedef {import("../shared/values.js").Person} Person
 * @typedef {import("../shared/values.js").Verdict} Verdict
 * @typedef {import("./filters.js").Filter} Filter
 * @typedef {{person: Person, verdict: Verdict | undefined, isFollowed: boolean}} Member
 *
 * @typedef {object} Census
 * @property {number} seen
 * @property {number} judged how many of them have a verdict: the rest of the numbers is of these
 * @property {Record<Band, number>} bands as they are shown
 * @property {number} chasers
 * @property {number} undecided
 * @property {number} decided
 * @property {number} waiting of whom a decision waits for the server
 * @property {Record<Filter, number>} bright whom each filter by itself leaves bright
 * @property {Set<string>} chosen the keys of those strong ones who are undecided and not followed yet
 */

/**
 * @param {Member[]} members
 * @returns {Census}
 */
export function countMembers(members) {
  const census = makeEmpty(members.length);
  for (const { person, verdict, isFollowed } of members) {
    if (!verdict) continue;
    const band = getShownBand(verdict);
    const isUndecided = verdict.triage === "undecided";
    census.judged += 1;
    census.bands[band] += 1;
    census.chasers += Number(verdict.chaser.flag);
    census.undecided += Number(isUndecided);
    census.decided += Number(!isUndecided);
    census.waiting += Number(verdict.pending === true);
    for (const name of FILTER_NAMES) census.bright[name] += Number(!FILTERS[name]({ person, verdict, isFollowed }));
    if (band === "strong" && isUndecided && !isFollowed) census.chosen.add(getPersonKey(person));
  }
  return census;
}

/** @param {number} seen @returns {Census} */
function makeEmpty(seen) {
  const none = (/** @type {readonly string[]} */ names) => Object.fromEntries(names.map((name) => [name, 0]));
  return {
    seen,
    judged: 0,
    bands: /** @type {Record<Band, number>} */ (none(BANDS)),
    chasers: 0,
    undecided: 0,
    decided: 0,
    waiting: 0,
    bright: /** @type {Record<Filter, number>} */ (none(FILTER_NAMES)),
    chosen: new Set(),
  };
}
