/**
 * Scrolling, which only a key of the user's may ask for: the one file that may, and features/next.js the only one that
 * calls it (tests/extension/structure.test.js).
 */

/** Of the window's height: what stays in sight on going on, so that nobody is passed over. */
const STEP = 0.8;
/** What X lays over the head of a list, and what may hang at the foot, in pixels. */
const HEAD = 120;
const FOOT = 160;

/**
 * Brings a row into sight, unless it is.
 * @param {Element} row
 */
export function showRow(row) {
  const { top, bottom } = row.getBoundingClientRect();
  if (top < HEAD || bottom > innerHeight - FOOT) row.scrollIntoView({ block: "center", behavior: "instant" });
}

/**
 * Scrolls a list on by most of a screen.
 * @param {Element} row any of the list
 * @param {1 | -1} direction 1 is down
 * @returns {boolean} whether there was anywhere to go
 */
export function scrollOn(row, direction) {
  const scroller = findScroller(row);
  const before = scroller.scrollTop;
  scroller.scrollBy({ top: direction * STEP * innerHeight, behavior: "instant" });
  return scroller.scrollTop !== before;
}

/** What scrolls a row: the page, or the box of a dialog. @param {Element} row */
function findScroller(row) {
  const page = document.scrollingElement ?? document.documentElement;
  for (let box = row.parentElement; box && box !== page && box !== document.body; box = box.parentElement)
    if (box.scrollHeight > box.clientHeight && /auto|scroll/.test(getComputedStyle(box).overflowY)) return box;
  return page;
}
