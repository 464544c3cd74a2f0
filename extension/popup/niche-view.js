import { make } from "../shared/dom.js";
import { getText } from "../shared/text.js";
import { KeywordChips } from "./keyword-chips.js";
import { makeKindSelect } from "./keyword-editor.js";
import { addKeywords, changeKeyword, removeKeyword, splitKeywords } from "./keyword-edits.js";
import { drawUndoLine } from "./undo-line.js";

/**
 * The niche in use: a field to add keywords, the keywords by kind, and what was done last.
 * @typedef {import("./niche.js").Niche} Niche
 * @typedef {import("../shared/values.js").Kind} Kind
 */

export class NicheView {
  /**
   * @param {{niche: Niche, onError: (error: unknown) => void, onSuccess: () => void}} options
   */
  constructor({ niche, onError, onSuccess }) {
    this.niche = niche;
    this.onError = onError;
    this.onSuccess = onSuccess;
    this.field = make("input", {
      id: "add",
      placeholder: getText("add_placeholder"),
      autocomplete: "off",
      maxlength: "20000",
      onpaste: (/** @type {ClipboardEvent} */ event) => this.paste(event),
    });
    this.kind = makeKindSelect("core", getText("kind_of_new"));
    this.chips = new KeywordChips({
      onSave: (text, changes) =>
        this.change(getText("did_change", text), (keywords) => changeKeyword(keywords, text, changes), changes.text),
      onRemove: (text, next) =>
        this.change(getText("did_remove", text), (keywords) => removeKeyword(keywords, text), next),
      focusInstead: () => this.field.focus(),
    });
    this.changed = make("div", { role: "status" });
    this.element = make(
      "div",
      { onkeydown: (/** @type {KeyboardEvent} */ event) => this.onKey(event) },
      make(
        "form",
        { class: "line", onsubmit: (/** @type {Event} */ event) => this.add(event) },
        make("label", { class: "aside", for: "add", text: getText("add_label") }),
        this.field,
        this.kind,
      ),
      this.chips.element,
      this.changed,
    );
    this.draw();
  }

  /** Draws the niche as it is. */
  draw() {
    this.chips.draw(this.niche.profile.keywords);
    drawUndoLine(this.changed, this.niche, {
      onStep: (step) => this.step(step),
      focusInstead: () => this.field.focus(),
    });
  }

  /** @param {Event} event */
  async add(event) {
    event.preventDefault();
    const typed = this.field.value;
    const texts = splitKeywords(typed);
    if (texts.length === 0) return;
    const kind = /** @type {Kind} */ (this.kind.value);
    const { added, moved, known, tooLong } = addKeywords(this.niche.profile.keywords, texts, kind);
    const touched = [...added, ...moved];
    const left = tooLong.join(", ");
    this.field.value = left;
    if (touched.length > 0) {
      const label = getText("did_add", touched.join(", "));
      const isSaved = await this.change(label, (keywords) => addKeywords(keywords, texts, kind).keywords);
      if (!isSaved) {
        // Nothing that was typed is lost, nor what was typed since.
        this.field.value = this.field.value === left ? typed : `${typed}, ${this.field.value}`;
        return;
      }
    } else if (known.length > 0) {
      this.changed.replaceChildren(make("p", { class: "empty", text: getText("already_there", known.join(", ")) }));
    }
    if (tooLong.length > 0) this.onError({ code: "keyword_too_long" });
  }

  /**
   * An input has one line; a pasted list has many.
   * @param {ClipboardEvent} event
   */
  paste(event) {
    const text = event.clipboardData?.getData("text") ?? "";
    if (!/[\n\r]/.test(text.trim())) return;
    event.preventDefault();
    this.field.value = [this.field.value, ...splitKeywords(text)].filter(Boolean).join(", ");
  }

  /**
   * @param {string} label @param {import("./niche.js").Edit} edit
   * @param {string} [focus] the keyword whose chip has the focus afterwards
   * @returns {Promise<boolean>} whether it was saved
   */
  async change(label, edit, focus) {
    const isSaved = await this.attempt(() => this.niche.change(label, edit));
    if (focus !== undefined) this.chips.focus(focus);
    return isSaved;
  }

  /** @param {"undo" | "redo"} step */
  step(step) {
    return this.attempt(() => this.niche[step]());
  }

  /**
   * @param {() => Promise<void>} act
   * @returns {Promise<boolean>} whether it went well
   */
  async attempt(act) {
    let isDone = true;
    try {
      await act();
      this.onSuccess();
    } catch (error) {
      isDone = false;
      this.onError(error);
    }
    this.draw();
    return isDone;
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const isTyping = event.target instanceof HTMLInputElement && event.target.value !== "";
    const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey;
    if (!isCommand || event.key.toLowerCase() !== "z" || isTyping) return;
    event.preventDefault();
    this.step(event.shiftKey ? "redo" : "undo");
  }
}
