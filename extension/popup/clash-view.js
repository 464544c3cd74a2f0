import { make } from "../shared/dom.js";
import { getText } from "../shared/text.js";

/**
 * Shows what was changed here and elsewhere at the same time, and lets the user choose.
 * @typedef {import("./clashes.js").Clash} Clash
 */

/**
 * @param {HTMLElement} root
 * @param {Clash[]} clashes
 * @returns {Promise<"mine" | "theirs">}
 */
export function askWhichToKeep(root, clashes) {
  return new Promise((resolve) => {
    const choose = (/** @type {"mine" | "theirs"} */ choice) => {
      root.replaceChildren();
      resolve(choice);
    };
    const mine = make("button", {
      type: "button",
      class: "main",
      text: getText("keep_mine"),
      onclick: () => choose("mine"),
    });
    root.replaceChildren(
      make(
        "section",
        { class: "clash", role: "alertdialog", "aria-labelledby": "clash-title" },
        make("h2", { id: "clash-title", text: getText("clash_title") }),
        make("ul", {}, ...clashes.map((clash) => make("li", { text: describeClash(clash) }))),
        make(
          "div",
          { class: "line" },
          mine,
          make("button", { type: "button", text: getText("keep_theirs"), onclick: () => choose("theirs") }),
        ),
      ),
    );
    mine.focus();
  });
}

/** @param {Clash} clash */
function describeClash({ text, mine, theirs }) {
  return getText("clash", text, describeEnd(text, mine), describeEnd(text, theirs));
}

/** @param {string} text @param {import("../shared/values.js").Keyword | undefined} keyword */
function describeEnd(text, keyword) {
  if (!keyword) return getText("clash_removed");
  const kind = getText(`kind_${keyword.kind}`);
  return keyword.text === text ? kind : `${keyword.text} (${kind})`;
}
