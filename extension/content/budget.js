/**
 * The follow-back budget: what following some more would do to an account.
 *
 * @typedef {import("../shared/values.js").Band} Band
 * @typedef {{following: number, followers: number}} Counts
 * @typedef {Counts & {ratio: number | null, isMarked: boolean}} Standing `ratio` is following ÷ followers, null without
 *   followers; `isMarked` is whether the mark of the ranking code counts the account for less
 *
 * @typedef {object} Budget
 * @property {number} chosen how many would be followed, all of them strong
 * @property {{now: Standing, after: Standing} | undefined} standing undefined while the account's own counts are unknown
 * @property {{seen: number, now: number | null, after: number | null}} niche how many of those who are followed were seen and have
 *   a basis; the share of strong and maybe among them, 0–1, null of nobody
 */

/**
 * The mark in X's ranking code as it was published in 2023: `(1 + following) / (1 + followers)` above the ratio, of an
 * account that follows more than so many, divides its weight by exp(5 · (ratio − 0.6)). Whether it is in use is not known.
 */
export const MARK = Object.freeze({
  following: 500,
  ratio: 0.6,
  year: 2023,
  file: "UserMass.scala",
  source:
    "https://github.com/twitter/the-algorithm/blob/main/src/scala/com/twitter/graph/batch/job/tweepcred/UserMass.scala",
});

/**
 * @param {object} facts
 * @param {Counts | undefined} facts.counts the account's own
 * @param {number} facts.chosen how many would be followed, all of them strong
 * @param {Iterable<Band>} facts.followed the bands of those seen whom the account follows
 * @returns {Budget}
 */
export function computeBudget({ counts, chosen, followed }) {
  const judged = [...followed].filter((band) => band !== "no_basis");
  const onNiche = judged.filter((band) => band !== "off").length;
  return {
    chosen,
    standing: counts && {
      now: describeStanding(counts),
      after: describeStanding({ ...counts, following: counts.following + chosen }),
    },
    niche: {
      seen: judged.length,
      now: divide(onNiche, judged.length),
      after: divide(onNiche + chosen, judged.length + chosen),
    },
  };
}

/** @param {Counts} counts @returns {Standing} */
function describeStanding({ following, followers }) {
  const isMarked = following > MARK.following && (1 + following) / (1 + followers) > MARK.ratio;
  return { following, followers, ratio: divide(following, followers), isMarked };
}

/** @param {number} part @param {number} whole */
function divide(part, whole) {
  return whole > 0 ? part / whole : null;
}
