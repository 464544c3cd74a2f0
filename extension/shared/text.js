import { browser } from "./browser.js";

/**
 * A text in the user's language, from _locales.
 * @param {string} name
 * @param {...(string | number)} values what stands for $1, $2 …
 * @returns {string} the name itself if there is no such text: a missing text is seen, not silent
 */
export function getText(name, ...values) {
  return browser.i18n.getMessage(name, values.map(String)) || name;
}

/**
 * A text that depends on a count, by the language's own plural rules: `name_one`, `name_other` …
 * @param {string} name
 * @param {number} count
 * @param {...(string | number)} values what stands for $2, $3 …; $1 is the count
 * @returns {string}
 */
export function getCountText(name, count, ...values) {
  const language = browser.i18n.getUILanguage();
  const form = new Intl.PluralRules(language).select(count);
  const shown = formatNumber(count);
  return (
    browser.i18n.getMessage(`${name}_${form}`, [shown, ...values.map(String)]) ||
    getText(`${name}_other`, shown, ...values)
  );
}

/**
 * A number as the user's language writes it.
 * @param {number} value
 * @param {Intl.NumberFormatOptions} [options]
 * @returns {string}
 */
export function formatNumber(value, options) {
  return new Intl.NumberFormat(browser.i18n.getUILanguage(), options).format(value);
}
