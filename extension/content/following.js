import { getPersonKey } from "../shared/values.js";

/**
 * Whom the account follows, as far as the page shows it: X's button on a row knows best, and keeps knowing after the row
 * has left; then what the user did; then what an answer said.
 *
 * @typedef {import("../shared/values.js").Person} Person
 * @typedef {import("../shared/values.js").Verdict} Verdict
 */

const MOST_KNOWN = 20_000;

export class Following {
  /** @param {(person: Person) => void} onChange told whose button is new, or has changed */
  constructor(onChange) {
    this.onChange = onChange;
    /** By person key, the button's state. @type {Map<string, string>} */
    this.states = new Map();
    /** How many more are followed than when the page began to be watched. */
    this.net = 0;
  }

  /**
   * @param {Person} person whose row it is
   * @param {{id?: string, state: string} | undefined} button X's on the row
   */
  note(person, button) {
    // A row that is being handed to somebody else may still have the other one's button.
    if (!button || (button.id !== undefined && person.id !== undefined && button.id !== person.id)) return;
    const key = getPersonKey(person);
    const before = this.states.get(key);
    if (before === button.state || (before === undefined && this.states.size >= MOST_KNOWN)) return;
    this.states.set(key, button.state);
    if (before !== undefined) this.net += Number(button.state === "unfollow") - Number(before === "unfollow");
    this.onChange(person);
  }

  /**
   * Whether the account follows somebody, or has asked to.
   * @param {Person} person
   * @param {Verdict | undefined} verdict
   * @returns {boolean}
   */
  has(person, verdict) {
    const state = this.states.get(getPersonKey(person));
    if (state !== undefined) return state === "unfollow" || state === "cancel";
    return verdict?.triage === "followed" || person.i_follow === true;
  }

  forgetAll() {
    this.states.clear();
    this.net = 0;
  }
}
