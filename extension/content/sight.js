import { getAddress } from "../site/address.js";
import { findClient, findPeopleList, listUnknownPlaces, readListParts, showsAccounts } from "../site/clients.js";

/**
 * What is seen of the page: rows, readable bios, answers. Says so when that is not what such a page has.
 *
 * @typedef {import("../shared/sight.js").SightReport} SightReport
 * @typedef {import("../shared/sight.js").Trouble} Trouble
 * @typedef {import("../shared/values.js").Person} Person
 * @typedef {import("../site/adapter.js").Place} Place
 */

// X mounts the rows of an answer within a second or two.
const SETTLE_MS = 3_000;
// A page that gets no answer either may only be slow, or X may be down.
const PATIENCE_MS = 15_000;
// A third to a half of all followers have no bio (facts §5): a dozen without one are no chance.
const FEWEST_FOR_BIOS = 12;
const MOST_ROWS = 1_000;
const MOST_ADDRESSES = 20;

export class Sight {
  /**
   * @param {object} options
   * @param {(place: Place) => boolean} options.isShown whether the user wants badges there
   * @param {(report: SightReport) => void} options.onTrouble told when trouble begins, changes or ends
   * @param {AbortSignal} options.signal
   */
  constructor({ isShown, onTrouble, signal }) {
    this.isShown = isShown;
    this.onTrouble = onTrouble;
    this.signal = signal;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    /** When it goes off, in ms since 1970. */
    this.due = 0;
    /** @type {Trouble | undefined} as last told */
    this.told = undefined;
    /** The list of people that the page is, if it is one. @type {Place | undefined} */
    this.place = undefined;
    this.answers = 0;
    this.people = 0;
    this.isForeign = false;
    /** By address, how many people its answers held: X keeps a list that one comes back to, and asks no more. @type {Map<string, number>} */
    this.known = new Map();
    /** By handle, whether the bio is known. @type {Map<string, boolean>} */
    this.rows = new Map();
    this.startAgain();
    // In a tab behind others X mounts nothing.
    document.addEventListener("visibilitychange", () => this.checkIn(SETTLE_MS), { signal });
    signal.addEventListener("abort", () => clearTimeout(this.timer));
  }

  /** The page has another address: whatever was seen was another list's. */
  startAgain() {
    this.place = findPeopleList(getAddress(location));
    this.answers = 0;
    this.people = 0;
    this.isForeign = false;
    this.rows.clear();
    clearTimeout(this.timer);
    this.timer = undefined;
    this.checkIn(PATIENCE_MS);
    this.tell();
  }

  /**
   * @param {readonly Place[]} places those the answer is for
   * @param {{people: number, isForeign: boolean}} answer how many people it holds; whether there seem to be, and none is read
   */
  noteAnswer(places, { people, isForeign }) {
    if (!this.place || !places.includes(this.place)) return;
    this.answers += 1;
    this.people += people;
    this.isForeign ||= isForeign;
    this.remember();
    this.checkIn(SETTLE_MS);
  }

  remember() {
    const address = getAddress(location);
    const most = Math.max(this.people, this.known.get(address) ?? 0);
    this.known.delete(address);
    this.known.set(address, most);
    const [oldest] = this.known.size > MOST_ADDRESSES ? this.known.keys() : [];
    if (oldest !== undefined) this.known.delete(oldest);
  }

  /**
   * @param {Place | undefined} place the row's
   * @param {Person} person whose it is
   */
  noteRow(place, { handle, bio, source }) {
    if (!this.place || place !== this.place) return;
    const isReadable = bio !== undefined && (bio !== "" || source === "answer");
    if (this.rows.get(handle) === isReadable || this.rows.size >= MOST_ROWS) return;
    this.rows.set(handle, isReadable);
    if (this.told) this.tell();
    else this.checkIn(SETTLE_MS);
  }

  /** @param {number} delay in ms; an earlier look that is planned stays */
  checkIn(delay) {
    if (!this.place || this.signal.aborted) return;
    const at = Date.now() + delay;
    if (this.timer !== undefined && this.due <= at) return;
    clearTimeout(this.timer);
    this.due = at;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.tell();
    }, delay);
  }

  /** Tells of what is the matter, if that is news. */
  tell() {
    const report = this.makeReport();
    if (report.trouble === this.told) return;
    this.told = report.trouble;
    this.onTrouble(report);
  }

  /** @returns {SightReport} */
  makeReport() {
    const client = findClient(document);
    const trouble = this.findTrouble(client);
    const readable = [...this.rows.values()].filter(Boolean).length;
    return {
      ...(client ? { client: client.name } : {}),
      unknownPlaces: client ? listUnknownPlaces(client) : [],
      ...(this.place ? { place: this.place.id } : {}),
      rows: this.rows.size,
      readable,
      answers: this.answers,
      people: this.people,
      ...(trouble ? { trouble } : {}),
    };
  }

  /**
   * @param {import("../site/adapter.js").Client | undefined} client
   * @returns {Trouble | undefined}
   */
  findTrouble(client) {
    const { place, rows } = this;
    // A place that the client's rows are not known in is no news: the popup says so of all of them.
    if (!place || document.hidden || !this.isShown(place) || (client && !Object.hasOwn(place.rows, client.name)))
      return undefined;
    if (this.isForeign && this.people === 0) return "unknown_answers";
    if (rows.size === 0 && this.lacksRows(place, client)) return "no_rows";
    return !place.hasNoBios && rows.size >= FEWEST_FOR_BIOS && ![...rows.values()].includes(true)
      ? "no_bios"
      : undefined;
  }

  /**
   * Whether there should be rows. A page that is silent has some other reason (a list of nobody, an account that is gone,
   * a server of X's that does not answer) unless it shows entries, or people in some form that is new, and is not known to
   * have none.
   * @param {Place} place @param {import("../site/adapter.js").Client | undefined} client
   */
  lacksRows(place, client) {
    const { hasEntries = false, isForNobody = false } = client ? readListParts(document, client, place) : {};
    if (isForNobody) return false;
    const isSilent = this.answers === 0 && this.timer === undefined;
    if (this.people > 0 || !isSilent) return this.people > 0;
    return this.known.get(getAddress(location)) !== 0 && (hasEntries || showsAccounts(document));
  }
}
