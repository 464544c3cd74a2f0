/**
 * The keys on X's page, each for one action on the row under the pointer or with the focus. None is one of X's own
 * (site/classic/shortcuts.js), none the browsers'; the user may change them.
 *
 * A combination is written as «w», «Shift+y» or «Shift+F1»: Shift is the only modifier, since Ctrl, Alt and ⌘ are the browser's.
 */
export const DEFAULT_KEYS = Object.freeze({
  why: "w",
  pass: "p",
  later: "d",
  relevant: "y",
  not_relevant: "Shift+y",
  note: "e",
  undo: "z",
  next: "f",
  previous: "Shift+f",
  bar: "h",
  help: "Shift+F1",
});

/** @typedef {keyof typeof DEFAULT_KEYS} Action */

/** @type {readonly Action[]} */
export const ACTIONS = /** @type {Action[]} */ (Object.keys(DEFAULT_KEYS));

/** Letters that X's own page listens to, alone or as the beginning of a sequence; a test compares them with site/classic/shortcuts.js. */
export const TAKEN_LETTERS = "abgijklmnorstux";

const COMBINATION = /^(?:Shift\+)?(?:[a-z]|F\d{1,2})$/;

/**
 * The combination of a key event. Where the keyboard's letters are not Latin ones, the place of the key counts.
 * @param {{key: string, code: string, shiftKey: boolean, ctrlKey: boolean, altKey: boolean, metaKey: boolean}} event
 * @returns {string | undefined} undefined for what can be no combination of ours
 */
export function readCombination({ key, code, shiftKey, ctrlKey, altKey, metaKey }) {
  if (ctrlKey || altKey || metaKey) return undefined;
  const isLatin = /^[a-z]$/i.test(key);
  const letter = isLatin ? key.toLowerCase() : isOther(key) ? /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() : undefined;
  const name = letter ?? (/^F\d{1,2}$/.test(key) ? key : undefined);
  return name && (shiftKey ? `Shift+${name}` : name);
}

/** @param {string} key @returns {boolean} whether it is a letter of another script */
function isOther(key) {
  return /^\p{L}$/u.test(key);
}

/**
 * The keys as the user has them: the default ones but for those changed. A combination that two actions have is the
 * first one's.
 * @param {Readonly<Record<string, string>>} changed by action
 * @returns {Record<Action, string>}
 */
export function getKeys(changed) {
  const entries = ACTIONS.map((action) => {
    const wanted = Object.hasOwn(changed, action) ? changed[action] : undefined;
    return [action, wanted !== undefined && COMBINATION.test(wanted) ? wanted : DEFAULT_KEYS[action]];
  });
  return Object.fromEntries(entries);
}

/**
 * Why an action cannot have a combination.
 * @param {Action} action
 * @param {string} combination
 * @param {Record<Action, string>} keys as they are
 * @returns {{reason: "not_a_key" | "taken_by_x"} | {reason: "taken", by: Action} | undefined} undefined if it can
 */
export function findKeyObstacle(action, combination, keys) {
  if (!COMBINATION.test(combination)) return { reason: "not_a_key" };
  if (combination.length === 1 && TAKEN_LETTERS.includes(combination)) return { reason: "taken_by_x" };
  const by = ACTIONS.find((other) => other !== action && keys[other] === combination);
  return by ? { reason: "taken", by } : undefined;
}
