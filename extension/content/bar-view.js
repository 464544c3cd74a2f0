import { make, setContent } from "../shared/dom.js";
import { formatNumber, getText } from "../shared/text.js";
import { formatRatio, PANEL_RULES } from "./budget-view.js";
import { makeCounts } from "./counts-view.js";
import { FILTER_NAMES } from "./filters.js";
import { makeThemedSheet } from "./palette.js";
import { goByArrows } from "./toolbar.js";

/**
 * The bar: who is on the list in numbers, the filters, the follow-back budget. Built once; then only what it says changes,
 * so that neither the focus nor a drag is lost.
 *
 * @typedef {import("./census.js").Census} Census
 * @typedef {import("./budget.js").Budget} Budget
 * @typedef {import("./filters.js").Filter} Filter
 *
 * @typedef {{census: Census, budget: Budget, filters: readonly string[], isFolded: boolean, isOpen: boolean}} BarState
 *
 * @typedef {object} BarActions
 * @property {(filter: Filter) => void} toggleFilter
 * @property {() => void} toggleDetails
 * @property {() => void} toggleFold
 * @property {() => void} showKeys
 */

const RULES = `
:host{all:initial!important;position:fixed!important;z-index:2147482990!important;display:block!important;
  width:max-content!important;max-width:calc(100vw - 16px)!important}
.bar{box-sizing:border-box;display:flex;flex-wrap:wrap;align-items:center;gap:4px 12px;max-width:100%;padding:6px 8px;
  border-radius:22px;background:var(--panel);color:var(--ink);box-shadow:var(--raise);
  font:13px/20px "Segoe UI",system-ui,-apple-system,"Noto Sans",sans-serif;font-variant-numeric:tabular-nums}
.counts,.filters,.tools{display:flex;flex-wrap:wrap;align-items:center;gap:4px 10px}
.filters,.tools{gap:4px}
.tools{margin-inline-start:auto}
.counts span[title]{color:var(--soft);white-space:nowrap}
b{color:var(--ink);font-weight:700}
i{font-style:normal}
.chasers i{font-weight:700;color:var(--chaser)}
button{box-sizing:border-box;min-width:28px;min-height:28px;margin:0;padding:3px 10px;border:1px solid transparent;border-radius:14px;
  background:none;color:var(--ink);font:inherit;white-space:nowrap;cursor:pointer}
button:hover{background:var(--hover)}
button:focus-visible{outline:2px solid var(--focus);outline-offset:1px}
.filters button{border-color:var(--line)}
button[aria-pressed=true]{background:var(--ink);border-color:var(--ink);color:var(--panel);font-weight:600}
.details{color:var(--soft)}
.details::after{content:"";display:inline-block;width:5px;height:5px;margin-inline-start:7px;border:solid currentcolor;border-width:0 1.5px 1.5px 0;
  transform:translateY(-2px) rotate(45deg)}
.details[aria-expanded=true]::after{transform:translateY(1px) rotate(225deg)}
.flag{margin-inline-start:5px;padding:0 5px;border-radius:5px;background:var(--chaser);color:var(--on-chaser);font-weight:700}
.grip,.icon{padding:0;width:28px}
.grip{width:20px;min-width:20px;cursor:grab;touch-action:none}
.grip::before{content:"";display:block;width:10px;height:15px;margin:auto;
  background:radial-gradient(circle,var(--off-line) 1.4px,transparent 1.9px) 0 0/5px 5px}
.grip:active{cursor:grabbing}
.words{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
[hidden]{display:none!important}
@media (max-width:500px){.bar{font-size:12.5px;gap:3px 8px;border-radius:18px}.counts{gap:2px 8px}button{padding-inline:8px}.grip,.icon{padding:0}}
@media (forced-colors:active){.bar{border:1px solid CanvasText}button[aria-pressed=true]{forced-color-adjust:none;background:Highlight;color:HighlightText}}
`;

export const { sheet: barSheet, setTheme: setBarTheme } = makeThemedSheet(RULES + PANEL_RULES);

/**
 * Makes the bar.
 * @param {BarActions} actions
 * @returns {{element: HTMLElement, grip: HTMLButtonElement, details: HTMLButtonElement, update: (state: BarState) => void, focusFirst: () => void}}
 */
export function makeBar(actions) {
  const counts = makeCounts();
  const filters = makeFilters(actions);
  const details = make("button", {
    type: "button",
    class: "details",
    "aria-expanded": "false",
    onclick: actions.toggleDetails,
  });
  const help = makeIcon("?", "bar_keys", actions.showKeys);
  const fold = makeIcon("−", "bar_fold", actions.toggleFold);
  const label = getText("bar_move");
  const grip = make("button", { type: "button", class: "grip", "aria-label": label, title: label });
  const element = make(
    "div",
    { class: "bar", role: "toolbar", "aria-label": getText("bar_label"), dir: getText("@@bidi_dir") },
    grip,
    counts.element,
    filters.element,
    make("div", { class: "tools" }, details, help, fold),
  );
  goByArrows(element);
  return {
    element,
    grip,
    details,
    focusFirst: () => filters.element.querySelector("button")?.focus({ preventScroll: true }),
    update(state) {
      counts.update(state);
      filters.update(state);
      for (const part of [details, help, filters.element]) part.hidden = state.isFolded;
      details.setAttribute("aria-expanded", String(state.isOpen));
      setContent(details, ...describeBudget(state.budget));
      setContent(fold, state.isFolded ? "+" : "−");
      setLabel(fold, getText(state.isFolded ? "bar_unfold" : "bar_fold"));
    },
  };
}

/** @param {BarActions} actions */
function makeFilters({ toggleFilter }) {
  const buttons = FILTER_NAMES.map((name) =>
    make("button", { type: "button", title: getText(`filter_hint_${name}`), onclick: () => toggleFilter(name) }),
  );
  const element = make("div", { class: "filters", role: "group", "aria-label": getText("bar_filters") }, ...buttons);
  return {
    element,
    /** @param {BarState} state */
    update({ census, filters }) {
      for (const [place, name] of FILTER_NAMES.entries()) {
        const button = /** @type {HTMLButtonElement} */ (buttons[place]);
        button.setAttribute("aria-pressed", String(filters.includes(name)));
        setContent(button, `${getText(`filter_${name}`)} ${formatNumber(census.bright[name])}`);
      }
    },
  };
}

/** «0.62 → 0.64», as far as it is known. @param {Budget} budget @returns {(Node | string)[]} */
function describeBudget({ chosen, standing }) {
  if (!standing) return [getText("bar_details")];
  const { now, after } = standing;
  const numbers = chosen > 0 ? `${formatRatio(now.ratio)} → ${formatRatio(after.ratio)}` : formatRatio(now.ratio);
  return [
    make("span", { class: "words", text: getText("bar_ratio") }),
    make("bdi", { text: numbers }),
    ...(after.isMarked ? [make("span", { class: "flag", title: getText("bar_marked"), text: "!" })] : []),
  ];
}

/** @param {string} sign @param {string} name of the text @param {() => void} onclick */
function makeIcon(sign, name, onclick) {
  const button = make("button", { type: "button", class: "icon", text: sign, onclick });
  setLabel(button, getText(name));
  return button;
}

/** @param {Element} button @param {string} label */
function setLabel(button, label) {
  for (const name of ["aria-label", "title"]) if (button.getAttribute(name) !== label) button.setAttribute(name, label);
}
