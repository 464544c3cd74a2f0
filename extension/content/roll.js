import { MOST_ON_PAGE } from "../shared/effects.js";
import { getPersonKey } from "../shared/values.js";
import { isReadable } from "./people.js";

/**
 * Who was seen, where in the list, and what is known of them.
 * @typedef {import("../shared/values.js").Person} Person
 * @typedef {import("../shared/values.js").Verdict} Verdict
 */

export class Roll {
  /** @param {import("./overlay.js").Overlay} overlay */
  constructor({ people, company, verdicts, mounts, mounted }) {
    this.people = people;
    this.company = company;
    this.verdicts = verdicts;
    this.mounts = mounts;
    this.mounted = mounted;
  }

  /**
   * Everybody in the list that the page shows, as far as they were seen, in the order of the list.
   * @returns {Generator<{person: Person, verdict: Verdict | undefined}>}
   */
  *walkCompany() {
    for (const handle of this.company.getHere().keys()) {
      const person = this.people.find({ handle })?.person;
      if (person) yield { person, verdict: this.verdicts.find(person) };
    }
  }

  /** @param {Element} row @returns {number | undefined} their place in the list that the page shows */
  findPosition(row) {
    const identity = this.mounted.get(row);
    return identity && this.company.findPosition(identity.handle);
  }

  /** @param {Element} row @returns {boolean} whether a verdict on them is still to come */
  isAwaited(row) {
    const identity = this.mounted.get(row);
    const person = identity && this.people.find(identity)?.person;
    if (!person || this.verdicts.find(person)) return false;
    return isReadable(person) && !this.verdicts.queue.refused.has(person);
  }

  /**
   * @param {string} handle
   * @returns {{person: Person, verdict: Verdict | undefined, isHere: boolean} | undefined} what is known of
   *   somebody now, and whether they are in the list that the page shows
   */
  findSeen(handle) {
    const person = this.people.find({ handle })?.person;
    return (
      person && { person, verdict: this.verdicts.find(person), isHere: this.company.findPosition(handle) !== undefined }
    );
  }

  /** @returns {string[]} the person keys of the list that the page shows, those seen last where there are too many */
  listKeys() {
    const keys = [...this.walkCompany()].map(({ person }) => getPersonKey(person));
    return keys.slice(-MOST_ON_PAGE);
  }

  /**
   * Everybody who was seen on whatever list, the newest last.
   * @returns {{person: Person, verdict: Verdict | undefined}[]}
   */
  listSeen() {
    return [...this.people.byKey.values()].map(({ person }) => ({ person, verdict: this.verdicts.find(person) }));
  }

  /**
   * A person as the server is told of them: with their place in the list, and whether their row was on the page.
   * @param {Person} person
   * @returns {Person}
   */
  describe(person) {
    const position = this.company.findPosition(person.handle);
    return {
      ...person,
      ...(position === undefined ? {} : { position }),
      ...(this.mounts.known.has(getPersonKey(person)) ? { mounted: true } : {}),
    };
  }
}
