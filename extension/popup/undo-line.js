import { make } from "../shared/dom.js";
import { getText } from "../shared/text.js";

/**
 * The line that says what was done last and takes it back, or makes it again. Empty while there is nothing to take back.
 * The focus stays: on the same button, on the other one, or where `focusInstead` puts it.
 * @param {HTMLElement} root
 * @param {import("./niche.js").Niche} niche
 * @param {{onStep: (step: "undo" | "redo") => void, focusInstead: () => void}} options
 */
export function drawUndoLine(root, { done, undone }, { onStep, focusInstead }) {
  const last = done.at(-1);
  /** @type {("undo" | "redo")[]} */
  const steps = last ? ["undo"] : [];
  if (undone.length > 0) steps.push("redo");
  const focused = root.contains(document.activeElement) ? document.activeElement?.id : undefined;
  const buttons = steps.map((step) =>
    make("button", { type: "button", id: step, text: getText(step), onclick: () => onStep(step) }),
  );
  root.replaceChildren();
  if (buttons.length > 0)
    root.append(
      make(
        "div",
        { class: "changed" },
        make("span", { dir: "auto", text: last ? last.label : getText("did_undo") }),
        make("span", { class: "line" }, ...buttons),
      ),
    );
  if (focused === undefined) return;
  const next = buttons.find(({ id }) => id === focused) ?? buttons[0];
  if (next) next.focus();
  else focusInstead();
}
