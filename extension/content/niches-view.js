import { make } from "../shared/dom.js";
import { formatNumber, getText } from "../shared/text.js";

/**
 * The popover's list of the niches that somebody was judged by, each with its number; the best first.
 *
 * @typedef {import("../shared/values.js").NicheFit} NicheFit
 * @typedef {import("../shared/values.js").Verdict} Verdict
 */

export const NICHES_RULES = `
.niches{margin:10px 0 0;padding-top:8px;border-top:1px solid var(--line)}
.niches li{display:flex;gap:8px;align-items:center;margin:4px 0;font-size:12.5px}
.niches bdi{min-width:0;overflow-wrap:anywhere}
.niches .band{margin-inline-start:auto;flex:none;color:var(--soft);font-size:12px}
.niches .best{font-weight:600}
`;

/**
 * Makes the list. It has its size from the start, so that nothing moves when the numbers come.
 * @param {Verdict} verdict
 * @param {readonly {id: string, name: string}[]} niches
 * @param {Promise<NicheFit[]>} asked
 * @returns {HTMLElement | null} nothing for a single niche
 */
export function makeNicheList({ niche }, niches, asked) {
  if (niches.length < 2) return null;
  const list = make("ul", { class: "niches", "aria-label": getText("by_niche") });
  list.append(...niches.map(({ name }) => makeItem(name)));
  asked.then(
    (fits) => list.replaceChildren(...rank(fits).map((fit) => makeItem(fit.name, fit, fit.id === niche))),
    // The best one's number is there already; that the server is away is said elsewhere.
    () => list.remove(),
  );
  return list;
}

/** @param {NicheFit[]} fits @returns {NicheFit[]} the best first, else as they come */
function rank(fits) {
  const get = (/** @type {NicheFit} */ { relevance }) => relevance ?? -1;
  return [...fits].sort((one, other) => get(other) - get(one));
}

/** @param {string} name @param {NicheFit} [fit] @param {boolean} [isBest] */
function makeItem(name, fit, isBest = false) {
  const number = typeof fit?.relevance === "number" ? formatNumber(fit.relevance) : "–";
  return make(
    "li",
    { class: isBest ? "best" : "" },
    make("span", { class: `number ${fit?.band ?? "no_basis"}`, text: fit ? number : "…" }),
    make("bdi", { text: name }),
    fit && make("span", { class: "band", text: getText(`band_${fit.band}`) }),
  );
}
