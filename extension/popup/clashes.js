import { makeKeywordKey } from "../shared/keyword-edits.js";

/**
 * Two changes of the same niche, made at the same time in two places.
 * @typedef {import("../shared/values.js").Keyword} Keyword
 * @typedef {{text: string, mine: Keyword | undefined, theirs: Keyword | undefined}} Clash A keyword that both changed, each
 *   in another way; undefined where it was removed.
 */

/**
 * @param {Keyword[]} before what both began from
 * @param {Keyword[]} mine
 * @param {Keyword[]} theirs
 * @returns {Clash[]} none where the two get along with one another
 */
export function findClashes(before, mine, theirs) {
  const [old, own, other] = [before, mine, theirs].map(indexKeywords);
  const keys = new Set([before, mine, theirs].flat().map(({ text }) => makeKeywordKey(text)));
  return [...keys].flatMap((key) => {
    const [was, here, there] = [old, own, other].map((index) => index?.get(key));
    const isClash = !isSame(was, here) && !isSame(was, there) && !isSame(here, there);
    return isClash ? [{ text: (was ?? here ?? there)?.text ?? key, mine: here, theirs: there }] : [];
  });
}

/** @param {Keyword[]} keywords */
function indexKeywords(keywords) {
  return new Map(keywords.map((keyword) => [makeKeywordKey(keyword.text), keyword]));
}

/** @param {Keyword | undefined} one @param {Keyword | undefined} other */
function isSame(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}
