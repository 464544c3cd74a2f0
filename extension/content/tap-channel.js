import { LONGEST_ANSWER } from "../site/operations.js";
import { Allowance } from "./allowance.js";

// An answer costs one, and one more for each so many code units. Who scrolls as fast as they can makes X send three a
// second; a page that forges answers can send any number, and each person in them is judged and remembered.
const UNITS_A_COST = 50_000;
const ALLOWANCE = { most: 600, perSecond: 10 };

/**
 * Listens to the tap, over a channel whose name only the two know.
 *
 * The content script runs first in both browsers, the tap second; whoever is second finds the other by `fm:main` or
 * `fm:hello` (facts: measured, 15 of 15 loads). Only strings cross: objects do not survive Firefox's wrappers.
 *
 * An answer that is too long, or one too many, is left out: its people are judged by what their rows show.
 * @param {(operation: string, text: string, from: string) => void} onAnswer told the answer's text, which is the page's to
 *   forge: check it; and the path that the page had when it asked, empty if that is not known
 * @param {{signal?: AbortSignal}} [options]
 */
export function listenToTap(onAnswer, { signal } = {}) {
  const channel = `fm:${crypto.randomUUID()}`;
  const allowance = new Allowance(ALLOWANCE);
  const options = signal ? { signal } : {};
  document.addEventListener(
    channel,
    (event) => {
      const { detail } = /** @type {CustomEvent<unknown>} */ (event);
      if (typeof detail !== "string" || detail.length > LONGEST_ANSWER) return;
      const end = detail.indexOf("\n");
      if (end <= 0 || !allowance.take(1 + detail.length / UNITS_A_COST)) return;
      const [operation = "", from = ""] = detail.slice(0, end).split(" ");
      onAnswer(operation, detail.slice(end + 1), from);
    },
    options,
  );
  const sayHello = () => document.dispatchEvent(new CustomEvent("fm:hello", { detail: channel }));
  document.addEventListener("fm:main", sayHello, { once: true, ...options });
  sayHello();
}
