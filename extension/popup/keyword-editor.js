import { make } from "../shared/dom.js";
import { LONGEST_KEYWORD } from "../shared/keyword-edits.js";
import { getText } from "../shared/text.js";
import { KINDS } from "../shared/values.js";
import { describeAdvice } from "./effect-words.js";

/**
 * The editor of one keyword, in the place of its chip.
 * @typedef {import("../shared/values.js").Keyword} Keyword
 * @typedef {import("../shared/values.js").Kind} Kind
 * @typedef {import("../shared/effects.js").Advice} Advice
 * @typedef {{text: string, kind: Kind}} KeywordChange
 */

/**
 * @param {Keyword} keyword
 * @param {object} options
 * @param {Advice[]} options.advice what is to be said of it
 * @param {(change: KeywordChange) => void} options.onSave
 * @param {() => void} options.onCancel
 * @param {() => void} options.onRemove
 * @param {(change: KeywordChange | "remove" | undefined) => void} options.onTry
 * @returns {HTMLFormElement}
 */
export function makeKeywordEditor(keyword, { advice, onSave, onCancel, onRemove, onTry }) {
  const text = make("input", {
    value: keyword.text,
    "aria-label": getText("edit_text"),
    maxlength: String(LONGEST_KEYWORD),
    dir: "auto",
  });
  const kind = makeKindSelect(keyword.kind, getText("edit_kind"));
  const read = () => ({ text: text.value, kind: /** @type {Kind} */ (kind.value) });
  const isOther = () => text.value !== keyword.text || kind.value !== keyword.kind;
  const tryIt = () => onTry(isOther() ? read() : undefined);
  const tryRemoval = () => onTry("remove");
  text.addEventListener("input", tryIt);
  kind.addEventListener("change", tryIt);
  const save = (/** @type {Event} */ event) => {
    event.preventDefault();
    onSave(read());
  };
  const remove = make("button", { type: "button", class: "remove", text: getText("remove"), onclick: onRemove });
  for (const type of ["pointerenter", "focus"]) remove.addEventListener(type, tryRemoval);
  for (const type of ["pointerleave", "blur"]) remove.addEventListener(type, tryIt);
  return make(
    "form",
    { class: "editor", "data-keyword": keyword.text, onsubmit: save },
    text,
    kind,
    ...advice.map((each) => make("p", { class: "advice" }, make("bdi", { text: describeAdvice(each) }))),
    make(
      "div",
      { class: "buttons" },
      make("button", { type: "submit", class: "main", text: getText("save") }),
      make("button", { type: "button", text: getText("cancel"), onclick: onCancel }),
      remove,
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
