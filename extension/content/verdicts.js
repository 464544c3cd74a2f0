import { getPersonKey } from "../shared/values.js";

/**
 * The verdicts of this tab: asked for in batches, kept, asked for anew when the niche changes.
 *
 * @typedef {import("../shared/values.js").Person} Person
 * @typedef {import("../shared/values.js").Verdict} Verdict
 * @typedef {import("../shared/values.js").ProfileStamp & {name?: string}} ProfileStamp
 * @typedef {{profile: ProfileStamp, verdicts: Verdict[]}} Answer
 */

const MOST_A_REQUEST = 200;
const MOST_KEPT = 5_000;
// One being judged, one on its way: what is on the screen never waits behind more than that.
const MOST_UNDER_WAY = 2;
// When nobody says when to try again.
const RETRY_MS = 5_000;

export class Verdicts {
  /**
   * @param {object} options
   * @param {(people: Person[]) => Promise<Answer>} options.ask
   * @param {(keys: Set<string>) => void} options.onVerdicts told which people have a new verdict
   * @param {(error: any) => void} [options.onFailure]
   * @param {AbortSignal} options.signal
   */
  constructor({ ask, onVerdicts, onFailure = () => {}, signal }) {
    this.ask = ask;
    this.onVerdicts = onVerdicts;
    this.onFailure = onFailure;
    this.signal = signal;
    /** @type {ProfileStamp | undefined} The niche that the newest answer was judged by. */
    this.profile = undefined;
    /** @type {Map<string, {person: Person, verdict: Verdict, stamp: string}>} */
    this.kept = new Map();
    /** @type {Map<string, Person>} */
    this.wanted = new Map();
    /** @type {Map<string, Person>} */
    this.asked = new Map();
    this.scheduled = false;
    this.underWay = 0;
    /** Raised when everything is forgotten, so that a late answer finds nobody. */
    this.era = 0;
    /** Raised when the niche changes, so that a late answer does not bring the old one back. */
    this.epoch = 0;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.retry = undefined;
    signal.addEventListener("abort", () => clearTimeout(this.retry));
  }

  /**
   * The verdict for a person as they are now; an older niche's until the new one's arrives, so that nothing flickers.
   * @param {Person} person
   * @returns {Verdict | undefined}
   */
  find(person) {
    const kept = this.kept.get(getPersonKey(person));
    return kept?.person === person ? kept.verdict : undefined;
  }

  /**
   * Asks for the verdicts that are missing or out of date; together with all others wanted in this turn.
   * @param {Iterable<Person>} people
   */
  want(people) {
    for (const person of people) {
      const key = getPersonKey(person);
      const kept = this.kept.get(key);
      const isFresh = kept?.person === person && kept.stamp === makeStamp(this.profile);
      if (!isFresh && this.asked.get(key) !== person) this.wanted.set(key, person);
    }
    this.schedule();
  }

  schedule() {
    if (this.scheduled || this.wanted.size === 0 || this.retry) return;
    this.scheduled = true;
    queueMicrotask(() => {
      this.scheduled = false;
      while (this.wanted.size > 0 && this.underWay < MOST_UNDER_WAY && !this.signal.aborted) this.send();
    });
  }

  async send() {
    const batch = [...this.wanted].slice(0, MOST_A_REQUEST);
    const { era, epoch } = this;
    for (const [key, person] of batch) {
      this.wanted.delete(key);
      this.asked.set(key, person);
    }
    this.underWay += 1;
    try {
      const answer = await this.ask(batch.map(([, person]) => person));
      if (era === this.era) this.take(batch, answer, epoch);
    } catch (error) {
      if (era === this.era) this.fail(batch, error);
    } finally {
      this.underWay -= 1;
    }
    if (!this.retry) this.schedule();
  }

  /** @param {[string, Person][]} batch @param {Answer} answer @param {number} epoch of the request */
  take(batch, { profile, verdicts }, epoch) {
    const before = makeStamp(this.profile);
    if (epoch !== this.epoch && makeStamp(profile) !== before) {
      this.putBack(batch);
      return;
    }
    this.profile = profile;
    const stamp = makeStamp(profile);
    const keys = new Set();
    for (const [index, [key, person]] of batch.entries()) {
      this.release(key, person);
      const verdict = verdicts[index];
      if (!verdict || verdict.key !== key) continue;
      this.kept.delete(key);
      this.kept.set(key, { person, verdict, stamp });
      keys.add(key);
    }
    for (const key of this.kept.keys()) {
      if (this.kept.size <= MOST_KEPT) break;
      this.kept.delete(key);
    }
    this.onVerdicts(keys);
    if (before !== "" && before !== stamp) this.onProfile?.();
  }

  /** @type {(() => void) | undefined} Told when an answer was judged by another niche than the one before. */
  onProfile;

  /** @param {[string, Person][]} batch @param {any} error */
  fail(batch, error) {
    this.putBack(batch);
    this.onFailure(error);
    clearTimeout(this.retry);
    this.retry = setTimeout(() => this.tryAgain(), error?.retryMs ?? RETRY_MS);
  }

  /** @param {[string, Person][]} batch */
  putBack(batch) {
    for (const [key, person] of batch) {
      this.release(key, person);
      if (!this.wanted.has(key) && !this.asked.has(key)) this.wanted.set(key, person);
    }
  }

  /** @param {string} key @param {Person} person */
  release(key, person) {
    if (this.asked.get(key) === person) this.asked.delete(key);
  }

  /** Tries at once what was waiting for the server to come back. */
  tryAgain() {
    clearTimeout(this.retry);
    this.retry = undefined;
    this.schedule();
  }

  /**
   * The niche has changed: what is kept is shown on, and is out of date.
   * @param {ProfileStamp | null} profile
   */
  changeProfile(profile) {
    this.epoch += 1;
    this.profile = profile ?? undefined;
    if (!profile) this.kept.clear();
    this.asked.clear();
    // What failed for want of a niche need not wait any longer.
    this.tryAgain();
  }

  /** Forgets everything: another account is logged in. */
  forgetAll() {
    this.era += 1;
    clearTimeout(this.retry);
    this.retry = undefined;
    this.kept.clear();
    this.wanted.clear();
    this.asked.clear();
  }
}

/** @param {ProfileStamp | undefined} profile @returns {string} empty while no niche is known */
function makeStamp(profile) {
  return profile ? `${profile.id}@${profile.revision}` : "";
}
