import { make } from "../shared/dom.js";
import { getText } from "../shared/text.js";

/**
 * The line that says what was done last and takes it back, or makes it again. Empty while there is nothing to take back.
 * @param {HTMLElement} root
 * @param {import("./niche.js").Niche} niche
 * @param {(step: "undo" | "redo") => void} onStep
 */
export function drawUndoLine(root, { done, undone }, onStep) {
  const last = done.at(-1);
  const isRedo = undone.length > 0;
  if (!last && !isRedo) {
    root.replaceChildren();
    return;
  }
  const makeButton = (/** @type {"undo" | "redo"} */ step) =>
    make("button", { type: "button", id: step, text: getText(step), onclick: () => onStep(step) });
  root.replaceChildren(
    make(
      "div",
      { class: "changed" },
      make("span", { dir: "auto", text: last ? last.label : getText("did_undo") }),
      make("span", { class: "line" }, last ? makeButton("undo") : null, isRedo ? makeButton("redo") : null),
    ),
  );
}
