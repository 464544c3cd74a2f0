import { browser } from "../shared/browser.js";
import { getSitePatterns } from "./senders.js";

/** @typedef {import("../shared/messages.js").Announcements} Announcements */

/**
 * Tells every tab of the sites and every open page of the extension. Where nobody listens, nobody answers.
 * @template {keyof Announcements} Name
 * @param {Name} announcement
 * @param {Announcements[Name]} value
 */
export async function announce(announcement, value) {
  const message = { announcement, value };
  const ignore = () => {};
  browser.runtime.sendMessage(message).catch(ignore);
  for (const tab of await browser.tabs.query({ url: getSitePatterns() }))
    if (tab.id !== undefined) browser.tabs.sendMessage(tab.id, message).catch(ignore);
}
