/**
 * Where the bar is: as shares of the room that it leaves free, so that it stays inside a window of any size and keeps to
 * the same side where the page runs from right to left.
 *
 * @typedef {{x: number, y: number}} Shares 0–1; x from the window's start, y from its top
 * @typedef {{left: number, top: number}} Pixels
 * @typedef {{width: number, height: number}} Size
 */

const GAP = 8;
/** X's own bar lies at the foot of narrow windows (53 px and a phone's own margin, in windows below 500 px; with room to spare). */
const NARROW = 700;
const FOOT = 72;
const STEP = 24;

/** @param {number} width the window's @returns {number} the pixels at its foot that are X's, or are kept free */
export function getFoot(width) {
  return width < NARROW ? FOOT : 2 * GAP;
}

/** @param {Size} view @returns {{left: number, top: number, right: number, bottom: number}} what is free for the bar */
function getBounds({ width, height }) {
  return { left: GAP, top: GAP, right: width - GAP, bottom: height - getFoot(width) };
}

/**
 * @param {Shares} shares @param {Size} size the bar's @param {Size} view the window's @param {boolean} isRtl
 * @returns {Pixels}
 */
export function findPixels({ x, y }, size, view, isRtl) {
  const { left, top, right, bottom } = getBounds(view);
  const share = clamp(isRtl ? 1 - x : x, 0, 1);
  return {
    left: Math.round(left + share * Math.max(0, right - left - size.width)),
    top: Math.round(top + clamp(y, 0, 1) * Math.max(0, bottom - top - size.height)),
  };
}

/**
 * @param {Pixels} wanted @param {Size} size the bar's @param {Size} view the window's @param {boolean} isRtl
 * @returns {Shares}
 */
export function findShares({ left, top }, size, view, isRtl) {
  const bounds = getBounds(view);
  const share = (/** @type {number} */ offset, /** @type {number} */ room) =>
    room > 0 ? clamp(offset / room, 0, 1) : 0;
  const x = share(left - bounds.left, bounds.right - bounds.left - size.width);
  return { x: isRtl ? 1 - x : x, y: share(top - bounds.top, bounds.bottom - bounds.top - size.height) };
}

/**
 * Where what hangs at the bar goes: over it or under it, where there is more room, and at the end where its button is.
 * @param {Pixels & {right: number, bottom: number}} bar @param {Size} size the panel's, in full @param {Size} view
 * @param {boolean} isAtLeft
 * @returns {Pixels & {height: number}}
 */
export function findPanelPlace({ left, top, right, bottom }, size, view, isAtLeft) {
  const above = top - 2 * GAP;
  const below = view.height - bottom - 2 * GAP;
  const height = Math.min(size.height, Math.max(above, below));
  return {
    left: clamp(isAtLeft ? left : right - size.width, GAP, Math.max(GAP, view.width - size.width - GAP)),
    top: above >= below ? top - GAP - height : bottom + GAP,
    height,
  };
}

/** What each arrow key does to the place. @type {Record<string, Pixels>} */
const ARROWS = {
  ArrowLeft: { left: -STEP, top: 0 },
  ArrowRight: { left: STEP, top: 0 },
  ArrowUp: { left: 0, top: -STEP },
  ArrowDown: { left: 0, top: STEP },
};

/**
 * Lets the user move a thing by its grip: with a pointer, or with the arrow keys.
 * @param {HTMLElement} grip
 * @param {object} how
 * @param {() => Pixels} how.findPlace where the thing is
 * @param {(place: Pixels) => void} how.move
 * @param {() => void} how.onEnd it stays there
 */
export function makeMovable(grip, { findPlace, move, onEnd }) {
  /** @type {{pointer: number, dx: number, dy: number} | undefined} */
  let drag;
  grip.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    const { left, top } = findPlace();
    drag = { pointer: event.pointerId, dx: left - event.clientX, dy: top - event.clientY };
    grip.setPointerCapture(event.pointerId);
  });
  grip.addEventListener("pointermove", ({ pointerId, clientX, clientY }) => {
    if (drag?.pointer === pointerId) move({ left: clientX + drag.dx, top: clientY + drag.dy });
  });
  for (const type of ["pointerup", "pointercancel"])
    grip.addEventListener(type, () => {
      if (drag) onEnd();
      drag = undefined;
    });
  grip.addEventListener("keydown", (event) => {
    const step = ARROWS[event.key];
    if (!step) return;
    event.preventDefault();
    const { left, top } = findPlace();
    move({ left: left + step.left, top: top + step.top });
    onEnd();
  });
}

/** @param {number} value @param {number} least @param {number} most */
function clamp(value, least, most) {
  return Math.min(Math.max(value, least), most);
}
