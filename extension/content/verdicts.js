import { KeptVerdicts } from "./kept-verdicts.js";
import { Queue } from "./queue.js";

/**
 * The verdicts of this tab: asked for in batches, kept, asked for anew when the niche changes.
 * @typedef {import("../shared/values.js").Person} Person
 * @typedef {import("../shared/values.js").ListName} ListName
 * @typedef {import("../shared/values.js").Verdict} Verdict
 * @typedef {import("../shared/values.js").JudgedBy} ProfileStamp
 * @typedef {import("./queue.js").Wanted} Wanted
 * @typedef {{profile: ProfileStamp, verdicts: Verdict[], warnings?: {code: string}[]}} Answer
 */

const MOST_A_REQUEST = 200;
// One being judged, one on its way: what is on the screen never waits behind more than that.
const MOST_UNDER_WAY = 2;
// When nobody says when to try again.
const RETRY_MS = 5_000;
// The user has to do something first; then an announcement comes. It does not come for what is done on the command line.
const LONG_RETRY_MS = 15_000;
const WAITS_FOR_USER = ["no_profile", "unpaired", "blocked", "version-mismatch", "no-permission"];
// Asking the same again cannot help: somebody in the batch is what the server will not take.
const PERMANENT = ["invalid", "too_large"];

export class Verdicts {
  /**
   * @param {object} options
   * @param {(people: Person[], list: ListName) => Promise<Answer>} options.ask
   * @param {(keys: Set<string>) => void} options.onVerdicts told which people have a new verdict
   * @param {() => void} [options.onProfile] told when an answer was judged by another niche than the one before
   * @param {AbortSignal} options.signal
   */
  constructor({ ask, onVerdicts, onProfile = () => {}, signal }) {
    this.ask = ask;
    this.onVerdicts = onVerdicts;
    this.onProfile = onProfile;
    this.signal = signal;
    /** @type {ProfileStamp | undefined} The niche that the newest answer was judged by. */
    this.profile = undefined;
    this.kept = new KeptVerdicts();
    this.queue = new Queue();
    /** While it is, people are wanted but nobody is asked for. */
    this.paused = false;
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
    return this.kept.find(person);
  }

  /**
   * Asks for a verdict if it is missing or out of date; together with all others wanted in this turn.
   * @param {Person} person
   * @param {{list: ListName, isUrgent: boolean}} how urgent if their row is on the page
   */
  want(person, how) {
    if (!this.kept.isFresh(person, makeStamp(this.profile))) this.queue.add(person, how);
    this.schedule();
  }

  /**
   * What the user has decided about somebody; the relevance stays as it was judged.
   * @param {string} key
   * @param {Partial<Verdict>} changes
   */
  change(key, changes) {
    if (this.kept.change(key, changes)) this.onVerdicts(new Set([key]));
  }

  /** @param {boolean} paused */
  setPaused(paused) {
    this.paused = paused;
    this.schedule();
  }

  schedule() {
    if (this.scheduled || this.retry || this.queue.isEmpty()) return;
    this.scheduled = true;
    queueMicrotask(() => {
      this.scheduled = false;
      while (this.maySend()) this.send();
    });
  }

  maySend() {
    const isHeld = this.paused || this.retry !== undefined || this.signal.aborted;
    return !isHeld && this.underWay < MOST_UNDER_WAY && !this.queue.isEmpty();
  }

  async send() {
    this.underWay += 1;
    await this.sendBatch(this.queue.takeBatch(MOST_A_REQUEST));
    this.underWay -= 1;
    this.schedule();
  }

  /** @param {Wanted[]} batch all of one list */
  async sendBatch(batch) {
    const { era, epoch } = this;
    const list = batch[0]?.list ?? "other";
    try {
      const answer = await this.ask(
        batch.map(({ person }) => person),
        list,
      );
      if (era === this.era) this.take(batch, answer, epoch);
    } catch (error) {
      if (era === this.era && !this.signal.aborted) await this.fail(batch, error, era);
    }
  }

  /** @param {Wanted[]} batch @param {Answer} answer @param {number} epoch of the request */
  take(batch, { profile, verdicts }, epoch) {
    const before = makeStamp(this.profile);
    const stamp = makeStamp(profile);
    if (epoch !== this.epoch && stamp !== before) {
      this.queue.putBack(batch);
      return;
    }
    this.profile = profile;
    const keys = new Set();
    for (const [index, wanted] of batch.entries()) {
      const { key, person } = wanted;
      this.queue.release(wanted);
      const verdict = verdicts[index];
      if (!verdict || verdict.key !== key) continue;
      this.kept.keep(person, verdict, stamp);
      keys.add(key);
    }
    this.onVerdicts(keys);
    if (before !== "" && before !== stamp) this.onProfile();
  }

  /**
   * What cannot be mended by waiting is narrowed down to the one person whom the server will not take.
   * @param {Wanted[]} batch @param {any} error @param {number} era of the request
   */
  async fail(batch, error, era) {
    if (PERMANENT.includes(error?.code)) {
      const middle = Math.ceil(batch.length / 2);
      if (batch.length === 1) batch.forEach((wanted) => this.queue.refuse(wanted));
      else
        for (const half of [batch.slice(0, middle), batch.slice(middle)])
          if (era === this.era) await this.sendBatch(half);
      return;
    }
    this.queue.putBack(batch);
    clearTimeout(this.retry);
    const wait = WAITS_FOR_USER.includes(error?.code) ? LONG_RETRY_MS : (error?.retryMs ?? RETRY_MS);
    this.retry = setTimeout(() => this.tryAgain(), wait);
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
    if (!profile) this.kept.forgetAll();
    this.queue.forgetAsked();
    // What failed for want of a niche need not wait any longer.
    this.tryAgain();
  }

  /** Forgets everything: another account is logged in. */
  forgetAll() {
    this.era += 1;
    clearTimeout(this.retry);
    this.retry = undefined;
    this.kept.forgetAll();
    this.queue.clear();
  }
}

/** @param {ProfileStamp | undefined} profile @returns {string} empty while no niche is known */
function makeStamp(profile) {
  return profile ? `${profile.id}@${profile.revision}` : "";
}
