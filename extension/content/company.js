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

  /** @param {string} handle @returns {number | undefined} the place in the list, from 0 */
  findPosition(handle) {
    return this.getHere().get(handle.toLowerCase());
  }

  forgetAll() {
    this.lists.clear();
    this.href = "";
  }
}
