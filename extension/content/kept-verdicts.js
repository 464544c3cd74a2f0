import { getPersonKey } from "../shared/values.js";

/**
 * The verdicts that a tab keeps: the newest 5,000, each for a person as they were then and by the niche as it was then.
 * @typedef {import("../shared/values.js").Person} Person
 * @typedef {import("../shared/values.js").Verdict} Verdict
 */

const MOST_KEPT = 5_000;

export class KeptVerdicts {
  constructor() {
    /** By person key. @type {Map<string, {person: Person, verdict: Verdict, stamp: string}>} */
    this.byKey = new Map();
  }

  /**
   * @param {Person} person as they are now
   * @returns {Verdict | undefined}
   */
  find(person) {
    const kept = this.byKey.get(getPersonKey(person));
    return kept?.person === person ? kept.verdict : undefined;
  }

  /**
   * @param {Person} person
   * @param {string} stamp the niche as it is now
   * @returns {boolean} whether there is a verdict for both as they are now
   */
  isFresh(person, stamp) {
    const kept = this.byKey.get(getPersonKey(person));
    return kept?.person === person && kept.stamp === stamp;
  }

  /** @param {Person} person @param {Verdict} verdict @param {string} stamp */
  keep(person, verdict, stamp) {
    const key = getPersonKey(person);
    this.byKey.delete(key);
    this.byKey.set(key, { person, verdict, stamp });
    const [oldest] = this.byKey.size > MOST_KEPT ? this.byKey.keys() : [];
    if (oldest !== undefined) this.byKey.delete(oldest);
  }

  /**
   * @param {string} key
   * @param {Partial<Verdict>} changes
   * @returns {boolean} whether there was one to change
   */
  change(key, changes) {
    const kept = this.byKey.get(key);
    if (kept) kept.verdict = { ...kept.verdict, ...changes };
    return kept !== undefined;
  }

  /** @param {string} [key] whose verdict is shown on, until there is a newer one; everybody's without it */
  markOld(key) {
    for (const kept of key === undefined ? this.byKey.values() : [this.byKey.get(key)]) if (kept) kept.stamp = "old";
  }

  forgetAll() {
    this.byKey.clear();
  }
}
