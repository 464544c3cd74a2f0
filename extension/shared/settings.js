/**
 * The extension's settings: the one table of what there is, with defaults.
 *
 * @typedef {object} Settings
 * @property {boolean} paused nothing is shown on any page
 */

/** @type {Readonly<Settings>} */
export const DEFAULT_SETTINGS = Object.freeze({ paused: false });

/**
 * Settings from whatever was stored or sent: unknown names are dropped, wrong types take the default.
 * @param {unknown} raw
 * @returns {Settings}
 */
export function readSettings(raw) {
  const stored = /** @type {Record<string, unknown>} */ (raw && typeof raw === "object" ? raw : {});
  const entries = Object.entries(DEFAULT_SETTINGS).map(([name, value]) => [
    name,
    Object.hasOwn(stored, name) && typeof stored[name] === typeof value ? stored[name] : value,
  ]);
  return Object.fromEntries(entries);
}
