import { formatNumber, getText } from "../shared/text.js";

/**
 * The effect of a change in words.
 * @typedef {import("../shared/effects.js").Preview} Preview
 */

/** Stands in a sentence for what is tried, which is set apart from it; in nobody's keyword. */
export const SLOT = "\uE000";
const DECIDED = /** @type {const} */ (["passed", "followed", "later"]);
const RANKS = { no_basis: 0, off: 1, maybe: 2, strong: 3 };

/**
 * «▢ would lift 7 and lower none of 116 people; 2 of them you passed.»
 * @param {Preview} preview
 * @returns {string} with SLOT for what is tried
 */
export function describeEffect({ people, up, down, relevance }) {
  if (people === 0) return getText("effect_nobody");
  const all = formatNumber(people);
  if (up.people + down.people > 0) {
    const sentence = getText("effect_moves", SLOT, countOrNone(up.people), countOrNone(down.people), all);
    const decided = DECIDED.map((triage) => ({ triage, count: up[triage] + down[triage] }))
      .filter(({ count }) => count > 0)
      .map(({ triage, count }) => getText(`effect_${triage}`, formatNumber(count)));
    return decided.length > 0
      ? getText("effect_with_decided", sentence, decided.join(", "))
      : getText("effect_alone", sentence);
  }
  const numbers = relevance.up + relevance.down;
  return numbers > 0 ? getText("effect_numbers", SLOT, formatNumber(numbers), all) : getText("effect_none", SLOT, all);
}

/**
 * @param {Preview["open_page"]} page
 * @returns {string | undefined} undefined where no badge of the page gets another look
 */
export function describePage(page) {
  const steps = page.map(({ before, after }) => RANKS[after.band] - RANKS[before.band]);
  const up = steps.filter((step) => step > 0).length;
  const down = steps.filter((step) => step < 0).length;
  return up + down > 0 ? getText("effect_page", countOrNone(up), countOrNone(down)) : undefined;
}

/**
 * @param {import("../shared/effects.js").Advice} advice
 * @returns {string}
 */
export function describeAdvice({ keyword, code, of, people }) {
  const counts = people === undefined ? [] : [formatNumber(people), formatNumber(Number(of))];
  return getText(`advice_${code}`, keyword, ...(counts.length > 0 ? counts : [of ?? ""]));
}

/** @param {number} count */
function countOrNone(count) {
  return count === 0 ? getText("none") : formatNumber(count);
}
