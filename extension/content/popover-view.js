import { make } from "../shared/dom.js";
import { formatNumber, getText } from "../shared/text.js";
import { getShownBand } from "../shared/values.js";
import { WORDS_RULES } from "./bio-words-view.js";
import { makeNearWords } from "./near-view.js";
import { NICHES_RULES } from "./niches-view.js";
import { makeThemedSheet } from "./palette.js";

/**
 * The popover: the reasons of a verdict, term by term.
 *
 * @typedef {import("../shared/values.js").Verdict} Verdict
 * @typedef {import("../shared/values.js").Match} Match
 * @typedef {import("../shared/values.js").Person} Person
 */

const RULES = `
:host{all:initial!important;position:fixed!important;margin:0!important;display:block!important;inset:auto;
  direction:inherit;max-width:calc(100vw - 16px)}
:host([popover]:not(:popover-open)){display:none!important}
.panel{box-sizing:border-box;width:340px;max-width:100%;background:var(--panel);color:var(--ink);border-radius:14px;
  overflow:auto;overscroll-behavior:contain;
  box-shadow:var(--raise);padding:14px 16px;font:14px/1.35 "Segoe UI",system-ui,-apple-system,"Noto Sans",sans-serif}
.panel:focus{outline:none}
.panel:focus-visible{outline:2px solid var(--focus);outline-offset:2px}
h2{margin:0 0 4px;font-size:15px;display:flex;gap:8px;align-items:center}
.niche{margin-inline-start:auto;color:var(--soft);font-weight:400;font-size:12px;overflow-wrap:anywhere}
.number{min-width:24px;padding:0 5px;box-sizing:border-box;border-radius:10px;font:700 11px/20px system-ui,sans-serif;
  text-align:center;font-variant-numeric:tabular-nums;flex:none}
.strong{background:var(--strong);color:var(--on-strong)}
.maybe{background:var(--maybe);color:var(--on-maybe);border-radius:6px}
.off,.no_basis{background:var(--off);color:var(--on-off);box-shadow:inset 0 0 0 1.5px var(--off-line)}
ul{list-style:none;margin:6px 0 0;padding:0}
.term{display:grid;grid-template-columns:1fr 84px 40px;gap:8px;align-items:center;margin:7px 0;font-size:13px}
.what{min-width:0;overflow-wrap:anywhere}
.kind{color:var(--soft);font-size:12px}
.bar{height:6px;border-radius:3px;background:var(--line);overflow:hidden}
.bar i{display:block;height:100%;background:var(--strong)}
.bar i.learned{background:repeating-linear-gradient(90deg,var(--strong) 0 4px,transparent 4px 6px)}
.bar i.avoid{background:var(--chaser)}
.weight{text-align:end;color:var(--soft);font-variant-numeric:tabular-nums}
p{margin:8px 0 0;color:var(--soft);font-size:12.5px;overflow-wrap:anywhere}
.near{display:flex;gap:8px;align-items:center;justify-content:space-between}
.near button{flex:none;padding:1px 9px}
.chaser{color:var(--chaser);font-weight:600}
.standing{color:var(--ink);font-weight:600}
.note{color:var(--ink);padding-inline-start:8px;border-inline-start:3px solid var(--line);white-space:pre-wrap}
.actions{display:flex;flex-wrap:wrap;gap:6px;margin-top:12px;align-items:center}
button{font:600 12.5px/18px inherit;font-family:inherit;color:var(--ink);background:none;border:1px solid var(--line);border-radius:16px;
  padding:4px 11px;cursor:pointer;margin:0}
button:hover{background:var(--hover)}
button:focus-visible,summary:focus-visible,textarea:focus-visible{outline:2px solid var(--focus);outline-offset:1px}
button[aria-pressed=true],button.main{background:var(--ink);color:var(--panel);border-color:var(--ink)}
kbd{font:inherit;font-weight:400;font-size:11px;opacity:.75;margin-inline-start:2px}
details{margin-top:10px;font-size:12.5px;color:var(--soft)}
summary{cursor:pointer;width:fit-content;border-radius:4px}
.history{margin-bottom:8px}
.history li{margin:3px 0;overflow-wrap:anywhere}
.whose{margin-top:10px;font-weight:600}
textarea{box-sizing:border-box;width:100%;margin-top:4px;padding:8px 10px;border:1.5px solid var(--line);border-radius:10px;
  background:var(--panel);color:var(--ink);font:inherit;font-size:13px;resize:vertical}
.left{color:var(--soft);font-size:12px;margin-inline-start:auto}
@media (forced-colors:active){.panel,.number,.bar{border:1px solid CanvasText}
  .bar i,.bar i.avoid{forced-color-adjust:none;background:CanvasText}.bar i.learned{background:GrayText}
  button[aria-pressed=true],button.main{forced-color-adjust:none;background:CanvasText;color:Canvas}}
`;

export const { sheet: popoverSheet, setTheme: setPopoverTheme } = makeThemedSheet(RULES + NICHES_RULES + WORDS_RULES);

const GAP = 8;
const OVERLAP = 6;
/** Where there is less room on both sides, it lies over the row rather than be of no use; in pixels. */
const LEAST_HEIGHT = 220;

/**
 * Where the popover goes: under the row, so that the row's own words stay in sight, or above it where there is more
 * room; at the avatar's side, and within the window either way. What has no room there scrolls.
 * @param {HTMLElement} host @param {Element} anchor @param {Element} row
 * @returns {{left: number, top: number, most: number}} CSS pixels of the window; `most` is how high it may be
 */
export function findPlace(host, anchor, row) {
  const { left: start, right: end } = anchor.getBoundingClientRect();
  const { top, bottom } = row.getBoundingClientRect();
  const { width, height } = host.getBoundingClientRect();
  const isRightToLeft = getComputedStyle(anchor).direction === "rtl";
  const left = Math.max(GAP, Math.min(isRightToLeft ? end - width : start, innerWidth - width - GAP));
  const [below, above] = [innerHeight - GAP - bottom + OVERLAP, top + OVERLAP - GAP];
  const isBelow = height <= below || below > above;
  const most = Math.min(Math.max(isBelow ? below : above, LEAST_HEIGHT), innerHeight - 2 * GAP);
  const shown = Math.min(height, most);
  const wanted = isBelow ? bottom - OVERLAP : top - shown + OVERLAP;
  return { left, top: Math.max(GAP, Math.min(wanted, innerHeight - shown - GAP)), most };
}

/**
 * Draws the reasons into a root, in place of what is there.
 * @param {ShadowRoot | HTMLElement} root
 * @param {object} content
 * @param {Person} content.person
 * @param {Verdict} content.verdict
 * @param {string | undefined} content.nicheName
 * @param {(text: string) => void} [content.onAdd] adds a word that comes near
 * @param {(HTMLElement | null)[]} [content.parts] what comes after the reasons
 * @returns {HTMLElement} the panel, which can take the focus
 */
export function drawPopover(root, { person, verdict, nicheName, parts = [], onAdd }) {
  const { relevance, band } = verdict;
  const panel = make(
    "section",
    { class: "panel", role: "dialog", "aria-labelledby": "title", tabindex: "-1", dir: getText("@@bidi_dir") },
    make(
      "h2",
      { id: "title" },
      make("span", { class: `number ${band}`, text: relevance === null ? "–" : formatNumber(relevance) }),
      make("span", { text: getText(`fit_${getShownBand(verdict)}`) }),
      nicheName ? make("bdi", { class: "niche", text: nicheName }) : null,
    ),
    makeTerms(verdict.matches),
    ...makeNotes(person, verdict, onAdd),
    ...parts,
  );
  root.replaceChildren(panel);
  return panel;
}

/** @param {Match[]} matches */
function makeTerms(matches) {
  const terms = listTerms(matches);
  return terms.length > 0 ? make("ul", {}, ...terms.map(makeTerm)) : null;
}

/**
 * One match for each keyword: that of its best field, as the relevance counts it.
 * @param {Match[]} matches
 * @returns {Match[]} wanted keywords by weight, then the avoided ones
 */
export function listTerms(matches) {
  /** @type {Map<string, Match>} */
  const best = new Map();
  for (const match of matches) {
    const known = best.get(match.keyword);
    if (!known || match.weight > known.weight) best.set(match.keyword, match);
  }
  const rank = (/** @type {Match} */ { kind }) => (kind === "avoid" ? 1 : 0);
  return [...best.values()].sort((one, other) => rank(one) - rank(other) || other.weight - one.weight);
}

/** @param {Match} match */
function makeTerm({ keyword, kind, field, text, weight }) {
  const share = kind === "avoid" ? 1 - weight : weight;
  const bar = make("i", { class: kind });
  bar.style.inlineSize = `${Math.round(share * 100)}%`;
  const found = text.toLowerCase() === keyword.toLowerCase() ? getText(`field_${field}`) : text;
  const number = formatNumber(weight, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return make(
    "li",
    { class: "term" },
    make(
      "div",
      { class: "what" },
      make("bdi", { text: keyword }),
      " ",
      make("span", { class: "kind" }, getText(`kind_${kind}`), " · ", make("bdi", { text: found })),
    ),
    make("div", { class: "bar", "aria-hidden": "true" }, bar),
    make("div", { class: "weight", text: kind === "avoid" ? `× ${number}` : number }),
  );
}

/** @param {Person} person @param {Verdict} verdict @param {((text: string) => void) | undefined} onAdd */
function makeNotes(person, { band, matches, why_not: whyNot, chaser }, onAdd) {
  const notes = [];
  if (band === "no_basis") notes.push(make("p", { text: getText("why_no_basis") }));
  else if (matches.length === 0) notes.push(make("p", { text: getText("why_no_match") }));
  notes.push(...makeNearWords(whyNot, onAdd));
  for (const { sign, text } of chaser.signs) {
    const words = text ? getText(`sign_${sign}`, text) : getText(`sign_${sign}`);
    notes.push(make("p", { class: chaser.flag && text ? "chaser" : "hint" }, make("bdi", { text: words })));
  }
  const counts = describeCounts(person);
  if (counts) notes.push(make("p", { text: counts }));
  return notes;
}

/**
 * «Follows 412, followed by 1,980 · since 2014», as far as it is known.
 * @param {Person} person
 * @returns {string}
 */
export function describeCounts({ followers, following, created_at: created }) {
  const parts = [];
  if (followers !== undefined && following !== undefined)
    parts.push(getText("counts", formatNumber(following), formatNumber(followers)));
  if (created) parts.push(getText("since", String(new Date(created).getUTCFullYear())));
  return parts.join(" · ");
}
