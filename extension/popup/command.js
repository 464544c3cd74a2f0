import { make } from "../shared/dom.js";
import { getText } from "../shared/text.js";

/**
 * A command for the terminal, with a button that copies it.
 * @param {string} command
 * @returns {HTMLElement}
 */
export function makeCommand(command) {
  const copied = make("span", { class: "aside", role: "status" });
  const copy = async () => {
    await navigator.clipboard.writeText(command);
    copied.textContent = getText("copied");
    button.textContent = getText("copied");
  };
  const button = make("button", {
    type: "button",
    text: getText("copy"),
    "aria-label": getText("copy_command", command),
    onclick: copy,
  });
  return make("p", { class: "command" }, make("code", { text: command }), button, copied);
}
