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

/** Counts members one by one: of a long list only those about whom something is new need be counted anew. */
export class MemberCount {
  constructor() {
    this.census = makeEmpty();
    /** By handle, as they were counted. @type {Map<string, Member>} */
    this.members = new Map();
  }

  /**
   * @param {string} handle
   * @param {Member | undefined} member as they are now; undefined for who is none
   */
  put(handle, member) {
    const before = this.members.get(handle);
    if (before) count(this.census, before, -1);
    if (!member) this.members.delete(handle);
    else {
      this.members.set(handle, member);
      count(this.census, member, 1);
    }
  }

  clear() {
    this.members.clear();
    this.census = makeEmpty();
  }
}

/** @param {Census} census @param {Member} member @param {1 | -1} sign 1 adds them, -1 takes them out */
function count(census, { person, verdict, isFollowed }, sign) {
  census.seen += sign;
  if (!verdict) return;
  const add = (/** @type {boolean} */ is) => (is ? sign : 0);
  const band = getShownBand(verdict);
  const isUndecided = verdict.triage === "undecided";
  census.judged += sign;
  census.bands[band] += sign;
  census.chasers += add(verdict.chaser.flag);
  census.undecided += add(isUndecided);
  census.decided += add(!isUndecided);
  census.waiting += add(verdict.pending === true);
  for (const name of FILTER_NAMES) census.bright[name] += add(!FILTERS[name]({ person, verdict, isFollowed }));
  if (band !== "strong" || !isUndecided || isFollowed) return;
  if (sign === 1) census.chosen.add(getPersonKey(person));
  else census.chosen.delete(getPersonKey(person));
}

/** @returns {Census} */
function makeEmpty() {
  const none = (/** @type {readonly string[]} */ names) => Object.fromEntries(names.map((name) => [name, 0]));
  return {
    seen: 0,
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
