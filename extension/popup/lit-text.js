import { make } from "../shared/dom.js";

/** @typedef {{start: number, end: number, isLost?: boolean}} Span UTF-16 code units */

/**
 * Somebody's words with some of them lit.
 * @param {string} text
 * @param {Span[]} spans where two overlap, the first one is lit
 * @returns {(string | HTMLElement)[]}
 */
export function makeLitText(text, spans) {
  const parts = [];
  let end = 0;
  for (const span of [...spans].sort((one, other) => one.start - other.start)) {
    if (span.start < end || span.end > text.length) continue;
    const mark = make(span.isLost ? "s" : "mark", { text: text.slice(span.start, span.end) });
    parts.push(text.slice(end, span.start), mark);
    ({ end } = span);
  }
  return [...parts, text.slice(end)];
}
