import { make, setContent } from "../shared/dom.js";
import { formatNumber, getText } from "../shared/text.js";
import { BANDS } from "../shared/values.js";

/** @typedef {import("./bar-view.js").BarState} BarState */

/**
 * Makes the bar's numbers: «34 strong»; folded, only what is left to do.
 * @returns {{element: HTMLElement, update: (state: BarState) => void}}
 */
export function makeCounts() {
  const element = make("div", { class: "counts" });
  return {
    element,
    /** @param {BarState} state */
    update({ census, filters, isFolded }) {
      const { bands, chasers, undecided, waiting } = census;
      const parts = BANDS.map((band) => makeCount(bands[band], `bar_${band}`, band === "no_basis" ? "–" : undefined));
      const shown = isFolded ? parts.slice(0, 1) : [...parts, makeCount(chasers, "bar_chasers", "⇄", "chasers")];
      if (isFolded) shown.push(makeCount(undecided, "bar_undecided"));
      if (isFolded && filters.length > 0) shown.push(makeCount(filters.length, "bar_filters_on", "◐"));
      if (waiting > 0) shown.push(makeCount(waiting, "bar_waiting"));
      setContent(element, ...shown);
    },
  };
}

/**
 * «34 strong», or with a sign in the word's place.
 * @param {number} number @param {string} name of the text @param {string} [sign] @param {string} [kind]
 */
function makeCount(number, name, sign, kind = "") {
  const word = getText(name);
  return make(
    "span",
    { title: word, class: kind },
    make("b", { text: formatNumber(number) }),
    " ",
    ...(sign
      ? [make("i", { "aria-hidden": "true", text: sign }), make("span", { class: "words", text: word })]
      : [word]),
  );
}
