import { attempt } from "./attempt.js";

/**
 * What is shown on which row, and the features that show it.
 * @typedef {import("./feature.js").FeatureHooks} FeatureHooks
 * @typedef {import("./feature.js").RowView} RowView
 * @typedef {import("../shared/values.js").Person} Person
 * @typedef {import("../shared/values.js").Verdict} Verdict
 */

export class Views {
  constructor() {
    /** @type {Map<Element, RowView>} */
    this.byRow = new Map();
    /** @type {FeatureHooks[]} */
    this.hooks = [];
  }

  /** @param {Element} row */
  find(row) {
    return this.byRow.get(row);
  }

  /**
   * Shows a verdict on a row; called again whenever the row may have been rendered anew.
   * @param {Element} row @param {string} key @param {Person} person @param {Verdict} verdict
   */
  show(row, key, person, verdict) {
    const view = this.byRow.get(row);
    const next = view?.key === key && view.verdict === verdict ? view : { row, key, person, verdict };
    this.byRow.set(row, next);
    for (const hooks of this.hooks) attempt(() => hooks.showRow?.(next));
  }

  /** @param {Element} row */
  clear(row) {
    if (!this.byRow.delete(row)) return;
    for (const hooks of this.hooks) attempt(() => hooks.clearRow?.(row));
  }

  clearAll() {
    for (const row of [...this.byRow.keys()]) this.clear(row);
  }

  /** @param {import("../site/theme.js").Theme} theme @param {string} [paper] the page's own colour */
  setTheme(theme, paper) {
    for (const hooks of this.hooks) attempt(() => hooks.setTheme?.(theme, paper));
  }
}
