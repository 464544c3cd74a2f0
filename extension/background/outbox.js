import { MessageError } from "../shared/messages.js";
import { makeTurns, readStored, writeStored } from "./storage.js";

/**
 * The decisions on their way to the server: kept in storage until the server has them, delivered one after the other in
 * the order in which they were made. A browser that is closed, a background that ends and a server that is away lose none.
 *
 * @typedef {import("../shared/values.js").DecisionChange} DecisionChange
 * @typedef {import("../shared/values.js").Decision} Decision
 * @typedef {import("../shared/values.js").Person} Person
 * @typedef {import("../shared/values.js").Verdict} Verdict
 * @typedef {import("../shared/messages.js").DecisionRequest} DecisionRequest
 * @typedef {import("../shared/messages.js").DecisionNews} DecisionNews
 * @typedef {import("./server-client.js").ServerClient} ServerClient
 * @typedef {DecisionRequest & {id: string, at: number}} Entry
 * @typedef {{entry: Entry, number: number}} Delivered
 */

const NAME = "outbox";
// Each has a few hundred bytes up to some kilobytes; storage holds ten megabytes.
const MOST_ENTRIES = 2_000;
const MOST_DELIVERED = 500;
/** What the server says to a decision that it will never take; anything else may pass. */
const PERMANENT = ["invalid", "too_large", "id_reused", "no_memory", "not_found"];
const CHANGED = /** @type {const} */ (["triage", "overrule", "note"]);

export class Outbox {
  /**
   * @param {object} options
   * @param {ServerClient} options.client
   * @param {(news: DecisionNews) => void} options.onNews told of each decision made, delivered or refused
   */
  constructor({ client, onNews }) {
    this.client = client;
    this.onNews = onNews;
    this.inTurn = makeTurns();
    this.inDelivery = makeTurns();
    /** @type {Entry[] | undefined} as stored; undefined until it was read */
    this.entries = undefined;
    /** Whether storage may hold some that are gone. */
    this.keepsGone = false;
    /** Those that went last: a verdict that was asked for before them does not know of them. @type {Delivered[]} */
    this.delivered = [];
    this.number = 0;
  }

  /**
   * Takes a decision; once this returns it is kept.
   * @param {DecisionRequest} request
   * @returns {Promise<{pending: boolean}>}
   * @throws {MessageError} `not_kept` if it could not be stored
   */
  async add(request) {
    const entry = { ...request, id: crypto.randomUUID(), at: Date.now() };
    await this.change((entries) => {
      if (entries.length >= MOST_ENTRIES)
        throw new MessageError({ code: "not_kept", message: "too many decisions wait for the server: start it" });
      return [...entries, entry];
    });
    this.tell(entry, { decision: entry.change, pending: true });
    // Whoever hears that it is pending asks for its delivery until it is there.
    this.deliver().catch(() => {});
    return { pending: true };
  }

  /**
   * Delivers what waits, as far as the server can be asked.
   * @returns {Promise<number>} how many wait on
   */
  async deliver() {
    await this.inDelivery(() => this.deliverAll());
    return (await this.read()).length;
  }

  async deliverAll() {
    for (let [entry] = await this.read(); entry; [entry] = await this.read()) {
      let decision;
      try {
        decision = await this.put(entry);
      } catch (error) {
        if (!(error instanceof MessageError) || !PERMANENT.includes(error.code)) return;
        await this.drop(entry);
        this.tell(entry, { decision: {}, pending: false, refused: { code: error.code, message: error.message } });
        continue;
      }
      this.number += 1;
      this.delivered = [...this.delivered, { entry, number: this.number }].slice(-MOST_DELIVERED);
      await this.drop(entry);
      this.tell(entry, { decision, pending: false });
    }
  }

  /** @param {Entry} entry @returns {Promise<Decision>} */
  async put({ account, key, change, person, id, at }) {
    const path = `/v1/decisions/${encodeURIComponent(key)}`;
    const body = { account, ...change, id, at };
    if (!person) return this.client.call("PUT", path, body);
    try {
      return await this.client.call("PUT", path, { ...body, person });
    } catch (error) {
      // What the page told of the person is no reason to lose what the user decided.
      const isAboutPerson = error instanceof MessageError && error.field?.startsWith("person");
      if (!isAboutPerson) throw error;
      return this.client.call("PUT", path, body);
    }
  }

  /** @returns {number} a moment, for `overlay` */
  mark() {
    return this.number;
  }

  /**
   * Puts into verdicts what the server did not know when it gave them.
   * @param {string} account
   * @param {Verdict[]} verdicts
   * @param {number} mark from before the verdicts were asked for
   * @returns {Promise<Verdict[]>}
   */
  async overlay(account, verdicts, mark) {
    const waiting = await this.read();
    const late = this.delivered.filter(({ number }) => number > mark).map(({ entry }) => entry);
    if (waiting.length + late.length === 0) return verdicts;
    const isOf = (/** @type {Entry} */ entry, /** @type {string} */ key) =>
      entry.account === account && entry.key === key;
    return verdicts.map((verdict) => {
      const pending = waiting.filter((entry) => isOf(entry, verdict.key));
      const made = [...late.filter((entry) => isOf(entry, verdict.key)), ...pending];
      if (made.length === 0) return verdict;
      const whole = Object.assign({}, verdict, ...made.map(({ change }) => change));
      return pending.length > 0 ? { ...whole, pending: true } : whole;
    });
  }

  /**
   * @param {Entry} entry
   * @param {Pick<DecisionNews, "decision" | "pending" | "refused">} news
   */
  tell({ account, key }, news) {
    const later = (this.entries ?? []).filter((entry) => entry.account === account && entry.key === key);
    const decision = Object.assign({}, news.decision, ...later.map(({ change }) => change));
    this.onNews({ account, key, ...news, decision, pending: later.length > 0 });
  }

  /**
   * What waits about somebody who is to be forgotten is not delivered any more.
   * @param {string} [account] whose; without it everybody's @param {string} [key] about whom; without it about everybody
   */
  async forget(account, key) {
    const isOther = (/** @type {Entry} */ entry) =>
      (account !== undefined && entry.account !== account) || (key !== undefined && entry.key !== key);
    if ((await this.read()).every(isOther) && !this.keepsGone) return;
    await this.change((entries) => entries.filter(isOther));
    await this.inDelivery(async () => {});
  }

  /** @param {Entry} gone that the server has, or will never take */
  async drop(gone) {
    const isOther = (/** @type {Entry} */ { id }) => id !== gone.id;
    // Where the browser's storage keeps it all the same, it is delivered again after a restart, and counts once, by its id.
    await this.change((entries) => entries.filter(isOther)).catch(() => {
      this.entries = this.entries?.filter(isOther);
      this.keepsGone = true;
    });
  }

  /** @returns {Promise<Entry[]>} */
  async read() {
    this.entries ??= readEntries(await readStored(NAME));
    return this.entries;
  }

  /** @param {(entries: Entry[]) => Entry[]} change */
  change(change) {
    return this.inTurn(async () => {
      const next = change(await this.read());
      try {
        await writeStored(NAME, next);
      } catch (error) {
        throw new MessageError({ code: "not_kept", message: `the browser's storage would not keep it: ${error}` });
      }
      this.entries = next;
      this.keepsGone = false;
    });
  }
}

/**
 * @param {unknown} stored
 * @returns {Entry[]} those that are whole
 */
function readEntries(stored) {
  const isWhole = (/** @type {any} */ entry) =>
    [entry?.account, entry?.key, entry?.id].every((text) => typeof text === "string") &&
    Number.isFinite(entry.at) &&
    CHANGED.some((name) => entry.change?.[name] !== undefined);
  return Array.isArray(stored) ? stored.filter(isWhole) : [];
}
