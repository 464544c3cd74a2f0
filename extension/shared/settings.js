/**
 * The extension's settings: the one table of what there is, with defaults.
 *
 * @typedef {object} Settings
 * @property {boolean} paused nothing is shown on any page
 * @property {string[]} hidden ids of the places where no badge is wanted
 * @property {Record<string, string>} keys by action, where the user has changed them
 * @property {string[]} bar_filters the bar's filters that are on (content/filters.js)
 * @property {boolean} bar_folded whether the bar shows the least it can
 * @property {boolean} bar_collapses whether dimmed rows shrink to a line
 * @property {number} bar_x the bar's place between the window's start and its end, 0–1
 * @property {number} bar_y between its top and its bottom, 0–1
 * @property {boolean} all_niches whether everybody is judged by all niches and shown with the one that fits best
 * @property {string} order of the chips of a long niche: `added`, `name` or `people`
 */

/** What a page may keep: where the bar is and what it shows. */
export const BAR_SETTINGS = /** @type {const} */ (["bar_filters", "bar_folded", "bar_collapses", "bar_x", "bar_y"]);
/** @typedef {Pick<Settings, typeof BAR_SETTINGS[number]>} BarSettings */

/** @type {Readonly<Settings>} */
export const DEFAULT_SETTINGS = Object.freeze({
  paused: false,
  hidden: [],
  keys: {},
  bar_filters: ["undecided"],
  bar_folded: false,
  bar_collapses: false,
  bar_x: 0.5,
  bar_y: 1,
  all_niches: false,
  order: "added",
});

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

/**
 * Whether there is a setting of this name that may have this value.
 * @param {string} name
 * @param {unknown} value
 * @returns {boolean}
 */
export function isSetting(name, value) {
  return Object.hasOwn(DEFAULT_SETTINGS, name) && isLike(value, /** @type {any} */ (DEFAULT_SETTINGS)[name]);
}

const MOST_ENTRIES = 100;
const LONGEST_ENTRY = 100;

/** @param {unknown} found @param {unknown} model */
function isLike(found, model) {
  if (typeof model === "number") return Number.isFinite(found);
  if (typeof model !== "object") return typeof found === typeof model;
  if (typeof found !== "object" || found === null || Array.isArray(found) !== Array.isArray(model)) return false;
  const entries = Object.values(found);
  const isText = (/** @type {unknown} */ entry) => typeof entry === "string" && entry.length <= LONGEST_ENTRY;
  return entries.length <= MOST_ENTRIES && entries.every(isText);
}
