import { make } from "../shared/dom.js";
import { ACTIONS } from "../shared/keys.js";
import { getText } from "../shared/text.js";
import { makeThemedSheet } from "./palette.js";

const RULES = `
:host{all:initial!important;position:fixed!important;inset:0!important;margin:auto!important;width:fit-content!important;
  height:fit-content!important;display:block!important;max-width:calc(100vw - 32px)!important;max-height:calc(100vh - 32px)!important}
:host([popover]:not(:popover-open)){display:none!important}
.panel{box-sizing:border-box;width:420px;max-width:100%;max-height:calc(100vh - 32px);overflow:auto;background:var(--panel);
  color:var(--ink);border-radius:16px;box-shadow:var(--raise);padding:18px 22px;
  font:14px/1.4 "Segoe UI",system-ui,-apple-system,"Noto Sans",sans-serif}
.panel:focus{outline:none}
.panel:focus-visible{outline:2px solid var(--focus);outline-offset:2px}
h2{margin:0 0 10px;font-size:16px}
dl{display:grid;grid-template-columns:auto 1fr;gap:7px 16px;margin:0;align-items:baseline}
dt{display:flex;gap:4px}
dd{margin:0;overflow-wrap:anywhere}
kbd{font:600 12px/18px inherit;font-family:inherit;border:1px solid var(--line);border-radius:5px;padding:0 6px;background:var(--hover)}
p{margin:12px 0 0;color:var(--soft);font-size:12.5px}
button{font:600 13px/18px inherit;font-family:inherit;color:var(--ink);background:none;border:1px solid var(--line);border-radius:16px;
  padding:5px 14px;cursor:pointer;margin-top:14px}
button:focus-visible{outline:2px solid var(--focus);outline-offset:1px}
@media (forced-colors:active){.panel{border:1px solid CanvasText}}
`;

export const { sheet: helpSheet, setTheme: setHelpTheme } = makeThemedSheet(RULES);

/**
 * Draws the list of keys into a root, in place of what is there.
 * @param {ShadowRoot | HTMLElement} root
 * @param {Record<import("../shared/keys.js").Action, string>} keys
 * @param {() => void} onClose
 * @returns {HTMLElement} the panel, which can take the focus
 */
export function drawHelp(root, keys, onClose) {
  const panel = make(
    "section",
    { class: "panel", role: "dialog", "aria-labelledby": "title", tabindex: "-1", dir: getText("@@bidi_dir") },
    make("h2", { id: "title", text: getText("help_title") }),
    make(
      "dl",
      {},
      ...ACTIONS.flatMap((action) => [
        make(
          "dt",
          {},
          ...keys[action].split("+").map((key) => make("kbd", { text: key.length === 1 ? key.toUpperCase() : key })),
        ),
        make("dd", { text: getText(`key_${action}`) }),
      ]),
    ),
    make("p", { text: getText("help_hint") }),
    make("button", { type: "button", text: getText("dismiss"), onclick: onClose }),
  );
  root.replaceChildren(panel);
  return panel;
}
