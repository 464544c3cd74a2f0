import { getPersonKey } from "../shared/values.js";

/**
 * What the user decides, and taking it back.
 *
 * @typedef {import("../shared/values.js").DecisionChange} DecisionChange
 * @typedef {import("../shared/values.js").Person} Person
 * @typedef {import("../shared/values.js").Verdict} Verdict
 * @typedef {{person: Person, verdict: Verdict}} Decided
 * @typedef {{person: Person, change: DecisionChange, before: DecisionChange}} Made
 */

/** What each action decides, and what takes it back. @type {Readonly<Record<string, {change: DecisionChange, back: DecisionChange}>>} */
export const DECISIONS = Object.freeze({
  pass: { change: { triage: "passed" }, back: { triage: "undecided" } },
  later: { change: { triage: "later" }, back: { triage: "undecided" } },
  relevant: { change: { overrule: "relevant" }, back: { overrule: null } },
  not_relevant: { change: { overrule: "not_relevant" }, back: { overrule: null } },
});

/**
 * Whether a verdict has what an action decides.
 * @param {Verdict} verdict @param {string} action
 * @returns {boolean}
 */
export function isDecided({ triage, overrule }, action) {
  const { change } = DECISIONS[action] ?? { change: {} };
  return "triage" in change ? triage === change.triage : "overrule" in change && overrule === change.overrule;
}

const MOST_MADE = 100;
const RETRY_MS = 5_000;

export class Decisions {
  /**
   * @param {object} options
   * @param {import("./background.js").Background} options.background
   * @param {import("./place.js").Place} options.place whose account decides
   * @param {(made: Made) => void} options.onMade told of each decision that is kept
   * @param {(error: any) => void} options.onError told why one is not kept
   * @param {AbortSignal} options.signal
   */
  constructor({ background, place, onMade, onError, signal }) {
    this.background = background;
    this.place = place;
    this.onMade = onMade;
    this.onError = onError;
    /** @type {Made[]} those that can be taken back, newest last */
    this.made = [];
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.retry = undefined;
    signal.addEventListener("abort", () => clearTimeout(this.retry));
  }

  /**
   * Decides about somebody.
   * @param {Decided} decided as they are shown now
   * @param {DecisionChange} change
   * @returns {Promise<boolean>} whether it is kept
   */
  async decide({ person, verdict }, change) {
    const before = Object.fromEntries(
      Object.keys(change).map((name) => [name, verdict[/** @type {keyof DecisionChange} */ (name)]]),
    );
    const isKept = await this.send(person, change);
    if (!isKept) return false;
    const made = { person, change, before };
    this.made = [...this.made, made].slice(-MOST_MADE);
    this.onMade(made);
    return true;
  }

  /** @returns {boolean} whether anything is left to take back */
  canUndo() {
    return this.made.length > 0;
  }

  /**
   * Takes the last decision back; again and again, one further each time.
   * @returns {Promise<Made | undefined>} what was taken back; undefined if nothing is left, or if it could not be
   */
  async undo() {
    const made = this.made.pop();
    if (!made) return undefined;
    if (await this.send(made.person, made.before)) return made;
    this.made.push(made);
    return undefined;
  }

  /** @param {Person} person @param {DecisionChange} change */
  async send(person, change) {
    const { account } = this.place;
    try {
      // Without an account nobody knows whose decision it is.
      if (account === undefined) throw Object.assign(new Error("nobody is logged in"), { code: "no_account" });
      await this.background.makeDecision({ account, key: getPersonKey(person), change, person });
    } catch (error) {
      this.onError(error);
      return false;
    }
    return true;
  }

  /** While something waits for the server: the background may have been ended, and forgets to try again. */
  deliverLater() {
    this.retry ??= setTimeout(async () => {
      const waiting = await this.background.deliverDecisions().catch(() => 1);
      this.retry = undefined;
      if (waiting > 0 && !this.background.abort.signal.aborted) this.deliverLater();
    }, RETRY_MS);
  }

  /** Another account is logged in: what was decided for the one before is not its to take back. */
  forgetAll() {
    this.made = [];
  }
}
