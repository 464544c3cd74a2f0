import { getPersonKey } from "../shared/values.js";

/**
 * The people this tab has seen, newest last; the oldest are forgotten.
 * @typedef {import("../shared/values.js").Person} Person
 * @typedef {import("../site/adapter.js").Identity} Identity
 */

const MOST_PEOPLE = 5_000;
/** What the judge reads: a change of any other field changes no verdict. */
const JUDGED = /** @type {const} */ (["bio", "name", "location", "website", "followers", "following"]);

export class People {
  constructor() {
    /** @type {Map<string, Person>} */
    this.byKey = new Map();
    /** @type {Map<string, string>} */
    this.keyOfHandle = new Map();
  }

  /**
   * The person that is known under an identity. The handle decides: an id read from a half-rendered row may be another's.
   * @param {Identity} identity
   * @returns {Person | undefined}
   */
  find({ handle }) {
    const key = this.keyOfHandle.get(handle.toLowerCase());
    return key === undefined ? undefined : this.byKey.get(key);
  }

  /**
   * Remembers what was seen. An answer says more than the page, and a full copy more than a stub without a bio.
   * @param {Person} seen
   * @returns {Person} the person as known now: the same object as before if nothing that is judged has changed
   */
  remember(seen) {
    const known = this.find(seen);
    if (known && !isBetter(seen, known)) return known;
    const merged = known && known.bio !== undefined && seen.bio === undefined ? { ...seen, bio: known.bio } : seen;
    if (known && isSameForJudge(merged, known)) return known;
    this.store(merged, known);
    return merged;
  }

  /** @param {Person} person @param {Person | undefined} known */
  store(person, known) {
    if (known) this.byKey.delete(getPersonKey(known));
    const key = getPersonKey(person);
    this.byKey.set(key, person);
    this.keyOfHandle.set(person.handle.toLowerCase(), key);
    if (this.byKey.size <= MOST_PEOPLE) return;
    const [oldest] = this.byKey;
    if (!oldest) return;
    this.byKey.delete(oldest[0]);
    this.keyOfHandle.delete(oldest[1].handle.toLowerCase());
  }

  forgetAll() {
    this.byKey.clear();
    this.keyOfHandle.clear();
  }
}

/** @param {Person} seen @param {Person} known */
function isBetter(seen, known) {
  return seen.source === "answer" || known.source === "page";
}

/** @param {Person} one @param {Person} other */
function isSameForJudge(one, other) {
  return (
    getPersonKey(one) === getPersonKey(other) &&
    one.source === other.source &&
    JUDGED.every((field) => one[field] === other[field])
  );
}
