/**
 * The colours of everything drawn on the page, by theme; the only ones. Text on its fill has a contrast of 4.5:1 or
 * more (WCAG 1.4.3; a test computes it). Bands differ by shape and mark too, never by colour alone.
 * @type {Readonly<Record<import("../site/theme.js").Theme, Readonly<Record<string, string>>>>}
 */
export const PALETTE = Object.freeze({
  light: Object.freeze({
    ink: "#0f1419",
    soft: "#536471",
    line: "#e3e8ec",
    paper: "#ffffff",
    panel: "#ffffff",
    raise: "0 6px 24px #0f14192b, 0 0 1px #0f141940",
    strong: "#0b6b4f",
    "on-strong": "#ffffff",
    maybe: "#ffd27a",
    "on-maybe": "#3b2700",
    off: "#ffffff",
    "on-off": "#536471",
    "off-line": "#8795a1",
    chaser: "#b3261e",
    "on-chaser": "#ffffff",
    focus: "#1d6fe0",
    link: "#0b5fcc",
    hover: "#0f14190f",
    lit: "#fff1a8",
    "on-lit": "#2b2300",
  }),
  dark: Object.freeze({
    ink: "#e7e9ea",
    soft: "#8b98a5",
    line: "#2f3336",
    paper: "#000000",
    panel: "#16181c",
    raise: "0 6px 24px #000c, 0 0 0 1px #2f3336",
    strong: "#3fd6a4",
    "on-strong": "#00281b",
    maybe: "#8a5a00",
    "on-maybe": "#ffe9bf",
    off: "#16181c",
    "on-off": "#a3adb5",
    "off-line": "#6d7985",
    chaser: "#ff8a80",
    "on-chaser": "#2b0500",
    focus: "#7ab4ff",
    link: "#7ab4ff",
    hover: "#ffffff14",
    lit: "#5a4a00",
    "on-lit": "#fff3c4",
  }),
});

/**
 * The palette as custom properties of a shadow root's host.
 * @param {import("../site/theme.js").Theme} theme
 * @returns {string} a CSS rule
 */
export function makePaletteRule(theme) {
  const properties = Object.entries(PALETTE[theme]).map(([name, value]) => `--${name}:${value}`);
  return `:host{${properties.join(";")};color-scheme:${theme}}`;
}

/**
 * A style sheet for all elements of a kind, in the colours of the page's theme: a new theme is one replacement, however
 * many elements there are.
 * @param {string} rules
 * @param {(paper: string) => string} [makeMore] rules that depend on the page's own colour, of which there are more than two
 * @returns {{sheet: CSSStyleSheet, setTheme: (theme: import("../site/theme.js").Theme, paper?: string) => void}}
 */
export function makeThemedSheet(rules, makeMore = () => "") {
  const sheet = new CSSStyleSheet();
  const setTheme = (/** @type {import("../site/theme.js").Theme} */ theme, /** @type {string | undefined} */ paper) =>
    sheet.replaceSync(makePaletteRule(theme) + rules + (paper ? makeMore(paper) : ""));
  return { sheet, setTheme };
}
