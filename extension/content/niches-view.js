import { make } from "../shared/dom.js";
import { formatNumber, getText } from "../shared/text.js";

/**
 * The popover's list of the niches that somebody was judged by, each with its number.
 *
 * @typedef {import("../shared/values.js").NicheFit} NicheFit
 * @typedef {import("../shared/values.js").Verdict} Verdict
 */

export const NICHES_RULES = `
.niches{display:flex;flex-wrap:wrap;gap:4px 12px;margin-top:10px;padding-top:9px;border-top:1px solid var(--line)}
.niches li{position:relative;display:flex;gap:6px;align-items:center;max-width:100%;font-size:12.5px}
.niches bdi{max-width:150px;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;color:var(--soft)}
.niches .best bdi{color:var(--ink);font-weight:600}
.niches .band{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
`;

/**
 * Makes the list, in the order of the niches. It has its size from the start, so that nothing moves when the numbers come.
 * @param {Verdict} verdict
 * @param {readonly {id: string, name: string}[]} niches
 * @param {Promise<NicheFit[]>} asked
 * @returns {HTMLElement | null} nothing for a single niche
 */
export function makeNicheList({ niche }, niches, asked) {
  if (niches.length < 2) return null;
  const list = make("ul", { class: "niches", "aria-label": getText("by_niche") });
  list.append(...niches.map(({ id, name }) => makeItem(name, id === niche)));
  asked.then(
    (fits) => list.replaceChildren(...fits.map((fit) => makeItem(fit.name, fit.id === niche, fit))),
    // The best one's number is there already; that the server is away is said elsewhere.
    () => list.remove(),
  );
  return list;
}

/** @param {string} name @param {boolean} isBest @param {NicheFit} [fit] undefined until it is known */
function makeItem(name, isBest, fit) {
  const number = typeof fit?.relevance === "number" ? formatNumber(fit.relevance) : "–";
  const band = fit && getText(`band_${fit.band}`);
  return make(
    "li",
    { class: isBest ? "best" : "", title: fit && `${name}: ${band}` },
    make("span", { class: `number ${fit?.band ?? "no_basis"}`, text: fit ? number : "…" }),
    make("bdi", { text: name }),
    band && make("span", { class: "band", text: band }),
  );
}
