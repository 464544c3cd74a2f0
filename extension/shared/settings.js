/**
 * The extension's settings: the one table of what there is, with defaults.
 *
 * @typedef {object} Settings
 * @property {boolean} paused nothing is shown on any page
 * @property {string[]} hidden ids of the places where no badge is wanted
 */

/** @type {Readonly<Settings>} */
export const DEFAULT_SETTINGS = Object.freeze({ paused: false, hidden: [] });

/**
 * Settings from whatever was stored or sent: unknown names are dropped, wrong types take the default.
 * @param {unknown} raw
 * @returns {Settings}
 */
export function readSettings(raw) {
  const stored = /** @type {Record<string, unknown>} */ (raw && typeof raw === "object" ? raw : {});
  const entries = Object.entries(DEFAULT_SETTINGS).map(([name, value]) => [
    name,
    Object.hasOwn(stored, name) && isLike(stored[name], value) ? stored[name] : value,
  ]);
  return Object.fromEntries(entries);
}

const MOST_ENTRIES = 100;

/** @param {unknown} found @param {unknown} model */
function isLike(found, model) {
  if (!Array.isArray(model)) return typeof found === typeof model;
  return Array.isArray(found) && found.length <= MOST_ENTRIES && found.every((entry) => typeof entry === "string");
}
