import { makeKeywordKey } from "../shared/keyword-edits.js";

/**
 * Which chips are shown, and in which order.
 * @typedef {import("../shared/values.js").Keyword} Keyword
 * @typedef {typeof CHIP_ORDERS[number]} ChipOrder
 */

/** The orders to choose from, the first being that in which they were added. */
export const CHIP_ORDERS = /** @type {const} */ (["added", "name", "people"]);

/**
 * @param {Keyword[]} keywords
 * @param {object} how
 * @param {string} how.order
 * @param {string} how.query what they are to contain
 * @param {Map<string, number>} how.counts how many people hold each
 * @returns {Keyword[]}
 */
export function arrangeChips(keywords, { order, query, counts }) {
  const wanted = makeKeywordKey(query);
  const found = wanted ? keywords.filter(({ text }) => makeKeywordKey(text).includes(wanted)) : keywords;
  if (order === "name") {
    const { compare } = new Intl.Collator();
    return [...found].sort((one, other) => compare(one.text, other.text));
  }
  if (order === "people")
    return [...found].sort((one, other) => (counts.get(other.text) ?? 0) - (counts.get(one.text) ?? 0));
  return found;
}
