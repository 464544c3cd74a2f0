/**
 * Marks in the trace when a row is mounted and when its badge is, in the page's own world. The row's number ties the
 * two together. With the badges' roots open (bench/page_stand.py), a badge counts once its number is in it.
 */
const CELL = '[data-testid="cellInnerDiv"]';
/** @type {WeakMap<Element, number>} */
const numbers = new WeakMap();
let mounted = 0;

/** @param {Element} cell */
function markRow(cell) {
  mounted += 1;
  numbers.set(cell, mounted);
  performance.mark(`row:${mounted}`);
}

/** @param {Element} host */
function markBadge(host) {
  const number = numbers.get(host.closest(CELL) ?? host);
  const isFilled = host.shadowRoot?.querySelector(".badge")?.textContent;
  if (number !== undefined && isFilled) performance.mark(`badge:${number}`);
}

new MutationObserver((records) => {
  for (const { addedNodes } of records)
    for (const node of addedNodes) {
      if (!(node instanceof Element)) continue;
      if (node.localName === "fieldmark-badge") markBadge(node);
      else if (node.matches(CELL)) markRow(node);
    }
}).observe(document, { childList: true, subtree: true });

/** @type {Set<Element>} */
const seen = new Set();
/** @type {Set<Element>} */
const bare = new Set();
// Something changes on the screen in each frame, so that each frame has a `Commit` and frames can be counted by them.
const pulse = document.createElement("i");
pulse.style.cssText = "position:fixed;inset:0 auto auto 0;width:1px;height:1px";

/** Which rows are on the screen, and which of them without a badge, in the frame that is about to be painted. */
function look() {
  if (!pulse.isConnected) document.documentElement?.append(pulse);
  pulse.style.opacity = pulse.style.opacity === "0.5" ? "0.6" : "0.5";
  for (const cell of document.querySelectorAll(CELL)) {
    const { top, bottom } = cell.getBoundingClientRect();
    if (bottom <= 0 || top >= innerHeight) continue;
    seen.add(cell);
    if (!cell.querySelector("fieldmark-badge")) bare.add(cell);
  }
  requestAnimationFrame(look);
}
requestAnimationFrame(look);

Object.assign(globalThis, {
  marks: {
    /** The numbers of the rows that were on the screen, and of those that were there without a badge. */
    read: () => ({
      seen: [...seen].map((cell) => numbers.get(cell)),
      bare: [...bare].map((cell) => numbers.get(cell)),
    }),
    forget: () => [seen, bare].forEach((set) => set.clear()),
  },
});
