import { browser } from "./browser.js";
import { getText } from "./text.js";

const DAYS_OF_A_WEEK = 7;

/**
 * «since Saturday»: the weekday within a week, the time of today, else the date.
 * @param {number} moment in ms since 1970
 * @param {number} [now]
 * @returns {string}
 */
export function describeSince(moment, now = Date.now()) {
  const days = countDays(moment, now);
  const kind = days === 0 ? "time" : days > 0 && days < DAYS_OF_A_WEEK ? "weekday" : "date";
  return getText(`since_${kind}`, makeFormat(kind, moment, now).format(moment));
}

/** @param {"time" | "weekday" | "date"} kind @param {number} moment @param {number} now */
function makeFormat(kind, moment, now) {
  const isThisYear = new Date(moment).getFullYear() === new Date(now).getFullYear();
  /** @type {Record<string, Intl.DateTimeFormatOptions>} */
  const options = {
    time: { hour: "numeric", minute: "2-digit" },
    weekday: { weekday: "long" },
    date: { day: "numeric", month: "long", ...(isThisYear ? {} : { year: "numeric" }) },
  };
  return new Intl.DateTimeFormat(browser.i18n.getUILanguage(), options[kind]);
}

/**
 * How many midnights lie between two moments, by the user's clock; a day may have 23 or 25 hours.
 * @param {number} from @param {number} to
 */
function countDays(from, to) {
  const [first, last] = [from, to].map((moment) => {
    const date = new Date(moment);
    return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  });
  return ((last ?? 0) - (first ?? 0)) / 86_400_000;
}
