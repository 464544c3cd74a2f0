import { getAddress, getHold, getHref } from "./address.js";
import { CLIENTS } from "./clients.js";
import { PLACES } from "./places/index.js";

/**
 * @typedef {import("./adapter.js").Client} Client
 * @typedef {import("./adapter.js").Place} Place
 * @typedef {import("./adapter.js").RowKind} RowKind
 * @typedef {import("./adapter.js").RowsAdapter} RowsAdapter
 */

/** @typedef {{client: Client, name: string, kind: RowKind}} KnownKind */
/** @type {KnownKind[]} */
const KINDS = CLIENTS.flatMap((client) => Object.entries(client.kinds).map(([name, kind]) => ({ client, name, kind })));

/**
 * The rows of the page: of every place that its address and its parts hold and that the user has not switched off.
 * @param {(place: Place) => boolean} isShown
 * @returns {RowsAdapter}
 */
export function makeRowsAdapter(isShown = () => true) {
  const places = new PlacesHere();
  /** @type {WeakMap<Element, KnownKind>} */
  const kindOfRow = new WeakMap();

  /** @param {Element} row @param {KnownKind} known */
  function findShownPlace(row, known) {
    const place = places.find(row, known);
    return place && isShown(place) ? place : undefined;
  }

  /** @param {Element} found @returns {Element | undefined} the row, if badges may be in it */
  function takeRow(found) {
    for (const known of places.getHere().kinds) {
      if (!found.matches(known.kind.selector)) continue;
      const row = known.kind.toRow ? known.kind.toRow(found) : found;
      if (!row || !findShownPlace(row, known)) continue;
      kindOfRow.set(row, known);
      return row;
    }
    return undefined;
  }

  /** @param {Element} row */
  function getKind(row) {
    if (!kindOfRow.has(row)) takeRow(row);
    return kindOfRow.get(row)?.kind;
  }

  return {
    attributes: [...new Set(CLIENTS.flatMap((client) => client.attributes))],

    findRows(root) {
      const { selector } = places.getHere();
      /** @type {Set<Element>} */
      const rows = new Set();
      const add = (/** @type {Element} */ found) => {
        const row = takeRow(found);
        if (row) rows.add(row);
      };
      if (root.matches(selector)) add(root);
      root.querySelectorAll(selector).forEach(add);
      return [...rows];
    },

    findRow(node) {
      const element = node instanceof Element ? node : node.parentElement;
      const { selector } = places.getHere();
      for (let found = element?.closest(selector); found; found = found.parentElement?.closest(selector)) {
        const row = takeRow(found);
        if (row) return row;
      }
      return undefined;
    },

    findPlace(row) {
      const known = kindOfRow.get(row);
      return known && findShownPlace(row, known);
    },

    identify: (row) => getKind(row)?.identify(row),
    findAnchor: (row) => getKind(row)?.findAnchor(row),
    findBio: (row) => getKind(row)?.findBio(row),
    findFollow: (row) => getKind(row)?.findFollow?.(row),
    readPerson: (row) => getKind(row)?.readPerson(row),
  };
}

/** The places that the address allows, and the kinds of rows that they have; worked out once an address. */
class PlacesHere {
  constructor() {
    this.href = "";
    /** @type {{places: Place[], kinds: KnownKind[], selector: string}} */
    this.here = { places: [], kinds: [], selector: "" };
    /**
     * By row, as found while the address was held: in that time nothing moves.
     * @type {WeakMap<Element, {hold: number, known: KnownKind, place: Place | undefined}>}
     */
    this.found = new WeakMap();
  }

  getHere() {
    const href = getHref();
    if (href === this.href) return this.here;
    this.href = href;
    const address = getAddress(location);
    const places = PLACES.filter((place) => !place.address || place.address.test(address));
    // Every element that the page puts in is asked for each selector.
    const kinds = KINDS.filter(({ client, name }) => places.some(({ rows }) => rows[client.name]?.kind === name));
    this.here = { places, kinds, selector: kinds.map(({ kind }) => kind.selector).join(", ") };
    return this.here;
  }

  /**
   * The place a row belongs to.
   * @param {Element} row @param {KnownKind} known
   * @returns {Place | undefined}
   */
  find(row, known) {
    const hold = getHold();
    const found = this.found.get(row);
    if (found && hold > 0 && found.hold === hold && found.known === known) return found.place;
    const place = this.findAnew(row, known);
    if (hold > 0) this.found.set(row, { hold, known, place });
    return place;
  }

  /** @param {Element} row @param {KnownKind} known */
  findAnew(row, { client, name }) {
    return this.getHere().places.find(({ rows }) => {
      const here = rows[client.name];
      return here?.kind === name && here.within.some((part) => row.closest(client.containers[part] ?? ":not(*)"));
    });
  }
}
