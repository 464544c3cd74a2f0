import { holdHref } from "../site/address.js";
import { countChangesMade, isOurs, removeBadges } from "./hosts.js";

/**
 * Watches the page for rows: which are there, whose they are. X mounts and unmounts them, renders them anew, nests them
 * otherwise, and may hand a row to another person; so every pass compares who it is now with who it was.
 *
 * @typedef {import("../site/adapter.js").RowsAdapter} RowsAdapter
 * @typedef {import("../site/adapter.js").Identity} Identity
 */

// Whatever changes the page at each of our own changes is heard of at the next turn of the event loop, as any other.
const MOST_TURNS = 3;

export class Rows {
  /**
   * @param {object} options
   * @param {RowsAdapter} options.adapter
   * @param {(row: Element, identity: Identity) => void} options.onRow for each row that is new or may have changed
   * @param {(row: Element) => void} options.onGone for each row that left, or is nobody's for the moment
   * @param {() => void} options.onMutation before anything else, at each batch of mutations
   */
  constructor({ adapter, onRow, onGone, onMutation }) {
    this.adapter = adapter;
    this.onRow = onRow;
    this.onGone = onGone;
    this.onMutation = onMutation;
    /** @type {Set<Element>} */
    this.rows = new Set();
    this.active = false;
    this.observer = new MutationObserver((records) => this.handle(records));
  }

  /** @param {AbortSignal} signal */
  start(signal) {
    this.observer.observe(document, {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: this.adapter.attributes,
    });
    signal.addEventListener("abort", () => {
      this.observer.disconnect();
      this.setActive(false);
    });
  }

  /**
   * Begins or ends to care for rows; the observer goes on either way, since it also tells of a new address.
   * @param {boolean} active
   */
  setActive(active) {
    if (this.active === active) return;
    this.active = active;
    if (active) this.checkAll();
    else this.forget([...this.rows]);
  }

  /** Looks at every row of the page. */
  checkAll() {
    if (!this.active || !document.documentElement) return;
    this.check(new Set([...this.rows, ...this.adapter.findRows(document.documentElement)]));
  }

  /** @param {MutationRecord[]} records @param {number} [turn] how often it has gone on at once */
  handle(records, turn = 0) {
    this.onMutation();
    if (this.active) holdHref(() => this.follow(records, turn));
  }

  /** @param {MutationRecord[]} records @param {number} turn */
  follow(records, turn) {
    /** @type {Set<Element>} */
    const changed = new Set();
    /** Most changes are of the list itself, one after the other. @type {Map<Node, Element | undefined>} */
    const rowOf = new Map();
    let hasRemovals = false;
    for (const record of records) {
      if (isOnlyOurs(record)) continue;
      hasRemovals ||= record.removedNodes.length > 0;
      const { target } = record;
      if (!rowOf.has(target)) rowOf.set(target, this.adapter.findRow(target));
      const row = rowOf.get(target);
      if (row) changed.add(row);
      else
        for (const node of record.addedNodes)
          if (node instanceof Element) for (const added of this.adapter.findRows(node)) changed.add(added);
    }
    if (hasRemovals) this.forget([...this.rows].filter((row) => !row.isConnected));
    const before = countChangesMade();
    this.check(changed);
    this.goOn(countChangesMade() - before, turn);
  }

  /**
   * Takes out what has changed meanwhile. What was just put in is our own, and no batch of its own; where that is all,
   * nobody need look at it.
   * @param {number} made how many of the changes are our own @param {number} turn
   */
  goOn(made, turn) {
    if (turn >= MOST_TURNS) return;
    const records = this.observer.takeRecords();
    const others = records.length === made ? [] : records.filter((record) => !isOnlyOurs(record));
    if (others.length > 0) this.handle(others, turn + 1);
  }

  /** @param {Set<Element>} rows */
  check(rows) {
    for (const row of rows) {
      const isPlaced = row.isConnected && this.adapter.findPlace(row) !== undefined;
      const identity = isPlaced ? this.adapter.identify(row) : undefined;
      removeBadges(row, { ours: identity === undefined });
      if (identity) {
        this.rows.add(row);
        this.onRow(row, identity);
      } else if (this.rows.has(row)) {
        this.forget([row]);
      }
    }
  }

  /** @param {Element[]} rows */
  forget(rows) {
    for (const row of rows) {
      this.rows.delete(row);
      this.onGone(row);
    }
  }
}

/**
 * Whether a record tells of nothing but our own element being put in.
 * @param {MutationRecord} record
 */
function isOnlyOurs({ addedNodes, removedNodes }) {
  const first = addedNodes[0];
  if (first === undefined || removedNodes.length > 0 || !isOurs(first)) return false;
  return addedNodes.length === 1 || [...addedNodes].every(isOurs);
}
