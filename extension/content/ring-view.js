import { makePaletteRule } from "./palette.js";

const RULES = `
:host{all:initial!important;position:absolute!important;inset:0!important;display:block!important;pointer-events:none!important;
  z-index:4!important;box-shadow:inset 0 0 0 2px var(--focus)!important;border-radius:4px!important}
`;

/** The ring around the row that a key has gone to. */
export const ringSheet = new CSSStyleSheet();

/** @param {import("../site/theme.js").Theme} theme */
export function setRingTheme(theme) {
  ringSheet.replaceSync(makePaletteRule(theme) + RULES);
}
