import { browser } from "../shared/browser.js";
import { readSettings } from "../shared/settings.js";

/** @typedef {import("../shared/settings.js").Settings} Settings */

const NAME = "settings";

/** @returns {Promise<Settings>} */
export async function readStoredSettings() {
  return readSettings((await browser.storage.local.get(NAME))[NAME]);
}

/**
 * @param {Partial<Settings>} changes
 * @returns {Promise<Settings>} the settings as they are now
 */
export async function changeStoredSettings(changes) {
  const settings = readSettings({ ...(await readStoredSettings()), ...changes });
  await browser.storage.local.set({ [NAME]: settings });
  return settings;
}
