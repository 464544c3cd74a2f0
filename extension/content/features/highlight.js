import { findInRendered } from "../../site/bio-places.js";
import { makeRange, readRenderedText } from "../../site/bio-text.js";

/**
 * Lights the matched words in the bios, with the CSS Custom Highlight API: no element of X's is touched.
 * @typedef {import("../feature.js").Feature} Feature
 * @typedef {import("../feature.js").RowView} RowView
 * @typedef {{view: RowView, bio: Element, text: string, first: ChildNode | null, lit: [string, StaticRange][]}} Lit
 */

const PREFIX = { match: "fieldmark", avoid: "fieldmark-avoid" };
const THEMES = ["light", "dark"];

/** @type {Feature} */
export const highlight = {
  id: "highlight",
  start({ adapter, signal }) {
    if (typeof Highlight === "undefined" || !CSS.highlights) return {};
    /** @type {Map<Element, Lit>} */
    const rows = new Map();
    /** @type {Map<string, Highlight>} */
    const highlights = new Map();
    let theme = "light";
    // What a script before this one has lit, in whichever theme.
    for (const kind of Object.values(PREFIX)) for (const one of THEMES) CSS.highlights.delete(`${kind}-${one}`);
    signal.addEventListener("abort", () => [...rows.keys()].forEach(clearRow));

    /**
     * The page shares the registry and may have emptied it, so ours is put in again each time.
     * @param {string} kind
     */
    function getHighlight(kind) {
      const name = `${kind}-${theme}`;
      const found = highlights.get(name) ?? new Highlight();
      highlights.set(name, found);
      if (CSS.highlights.get(name) !== found) CSS.highlights.set(name, found);
      return found;
    }

    /** @param {RowView} view */
    function showRow(view) {
      const known = rows.get(view.row);
      // Learnt words count for little, and would drown the user's own; the reasons name them.
      const found = view.verdict.matches.filter(({ field, kind }) => field === "bio" && kind !== "learned");
      if (!known && found.length === 0) return;
      const bio = adapter.findBio(view.row);
      if (
        known &&
        known.view === view &&
        known.bio === bio &&
        known.first === bio?.firstChild &&
        known.text === bio?.textContent
      )
        return;
      clearRow(view.row);
      if (!bio || found.length === 0) return;
      const rendered = readRenderedText(bio);
      /** @type {Lit["lit"]} */
      const lit = [];
      for (const { kind, start, end } of found) {
        const range = makeMatchRange(view, rendered, start, end);
        if (!range) continue;
        const name = kind === "avoid" ? PREFIX.avoid : PREFIX.match;
        getHighlight(name).add(range);
        lit.push([name, range]);
      }
      rows.set(view.row, { view, bio, text: bio.textContent ?? "", first: bio.firstChild, lit });
    }

    /** @param {Element} row */
    function clearRow(row) {
      for (const [, range] of rows.get(row)?.lit ?? []) for (const one of highlights.values()) one.delete(range);
      rows.delete(row);
    }

    /** @param {string} now */
    function setTheme(now) {
      if (now === theme) return;
      for (const found of highlights.values()) found.clear();
      theme = now;
      for (const { lit } of rows.values()) for (const [name, range] of lit) getHighlight(name).add(range);
    }

    return { showRow, clearRow, setTheme };
  },
};

/**
 * @param {RowView} view
 * @param {import("../../site/bio-text.js").RenderedText} rendered
 * @param {number} start @param {number} end UTF-16 code units in the bio
 */
function makeMatchRange({ person }, rendered, start, end) {
  const place = findInRendered(person.bio ?? "", rendered, start, end);
  return place === undefined ? undefined : makeRange(rendered, place, place + (end - start));
}
