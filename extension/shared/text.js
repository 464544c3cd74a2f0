import { browser } from "./browser.js";

// The language is the same for as long as a page is open, and the browser's API is slow for what each badge needs:
// asking for the language and three texts took half of a badge's time (Chromium 156).

/** What stands in a text for the values that it takes; the browser takes nine. */
const SLOTS = Array.from("123456789", (digit) => String.fromCharCode(0xe000 + Number(digit)));
const SLOT = /([\ue001-\ue009])/;
/** Texts in pieces, every other one a slot. @type {Map<string, string[]>} */
const texts = new Map();

/**
 * A text in the user's language, from _locales.
 * @param {string} name
 * @param {...(string | number)} values what stands for $1, $2 …
 * @returns {string} the name itself if there is no such text: a missing text is seen, not silent
 */
export function getText(name, ...values) {
  let pieces = texts.get(name);
  if (!pieces) {
    pieces = browser.i18n.getMessage(name, SLOTS).split(SLOT);
    texts.set(name, pieces);
  }
  if (pieces.length === 1) return pieces[0] || name;
  return pieces.map((piece, place) => (place % 2 ? (values[SLOTS.indexOf(piece)] ?? "") : piece)).join("");
}

/**
 * A text that there may be or not.
 * @param {string} name
 * @param {...(string | number)} values what stands for $1, $2 …
 * @returns {string | undefined}
 */
export function findText(name, ...values) {
  return browser.i18n.getMessage(name, values.map(String)) || undefined;
}

/** Making one takes 30 times as long as using it (measured in Node 20). @type {Map<string, Intl.NumberFormat>} */
const numberFormats = new Map();
/** Most numbers are on badges, of which there are 101. @type {Map<number, string>} */
const written = new Map();
const MOST_WRITTEN = 1_000;

/**
 * A number as the user's language writes it.
 * @param {number} value
 * @param {Intl.NumberFormatOptions} [options]
 * @returns {string}
 */
export function formatNumber(value, options) {
  const known = options ? undefined : written.get(value);
  if (known !== undefined) return known;
  const name = options ? JSON.stringify(options) : "";
  let format = numberFormats.get(name);
  if (!format) {
    format = new Intl.NumberFormat(browser.i18n.getUILanguage(), options);
    numberFormats.set(name, format);
  }
  const text = format.format(value);
  if (!options && written.size < MOST_WRITTEN) written.set(value, text);
  return text;
}

/** Forgets what is kept of a language: a browser has one for good, tests have several. */
export function forgetLanguage() {
  texts.clear();
  numberFormats.clear();
  written.clear();
}
