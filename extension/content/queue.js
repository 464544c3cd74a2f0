import { getPersonKey } from "../shared/values.js";

/**
 * The people whose verdicts are wanted, those whose rows are on the page first, and those who are being asked for.
 *
 * @typedef {import("../shared/values.js").Person} Person
 * @typedef {import("../shared/values.js").ListName} ListName
 * @typedef {{key: string, person: Person, list: ListName, isUrgent: boolean}} Wanted
 */

// A page can forge answers without end; as many as are remembered.
const MOST_WAITING = 5_000;

export class Queue {
  constructor() {
    /** @type {Map<string, Wanted>} */
    this.urgent = new Map();
    /** @type {Map<string, Wanted>} */
    this.later = new Map();
    /** @type {Map<string, Person>} */
    this.asked = new Map();
    /** Whom the server will not judge as they are; a change makes another object, and another try. @type {WeakSet<Person>} */
    this.refused = new WeakSet();
  }

  isEmpty() {
    return this.urgent.size === 0 && this.later.size === 0;
  }

  /**
   * Puts a person in, unless they are being asked for as they are.
   * @param {Person} person
   * @param {{list: ListName, isUrgent: boolean}} how
   */
  add(person, { list, isUrgent }) {
    const key = getPersonKey(person);
    if (this.asked.get(key) === person || this.refused.has(person)) return;
    const stays = isUrgent || this.urgent.has(key);
    if (stays) this.later.delete(key);
    (stays ? this.urgent : this.later).set(key, { key, person, list, isUrgent: stays });
    const [oldest] = this.later.size > MOST_WAITING ? this.later.keys() : [];
    if (oldest !== undefined) this.later.delete(oldest);
  }

  /**
   * Takes the next people out, all of one list, and notes that they are being asked for.
   * @param {number} most
   * @returns {Wanted[]}
   */
  takeBatch(most) {
    const source = this.urgent.size > 0 ? this.urgent : this.later;
    /** @type {Wanted[]} */
    const batch = [];
    for (const wanted of source.values()) {
      if (batch.length === most) break;
      if (wanted.list === (batch[0] ?? wanted).list) batch.push(wanted);
    }
    for (const { key, person } of batch) {
      source.delete(key);
      this.asked.set(key, person);
    }
    return batch;
  }

  /**
   * Puts people back whose question came to nothing; not those who are asked for anew already.
   * @param {Wanted[]} batch
   */
  putBack(batch) {
    for (const wanted of batch) {
      const { key, isUrgent } = wanted;
      this.release(wanted);
      if (this.urgent.has(key) || this.later.has(key) || this.asked.has(key)) continue;
      (isUrgent ? this.urgent : this.later).set(key, wanted);
    }
  }

  /** @param {Wanted} wanted whose question has its answer */
  release({ key, person }) {
    if (this.asked.get(key) === person) this.asked.delete(key);
  }

  /** @param {Wanted} wanted whom the server will not judge */
  refuse(wanted) {
    this.release(wanted);
    this.refused.add(wanted.person);
  }

  /** From now on everybody may be asked for anew. */
  forgetAsked() {
    this.asked.clear();
  }

  clear() {
    this.urgent.clear();
    this.later.clear();
    this.asked.clear();
  }
}
