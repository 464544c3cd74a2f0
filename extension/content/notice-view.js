import { make } from "../shared/dom.js";
import { formatNumber, getText } from "../shared/text.js";
import { makeThemedSheet } from "./palette.js";

/**
 * A quiet notice in a corner of the window: X has changed its page, and what to do.
 */

const RULES = `
:host{all:initial!important;position:fixed!important;inset-inline-start:16px!important;bottom:16px!important;
  z-index:2147483000!important;display:block!important;max-width:min(360px,calc(100vw - 32px))!important}
.notice{box-sizing:border-box;background:var(--panel);color:var(--ink);border-radius:12px;box-shadow:var(--raise);
  padding:12px 14px;font:13px/1.4 "Segoe UI",system-ui,-apple-system,"Noto Sans",sans-serif}
p{margin:0}
.actions{display:flex;flex-wrap:wrap;gap:6px 14px;margin-top:8px}
button{all:unset;cursor:pointer;color:var(--link);font-weight:600;border-radius:4px;padding:3px 0}
button:hover{text-decoration:underline}
button:focus-visible{outline:2px solid var(--focus);outline-offset:2px}
.hint{color:var(--soft);font-size:12px;margin-top:4px}
@media (forced-colors:active){.notice{border:1px solid CanvasText}}
`;

export const { sheet: noticeSheet, setTheme: setNoticeTheme } = makeThemedSheet(RULES);

/**
 * Draws a notice into a root, in place of what is there.
 * @param {ShadowRoot | HTMLElement} root
 * @param {import("../shared/sight.js").SightReport} report with trouble
 * @param {{onCopy: () => Promise<void>, onDismiss: () => void}} actions
 */
export function drawNotice(root, { trouble, rows }, { onCopy, onDismiss }) {
  const copy = async () => {
    await onCopy();
    button.textContent = getText("copied");
  };
  const button = make("button", { type: "button", text: getText("copy_diagnosis"), onclick: copy });
  root.replaceChildren(
    make(
      "section",
      { class: "notice", role: "status", "aria-label": getText("notice_label"), dir: getText("@@bidi_dir") },
      make("p", { text: getText(`notice_${trouble}`, formatNumber(rows)) }),
      make("p", { class: "hint", text: getText("copy_diagnosis_hint") }),
      make(
        "div",
        { class: "actions" },
        button,
        make("button", { type: "button", text: getText("dismiss"), onclick: onDismiss }),
      ),
    ),
  );
}
