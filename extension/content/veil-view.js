import { make } from "../shared/dom.js";
import { makeThemedSheet } from "./palette.js";

/**
 * A veil: paper over a row, so that the whole of it pales; over one that is collapsed, a line with the handle.
 */

const RULES = `
:host{all:initial!important;position:absolute!important;inset:0!important;display:block!important;pointer-events:none!important;
  z-index:3!important;direction:inherit}
.pale{position:absolute;inset:0;background:var(--paper);opacity:.6}
.line{display:none;position:absolute;inset:0;align-items:center;gap:10px;padding-inline:16px;color:var(--soft);
  font:11px/1 "Segoe UI",system-ui,-apple-system,"Noto Sans",sans-serif;white-space:nowrap;overflow:hidden}
.line::before,.line::after{content:"";flex:0 0 24px;height:1px;background:var(--line)}
.line::after{flex:1}
:host([data-collapsed]) .pale{opacity:1}
:host([data-collapsed]) .line{display:flex}
`;

export const { sheet: veilSheet, setTheme: setVeilTheme } = makeThemedSheet(
  RULES,
  (paper) => `:host{--paper:${paper}}`,
);

/**
 * Draws a veil into a root, in place of what is there.
 * @param {ShadowRoot} root
 * @param {string} handle
 */
export function drawVeil(root, handle) {
  root.replaceChildren(
    make("div", { class: "pale" }),
    make("div", { class: "line", "aria-hidden": "true" }, make("bdi", { text: `@${handle}` })),
  );
}
