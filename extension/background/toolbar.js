import { browser } from "../shared/browser.js";
import { getText } from "../shared/text.js";

/** @typedef {import("../shared/states.js").ConnectionReport} ConnectionReport */

/**
 * Shows on the toolbar's icon that the connection wants attention. No notification, no noise.
 * @param {ConnectionReport} report
 */
export async function showOnToolbar({ state }) {
  const isFine = state === "ok" || state === "checking";
  await browser.action.setBadgeText({ text: isFine ? "" : "!" });
  await browser.action.setBadgeBackgroundColor({ color: "#b3261e" });
  const title = isFine
    ? getText("extensionName")
    : `${getText("extensionName")}: ${getText(`state_${state.replaceAll("-", "_")}`)}`;
  await browser.action.setTitle({ title });
}
