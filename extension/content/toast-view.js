import { make } from "../shared/dom.js";
import { getText } from "../shared/text.js";
import { makeThemedSheet } from "./palette.js";

const RULES = `
:host{all:initial!important;position:fixed!important;inset-inline:0!important;bottom:24px!important;display:flex!important;
  justify-content:center!important;pointer-events:none!important;z-index:2147483001!important}
.toast{pointer-events:auto;display:flex;gap:16px;align-items:baseline;box-sizing:border-box;max-width:calc(100vw - 32px);
  padding:11px 18px;border-radius:12px;background:var(--ink);color:var(--paper);box-shadow:var(--raise);
  font:14px/1.35 "Segoe UI",system-ui,-apple-system,"Noto Sans",sans-serif}
.toast:empty{display:none}
span{overflow-wrap:anywhere}
button{all:unset;cursor:pointer;font-weight:700;border-radius:4px;padding:2px 4px;text-decoration:underline;
  text-underline-offset:3px;white-space:nowrap}
button:focus-visible{outline:2px solid currentcolor;outline-offset:2px}
@media (forced-colors:active){.toast{border:1px solid CanvasText}}
`;

export const { sheet: toastSheet, setTheme: setToastTheme } = makeThemedSheet(RULES);

/**
 * Draws what is said into a root, in place of what is there; a button that has the focus hands it to the next one.
 * @param {ShadowRoot | HTMLElement} root
 * @param {{text: string, action?: {label: string, act: () => void}}} saying
 */
export function drawToast(root, { text, action }) {
  const known = root.querySelector(".toast");
  const toast = known ?? make("div", { class: "toast", role: "status", dir: getText("@@bidi_dir") });
  if (!known) root.append(toast);
  const button = action && make("button", { type: "button", text: action.label, onclick: action.act });
  const hadFocus = toast.querySelector(":focus") !== null;
  const old = [...toast.children];
  // From the old button to the new one, without a moment at which the page has the focus.
  if (button) toast.append(button);
  if (hadFocus) button?.focus({ preventScroll: true });
  for (const child of old) child.remove();
  if (text) toast.prepend(make("span", { text }));
}
