import { addKeywords, changeKeyword, nameWords, removeKeyword } from "../shared/keyword-edits.js";
import { getText } from "../shared/text.js";

/**
 * What is tried before it is saved, and how it is called.
 * @typedef {import("../shared/values.js").Keyword} Keyword
 * @typedef {import("../shared/values.js").Kind} Kind
 * @typedef {import("./previewer.js").Trial} Trial
 */

/**
 * Words that are typed.
 * @param {Keyword[]} keywords @param {string[]} texts @param {Kind} kind
 * @returns {Trial}
 */
export function tryWords(keywords, texts, kind) {
  const { keywords: after, added, moved } = addKeywords(keywords, texts, kind);
  const touched = [...added, ...moved];
  if (touched.length === 0) return { keywords };
  const [only = ""] = touched;
  const isMove = touched.length === 1 && added.length === 0;
  return { keywords: after, subject: isMove ? nameMove(only, kind) : nameWords(touched), words: touched };
}

/**
 * A chip that is about to be edited, moved or removed.
 * @param {Keyword[]} keywords @param {string} text which one
 * @param {{text: string, kind: Kind} | "remove" | undefined} change nothing, where it is undefined
 * @returns {Trial}
 */
export function tryChange(keywords, text, change) {
  if (change === undefined) return { keywords };
  if (change === "remove" || !change.text.trim())
    return { keywords: removeKeyword(keywords, text), subject: getText("effect_removing", text), words: [text] };
  const wanted = change.text.trim();
  const subject = wanted === text ? nameMove(text, change.kind) : getText("effect_instead", wanted, text);
  return { keywords: changeKeyword(keywords, text, change), subject, words: [wanted] };
}

/** @param {string} text @param {Kind} kind */
function nameMove(text, kind) {
  return getText("effect_as", text, getText(`kind_${kind}`));
}
