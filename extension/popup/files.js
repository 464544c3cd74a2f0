import { browser } from "../shared/browser.js";

/** Files in and out of the popup. */

/**
 * Hands the user a file to save.
 * @param {string} name @param {string} content
 */
export function saveFile(name, content) {
  const address = URL.createObjectURL(new Blob([content], { type: "text/plain" }));
  const link = document.createElement("a");
  Object.assign(link, { href: address, download: name.replaceAll(/[\\/:*?"<>|]/g, "_") });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/**
 * Lets the user choose a file and reads it. Firefox closes a popup as soon as a file dialog opens, so there the popup is
 * opened once more, in a tab (looked at 2026-11; look again when bug 1292701 is closed).
 * @returns {Promise<string | undefined>} undefined where none was chosen
 */
export async function chooseFile() {
  const isFirefox = "getBrowserInfo" in browser.runtime;
  if (isFirefox && !(await browser.tabs.getCurrent())) {
    await browser.tabs.create({ url: browser.runtime.getURL("popup/popup.html") });
    window.close();
    return undefined;
  }
  const input = document.createElement("input");
  Object.assign(input, { type: "file", accept: ".json,.txt,text/plain,application/json" });
  return new Promise((resolve, reject) => {
    input.addEventListener("change", () => {
      const [file] = input.files ?? [];
      if (file) file.text().then(resolve, reject);
      else resolve(undefined);
    });
    input.addEventListener("cancel", () => resolve(undefined));
    input.click();
  });
}
