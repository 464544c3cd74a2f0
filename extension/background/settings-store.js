import { readSettings } from "../shared/settings.js";
import { makeTurns, readStored, writeStored } from "./storage.js";

/** @typedef {import("../shared/settings.js").Settings} Settings */

const NAME = "settings";
const inTurn = makeTurns();

/** @returns {Promise<Settings>} */
export async function readStoredSettings() {
  return readSettings(await readStored(NAME));
}

/**
 * @param {Partial<Settings>} changes
 * @returns {Promise<Settings>} the settings as they are now
 */
export function changeStoredSettings(changes) {
  return inTurn(async () => {
    const settings = readSettings({ ...(await readStoredSettings()), ...changes });
    await writeStored(NAME, settings);
    return settings;
  });
}
