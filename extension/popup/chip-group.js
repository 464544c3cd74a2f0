import { make } from "../shared/dom.js";
import { formatNumber, getText } from "../shared/text.js";

/**
 * The chips of one kind. Those that stay are kept from one drawing to the next: making a thousand anew takes longer than
 * a frame.
 * @typedef {import("../shared/values.js").Keyword} Keyword
 * @typedef {import("../shared/values.js").Kind} Kind
 */

/** More than these are folded until asked for. */
export const MOST_SHOWN = 60;

export class ChipGroup {
  /** @param {Kind} kind @param {(text: string) => void} onEdit */
  constructor(kind, onEdit) {
    this.kind = kind;
    this.onEdit = onEdit;
    this.isUnfolded = false;
    /** @type {Map<string, {item: HTMLElement, count: HTMLElement}>} */
    this.chips = new Map();
    this.total = make("span", {});
    this.list = make("ul", { class: "chips" });
    this.empty = make("p", { class: "empty" });
    const id = `group-${kind}`;
    this.element = make(
      "section",
      { class: "group", "aria-labelledby": id, "data-group": kind },
      make("h2", { id }, make("span", { text: getText(`kind_${kind}`) }), this.total),
      this.list,
      this.empty,
    );
  }

  /**
   * @param {Keyword[]} found those to show, in order
   * @param {object} how
   * @param {number} how.total how many there are of this kind
   * @param {{text: string, element: HTMLElement} | undefined} how.editor in the place of a chip
   * @param {Map<string, number>} how.counts
   * @param {Set<string>} how.advised
   * @param {() => void} how.onUnfold
   */
  draw(found, { total, editor, counts, advised, onUnfold }) {
    this.total.textContent = formatNumber(total);
    const shown = this.isUnfolded ? found : found.slice(0, MOST_SHOWN);
    const before = this.chips;
    this.chips = new Map();
    const items = shown.map(({ text }, place) => {
      if (editor?.text === text) return make("li", {}, editor.element);
      const chip = before.get(text) ?? this.makeChip(text);
      this.chips.set(text, chip);
      chip.item.firstElementChild?.setAttribute("tabindex", place === 0 ? "0" : "-1");
      return chip.item;
    });
    const rest = found.length - shown.length;
    if (rest > 0) items.push(this.makeRest(found.length, onUnfold));
    this.list.replaceChildren(...items);
    this.mark(counts, advised);
    this.list.hidden = items.length === 0;
    this.empty.hidden = items.length > 0;
    this.empty.textContent = getText(total > 0 ? "search_none" : `empty_${this.kind}`);
  }

  /**
   * Shows how many people hold each keyword, and of which something is to be said.
   * @param {Map<string, number>} counts @param {Set<string>} advised
   */
  mark(counts, advised) {
    for (const [text, { item, count }] of this.chips) {
      const people = counts.get(text);
      const words = people === undefined ? "" : ` ${formatNumber(people)}`;
      if (count.textContent !== words) count.textContent = words;
      item.classList.toggle("advised", advised.has(text));
    }
  }

  /** @param {string} text */
  makeChip(text) {
    const count = make("span", { class: "count" });
    const chip = make(
      "button",
      {
        type: "button",
        class: `chip ${this.kind}`,
        "data-keyword": text,
        title: getText("chip_hint"),
        "aria-keyshortcuts": "Delete Alt+ArrowUp Alt+ArrowDown",
        onclick: () => this.onEdit(text),
      },
      make("bdi", { text }),
      count,
    );
    return { item: make("li", {}, chip), count };
  }

  /** @param {number} all @param {() => void} onUnfold */
  makeRest(all, onUnfold) {
    const unfold = () => {
      this.isUnfolded = true;
      onUnfold();
    };
    const button = make("button", { type: "button", text: getText("show_all", formatNumber(all)), onclick: unfold });
    return make("li", {}, button);
  }
}
