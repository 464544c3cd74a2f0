/**
 * Several niches at once: every person is judged by each of them, and shown with the one that fits best.
 * @typedef {import("./values.js").Profile} Profile
 */

/** What stands in a verdict's stamp, and in what the server is asked, for all niches together. */
export const ALL_NICHES = "all";

/** By so many niches the server judges at once. */
export const MOST_AT_ONCE = 8;

/**
 * The niches that are judged by when all are asked for, as the server chooses them: the one in use first.
 * @param {Profile[]} profiles
 * @returns {Profile[]}
 */
export function listJudged(profiles) {
  const used = profiles.filter(({ archived }) => !archived);
  return [...used].sort((one, other) => Number(other.active) - Number(one.active)).slice(0, MOST_AT_ONCE);
}

/**
 * A tag of two letters for each niche, short enough for a badge; no two niches have the same.
 * @param {string[]} names
 * @returns {string[]}
 */
export function makeTags(names) {
  const taken = new Set();
  return names.map((name, place) => {
    const tag = listTags(name).find((candidate) => !taken.has(candidate)) ?? String(place + 1);
    taken.add(tag);
    return tag;
  });
}

/** @param {string} name @returns {string[]} tags that it may have, the most telling first */
function listTags(name) {
  const [first = [], second = []] = name
    .split(/[\s\p{P}]+/u)
    .filter(Boolean)
    .map(splitLetters);
  const [head, ...rest] = first;
  if (head === undefined) return [];
  const initial = second[0]?.toUpperCase();
  const seconds = [...(initial ? [initial] : []), ...rest, ...second.slice(1)];
  return [...seconds.map((letter) => head.toUpperCase() + letter), head.toUpperCase()];
}

const letters = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** @param {string} word @returns {string[]} as they are read: an emoji of several parts is one */
function splitLetters(word) {
  return Array.from(letters.segment(word), ({ segment }) => segment);
}
