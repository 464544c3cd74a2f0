import { browser } from "../shared/browser.js";
import { askTab } from "../shared/messages.js";

/**
 * The tab that the popup is about: the one in front; where that is none of X's (the popup opened in a tab of its own),
 * that of X's which was used last.
 * @template {keyof import("../shared/messages.js").Questions} Name
 * @param {Name} name what to ask it
 * @returns {Promise<import("../shared/messages.js").Questions[Name] | undefined>} undefined where no page of X answers
 */
export async function askPageTab(name) {
  const front = await browser.tabs.query({ active: true, currentWindow: true });
  const sites = await browser.tabs.query({ url: browser.runtime.getManifest()["content_scripts"]?.[0]?.matches ?? [] });
  sites.sort((one, other) => (other.lastAccessed ?? 0) - (one.lastAccessed ?? 0));
  for (const { id } of [...front, ...sites]) {
    const answer = id === undefined ? undefined : await askTab(id, name);
    if (answer !== undefined) return answer;
  }
  return undefined;
}
