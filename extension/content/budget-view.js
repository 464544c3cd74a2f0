import { make } from "../shared/dom.js";
import { formatNumber, getText } from "../shared/text.js";
import { MARK } from "./budget.js";

/**
 * What hangs at the bar: the list in numbers, what following the chosen ones would do, and the switch for collapsing.
 *
 * @typedef {import("./bar-view.js").BarState} BarState
 * @typedef {import("./budget.js").Budget} Budget
 * @typedef {import("./census.js").Census} Census
 */

export const PANEL_RULES = `
.panel{position:fixed;box-sizing:border-box;width:340px;max-width:calc(100vw - 16px);overflow:auto;overscroll-behavior:contain;
  padding:14px 16px;border-radius:14px;background:var(--panel);color:var(--ink);box-shadow:var(--raise);
  font:13px/1.4 "Segoe UI",system-ui,-apple-system,"Noto Sans",sans-serif}
.panel:focus{outline:none}
h2{margin:0 0 6px;font-size:14px}
h2:not(:first-child){margin-top:14px}
dl{display:grid;grid-template-columns:1fr auto;gap:3px 12px;margin:0;font-variant-numeric:tabular-nums}
dt{color:var(--soft)}
dd{margin:0;text-align:end;font-weight:600}
small{display:block;color:var(--soft);font-size:12px;font-weight:400}
p{margin:8px 0 0;overflow-wrap:anywhere}
.quiet{color:var(--soft);font-size:12px}
.over{color:var(--chaser);font-weight:600}
a{color:var(--link);border-radius:3px}
a:focus-visible,input:focus-visible{outline:2px solid var(--focus);outline-offset:2px}
.switch{display:flex;gap:8px;align-items:flex-start;margin-top:14px;padding-top:12px;border-top:1px solid var(--line);cursor:pointer}
.switch input{flex:none;width:16px;height:16px;margin:1px 0 0;accent-color:var(--strong)}
`;

/**
 * Makes the panel; nothing in it is lost when its numbers change.
 * @param {(collapses: boolean) => void} onCollapse
 * @returns {{element: HTMLElement, update: (state: BarState, collapses: boolean) => void}}
 */
export function makePanel(onCollapse) {
  const numbers = make("div");
  const box = make("input", { type: "checkbox" });
  box.addEventListener("change", () => onCollapse(box.checked));
  const link = make("a", { href: MARK.source, target: "_blank", rel: "noreferrer", text: MARK.file });
  const source = make("p", { class: "quiet" }, getText("budget_source"), " ", link);
  const element = make(
    "section",
    { class: "panel", "aria-label": getText("bar_details"), tabindex: "-1", dir: getText("@@bidi_dir") },
    numbers,
    source,
    make(
      "label",
      { class: "switch" },
      box,
      make("span", {}, getText("bar_collapse"), make("small", { text: getText("bar_collapse_hint") })),
    ),
  );
  return {
    element,
    update({ census, budget }, collapses) {
      box.checked = collapses;
      source.hidden = !budget.standing;
      numbers.replaceChildren(...describeList(census), ...describeBudget(budget));
    },
  };
}

/** @param {Census} census */
function describeList({ seen, judged, undecided, decided, waiting }) {
  return [
    make("h2", { text: getText("detail_title") }),
    makeTable([
      ["detail_seen", formatNumber(seen)],
      ["detail_undecided", formatNumber(undecided)],
      ["detail_decided", formatNumber(decided)],
      ...(seen > judged ? [["detail_unjudged", formatNumber(seen - judged)]] : []),
      ...(waiting > 0 ? [["detail_waiting", formatNumber(waiting)]] : []),
    ]),
  ];
}

/** @param {Budget} budget */
function describeBudget({ chosen, standing, niche }) {
  const arrow = (/** @type {string} */ now, /** @type {string} */ after) =>
    chosen > 0 && now !== after ? `${now} → ${after}` : now;
  const share = (/** @type {number | null} */ value) =>
    value === null ? "–" : formatNumber(value, { style: "percent", maximumFractionDigits: 0 });
  const rows = [
    ["budget_chosen", formatNumber(chosen)],
    ...(standing
      ? [
          ["budget_following", arrow(formatNumber(standing.now.following), formatNumber(standing.after.following))],
          ["budget_followers", formatNumber(standing.now.followers)],
          ["budget_ratio", arrow(formatRatio(standing.now.ratio), formatRatio(standing.after.ratio))],
        ]
      : []),
    ["budget_niche", arrow(share(niche.now), share(niche.after)), getText("budget_seen", formatNumber(niche.seen))],
  ];
  return [
    make("h2", { text: getText("budget_title") }),
    makeTable(rows),
    ...(standing ? describeMark(standing) : [make("p", { text: getText("budget_unknown") })]),
  ];
}

/** @param {NonNullable<Budget["standing"]>} standing */
function describeMark({ now, after }) {
  const state = now.isMarked ? "over" : after.isMarked ? "crossing" : "below";
  const [year, following, ratio] = [String(MARK.year), formatNumber(MARK.following), formatNumber(MARK.ratio)];
  return [
    make("p", { class: "quiet", text: getText("budget_mark", year, following, ratio) }),
    make("p", { class: state === "below" ? "" : "over", text: getText(`budget_${state}`) }),
  ];
}

/** @param {string[][]} rows name of the text, value, and what is said under the name */
function makeTable(rows) {
  return make(
    "dl",
    {},
    ...rows.flatMap(([name = "", value = "", hint]) => [
      make("dt", {}, getText(name), hint ? make("small", { text: hint }) : null),
      make("dd", {}, make("bdi", { text: value })),
    ]),
  );
}

const RATIO = { minimumFractionDigits: 2, maximumFractionDigits: 2 };

/** @param {number | null} ratio @returns {string} */
export function formatRatio(ratio) {
  return ratio === null ? "–" : formatNumber(ratio, RATIO);
}
