import { getPersonKey } from "../shared/values.js";

/**
 * Whose rows have been on the page: only they count as seen. People are judged before their rows are mounted, so that is
 * told afterwards, together for all that were mounted meanwhile.
 *
 * @typedef {import("../shared/values.js").Person} Person
 * @typedef {import("../shared/values.js").ListName} ListName
 */

const WAIT_MS = 1_500;
const MOST_A_REQUEST = 200;
const MOST_KNOWN = 20_000;

export class Mounts {
  /**
   * @param {object} options
   * @param {(people: Person[], list: ListName) => Promise<unknown>} options.tell
   * @param {AbortSignal} options.signal
   */
  constructor({ tell, signal }) {
    this.tell = tell;
    this.signal = signal;
    /** Person keys, those that the server knows about too. @type {Set<string>} */
    this.known = new Set();
    /** @type {Map<string, {person: Person, list: ListName}>} */
    this.waiting = new Map();
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    signal.addEventListener("abort", () => clearTimeout(this.timer));
  }

  /** @param {Person} person whose row is on the page @param {ListName} list */
  note(person, list) {
    const key = getPersonKey(person);
    if (this.known.has(key) || this.known.size >= MOST_KNOWN) return;
    this.known.add(key);
    this.waiting.set(key, { person, list });
    this.timer ??= setTimeout(() => this.send(), WAIT_MS);
  }

  async send() {
    const batch = this.takeBatch();
    const [first] = batch;
    if (first) {
      const people = batch.map(({ person }) => person);
      await this.tell(people, first.list).catch(() => {
        // The server is away: it is told when it is back, which is soon enough for what is only remembered.
        for (const one of batch) this.waiting.set(getPersonKey(one.person), one);
      });
    }
    this.timer = undefined;
    if (this.waiting.size > 0 && !this.signal.aborted)
      this.timer = setTimeout(() => this.send(), WAIT_MS * (first ? 2 : 1));
  }

  /** The next that wait, all of one list. */
  takeBatch() {
    const [first] = this.waiting.values();
    const batch = [...this.waiting].filter(([, { list }]) => list === first?.list).slice(0, MOST_A_REQUEST);
    for (const [key] of batch) this.waiting.delete(key);
    return batch.map(([, one]) => one);
  }

  /** @param {string[]} keys of those who are not to be told of any more */
  drop(keys) {
    for (const key of keys) {
      this.waiting.delete(key);
      this.known.add(key);
    }
  }

  forgetAll() {
    this.known.clear();
    this.waiting.clear();
  }
}
