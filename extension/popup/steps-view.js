import { make } from "../shared/dom.js";
import { getText } from "../shared/text.js";

/**
 * The first run in three steps: each is ticked when it is done, and what the present one asks for stands below them.
 * @typedef {import("../shared/states.js").ConnectionReport} ConnectionReport
 */

const STEPS = /** @type {const} */ (["serve", "pair", "niche"]);
/** What tells of a browser that was never paired; any other reason is that of one that was. */
const NEVER = [undefined, "never", "never_paired"];

/**
 * @param {ConnectionReport} report
 * @param {boolean} hasNiche whether there is any niche; nobody knows before the server is connected
 * @returns {number | undefined} the place of the step that is next; undefined where the first run is over
 */
export function findStep({ state, reason }, hasNiche) {
  if (state === "ok") return hasNiche ? undefined : 2;
  if (!NEVER.includes(reason)) return undefined;
  return state === "unpaired" ? 1 : state === "down" && reason !== undefined ? 0 : undefined;
}

/**
 * @param {HTMLElement} root
 * @param {number | undefined} next the place of the step that is next
 */
export function drawSteps(root, next) {
  root.hidden = next === undefined;
  const items = STEPS.map((step, place) => {
    const isDone = next !== undefined && place < next;
    const words = getText(`step_${step}`);
    const mark = make("span", { class: "mark", "aria-hidden": "true", text: isDone ? "✓" : String(place + 1) });
    const aside = isDone && make("span", { class: "aside", text: ` (${getText("step_done")})` });
    const current = place === next ? "step" : undefined;
    return make("li", { class: isDone ? "done" : "", "aria-current": current }, mark, words, aside);
  });
  root.replaceChildren(...(next === undefined ? [] : [make("ol", { class: "steps" }, ...items)]));
}
