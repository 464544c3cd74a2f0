import { getPersonKey } from "../shared/values.js";
import { announce } from "./announcer.js";

/**
 * Forgetting people for good: with a verdict that is under way meanwhile, or is asked for by a tab that has not heard of it
 * yet, the server would remember them anew.
 *
 * @typedef {import("../shared/messages.js").Forgotten} Forgotten
 * @typedef {import("../shared/values.js").Person} Person
 * @typedef {Forgotten & {until: number}} Barred
 */

/** A tab hears of it within milliseconds, unless the machine is busy. */
const HEARD_MS = 5_000;

export class Forgetting {
  /** @param {{now?: () => number}} [options] ms, by a clock that nobody puts back */
  constructor({ now = () => performance.now() } = {}) {
    this.now = now;
    /** By which the server remembers people. @type {Set<Promise<unknown>>} */
    this.underWay = new Set();
    /** @type {Barred[]} */
    this.barred = [];
  }

  /** @param {string} account @param {Person[]} people @returns {boolean} whether they may be remembered */
  mayRemember(account, people) {
    this.barred = this.barred.filter(({ until }) => this.now() < until);
    return !this.barred.some(
      (one) =>
        (one.account === undefined || one.account === account) &&
        (one.key === undefined || people.some((person) => getPersonKey(person) === one.key)),
    );
  }

  /**
   * @template T
   * @param {Promise<T>} request by which the server remembers people
   * @returns {Promise<T>} the same
   */
  watch(request) {
    const end = () => void this.underWay.delete(request);
    this.underWay.add(request);
    request.then(end, end);
    return request;
  }

  /**
   * Forgets people and tells every tab. Nobody is remembered anew from before it begins until every tab has heard of it.
   * @template T
   * @param {Forgotten} news
   * @param {() => Promise<T>} act
   * @returns {Promise<T>} what `act` gives
   */
  async forget(news, act) {
    const barred = { ...news, until: Infinity };
    this.barred.push(barred);
    try {
      await Promise.allSettled(this.underWay);
      const forgotten = await act();
      await announce("people/forgotten", news);
      return forgotten;
    } finally {
      barred.until = this.now() + HEARD_MS;
    }
  }
}
