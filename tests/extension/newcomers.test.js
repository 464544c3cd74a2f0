import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { installBrowser } from "./browser-stub.js";
import { countNew, findEndOfNew, isNew } from "../../extension/content/newcomers.js";
import { describeSince } from "../../extension/shared/moments.js";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const SINCE = Date.now() - DAY;

/** Letter by letter: new and never mounted (n), new and mounted today (t), seen before (o), not judged yet (?). */
const SEEN = /** @type {Record<string, any>} */ ({
  n: {},
  t: { first_seen: Date.now() - MINUTE },
  o: { first_seen: SINCE - MINUTE },
  "?": undefined,
});

/** @param {string} letters @returns {any[]} */
const makeCompany = (letters) =>
  [...letters].map((letter, place) => ({ person: { handle: String(place) }, verdict: SEEN[letter] }));

/** @type {[string, string, number | undefined, number][]} the list, what it is, where the divider stands, how many are new */
const LISTS = [
  ["nnooo", "new ones, then those seen before", 2, 2],
  ["ntooo", "seen today is new as well", 2, 2],
  ["n", "only new ones so far", undefined, 1],
  ["nnn", "only new ones", undefined, 3],
  ["ooo", "nobody new", undefined, 0],
  ["", "nobody at all", undefined, 0],
  ["no", "one of each", 1, 1],
  ["oonnnn", "never mounted further down is not new", undefined, 0],
  ["noonnn", "and does not count beside those on top", 1, 1],
  ["nonnoo", "one seen elsewhere first stands alone among the new ones", 4, 3],
  ["onnoo", "and so on top of them", 3, 2],
  ["n?noo", "who is not judged yet says nothing", 3, 2],
  ["??ooo", "nor do several", undefined, 0],
  ["nno??", "nor do those at the end", 2, 2],
];
for (const [letters, name, place, count] of LISTS)
  test(`${letters || "an empty list"}: ${name}`, () => {
    const company = makeCompany(letters);
    assert.equal(findEndOfNew(company, SINCE)?.person.handle, place?.toString());
    assert.equal(countNew(company, SINCE, true), count);
  });

test("in a list of another order all are counted that are new", () => {
  assert.equal(countNew(makeCompany("onotn?"), SINCE, false), 3);
});

test("who was told of late still counts as seen in the visit before, and who was seen in the future as seen", () => {
  const verdict = (/** @type {number} */ seen) => /** @type {any} */ ({ first_seen: seen });
  assert.equal(isNew(verdict(SINCE + 29 * MINUTE), SINCE), false);
  assert.equal(isNew(verdict(SINCE + 31 * MINUTE), SINCE), true);
  assert.equal(isNew(verdict(Date.now() + DAY), SINCE), false);
});

beforeEach(() => installBrowser());
const NOW = new Date(2026, 10, 23, 9).getTime();

/** @type {[string, Date, string][]} language, when, what is said at nine on Monday, 23 November 2026 */
const MOMENTS = [
  ["en", new Date(2026, 10, 23, 8, 5), "since 8:05 AM"],
  ["en", new Date(2026, 10, 22, 23, 59), "since Sunday"],
  ["en", new Date(2026, 10, 17, 0, 1), "since Tuesday"],
  ["en", new Date(2026, 10, 16, 23, 59), "since November 16"],
  ["en", new Date(2025, 11, 31), "since December 31, 2025"],
  ["de", new Date(2026, 10, 21), "since Samstag"],
  ["es", new Date(2026, 10, 3), "since 3 de noviembre"],
  ["ja", new Date(2026, 10, 21), "since 土曜日"],
];
for (const [language, moment, text] of MOMENTS)
  test(`${text}, in ${language}`, () => {
    const stub = installBrowser();
    stub.i18n.getUILanguage = () => language;
    assert.equal(describeSince(moment.getTime(), NOW).replaceAll(/\s/g, " "), text);
  });
