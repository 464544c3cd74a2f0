import { browser } from "../shared/browser.js";
import { splitKeywords } from "../shared/keyword-edits.js";
import { MessageError } from "../shared/messages.js";
import { getText } from "../shared/text.js";
import { KINDS } from "../shared/values.js";
import { getSitePatterns } from "./senders.js";

/**
 * The context menu on selected words of X's page: add them to the niche in use.
 * @typedef {import("../shared/values.js").Kind} Kind
 */

/** Makes the entries anew; the browser keeps them while the background sleeps. */
export async function makeMenus() {
  await browser.contextMenus.removeAll();
  for (const kind of KINDS)
    browser.contextMenus.create({
      id: kind,
      title: getText(`menu_${kind}`),
      contexts: ["selection"],
      documentUrlPatterns: getSitePatterns(),
    });
}

/**
 * Adds what was selected, and tells the tab what came of it.
 * @param {chrome.contextMenus.OnClickData} chosen
 * @param {chrome.tabs.Tab | undefined} tab
 * @param {import("./words.js").Words} words
 */
export async function addSelection({ menuItemId, selectionText }, tab, words) {
  /** @type {import("../shared/messages.js").WordsNews} */
  let news;
  try {
    const kind = /** @type {Kind} */ (menuItemId);
    news = { added: await words.add({ texts: splitKeywords(selectionText ?? ""), kind }) };
  } catch (error) {
    const { code, message } = error instanceof MessageError ? error : { code: "unexpected", message: String(error) };
    news = { error: { code, message } };
  }
  if (tab?.id !== undefined)
    await browser.tabs.sendMessage(tab.id, { announcement: "words/added", value: news }).catch(() => {});
}
