import { browser } from "../shared/browser.js";

/** @typedef {import("../shared/messages.js").Announcements} Announcements */

/**
 * Tells every tab and every open page of the extension. Where nobody listens, nobody answers; tabs are not chosen by their
 * address, since that takes the very permission whose loss is to be told.
 * @template {keyof Announcements} Name
 * @param {Name} announcement
 * @param {Announcements[Name]} value
 */
export async function announce(announcement, value) {
  const message = { announcement, value };
  const ignore = () => {};
  browser.runtime.sendMessage(message).catch(ignore);
  for (const tab of await browser.tabs.query({}))
    if (tab.id !== undefined) browser.tabs.sendMessage(tab.id, message).catch(ignore);
}
