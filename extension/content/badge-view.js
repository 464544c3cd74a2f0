import { make } from "../shared/dom.js";
import { formatNumber, getText } from "../shared/text.js";
import { getShownBand } from "../shared/values.js";
import { makeThemedSheet } from "./palette.js";

/**
 * The badge: a number in a shape, at the lower end corner of the avatar; a number chaser's mark at the upper start
 * corner. The host overlays the avatar's box and takes no room, so no row changes its height.
 *
 * @typedef {import("../shared/values.js").Verdict} Verdict
 */

// Few boxes, and only one or two of them positioned: what a page's own pipeline does for a badge costs more than our script.
const RULES = `
:host{all:initial!important;position:absolute!important;inset:0!important;pointer-events:none!important;
  z-index:2!important;display:flex!important;align-items:flex-end!important;justify-content:flex-end!important;direction:inherit}
.badge,.chaser{pointer-events:auto;font:700 11px/16px system-ui,sans-serif;
  font-variant-numeric:tabular-nums;text-align:center;cursor:help}
.badge{appearance:none;flex:none;margin:-4px;margin-inline-end:-8px;margin-block-end:0;padding:0;
  border:4px solid transparent;border-inline-end-width:2px;border-block-end-width:0;background:none;outline:none}
.number{display:block;box-sizing:border-box;min-width:24px;height:20px;padding:0 4px;border-radius:10px;
  border:2px solid var(--paper);background-clip:padding-box}
.badge:focus-visible .number{outline:2px solid var(--focus);outline-offset:1px}
.strong .number{background-color:var(--strong);color:var(--on-strong)}
.maybe .number{background-color:var(--maybe);color:var(--on-maybe);border-radius:6px}
.off .number,.no_basis .number{background-color:var(--off);color:var(--on-off)}
.off .number{box-shadow:inset 0 0 0 1.5px var(--off-line)}
.no_basis .number{outline:1.5px dashed var(--off-line);outline-offset:-3.5px}
.chaser{position:absolute;inset-inline-start:-6px;top:-6px;width:18px;height:18px;line-height:18px;border-radius:5px;
  background:var(--chaser);color:var(--on-chaser)}
.tag{position:absolute;inset-inline-start:-8px;bottom:0;max-width:26px;height:16px;box-sizing:border-box;padding:0 3px;overflow:hidden;
  border-radius:5px;background:var(--panel);color:var(--soft);border:1px solid var(--line);font:600 10px/14px system-ui,sans-serif}
.own .number{text-decoration:underline;text-underline-offset:2px}
.mark{position:absolute;inset-inline-end:-6px;top:-6px;width:16px;height:16px;box-sizing:border-box;border-radius:8px;
  font:700 11px/16px system-ui,sans-serif;text-align:center;background:var(--ink);color:var(--paper);
  box-shadow:0 0 0 2px var(--paper)}
.pending{background:var(--paper);color:var(--ink);border:1.5px dashed var(--ink);line-height:13px}
@media (forced-colors:active){.badge .number,.chaser,.mark{border:1px solid CanvasText;forced-color-adjust:none;background:Canvas;color:CanvasText}
  .strong .number{background:CanvasText;color:Canvas}}
`;

const MOST_WORDS = 3;
// A screen reader says it before each row's own name.
const LONGEST_REASONS = 40;
/** What stands at the upper end corner once the user has decided; and who is back because the bio has changed. */
const MARKS = { followed: "✓", passed: "−", later: "…", back: "↻" };
const OWN_MARKS = { relevant: "★", not_relevant: "✕" };

export const { sheet: badgeSheet, setTheme: setBadgeTheme } = makeThemedSheet(RULES);

/**
 * What a badge looks like and says.
 * @typedef {{look: string, written: string, label: string, marks: [string, string][]}} Face
 * @typedef {{badge: HTMLElement, number: HTMLElement, look: string, written: string, label: string, marks: string}} Drawn
 * @type {WeakMap<Node, Drawn>}
 */
const drawn = new WeakMap();
/** Most people hold none of the keywords and nothing is decided about them: their faces are few. @type {Map<string, Face>} */
const plainFaces = new Map();

/**
 * What a verdict's badge looks like and says.
 * @param {Verdict} verdict
 * @returns {Face} the same object for all of whom nothing but the number is to be said
 */
export function readFace(verdict) {
  const { relevance, overrule } = verdict;
  const look = `badge ${getShownBand(verdict)}${overrule ? " own" : ""}`;
  const written = overrule ? OWN_MARKS[overrule] : relevance === null ? "–" : formatNumber(relevance);
  const marks = listMarks(verdict);
  const isPlain = !overrule && verdict.matches.length === 0 && verdict.triage === "undecided" && marks.length === 0;
  const key = isPlain ? `${look} ${written} ${getText(`band_${verdict.band}`)}` : "";
  const known = plainFaces.get(key);
  if (known) return known;
  const face = { look, written, label: describeVerdict(verdict), marks };
  if (isPlain) plainFaces.set(key, face);
  return face;
}

/**
 * Draws a badge into a root, or draws the one that is in it anew: only what differs is touched, since badges are handed from
 * row to row and most look alike.
 * @param {ShadowRoot | HTMLElement} root
 * @param {Face} face
 */
export function drawBadge(root, { look, written, label, marks }) {
  const known = drawn.get(root) ?? makeBadge(root);
  if (known.look !== look) known.badge.className = known.look = look;
  if (known.label !== label) known.badge.setAttribute("aria-label", (known.label = label));
  if (known.written !== written) known.number.textContent = known.written = written;
  const names = marks.flat().join();
  if (known.marks === names) return;
  known.marks = names;
  // The button itself stays in: it may have the focus.
  while (known.badge.nextElementSibling) known.badge.nextElementSibling.remove();
  root.append(...marks.map(([name, text]) => makeMark(name, text)));
}

/** @param {Verdict} verdict @returns {[string, string][]} the class and the text of each mark beside the number */
function listMarks({ triage, came_back: cameBack, pending, chaser, matched }) {
  /** @type {[string, string][]} */
  const marks = [];
  const mark = triage === "undecided" ? cameBack && MARKS.back : MARKS[triage];
  if (mark || pending) marks.push([pending ? "mark pending" : "mark", mark || "·"]);
  if (chaser.flag) marks.push(["chaser", "⇄"]);
  if (matched) marks.push(["tag", matched.tag]);
  return marks;
}

/**
 * Beside an avatar there are 8 px to the name; below one, as in X's hover card, there may be none.
 * The number's own box is what is seen; the button around it is what is easily hit.
 * @param {ShadowRoot | HTMLElement} root
 * @returns {Drawn}
 */
function makeBadge(root) {
  const number = make("span", { class: "number", "aria-hidden": "true" });
  const badge = make("button", { type: "button", tabindex: "-1", "aria-haspopup": "dialog" }, number);
  root.append(badge);
  const made = { badge, number, look: "", written: "", label: "", marks: "" };
  drawn.set(root, made);
  return made;
}

/** @param {string} name @param {string} text */
function makeMark(name, text) {
  return make("span", { class: name, "aria-hidden": "true", text });
}

/**
 * A verdict in a few words, for a screen reader: «Relevance 82, strong: python, spaCy».
 * @param {Verdict} verdict
 * @returns {string}
 */
export function describeVerdict(verdict) {
  const { relevance, band, matches, chaser, overrule, triage, came_back: cameBack, pending, matched } = verdict;
  const found = [...new Set(matches.filter(({ kind }) => kind !== "avoid").map(({ keyword }) => keyword))];
  const name = getText(`band_${band}`);
  const reasons = nameReasons(found);
  const parts = [
    relevance === null
      ? getText("badge_no_basis")
      : reasons
        ? getText("badge_reasons", formatNumber(relevance), name, reasons)
        : getText("badge_plain", formatNumber(relevance), name),
  ];
  if (matched) parts.push(getText("badge_niche", matched.name));
  if (overrule) parts.unshift(getText(`standing_${overrule}`));
  if (triage !== "undecided") parts.push(getText(`standing_${triage}`));
  if (cameBack) parts.push(getText(`came_back_${cameBack}`));
  if (pending) parts.push(getText("standing_pending"));
  if (chaser.flag) parts.push(getText("badge_chaser"));
  return parts.join(". ");
}

/**
 * The first of these keywords, as many as make a short text.
 * @param {string[]} keywords
 */
function nameReasons(keywords) {
  let named = "";
  for (const keyword of keywords.slice(0, MOST_WORDS)) {
    const longer = named ? `${named}, ${keyword}` : keyword;
    if (named && longer.length > LONGEST_REASONS) break;
    named = longer;
  }
  return named.length > LONGEST_REASONS ? `${named.slice(0, LONGEST_REASONS).toWellFormed()}…` : named;
}
