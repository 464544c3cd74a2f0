import { getKeys, readCombination } from "../shared/keys.js";
import { SEQUENCE_STARTS } from "../site/classic/shortcuts.js";
import { findFocusInside, isOurs } from "./hosts.js";

/**
 * The keys on the page: which action a key means, and that none is meant while the user types, or by a sequence of X's
 * own that begins with another letter.
 *
 * @typedef {import("../shared/keys.js").Action} Action
 */

const EDITABLE = 'input, textarea, select, [contenteditable]:not([contenteditable="false"]), [role="textbox"]';
const SEQUENCE_MS = 1_500;

export class Keyboard {
  /** @param {{isActive: () => boolean, signal: AbortSignal}} options whether anything is shown on the page at all */
  constructor({ isActive, signal }) {
    this.isActive = isActive;
    /** @type {Map<Action, () => unknown>} */
    this.acts = new Map();
    this.keys = getKeys({});
    /** @type {Map<string, Action>} */
    this.actionOf = new Map();
    this.setKeys({});
    this.prefixAt = -SEQUENCE_MS;
    document.addEventListener("keydown", (event) => this.handle(event), { signal, capture: true });
  }

  /** @param {Readonly<Record<string, string>>} changed by action */
  setKeys(changed) {
    this.keys = getKeys(changed);
    this.actionOf.clear();
    for (const [action, combination] of Object.entries(this.keys))
      if (!this.actionOf.has(combination)) this.actionOf.set(combination, /** @type {Action} */ (action));
  }

  /**
   * @param {Action} action
   * @param {() => unknown} act answers false where the key means nothing: then the page has it
   */
  on(action, act) {
    this.acts.set(action, act);
  }

  /** @param {KeyboardEvent} event */
  handle(event) {
    if (!event.isTrusted || event.isComposing || event.repeat || !this.isActive() || isTyping(event)) return;
    const combination = readCombination(event);
    const isSequence = event.timeStamp - this.prefixAt < SEQUENCE_MS;
    this.prefixAt = SEQUENCE_STARTS.includes(combination ?? "") ? event.timeStamp : -SEQUENCE_MS;
    const action = combination && !isSequence ? this.actionOf.get(combination) : undefined;
    const act = action && this.acts.get(action);
    // The key that opens a field is not to be typed into it.
    if (act && act() !== false) event.preventDefault();
  }
}

/** @param {KeyboardEvent} event */
function isTyping(event) {
  const [target] = event.composedPath();
  const inside = target instanceof Node && isOurs(target) ? findFocusInside(target) : target;
  return inside instanceof Element && inside.closest(EDITABLE) !== null;
}
