import assert from "node:assert/strict";
import { before, test } from "node:test";
import { installBrowser, readTexts } from "./browser-stub.js";
import { forgetLanguage } from "../../extension/shared/text.js";
import { installPage } from "./page-stub.js";

/** @typedef {import("../../extension/shared/values.js").Verdict} Verdict */

/** @type {typeof import("../../extension/content/badge-view.js")} */
let badge;
/** @type {typeof import("../../extension/content/popover-view.js")} */
let popover;

before(async () => {
  installPage();
  installBrowser();
  badge = await import("../../extension/content/badge-view.js");
  popover = await import("../../extension/content/popover-view.js");
});

/** @param {string} language */
function speak(language) {
  Object.assign(installBrowser(), { language, texts: readTexts(language) });
  forgetLanguage();
}

/** @param {string} keyword */
const match = (keyword) => ({
  keyword,
  kind: /** @type {const} */ ("core"),
  weight: 0.62,
  field: /** @type {const} */ ("bio"),
  start: 0,
  end: 1,
  text: keyword,
});
/** @param {Partial<Verdict>} changes @returns {Verdict} */
const verdict = (changes) => ({
  key: "1", relevance: 82, band: "strong", matches: [], why_not: [], chaser: { flag: false, signs: [] },
  triage: "undecided", overrule: null, note: null, ...changes,
}); // prettier-ignore
const PERSON = /** @type {const} */ ({ handle: "ada", followers: 1_234_567, following: 98_765, source: "answer" });

/** Language -> the counts and the weight as it writes them. @type {Record<string, string[]>} */
const NUMBERS = {
  en: ["1,234,567", "98,765", "0.62"],
  de: ["1.234.567", "98.765", "0,62"],
  es: ["1.234.567", "98.765", "0,62"],
  ja: ["1,234,567", "98,765", "0.62"],
};
for (const [language, numbers] of Object.entries(NUMBERS))
  test(`in ${language} counts and weights are written as that language does`, () => {
    speak(language);
    const root = document.createElement("div");
    popover.drawPopover(root, {
      person: PERSON,
      verdict: verdict({ matches: [match("python")] }),
      nicheName: undefined,
    });
    for (const number of numbers) assert.ok(root.textContent?.includes(number), `${number} in ${root.textContent}`);
  });

const LONGEST_NAME = 90;
const MANY = ["open source software", "developer relations", "static site generator", "python"];
for (const language of Object.keys(NUMBERS))
  test(`in ${language} a screen reader is told a badge in a few words`, () => {
    speak(language);
    const chaser = { flag: true, signs: [] };
    const told = [
      verdict({ matches: [match("python"), match("spaCy")] }),
      verdict({ matches: MANY.map(match), chaser }),
      verdict({ matches: [match("x".repeat(200))], chaser }),
      verdict({ relevance: null, band: "no_basis", chaser }),
      verdict({ relevance: 0, band: "off", chaser }),
    ].map(badge.describeVerdict);
    for (const words of told) {
      assert.ok(words.length <= LONGEST_NAME, `${words.length}: ${words}`);
      assert.doesNotMatch(words, /\$\d|badge_|band_/);
    }
    assert.match(told[0] ?? "", /82.*python, spaCy$/);
  });
