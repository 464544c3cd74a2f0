import { make } from "../shared/dom.js";
import { describeSince } from "../shared/moments.js";
import { getText } from "../shared/text.js";
import { makeThemedSheet } from "./palette.js";

/**
 * The divider: a line on the upper edge of a row, with words in its middle. It overlays the row and takes no room.
 */

const RULES = `
:host{all:initial!important;position:absolute!important;inset-inline:0!important;top:0!important;height:0!important;
  pointer-events:none!important;z-index:4!important;display:block!important}
.divider{display:flex;align-items:center;gap:10px;padding:0 16px;height:18px;margin-top:-9px;box-sizing:border-box;
  font:12px/16px "Segoe UI",system-ui,-apple-system,"Noto Sans",sans-serif;color:var(--soft)}
.divider::before,.divider::after{content:"";flex:1;min-width:12px;border-top:1px solid var(--off-line)}
span{padding:0 8px;border-radius:9px;border:1px solid var(--line);background:var(--paper);white-space:nowrap;overflow:hidden;
  text-overflow:ellipsis}
`;

export const { sheet: dividerSheet, setTheme: setDividerTheme } = makeThemedSheet(RULES);

/**
 * Draws the divider into a root, in place of what is there.
 * @param {ShadowRoot | HTMLElement} root
 * @param {number} since when the visit before ended, in ms since 1970
 */
export function drawDivider(root, since) {
  const text = getText("divider", describeSince(since));
  root.replaceChildren(make("div", { class: "divider", dir: getText("@@bidi_dir") }, make("span", { text })));
}
