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
    /** Those of the hooks that show, and that clear. @type {((view: RowView) => void)[]} */
    this.showing = [];
    /** @type {((row: Element) => void)[]} */
    this.clearing = [];
  }

  /** @param {FeatureHooks[]} hooks of the features, in their order */
  setHooks(hooks) {
    this.hooks = hooks;
    this.showing = hooks.flatMap(({ showRow }) => showRow ?? []);
    this.clearing = hooks.flatMap(({ clearRow }) => clearRow ?? []);
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
    for (const show of this.showing) attempt(() => show(next));
  }

  /** @param {Element} row */
  clear(row) {
    if (!this.byRow.delete(row)) return;
    for (const clear of this.clearing) attempt(() => clear(row));
  }

  clearAll() {
    for (const row of [...this.byRow.keys()]) this.clear(row);
  }

  /** @param {import("../site/theme.js").Theme} theme @param {string} [paper] the page's own colour */
  setTheme(theme, paper) {
    for (const hooks of this.hooks) attempt(() => hooks.setTheme?.(theme, paper));
  }
}
