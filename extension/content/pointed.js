/**
 * The row that the user means: the one with the focus or the one under the pointer, whichever was moved last.
 * @typedef {import("../site/adapter.js").RowsAdapter} RowsAdapter
 */
export class Pointed {
  /** @param {{adapter: RowsAdapter, signal: AbortSignal}} options */
  constructor({ adapter, signal }) {
    this.adapter = adapter;
    /** @type {EventTarget | null} */
    this.hovered = null;
    this.isByPointer = false;
    /** @type {{x: number, y: number} | undefined} */
    this.pointer = undefined;
    /** @type {() => Element | undefined} */
    this.findHeld = () => undefined;
    const options = { signal, capture: true, passive: true };
    document.addEventListener("pointerover", (event) => this.hover(event), options);
    document.addEventListener("focusin", () => (this.isByPointer = false), options);
  }

  /** A page that scrolls under a pointer at rest sends the same events, and moves nothing of the user's. @param {PointerEvent} event */
  hover({ target, screenX: x, screenY: y }) {
    this.hovered = target;
    const isMoved = this.pointer?.x !== x || this.pointer.y !== y;
    if (isMoved && this.pointer) this.isByPointer = true;
    this.pointer = { x, y };
  }

  /** @param {() => Element | undefined} findHeld the row of what is open over the page and has the focus */
  holdRow(findHeld) {
    this.findHeld = findHeld;
  }

  /** @returns {Element | undefined} */
  findRow() {
    const held = this.findHeld();
    if (held?.isConnected) return held;
    const hovered = this.findRowOf(this.hovered);
    const focused = this.findRowOf(document.activeElement);
    return this.isByPointer ? (hovered ?? focused) : (focused ?? hovered);
  }

  /** @param {EventTarget | null} target */
  findRowOf(target) {
    const row = target instanceof Node ? this.adapter.findRow(target) : undefined;
    return row?.isConnected ? row : undefined;
  }
}
