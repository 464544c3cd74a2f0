import { VISIT_GAP_MS } from "../shared/visits.js";

/**
 * Who of a list is new since the visit before.
 * @typedef {import("../shared/values.js").Person} Person
 * @typedef {import("../shared/values.js").Verdict} Verdict
 * @typedef {{person: Person, verdict: Verdict | undefined}} Companion
 */

/**
 * Whether somebody's row was never on the page before this visit. What was seen within the gap after a visit still
 * counts as seen in it: a page that tells late, or when nobody looks any more. Who was first seen in the future was
 * seen before the clock was set right.
 * @param {Verdict} verdict
 * @param {number} since when the visit before ended, in ms since 1970
 * @param {number} [now]
 * @returns {boolean}
 */
export function isNew({ first_seen: seen }, since, now = Date.now()) {
  return seen === undefined || (seen > since + VISIT_GAP_MS && seen <= now + VISIT_GAP_MS);
}

/**
 * Where the new ones end in a list that shows the newest first: the first who was seen before, after at least one new one.
 * Somebody seen before who stands alone among new ones was seen elsewhere, before they came to this list; those further
 * down who were never mounted are not new.
 * @param {Iterable<Companion>} company in the list's order; no further than the end is asked for
 * @param {number} since
 * @returns {Companion | undefined} none while only new ones are known, or if there are none at the top
 */
export function findEndOfNew(company, since) {
  /** @type {Companion | undefined} */
  let old;
  let isAnyoneNew = false;
  for (const one of company) {
    if (!one.verdict) continue;
    const isNewOne = isNew(one.verdict, since);
    if (old && !isNewOne) break;
    old = isNewOne ? undefined : one;
    isAnyoneNew ||= isNewOne;
  }
  return isAnyoneNew ? old : undefined;
}

/**
 * @param {readonly Companion[]} company in the list's order
 * @param {number} since
 * @param {boolean} isNewestFirst whether the list shows the newest first
 * @returns {number} how many are new, as far as the list is known
 */
export function countNew(company, since, isNewestFirst) {
  const isNewcomer = (/** @type {Companion} */ { verdict }) => verdict !== undefined && isNew(verdict, since);
  const end = isNewestFirst ? findEndOfNew(company, since) : undefined;
  if (end) return company.slice(0, company.indexOf(end)).filter(isNewcomer).length;
  const isAnyoneOld = company.some(({ verdict }) => verdict && !isNew(verdict, since));
  return isNewestFirst && isAnyoneOld ? 0 : company.filter(isNewcomer).length;
}
