/**
 * How much of a list may be collapsed. X asks for the next page when the end of the list comes near, and collapsing rows
 * brings it near as scrolling does: on the stand-in page 50 people shrink from some 4,000 pixels to 1,000, so that the
 * next 50 are asked for with nobody scrolling, and from then on four times as many as without. So collapsing is paid for
 * by the user's own scrolling, a pixel for a pixel, and with one screen to begin with: the list moves at most twice as far
 * as the user does. What a collapsed row still takes (LEAST_HEIGHT) bounds the rest.
 */
export class CollapseBudget {
  constructor() {
    /** Pixels that may still be taken away. */
    this.left = 0;
    /** Person keys: who was collapsed once may be again, since X knows their height by then. @type {Set<string>} */
    this.paid = new Set();
  }

  /** @param {number} pixels what a user's act allows @param {number} most what may be saved up */
  grant(pixels, most) {
    this.left = Math.max(this.left, Math.min(this.left + pixels, most));
  }

  /**
   * @param {string} key whose row is to be collapsed
   * @param {number} pixels that the list gets shorter by
   * @returns {boolean} whether it may be
   */
  pay(key, pixels) {
    if (this.paid.has(key)) return true;
    if (pixels > this.left) return false;
    this.left -= pixels;
    this.paid.add(key);
    return true;
  }

  /** Another list. @param {number} pixels to begin with */
  startAgain(pixels) {
    this.paid.clear();
    this.left = pixels;
  }
}

/** A wheel or a finger goes on for so long after the last event that is the user's, in ms. */
const AFTER_MS = 1_000;
const USER_EVENTS = ["wheel", "touchmove", "keydown", "pointerdown", "pointermove"];

/**
 * Tells of what the user scrolls, and not of what the page does by itself. Where a page is costs a layout, and each call of a
 * listener that does nothing still cost a twentieth of a row's time: so it listens only while it is switched on.
 * @param {object} how
 * @param {(pixels: number) => void} how.onScroll
 * @param {AbortSignal} how.signal
 * @returns {(isOn: boolean) => void}
 */
export function makeScrollWatch({ onScroll, signal }) {
  /** @type {AbortController | undefined} */
  let watching;
  signal.addEventListener("abort", () => watching?.abort());
  return (isOn) => {
    if (isOn === (watching !== undefined) || signal.aborted) return;
    watching?.abort();
    watching = isOn ? new AbortController() : undefined;
    if (watching) watchScrolling(onScroll, { signal: watching.signal, capture: true, passive: true });
  };
}

/** @param {(pixels: number) => void} onScroll @param {AddEventListenerOptions} options */
function watchScrolling(onScroll, options) {
  /** @type {WeakMap<object, number>} */
  const places = new WeakMap();
  let actedAt = -AFTER_MS;
  for (const type of USER_EVENTS)
    document.addEventListener(
      type,
      (event) => {
        // A pointer that only passes over the page scrolls nothing; one that is held does, on a scroll bar.
        const isIdle = type === "pointermove" && /** @type {PointerEvent} */ (event).buttons === 0;
        if (event.isTrusted && !isIdle) actedAt = performance.now();
      },
      options,
    );
  const page = document.scrollingElement ?? document.documentElement;
  places.set(page, page.scrollTop);
  addEventListener(
    "scroll",
    ({ target }) => {
      const scroller = target instanceof Element ? target : (document.scrollingElement ?? document.documentElement);
      const now = scroller.scrollTop;
      const before = places.get(scroller) ?? now;
      places.set(scroller, now);
      if (performance.now() - actedAt < AFTER_MS) onScroll(Math.abs(now - before));
    },
    options,
  );
}
