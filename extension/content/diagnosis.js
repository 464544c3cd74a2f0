import { browser } from "../shared/browser.js";
import { makeOutline } from "../site/outline.js";

/**
 * What to send to those who can mend it when X has changed its page: counts, tag names and testids; nothing of anybody.
 * @param {import("../shared/sight.js").SightReport} report
 * @returns {string}
 */
export function makeDiagnosis({ client, place, trouble, rows, readable, answers, people }) {
  const part = document.querySelector("main") ?? document.body;
  return [
    `Fieldmark ${browser.runtime.getManifest()["version"]}`,
    `client ${client ?? "?"} · place ${place ?? "?"} · trouble ${trouble ?? "none"}`,
    `rows ${rows} · readable ${readable} · answers ${answers} · people ${people}`,
    "",
    makeOutline(part),
    "",
  ].join("\n");
}
