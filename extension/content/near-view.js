import { make } from "../shared/dom.js";
import { getText } from "../shared/text.js";

/**
 * Words that come near a keyword without matching it, each to be added with one click.
 * @param {import("../shared/values.js").Verdict["why_not"]} words
 * @param {((text: string) => void) | undefined} onAdd
 * @returns {HTMLElement[]}
 */
export function makeNearWords(words, onAdd) {
  return words.map(({ text, near }) =>
    make(
      "p",
      { class: "near" },
      make("bdi", { text: getText("why_near", text, near) }),
      onAdd &&
        make("button", {
          type: "button",
          text: getText("near_add"),
          "aria-label": getText("word_add_related", text),
          onclick: () => onAdd(text),
        }),
    ),
  );
}
