import { browser } from "../shared/browser.js";
import { MessageError } from "../shared/messages.js";
import { getText } from "../shared/text.js";

/** Files in and out of the popup. */

/** Byte order mark → encoding. @type {[number[], string][]} */
const MARKS = [
  [[0xff, 0xfe], "utf-16le"],
  [[0xfe, 0xff], "utf-16be"],
];

/**
 * The text of a file: UTF-8, or UTF-16 where its byte order mark says so. Never with letters lost, as `file.text()`
 * reads what a spreadsheet saved in an encoding of its own.
 * @param {ArrayBuffer} content
 * @returns {string}
 */
export function decodeText(content) {
  const bytes = new Uint8Array(content);
  const encoding = MARKS.find(([mark]) => mark.every((byte, place) => bytes[place] === byte))?.[1] ?? "utf-8";
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new MessageError({ code: "invalid", message: getText("import_no_text") });
  }
}

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
      if (file) file.arrayBuffer().then(decodeText).then(resolve, reject);
      else resolve(undefined);
    });
    input.addEventListener("cancel", () => resolve(undefined));
    input.click();
  });
}
