/** In pixels: what a collapsed row still takes. */
export const LEAST_HEIGHT = 20;

/**
 * Rules about X's own elements that hardly any page needs. They are not in page.css, since each `:has` there is asked of every
 * element that X puts in: that took a fifth of the time that a page's styles take (Chromium 156, 2026-11).
 * @typedef {"box" | "collapsed"} PageRule
 * @type {Readonly<Record<PageRule, string>>}
 */
const RULES = Object.freeze({
  // X's avatar box and rows are positioned; should they ever not be, what lies over them still needs a box.
  box: ":has(> :is(fieldmark-badge,fieldmark-divider,fieldmark-veil,fieldmark-ring)[data-needs-box]){position:relative}",
  // A dimmed row that the user wants no more of than a line (off unless it is asked for); the veil over it says whose it is.
  collapsed: `:has(> fieldmark-veil[data-collapsed]){box-sizing:border-box!important;height:${LEAST_HEIGHT}px!important;
    min-height:0!important;padding-block:0!important;overflow:hidden!important}`,
});

/** @type {Map<PageRule, CSSStyleSheet>} */
const sheets = new Map();

/**
 * Puts a rule into the page; asked for whenever it is needed, since the page may have emptied its list of style sheets.
 * @param {PageRule} name
 */
export function needPageRule(name) {
  const sheet = sheets.get(name) ?? makeSheet(name);
  if (![...document.adoptedStyleSheets].includes(sheet)) document.adoptedStyleSheets.push(sheet);
}

/**
 * Takes a rule out again.
 * @param {PageRule} name
 */
export function dropPageRule(name) {
  const sheet = sheets.get(name);
  if (sheet) document.adoptedStyleSheets = [...document.adoptedStyleSheets].filter((other) => other !== sheet);
}

/** Takes out the rules of a script that was here before this one. */
export function dropOldRules() {
  const all = [...document.adoptedStyleSheets];
  const kept = all.filter((sheet) => ![...sheet.cssRules].some(({ cssText }) => cssText.includes("fieldmark-")));
  if (kept.length < all.length) document.adoptedStyleSheets = kept;
}

/** @param {PageRule} name */
function makeSheet(name) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(RULES[name]);
  sheets.set(name, sheet);
  return sheet;
}
