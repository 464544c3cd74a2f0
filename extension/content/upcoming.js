import { getShownBand } from "../shared/values.js";
import { isDimmed } from "./filters.js";

/**
 * Whom the next key goes to: the next row of the list whose person is undecided and not dimmed.
 * @typedef {import("./feature.js").FeatureContext} FeatureContext
 * @typedef {{row: Element, top: number, bottom: number}} Placed
 */

/** Rows whose tops are nearer than that are level, in pixels. */
const SLACK = 2;

export class Upcoming {
  /** @param {FeatureContext} context */
  constructor(context) {
    this.context = context;
  }

  /** @returns {Element | undefined} any row of the list */
  findAny() {
    return this.listPlaced()[0]?.row;
  }

  /**
   * From the row that the user has gone to; where X has taken that away, from its place in the list; else from what is in
   * sight.
   * @param {1 | -1} direction 1 is down
   * @param {{reached: number | undefined, isAmongStrong: boolean}} how where one was last, as a place in the list, and whether only a
   *   strong one is wanted
   * @returns {Element | undefined} the next row that is wanted and mounted, or that may turn out to be wanted once it is judged
   */
  find(direction, { reached, isAmongStrong }) {
    const { pointed, findPosition, isAwaited } = this.context;
    const placed = this.listPlaced();
    const chosen = pointed.findChosen();
    const current = placed.find(({ row, bottom, top }) => row === chosen && bottom > 0 && top < innerHeight);
    const edge = direction === 1 ? 0 : innerHeight;
    const start = current ? current.top + direction * SLACK : edge - direction * SLACK;
    const isAhead = (/** @type {Placed} */ { row, top }) => {
      const position = current || reached === undefined ? undefined : findPosition(row);
      return position === undefined ? direction * (top - start) >= 0 : direction * (position - Number(reached)) > 0;
    };
    const ahead = placed.filter((one) => isAhead(one) && (isAwaited(one.row) || this.isWanted(one.row, isAmongStrong)));
    return ahead.at(direction === 1 ? 0 : -1)?.row;
  }

  /** The rows of the list by their place on the page: X mounts them in any order. @returns {Placed[]} */
  listPlaced() {
    const { adapter, findList, listRows } = this.context;
    const list = findList();
    const rows = list ? listRows().filter((row) => adapter.findPlace(row) === list) : [];
    return rows
      .map((row) => {
        const { top, bottom } = row.getBoundingClientRect();
        return { row, top, bottom };
      })
      .sort((one, other) => one.top - other.top);
  }

  /** @param {Element} row @param {boolean} isAmongStrong */
  isWanted(row, isAmongStrong) {
    const { findView, following, getSettings } = this.context;
    const view = findView(row);
    if (!view || view.verdict.triage !== "undecided") return false;
    if (isAmongStrong && getShownBand(view.verdict) !== "strong") return false;
    const isFollowed = following.has(view.person, view.verdict);
    return !isDimmed(getSettings().bar_filters, { ...view, isFollowed });
  }
}
