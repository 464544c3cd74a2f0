import { browser } from "../shared/browser.js";
import { make } from "../shared/dom.js";
import { ask } from "../shared/messages.js";
import { getText } from "../shared/text.js";

/**
 * The switch that takes everything off the pages, and the version.
 * @param {HTMLElement} root
 * @param {(error: unknown) => void} onError
 */
export function drawFooter(root, onError) {
  const box = make("input", { type: "checkbox", id: "paused" });
  box.addEventListener("change", () => ask("settings/change", { paused: box.checked }).catch(onError));
  ask("settings/get", null).then(({ paused }) => (box.checked = paused), onError);
  root.replaceChildren(
    make("label", { class: "switch" }, box, getText("pause")),
    make("span", { text: getText("version", browser.runtime.getManifest()["version"]) }),
  );
}
