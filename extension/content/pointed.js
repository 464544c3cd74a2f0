/**
 * The row that the user means: the one with the focus or the one under the pointer, whichever was moved last; or the one
 * that a key has gone to.
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
    /** The row that a key has gone to, until the user points otherwise. @type {Element | undefined} */
    this.chosen = undefined;
    /** Whether a key has gone from every row, and the user has not pointed at one since. */
    this.isNowhere = false;
    /** @type {() => Element | null | undefined} */
    this.findHeld = () => undefined;
    /** @type {() => void} */
    this.tellOther = () => {};
    const options = { signal, capture: true, passive: true };
    document.addEventListener("pointerover", (event) => this.hover(event), options);
    document.addEventListener("focusin", ({ target }) => this.focus(target), options);
  }

  /** A page that scrolls under a pointer at rest sends the same events, and moves nothing of the user's. @param {PointerEvent} event */
  hover({ target, screenX: x, screenY: y }) {
    this.hovered = target;
    const isMoved = this.pointer?.x !== x || this.pointer.y !== y;
    if (isMoved && this.pointer) {
      this.isByPointer = true;
      this.isNowhere = false;
      this.drop();
    }
    this.pointer = { x, y };
  }

  /** @param {EventTarget | null} target */
  focus(target) {
    this.isByPointer = false;
    this.isNowhere = false;
    if (this.findRowOf(target) !== this.chosen) this.drop();
  }

  drop() {
    if (!this.chosen) return;
    this.chosen = undefined;
    this.tellOther();
  }

  /**
   * @param {() => Element | null | undefined} findHeld the row of what is open over the page and has the focus; null where that
   *   is nobody's row any more: then none is meant
   */
  holdRow(findHeld) {
    this.findHeld = findHeld;
  }

  /**
   * A key has gone to a row, or from every row; the pointer at rest means nothing until it is moved.
   * @param {Element | undefined} row
   */
  choose(row) {
    this.chosen = row;
    this.isByPointer = false;
    this.isNowhere = !row;
  }

  /** @param {() => void} tell told when the row that a key has gone to is meant no more */
  onOther(tell) {
    this.tellOther = tell;
  }

  /** @returns {Element | undefined} */
  findRow() {
    const held = this.findHeld();
    if (held?.isConnected) return held;
    if (held === null || this.isNowhere) return undefined;
    const hovered = this.findRowOf(this.hovered);
    return this.isByPointer ? (hovered ?? this.findChosen()) : (this.findChosen() ?? hovered);
  }

  /** The row that the user has gone to: not one that only came under a pointer at rest. @returns {Element | undefined} */
  findChosen() {
    if (this.isNowhere) return undefined;
    if (this.isByPointer) return this.findRowOf(this.hovered) ?? this.findRowOf(document.activeElement);
    return this.chosen?.isConnected ? this.chosen : this.findRowOf(document.activeElement);
  }

  /** @param {EventTarget | null} target */
  findRowOf(target) {
    const row = target instanceof Node ? this.adapter.findRow(target) : undefined;
    return row?.isConnected ? row : undefined;
  }
}
