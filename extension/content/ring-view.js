import { makeThemedSheet } from "./palette.js";

const RULES = `
:host{all:initial!important;position:absolute!important;inset:0!important;display:block!important;pointer-events:none!important;
  z-index:4!important;box-shadow:inset 0 0 0 2px var(--focus)!important;border-radius:4px!important}
`;

export const { sheet: ringSheet, setTheme: setRingTheme } = makeThemedSheet(RULES);
