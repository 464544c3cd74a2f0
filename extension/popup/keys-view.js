import { make } from "../shared/dom.js";
import { ACTIONS, findKeyObstacle, getKeys, readCombination } from "../shared/keys.js";
import { ask } from "../shared/messages.js";
import { getText } from "../shared/text.js";

/**
 * The keys on the page, each to be changed by pressing another one.
 * @typedef {import("../shared/keys.js").Action} Action
 */

/**
 * @param {HTMLElement} root
 * @param {(error: unknown) => void} onError
 */
export async function drawKeys(root, onError) {
  /** @type {Record<string, string>} */
  let changed = {};
  const message = make("p", { class: "empty", role: "status" });

  /** @param {Record<string, string>} next */
  async function save(next) {
    try {
      ({ keys: changed } = await ask("settings/change", { keys: next }));
    } catch (error) {
      onError(error);
    }
  }

  /** @param {Action} action @param {HTMLButtonElement} button */
  function listen(action, button) {
    button.textContent = getText("key_press");
    const stop = () => {
      button.removeEventListener("keydown", take);
      button.removeEventListener("blur", stop);
      button.textContent = showKey(getKeys(changed)[action]);
    };
    /** @param {KeyboardEvent} event */
    const take = async (event) => {
      if (["Shift", "Tab"].includes(event.key)) return;
      event.preventDefault();
      event.stopPropagation();
      if (event.key === "Escape") return stop();
      const combination = readCombination(event) ?? "";
      const obstacle = findKeyObstacle(action, combination, getKeys(changed));
      if (obstacle) {
        const by = "by" in obstacle ? getText(`key_${obstacle.by}`) : "";
        message.textContent = getText(`key_${obstacle.reason}`, showKey(combination), by);
        return undefined;
      }
      message.textContent = "";
      await save({ ...changed, [action]: combination });
      return stop();
    };
    button.addEventListener("keydown", take);
    button.addEventListener("blur", stop);
  }

  const buttons = new Map(ACTIONS.map((action) => [action, makeKeyButton(action, listen)]));
  const show = () => {
    const keys = getKeys(changed);
    for (const [action, button] of buttons) button.textContent = showKey(keys[action]);
  };
  const reset = async () => {
    message.textContent = "";
    await save({});
    show();
  };
  root.replaceChildren(
    make(
      "details",
      {},
      make("summary", { text: getText("keys") }),
      make("p", { class: "empty", text: getText("keys_hint") }),
      make(
        "ul",
        { class: "keys" },
        ...[...buttons].map(([action, button]) =>
          make("li", {}, make("span", { id: `key-name-${action}`, text: getText(`key_${action}`) }), button),
        ),
      ),
      message,
      make("button", { type: "button", text: getText("keys_reset"), onclick: reset }),
    ),
  );
  show();
  try {
    ({ keys: changed } = await ask("settings/get", null));
    show();
  } catch (error) {
    onError(error);
  }
}

/** @param {Action} action @param {(action: Action, button: HTMLButtonElement) => void} listen */
function makeKeyButton(action, listen) {
  const button = make("button", {
    type: "button",
    id: `key-${action}`,
    class: "key",
    "aria-describedby": `key-name-${action}`,
    onclick: () => listen(action, button),
  });
  return button;
}

/** @param {string} combination @returns {string} «Shift+y» as «⇧ Y» */
function showKey(combination) {
  return combination.replace("Shift+", "⇧ ").replace(/[a-z]$/, (letter) => letter.toUpperCase());
}
