import { make } from "../shared/dom.js";
import { formatNumber, getText } from "../shared/text.js";
import { KINDS } from "../shared/values.js";
import { makeKeywordEditor } from "./keyword-editor.js";

/**
 * A chip for each keyword, by kind; one of them may be an editor.
 * @typedef {import("../shared/values.js").Keyword} Keyword
 * @typedef {import("../shared/values.js").Kind} Kind
 */

export class KeywordChips {
  /**
   * @param {object} options
   * @param {(text: string, changes: {text: string, kind: Kind}) => void} options.onSave
   * @param {(text: string, next: string | undefined) => void} options.onRemove with the keyword that is next to it
   * @param {() => void} options.focusInstead puts the focus elsewhere when its keyword was the last one and is gone
   */
  constructor({ onSave, onRemove, focusInstead }) {
    this.element = make("div", { onkeydown: (/** @type {KeyboardEvent} */ event) => this.onKey(event) });
    this.onSave = onSave;
    this.onRemove = onRemove;
    this.focusInstead = focusInstead;
    /** @type {Keyword[]} */
    this.keywords = [];
    /** @type {string | undefined} the keyword under edit */
    this.edited = undefined;
  }

  /**
   * Draws the keywords; the focus, and what is being typed into an editor, stay.
   * @param {Keyword[]} keywords
   */
  draw(keywords) {
    this.keywords = keywords;
    const focused = this.findFocused();
    const before = this.listPlaces().findIndex((place) => place.contains(document.activeElement));
    const keyword = this.listChips()[before];
    const editor = this.element.querySelector("form");
    this.element.replaceChildren(...KINDS.map((kind) => this.makeGroup(kind)));
    if (editor && editor.dataset["keyword"] === this.edited) this.element.querySelector("form")?.replaceWith(editor);
    if (!focused || this.element.contains(document.activeElement)) return;
    if (focused.isConnected) focused.focus();
    else if (!this.focus(keyword) && !this.focus(this.listChips().at(before) ?? this.listChips().at(-1)))
      this.focusInstead();
  }

  /** @returns {HTMLElement | undefined} what has the focus, if it is in here */
  findFocused() {
    const focused = /** @type {HTMLElement | null} */ (document.activeElement);
    return focused && this.element.contains(focused) ? focused : undefined;
  }

  /** @param {Kind} kind */
  makeGroup(kind) {
    const keywords = this.keywords.filter((keyword) => keyword.kind === kind);
    const chips = keywords.map((keyword, place) => make("li", {}, this.makeChip(keyword, place)));
    const id = `group-${kind}`;
    return make(
      "section",
      { class: "group", "aria-labelledby": id },
      make(
        "h2",
        { id },
        make("span", { text: getText(`kind_${kind}`) }),
        make("span", { text: formatNumber(keywords.length) }),
      ),
      chips.length > 0
        ? make("ul", { class: "chips" }, ...chips)
        : make("p", { class: "empty", text: getText(`empty_${kind}`) }),
    );
  }

  /**
   * One stop of the tab key a group; the arrow keys go from chip to chip.
   * @param {Keyword} keyword @param {number} place
   */
  makeChip(keyword, place) {
    const { text, kind } = keyword;
    if (this.edited === text)
      return makeKeywordEditor(keyword, {
        onSave: (changes) => this.endEdit(() => this.onSave(text, changes)),
        onCancel: () => this.cancelEdit(),
        onRemove: () => this.remove(text),
      });
    return make("button", {
      type: "button",
      class: `chip ${kind}`,
      tabindex: place === 0 ? "0" : "-1",
      "data-keyword": text,
      title: getText("chip_hint"),
      dir: "auto",
      text,
      onclick: () => this.edit(text),
    });
  }

  /** @param {string} text */
  edit(text) {
    this.edited = text;
    this.draw(this.keywords);
    this.element.querySelector("input")?.select();
  }

  /** @param {() => void} act */
  endEdit(act) {
    this.edited = undefined;
    act();
  }

  cancelEdit() {
    const { edited } = this;
    this.edited = undefined;
    this.draw(this.keywords);
    this.focus(edited);
  }

  /** @param {string} text */
  remove(text) {
    const order = this.listChips();
    const place = order.indexOf(text);
    this.endEdit(() => this.onRemove(text, order[place + 1] ?? order[place - 1]));
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.key === "Escape" && this.edited !== undefined) {
      event.preventDefault();
      this.cancelEdit();
    } else if (target.classList.contains("chip")) {
      this.onChipKey(event, target);
    }
  }

  /** @param {KeyboardEvent} event @param {HTMLElement} chip */
  onChipKey(event, chip) {
    const isRightToLeft = getComputedStyle(chip).direction === "rtl";
    const forward = isRightToLeft ? -1 : 1;
    /** @type {Record<string, number>} */
    const steps = { ArrowRight: forward, ArrowLeft: -forward, ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      this.remove(chip.dataset["keyword"] ?? "");
    } else if (step !== undefined) {
      event.preventDefault();
      const order = this.listChips();
      this.focus(order[order.indexOf(chip.dataset["keyword"] ?? "") + step]);
    }
  }

  /** The keywords in the order of their chips. */
  listChips() {
    return this.listPlaces().map(({ dataset }) => dataset["keyword"] ?? "");
  }

  /** @returns {HTMLElement[]} the chips, and the editor */
  listPlaces() {
    return [...this.element.querySelectorAll("[data-keyword]")].map((place) => /** @type {HTMLElement} */ (place));
  }

  /**
   * @param {string | undefined} text whose chip or editor takes the focus
   * @returns {boolean} whether there is one
   */
  focus(text) {
    const place = this.listPlaces().find(({ dataset }) => dataset["keyword"] === text);
    (place?.querySelector("input") ?? place)?.focus();
    return place !== undefined;
  }
}
