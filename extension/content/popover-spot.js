import { findPlace } from "./popover-view.js";

/**
 * Where the popover stands. The place is set from inside: `all: initial !important` in the root wins over any style of
 * the host.
 */

/** Between it and the window's edges, in pixels. */
const GAP = 8;

export class Spot {
  /** @param {HTMLElement} host */
  constructor(host) {
    this.host = host;
    this.sheet = new CSSStyleSheet();
    this.spot = { left: 0, top: 0, most: 0 };
    /** How far below the row's top it is. */
    this.distance = 0;
  }

  /** Puts it at a row. @param {Element} anchor @param {Element} row */
  take(anchor, row) {
    this.sheet.replaceSync("");
    this.spot = findPlace(this.host, anchor, row);
    this.distance = this.spot.top - row.getBoundingClientRect().top;
    this.set();
  }

  /** Goes along with a row that scrolls, as far as the window reaches. @param {Element} row */
  follow(row) {
    const lowest = innerHeight - this.host.getBoundingClientRect().height - GAP;
    const wanted = row.getBoundingClientRect().top + this.distance;
    this.spot.top = Math.max(GAP, Math.min(wanted, lowest));
    this.set();
  }

  set() {
    const { left, top, most } = this.spot;
    this.sheet.replaceSync(`:host{left:${left}px!important;top:${top}px!important}.panel{max-height:${most}px}`);
  }
}
