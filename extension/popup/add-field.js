import { make } from "../shared/dom.js";
import { splitKeywords } from "../shared/keyword-edits.js";
import { formatNumber, getText } from "../shared/text.js";
import { makeKindSelect } from "./keyword-editor.js";

/**
 * The field in which words are typed or pasted, many at once, and the kind that they will be.
 * @typedef {import("../shared/values.js").Kind} Kind
 */

/** What is longer is for a file: a field of this many characters is the most that one can look over. */
export const LONGEST_PASTE = 20_000;

export class AddField {
  /**
   * @param {object} options
   * @param {(typed: string, kind: Kind) => void} options.onAdd
   * @param {() => void} options.onType the words or their kind are others now
   * @param {(message: string) => void} options.onRefuse
   */
  constructor({ onAdd, onType, onRefuse }) {
    this.onType = onType;
    this.onRefuse = onRefuse;
    this.field = make("input", {
      id: "add",
      placeholder: getText("add_placeholder"),
      autocomplete: "off",
      spellcheck: "false",
      dir: "auto",
      maxlength: String(LONGEST_PASTE),
      oninput: onType,
      onpaste: (/** @type {ClipboardEvent} */ event) => this.paste(event),
    });
    this.kind = makeKindSelect("core", getText("kind_of_new"));
    this.kind.addEventListener("change", onType);
    const submit = (/** @type {Event} */ event) => {
      event.preventDefault();
      onAdd(this.field.value, this.getKind());
    };
    this.element = make(
      "form",
      { class: "line", onsubmit: submit },
      make("label", { class: "aside", for: "add", text: getText("add_label") }),
      this.field,
      this.kind,
    );
  }

  /** @returns {string[]} the keywords typed so far */
  readWords() {
    return splitKeywords(this.field.value);
  }

  /** @returns {Kind} */
  getKind() {
    return /** @type {Kind} */ (this.kind.value);
  }

  /**
   * An input has one line; a pasted list has many. What is too long for it is left where it was copied from, rather than
   * cut off.
   * @param {ClipboardEvent} event
   */
  paste(event) {
    const text = event.clipboardData?.getData("text") ?? "";
    const isTooLong = text.length + this.field.value.length > LONGEST_PASTE;
    if (!isTooLong && !/[\n\r]/.test(text.trim())) return;
    event.preventDefault();
    if (isTooLong) {
      this.onRefuse(getText("paste_too_long", formatNumber(text.length), formatNumber(LONGEST_PASTE)));
      return;
    }
    this.field.value = [this.field.value, ...splitKeywords(text)].filter(Boolean).join(", ");
    this.onType();
  }
}
