import { make } from "../shared/dom.js";
import { formatNumber, getText } from "../shared/text.js";
import { BANDS } from "../shared/values.js";

/** @typedef {import("./bar-view.js").BarState} BarState */

/**
 * Makes the bar's numbers: «34 strong»; folded, only what is left to do.
 * @returns {{element: HTMLElement, update: (state: BarState) => void}}
 */
export function makeCounts() {
  const element = make("div", { class: "counts" });
  /** @type {Map<string, {element: Element, setNumber: (number: number) => void}>} */
  const made = new Map();

  /** @param {number} number @param {string} name of the text @param {string} [sign] in the word's place @param {string} [kind] */
  function findCount(number, name, sign, kind) {
    const count = made.get(name) ?? makeCount(name, sign, kind);
    made.set(name, count);
    count.setNumber(number);
    return count.element;
  }

  return {
    element,
    /** @param {BarState} state */
    update({ census, filters, isFolded }) {
      const { bands, chasers, undecided, waiting } = census;
      const parts = BANDS.map((band) => findCount(bands[band], `bar_${band}`, band === "no_basis" ? "–" : undefined));
      const shown = isFolded ? parts.slice(0, 1) : [...parts, findCount(chasers, "bar_chasers", "⇄", "chasers")];
      if (isFolded) shown.push(findCount(undecided, "bar_undecided"));
      if (isFolded && filters.length > 0) shown.push(findCount(filters.length, "bar_filters_on", "◐"));
      if (waiting > 0) shown.push(findCount(waiting, "bar_waiting"));
      const isSame = shown.length === element.children.length;
      if (!isSame || shown.some((part, place) => part !== element.children[place])) element.replaceChildren(...shown);
    },
  };
}

/**
 * «34 strong», or with a sign in the word's place.
 * @param {string} name of the text @param {string} [sign] @param {string} [kind]
 */
function makeCount(name, sign, kind = "") {
  const word = getText(name);
  const bold = make("b");
  const element = make(
    "span",
    { title: word, class: kind },
    bold,
    " ",
    ...(sign
      ? [make("i", { "aria-hidden": "true", text: sign }), make("span", { class: "words", text: word })]
      : [word]),
  );
  return {
    element,
    /** @param {number} number */
    setNumber(number) {
      const text = formatNumber(number);
      if (bold.textContent !== text) bold.textContent = text;
    },
  };
}
