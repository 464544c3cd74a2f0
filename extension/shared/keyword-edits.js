import { formatNumber, getText } from "./text.js";

/**
 * Changes to a niche's keywords, as plain functions from keywords to keywords.
 * @typedef {import("./values.js").Keyword} Keyword
 * @typedef {import("./values.js").Kind} Kind
 */

/** As long as the server takes them. */
export const LONGEST_KEYWORD = 200;
const MOST_NAMED = 3;

/**
 * What stands for the same keyword: case and spaces make no other one.
 * @param {string} text
 * @returns {string}
 */
export function makeKeywordKey(text) {
  return text.trim().replace(/\s+/g, " ").toLowerCase();
}

/**
 * The keywords in a typed or pasted text: apart by commas, semicolons and lines; hashtags by spaces too.
 * @param {string} text
 * @returns {string[]} each once, without the # of a hashtag
 */
export function splitKeywords(text) {
  const pieces = text.split(/[,;\n\r，、；]+/u);
  // Nobody sees a control character that was copied along, and the server refuses it.
  const parts = pieces.flatMap((piece) => splitHashtags(piece.replace(/\p{Cc}/gu, " ")));
  /** @type {Map<string, string>} */
  const found = new Map();
  for (const part of parts) {
    const keyword = part
      .trim()
      .replace(/^#(?=[\p{L}\p{N}_]+$)/u, "")
      .replace(/\s+/g, " ");
    const key = makeKeywordKey(keyword);
    if (key && !found.has(key)) found.set(key, keyword);
  }
  return [...found.values()];
}

/**
 * Before each further hashtag something new begins. By words, not by one pattern: that would take a pasted megabyte of
 * `#` hours.
 * @param {string} part
 * @returns {string[]}
 */
function splitHashtags(part) {
  /** @type {string[]} */
  const found = [];
  for (const word of part.trim().split(/\s+/)) {
    const begins = found.length === 0 || (word.startsWith("#") && word.length > 1);
    if (begins) found.push(word);
    else found[found.length - 1] += ` ${word}`;
  }
  return found;
}

/**
 * Adds keywords; one that is there in another kind moves.
 * @param {Keyword[]} keywords
 * @param {string[]} texts
 * @param {Kind} kind
 * @returns {{keywords: Keyword[], added: string[], moved: string[], known: string[], tooLong: string[]}}
 */
export function addKeywords(keywords, texts, kind) {
  const result = {
    keywords: [...keywords],
    added: /** @type {string[]} */ ([]),
    moved: /** @type {string[]} */ ([]),
    known: /** @type {string[]} */ ([]),
    tooLong: /** @type {string[]} */ ([]),
  };
  const places = new Map(keywords.map(({ text }, place) => [makeKeywordKey(text), place]));
  for (const text of texts) {
    const key = makeKeywordKey(text);
    const place = places.get(key);
    const there = place === undefined ? undefined : result.keywords[place];
    if (text.length > LONGEST_KEYWORD) result.tooLong.push(text);
    else if (place === undefined || !there) {
      places.set(key, result.keywords.push({ text, kind }) - 1);
      result.added.push(text);
    } else if (there.kind === kind) result.known.push(text);
    else {
      result.keywords[place] = { ...there, kind };
      result.moved.push(text);
    }
  }
  return result;
}

/**
 * Changes one keyword's text or kind; one of the same text elsewhere gives way.
 * @param {Keyword[]} keywords
 * @param {string} text which one
 * @param {{text: string, kind: Kind}} changes
 * @returns {Keyword[]}
 */
export function changeKeyword(keywords, text, changes) {
  const key = makeKeywordKey(text);
  const wanted = changes.text.trim().replace(/\s+/g, " ");
  if (!wanted) return removeKeyword(keywords, text);
  const wantedKey = makeKeywordKey(wanted);
  return keywords.flatMap((keyword) => {
    const own = makeKeywordKey(keyword.text);
    if (own === key) return [{ ...keyword, text: wanted, kind: changes.kind }];
    return own === wantedKey ? [] : [keyword];
  });
}

/**
 * @param {Keyword[]} keywords
 * @param {string} text which one
 * @returns {Keyword[]}
 */
export function removeKeyword(keywords, text) {
  const key = makeKeywordKey(text);
  return keywords.filter((keyword) => makeKeywordKey(keyword.text) !== key);
}

/** @param {string[]} texts @returns {string} the words, or how many there are */
export function nameWords(texts) {
  return texts.length > MOST_NAMED ? getText("effect_words", formatNumber(texts.length)) : texts.join(", ");
}
