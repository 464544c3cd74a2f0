import { MessageError } from "../shared/messages.js";
import { BAR_SETTINGS, isSetting } from "../shared/settings.js";
import { announce } from "./announcer.js";
import { changeStoredSettings } from "./settings-store.js";

/** @typedef {import("../shared/settings.js").Settings} Settings */

/** @type {readonly string[]} */
const ALLOWED = BAR_SETTINGS;

/**
 * Keeps what a page may change of the settings: where the bar is and what it shows, in every tab.
 * @param {Partial<import("../shared/settings.js").BarSettings>} changes
 * @returns {Promise<Settings>} the settings as they are now
 * @throws {MessageError} `invalid` for any other setting, or a value that it can't have
 */
export async function keepBarSettings(changes) {
  const entries = Object.entries(changes && typeof changes === "object" ? changes : {});
  if (entries.length === 0) throw new MessageError({ code: "invalid", message: "names no setting of the bar" });
  for (const [name, value] of entries)
    if (!ALLOWED.includes(name) || !isSetting(name, value))
      throw new MessageError({ code: "invalid", message: "is no setting of the bar, or can't be that", field: name });
  const settings = await changeStoredSettings(Object.fromEntries(entries));
  await announce("settings/changed", settings);
  return settings;
}
