import { getPersonKey } from "../shared/values.js";

/**
 * Whose rows have been on the page: only they count as seen. People are judged before their rows are mounted, so that is
 * told afterwards, together for all that were mounted meanwhile.
 *
 * @typedef {import("../shared/values.js").Person} Person
 * @typedef {import("../shared/values.js").ListName} ListName
 * @typedef {{person: Person, list: ListName}} Mount
 */

const WAIT_MS = 1_500;
/** While the server is away: what is only remembered may come late. */
const LONGEST_WAIT_MS = 60_000;
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
    /** While it is, whose rows were mounted waits. */
    this.isPaused = false;
    /** Person keys, those that the server knows about too. @type {Set<string>} */
    this.known = new Set();
    /** @type {Map<string, Mount>} */
    this.waiting = new Map();
    /** Those who are being told of. @type {Map<string, Mount>} */
    this.underWay = new Map();
    this.wait = WAIT_MS;
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
    this.schedule();
  }

  /** @param {boolean} isPaused whether nobody is to be told of anything for the time being */
  setPaused(isPaused) {
    this.isPaused = isPaused;
    if (isPaused) {
      clearTimeout(this.timer);
      this.timer = undefined;
    }
    this.schedule();
  }

  schedule() {
    const isHeld = this.isPaused || this.signal.aborted || this.timer !== undefined || this.underWay.size > 0;
    if (!isHeld && this.waiting.size > 0) this.timer = setTimeout(() => this.send(), this.wait);
  }

  async send() {
    this.timer = undefined;
    const batch = this.takeBatch();
    const [first] = batch.values();
    if (!first) return;
    this.underWay = batch;
    const people = [...batch.values()].map(({ person }) => person);
    const isTold = await this.tell(people, first.list).then(
      () => true,
      () => false,
    );
    // The server is away: it is told when it is back, which is soon enough for what is only remembered.
    if (!isTold) for (const [key, one] of batch) this.waiting.set(key, one);
    batch.clear();
    this.wait = isTold ? WAIT_MS : Math.min(this.wait * 2, LONGEST_WAIT_MS);
    this.schedule();
  }

  /** The next that wait, all of one list. */
  takeBatch() {
    const [first] = this.waiting.values();
    const batch = [...this.waiting].filter(([, { list }]) => list === first?.list).slice(0, MOST_A_REQUEST);
    for (const [key] of batch) this.waiting.delete(key);
    return new Map(batch);
  }

  /** @param {string[]} keys of those who are not to be told of any more */
  drop(keys) {
    for (const key of keys) {
      this.waiting.delete(key);
      this.underWay.delete(key);
      this.known.add(key);
    }
  }

  forgetAll() {
    this.known.clear();
    this.waiting.clear();
    this.underWay.clear();
  }
}
