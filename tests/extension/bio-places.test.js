import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { findInRendered } from "../../extension/site/bio-places.js";
import { readRenderedText } from "../../extension/site/bio-text.js";
import { installPage } from "./page-stub.js";

/** Where words of a bio stand in what X renders of it: links shortened, emoji as pictures, cut off. */

beforeEach(() => void installPage());

/**
 * A bio and what X makes of it, in pieces: `[text]` is the same in both, `[bio, shown]` an address, `[bio, null]` what the page
 * leaves out, and a picture is an emoji's.
 * @typedef {[string] | [string, string | null]} Piece
 */

/** @param {Piece[]} pieces */
function render(pieces) {
  const element = document.createElement("div");
  for (const [text, shown] of pieces) {
    const link = document.createElement("a");
    if (shown === null) continue;
    if (shown !== undefined) {
      const scheme = document.createElement("span");
      scheme.append("https://");
      link.append(scheme, shown);
      element.append(link);
    } else if (/^[@#]/.test(text)) {
      link.append(text);
      element.append(link);
    } else if (/\p{Extended_Pictographic}/u.test(text)) {
      const picture = document.createElement("img");
      picture.setAttribute("alt", text);
      element.append(picture);
    } else element.append(text);
  }
  return readRenderedText(element);
}

const LINK = "https://t.co/AbCdEfGhIj";

/** Pieces, the number of the piece that holds the words, and whether they are found. @type {[Piece[], number, boolean][]} */
const CASES = [
  [[["I love "], ["art"]], 1, true],
  [[[LINK, "smartart.com/art"], [" "], ["art"], [" and ceramics"]], 2, true],
  [[["art"], [" "], [LINK, "art.example/art…"], [" art and art"]], 0, true],
  [[["art "], [LINK, "art.example/art…"], [" art and "], ["art"]], 3, true],
  [[[LINK, "art.com"], [" "], ["art"], [" "], [LINK, "art.org/art"], [" art"]], 2, true],
  [[["@art"], [" "], [LINK, "art.com"], [" #art "], ["art"]], 4, true],
  [[["🎨"], [" "], [LINK, "art.com"], [" 🎨 "], ["art"], [" 🎨"]], 4, true],
  [[["فن "], [LINK, "art.com"], [" "], ["art"], [" خزف"]], 3, true],
  // An emoji that the page shows without its text.
  [[["🎨", null], [" "], ["art"], [" and more, "], ["🎨", null], ["art"]], 2, true],
  [[["(see "], [LINK, "art.com"], [")|"], ["art"]], 3, true],
  // Cut off: the words themselves, or what comes after them.
  [[["a long bio with "], ["art", null], ["…"]], 1, false],
  [[["art"], [" and a lot more of art", null], ["…"]], 0, true],
  // No words of a bio are in its addresses.
  [[["see "], [LINK, "art.com"]], 1, false],
];
for (const [pieces, wanted, isFound] of CASES)
  for (const hasLinks of [true, false])
    test(`the words of piece ${wanted} of ${JSON.stringify(pieces)} are found, ${hasLinks ? "with" : "without"} links`, () => {
      const rendered = render(pieces);
      const [bio, start, place] = measure(pieces, wanted);
      const links = hasLinks ? rendered.links : [];
      const found = findInRendered(bio, { ...rendered, links }, start, start + (pieces[wanted]?.[0].length ?? 0));
      if (hasLinks) assert.equal(found, isFound ? place : undefined);
      else assert.ok(found === undefined || (isFound && found === place), String(found));
    });

/**
 * The bio, where a piece begins in it, and where on the page.
 * @param {Piece[]} pieces @param {number} wanted
 * @returns {[string, number, number]}
 */
function measure(pieces, wanted) {
  const bioOf = (/** @type {Piece[]} */ some) => some.map(([text]) => (text === "…" ? "" : text)).join("");
  const before = pieces.slice(0, wanted);
  return [bioOf(pieces), bioOf(before).length, render(before).text.length];
}

/** The same numbers from the same seed (mulberry32). @param {number} seed */
function makeRandom(seed) {
  let state = seed;
  return (/** @type {number} */ below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** @type {Piece[]} */
const WORDS = [
  ["art"], ["art"], ["art"], ["smartart"], ["Art"], ["@art"], ["#art"], ["🎨"], ["🏺"], ["فن"], ["art,"], ["\n"], ["אמנות"],
  [LINK, "art.com"], [LINK, "smartart.com/art…"], ["http://t.co/xYz", "x.com/art"],
]; // prettier-ignore

test("of any bio of words, links, mentions, emoji and either direction, the very words are found", () => {
  for (let seed = 0; seed < 3_000; seed += 1) {
    const random = makeRandom(seed);
    const pieces = Array.from({ length: 1 + random(12) }, () => /** @type {Piece} */ (WORDS[random(WORDS.length)]));
    const spaced = pieces.flatMap((piece) => /** @type {Piece[]} */ ([piece, [" "]]));
    const rendered = render(spaced);
    for (const [number, [text]] of spaced.entries()) {
      if (text !== "art") continue;
      const [bio, start, place] = measure(spaced, number);
      assert.equal(findInRendered(bio, rendered, start, start + 3), place, JSON.stringify(spaced));
      const guessed = findInRendered(bio, { text: rendered.text, links: [] }, start, start + 3);
      assert.ok(guessed === place, `without links: ${guessed}, not ${place}: ${JSON.stringify(spaced)}`);
    }
  }
});

test("a hostile bio costs no time", () => {
  const bio = "https://t.co/a|".repeat(300);
  const began = performance.now();
  findInRendered(`${bio}art`, { text: `${"|".repeat(4_000)}art`, links: [] }, bio.length, bio.length + 3);
  assert.ok(performance.now() - began < 500);
});
