import { getAddress, getHref } from "../site/address.js";

/**
 * Who is in the list that the page shows, as far as it was seen, in the order of the list. X keeps a list that one comes
 * back to, and asks for it no more, so each address' people are kept.
 */

const MOST_ADDRESSES = 20;
const MOST_PEOPLE = 5_000;

export class Company {
  constructor() {
    /** By address: handle in lower case -> place in the list. @type {Map<string, Map<string, number>>} */
    this.lists = new Map();
    /** The address as it was last, and who is there: each row asks for them. */
    this.href = "";
    /** @type {Map<string, number>} */
    this.here = new Map();
  }

  /** @returns {Map<string, number>} of the address now */
  getHere() {
    const href = getHref();
    if (href === this.href) return this.here;
    this.href = href;
    const address = getAddress(location);
    this.here = this.lists.get(address) ?? new Map();
    this.lists.delete(address);
    this.lists.set(address, this.here);
    const [oldest] = this.lists.size > MOST_ADDRESSES ? this.lists.keys() : [];
    if (oldest !== undefined) this.lists.delete(oldest);
    return this.here;
  }

  /**
   * @param {string} handle
   * @returns {boolean} whether they are new here
   */
  add(handle) {
    const here = this.getHere();
    const name = handle.toLowerCase();
    if (here.has(name) || here.size >= MOST_PEOPLE) return false;
    here.set(name, here.size);
    return true;
  }

  /**
   * Adds the people of an answer. X asks for the top of a list anew: who has come since stands before those who are known.
   * @param {string[]} handles in the list's order
   * @returns {string[]} those who are new here
   */
  addInOrder(handles) {
    const here = this.getHere();
    const names = [...new Set(handles.map((handle) => handle.toLowerCase()))];
    const fresh = names.filter((name) => !here.has(name));
    const lastKnown = names.findLastIndex((name) => here.has(name));
    /** By whom they stand before. @type {Map<string, string[]>} */
    const before = new Map();
    /** @type {string[]} */
    let waiting = [];
    for (const name of names.slice(0, lastKnown + 1))
      if (!here.has(name)) waiting.push(name);
      else if (waiting.length > 0) {
        before.set(name, waiting);
        waiting = [];
      }
    if (before.size > 0) {
      const order = [...here.keys()].flatMap((name) => [...(before.get(name) ?? []), name]);
      here.clear();
      order.forEach((name) => this.add(name));
    }
    names.slice(lastKnown + 1).forEach((name) => this.add(name));
    return fresh;
  }

  /** @param {string} handle @returns {number | undefined} the place in the list, from 0 */
  findPosition(handle) {
    return this.getHere().get(handle.toLowerCase());
  }

  forgetAll() {
    this.lists.clear();
    this.href = "";
  }
}
