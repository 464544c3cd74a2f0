/**
 * Changes to a niche's keywords, as plain functions from keywords to keywords.
 * @typedef {import("../shared/values.js").Keyword} Keyword
 * @typedef {import("../shared/values.js").Kind} Kind
 */

/** As long as the server takes them. */
export const LONGEST_KEYWORD = 200;

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
  const parts = text
    .split(/[,;\n\r，、；]+/u)
    .flatMap((part) => (/#\S+\s+#/.test(part) ? part.trim().split(/\s+(?=#)/) : [part]));
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
  for (const text of texts) {
    const place = result.keywords.findIndex((keyword) => makeKeywordKey(keyword.text) === makeKeywordKey(text));
    const there = result.keywords[place];
    if (text.length > LONGEST_KEYWORD) result.tooLong.push(text);
    else if (!there) {
      result.keywords.push({ text, kind });
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
  return keywords
    .filter(
      (keyword) => makeKeywordKey(keyword.text) === key || makeKeywordKey(keyword.text) !== makeKeywordKey(wanted),
    )
    .map((keyword) =>
      makeKeywordKey(keyword.text) === key ? { ...keyword, text: wanted, kind: changes.kind } : keyword,
    );
}

/**
 * @param {Keyword[]} keywords
 * @param {string} text which one
 * @returns {Keyword[]}
 */
export function removeKeyword(keywords, text) {
  return keywords.filter((keyword) => makeKeywordKey(keyword.text) !== makeKeywordKey(text));
}
