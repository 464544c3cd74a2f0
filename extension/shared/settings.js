/**
 * The extension's settings: the one table of what there is, with defaults.
 *
 * @typedef {object} Settings
 * @property {boolean} paused nothing is shown on any page
 * @property {string[]} hidden ids of the places where no badge is wanted
 * @property {Record<string, string>} keys by action, where the user has changed them
 */

/** @type {Readonly<Settings>} */
export const DEFAULT_SETTINGS = Object.freeze({ paused: false, hidden: [], keys: {} });

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
const LONGEST_ENTRY = 100;

/** @param {unknown} found @param {unknown} model */
function isLike(found, model) {
  if (typeof model !== "object") return typeof found === typeof model;
  if (typeof found !== "object" || found === null || Array.isArray(found) !== Array.isArray(model)) return false;
  const entries = Object.values(found);
  const isText = (/** @type {unknown} */ entry) => typeof entry === "string" && entry.length <= LONGEST_ENTRY;
  return entries.length <= MOST_ENTRIES && entries.every(isText);
}
