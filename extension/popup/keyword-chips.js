import { make } from "../shared/dom.js";
import { KINDS } from "../shared/values.js";
import { watchDrags } from "./chip-drag.js";
import { ChipGroup } from "./chip-group.js";
import { arrangeChips } from "./chip-order.js";
import { makeKeywordEditor } from "./keyword-editor.js";

/**
 * A chip for each keyword, by kind; one of them may be an editor.
 * @typedef {import("../shared/values.js").Keyword} Keyword
 * @typedef {import("../shared/values.js").Kind} Kind
 * @typedef {{text: string, kind: Kind}} KeywordChange
 * @typedef {import("../shared/effects.js").Preview} Preview
 */

export class KeywordChips {
  /**
   * @param {object} options
   * @param {(text: string, change: KeywordChange) => void} options.onSave
   * @param {(text: string, kind: Kind) => void} options.onMove
   * @param {(text: string, next: string | undefined) => void} options.onRemove with the keyword that is next to it
   * @param {(text: string, change: KeywordChange | "remove" | undefined) => void} options.onTry what is about to happen;
   *   nothing any more, where it is undefined
   * @param {() => void} options.focusInstead puts the focus elsewhere when its keyword was the last one and is gone
   */
  constructor({ onSave, onMove, onRemove, onTry, focusInstead }) {
    this.onSave = onSave;
    this.onMove = onMove;
    this.onRemove = onRemove;
    this.onTry = onTry;
    this.focusInstead = focusInstead;
    /** @type {Keyword[]} */
    this.keywords = [];
    /** @type {{text: string, element: HTMLFormElement} | undefined} the keyword under edit */
    this.editor = undefined;
    this.order = "added";
    this.query = "";
    /** @type {Map<string, number>} how many people hold each keyword */
    this.counts = new Map();
    /** @type {Preview["advice"]} */
    this.advice = [];
    this.groups = KINDS.map((kind) => new ChipGroup(kind, (text) => this.edit(text)));
    this.element = make(
      "div",
      { onkeydown: (/** @type {KeyboardEvent} */ event) => this.onKey(event) },
      ...this.groups.map(({ element }) => element),
    );
    const change = (/** @type {string} */ text, /** @type {string | undefined} */ kind) =>
      kind === undefined ? undefined : { text, kind: /** @type {Kind} */ (kind) };
    watchDrags(this.element, {
      onOver: (text, kind) => this.onTry(text, change(text, kind)),
      onDrop: (text, kind) => (kind ? this.onMove(text, /** @type {Kind} */ (kind)) : this.onTry(text, undefined)),
    });
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
    const { order, query, counts, editor } = this;
    const advised = this.listAdvised();
    for (const group of this.groups) {
      const ofKind = keywords.filter(({ kind }) => kind === group.kind);
      const found = arrangeChips(ofKind, { order, query, counts });
      const onUnfold = () => this.unfold(group);
      group.draw(found, { total: ofKind.length, editor, counts, advised, onUnfold });
    }
    if (!focused || this.element.contains(document.activeElement)) return;
    if (focused.isConnected) focused.focus();
    else if (!this.focus(keyword) && !this.focus(this.listChips().at(before) ?? this.listChips().at(-1)))
      this.focusInstead();
  }

  /** @param {ChipGroup} group */
  unfold(group) {
    const place = group.chips.size;
    this.draw(this.keywords);
    this.focus([...group.chips.keys()][place]);
  }

  /** @param {Preview} preview how many people hold each keyword, and what is to be said of some */
  takePreview({ keywords, advice }) {
    this.counts = new Map(keywords.map(({ text, people }) => [text, people]));
    this.advice = advice;
    const advised = this.listAdvised();
    for (const group of this.groups) group.mark(this.counts, advised);
  }

  listAdvised() {
    return new Set(this.advice.map(({ keyword }) => keyword));
  }

  /** @returns {HTMLElement | undefined} what has the focus, if it is in here */
  findFocused() {
    const focused = /** @type {HTMLElement | null} */ (document.activeElement);
    return focused && this.element.contains(focused) ? focused : undefined;
  }

  /** @param {string} text */
  edit(text) {
    const keyword = this.keywords.find((one) => one.text === text);
    if (!keyword) return;
    const element = makeKeywordEditor(keyword, {
      advice: this.advice.filter((each) => each.keyword === text),
      onSave: (change) => this.endEdit(() => this.onSave(text, change)),
      onCancel: () => this.cancelEdit(),
      onRemove: () => this.remove(text),
      onTry: (change) => this.onTry(text, change),
    });
    this.editor = { text, element };
    this.draw(this.keywords);
    element.querySelector("input")?.select();
  }

  /** @param {() => void} act */
  endEdit(act) {
    this.editor = undefined;
    act();
  }

  cancelEdit() {
    const text = this.editor?.text;
    this.editor = undefined;
    this.draw(this.keywords);
    this.focus(text);
    if (text !== undefined) this.onTry(text, undefined);
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
    if (event.key === "Escape" && this.editor !== undefined) {
      event.preventDefault();
      this.cancelEdit();
    } else if (target.classList.contains("chip")) {
      this.onChipKey(event, target);
    }
  }

  /** @param {KeyboardEvent} event @param {HTMLElement} chip */
  onChipKey(event, chip) {
    const text = chip.dataset["keyword"] ?? "";
    const forward = getComputedStyle(chip).direction === "rtl" ? -1 : 1;
    /** @type {Record<string, number>} */
    const steps = { ArrowRight: forward, ArrowLeft: -forward, ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    const isRemoval = event.key === "Delete" || event.key === "Backspace";
    if (!isRemoval && step === undefined) return;
    event.preventDefault();
    if (step === undefined) this.remove(text);
    else if (event.altKey) this.moveBy(text, event.key === "ArrowUp" || event.key === "ArrowLeft" ? -1 : 1);
    else {
      const order = this.listChips();
      this.focus(order[order.indexOf(text) + step]);
    }
  }

  /** @param {string} text @param {-1 | 1} step to the group above or below */
  moveBy(text, step) {
    const keyword = this.keywords.find((one) => one.text === text);
    const kind = keyword && KINDS[KINDS.indexOf(keyword.kind) + step];
    if (kind) this.onMove(text, kind);
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
