import { make } from "../shared/dom.js";
import { getText } from "../shared/text.js";
import { KINDS } from "../shared/values.js";
import { LONGEST_KEYWORD } from "./keyword-edits.js";

/**
 * The editor of one keyword, in the place of its chip.
 * @typedef {import("../shared/values.js").Keyword} Keyword
 * @typedef {import("../shared/values.js").Kind} Kind
 */

/**
 * @param {Keyword} keyword
 * @param {{onSave: (changes: {text: string, kind: Kind}) => void, onCancel: () => void, onRemove: () => void}} options
 * @returns {HTMLFormElement}
 */
export function makeKeywordEditor(keyword, { onSave, onCancel, onRemove }) {
  const text = make("input", {
    value: keyword.text,
    "aria-label": getText("edit_text"),
    maxlength: String(LONGEST_KEYWORD),
    dir: "auto",
  });
  const kind = makeKindSelect(keyword.kind, getText("edit_kind"));
  const save = (/** @type {Event} */ event) => {
    event.preventDefault();
    onSave({ text: text.value, kind: /** @type {Kind} */ (kind.value) });
  };
  return make(
    "form",
    { class: "editor", "data-keyword": keyword.text, onsubmit: save },
    text,
    kind,
    make(
      "div",
      { class: "buttons" },
      make("button", { type: "submit", class: "main", text: getText("save") }),
      make("button", { type: "button", text: getText("cancel"), onclick: onCancel }),
      make("button", { type: "button", class: "remove", text: getText("remove"), onclick: onRemove }),
    ),
  );
}

/**
 * @param {Kind} kind @param {string} label
 * @returns {HTMLSelectElement}
 */
export function makeKindSelect(kind, label) {
  const options = KINDS.map((value) =>
    make("option", { value, text: getText(`kind_${value}`), selected: value === kind }),
  );
  return make("select", { class: "kind", "aria-label": label }, ...options);
}
