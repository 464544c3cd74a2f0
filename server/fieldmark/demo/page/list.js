import { makeUserCell, rerenderCell } from "./cell.js";
import { make } from "./element.js";
import { toggleFollow } from "./follow.js";
import { request } from "./request.js";
import { readAnswer } from "./users.js";
import { IS_XWEB, makeXwebRow } from "./xweb.js";

/** @typedef {import("./users.js").User} User */

const GUESSED_HEIGHT = 90;
// X keeps fewer rows while one scrolls.
const SCREENS_KEPT = { still: 2.5, scrolling: 0.5 };
const STILL_AFTER_MS = 120;
const SCREENS_BEFORE_MORE = 2;

/**
 * A virtualised list of people: only the rows near the screen are mounted; their heights are measured as they
 * change; the next page is asked for as the end comes near.
 */
export class PeopleList {
  /**
   * @param {{operation: string, onOpen: (user: User) => void}} options
   */
  constructor({ operation, onOpen }) {
    this.operation = operation;
    this.onOpen = onOpen;
    /** @type {User[]} */
    this.users = [];
    /** @type {number[]} */
    this.heights = [];
    /** @type {Map<number, HTMLElement>} */
    this.mounted = new Map();
    /** @type {string | null} */
    this.cursor = "";
    this.loading = false;
    this.stopped = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.scrolling = undefined;
    this.root = make("div", { class: "view rows" });
    this.sizes = new ResizeObserver((entries) => this.measure(entries));
    this.update = this.update.bind(this);
    this.scroll = this.scroll.bind(this);
    addEventListener("scroll", this.scroll, { passive: true });
    addEventListener("resize", this.update, { passive: true });
    this.load();
  }

  stop() {
    this.stopped = true;
    this.sizes.disconnect();
    removeEventListener("scroll", this.scroll);
    clearTimeout(this.scrolling);
    removeEventListener("resize", this.update);
  }

  /** Asks for the next page. */
  load() {
    if (this.loading || this.cursor === null) return;
    this.loading = true;
    request(this.operation, { userId: "1", count: 50, ...(this.cursor ? { cursor: this.cursor } : {}) }).then(
      (text) => this.take(text),
      () => (this.loading = false),
    );
  }

  /** @param {string} text the answer */
  take(text) {
    this.loading = false;
    if (this.stopped) return;
    const page = readAnswer(JSON.parse(text));
    this.cursor = page.cursor;
    this.users.push(...page.users);
    this.update();
  }

  /**
   * Where each row begins, and the whole height after the last.
   * @returns {number[]}
   */
  getOffsets() {
    const offsets = [0];
    for (const index of this.users.keys())
      offsets.push((offsets[index] ?? 0) + (this.heights[index] ?? GUESSED_HEIGHT));
    return offsets;
  }

  scroll() {
    clearTimeout(this.scrolling);
    this.scrolling = setTimeout(() => {
      this.scrolling = undefined;
      this.update();
    }, STILL_AFTER_MS);
    this.update();
  }

  update() {
    if (this.stopped || !this.root.isConnected) return;
    const offsets = this.getOffsets();
    const top = -this.root.getBoundingClientRect().top;
    const kept = this.scrolling === undefined ? SCREENS_KEPT.still : SCREENS_KEPT.scrolling;
    const from = top - kept * innerHeight;
    const to = top + (1 + kept) * innerHeight;
    this.root.style.minHeight = `${offsets.at(-1)}px`;
    for (const index of this.users.keys()) {
      const inRange = (offsets[index + 1] ?? 0) > from && (offsets[index] ?? 0) < to;
      if (inRange && !this.mounted.has(index)) this.mount(index);
      if (!inRange && this.mounted.has(index)) this.unmount(index);
    }
    for (const [index, cell] of this.mounted) cell.style.transform = `translateY(${offsets[index]}px)`;
    if (top + (1 + SCREENS_BEFORE_MORE) * innerHeight > (offsets.at(-1) ?? 0)) this.load();
  }

  /** @param {number} index */
  mount(index) {
    const user = /** @type {User} */ (this.users[index]);
    const row = (IS_XWEB ? makeXwebRow : makeUserCell)(user, { onFollow: () => this.toggleFollow(index) });
    row.addEventListener("click", (event) => {
      if (event.defaultPrevented) return;
      event.preventDefault();
      this.onOpen(user);
    });
    if (!IS_XWEB) row.addEventListener("mouseenter", () => rerenderCell(row));
    const cell = make(
      "div",
      { class: "inner", ...(IS_XWEB ? {} : { "data-testid": "cellInnerDiv" }) },
      make("div", { class: "view line" }, make("div", { class: "view" }, row)),
    );
    cell.dataset["index"] = String(index);
    this.mounted.set(index, cell);
    this.root.append(cell);
    this.sizes.observe(cell);
  }

  /** @param {number} index */
  unmount(index) {
    const cell = this.mounted.get(index);
    if (!cell) return;
    this.sizes.unobserve(cell);
    cell.remove();
    this.mounted.delete(index);
  }

  /** Builds every mounted row anew, as X does when the theme or the language changes. */
  remount() {
    for (const index of [...this.mounted.keys()]) this.unmount(index);
    this.update();
  }

  /** @param {number} index */
  toggleFollow(index) {
    const user = /** @type {User} */ (this.users[index]);
    const row = this.mounted.get(index)?.querySelector('[data-testid="UserCell"]');
    if (row) toggleFollow(row, user);
  }

  /** @param {ResizeObserverEntry[]} entries */
  measure(entries) {
    let moved = false;
    for (const { target, borderBoxSize } of entries) {
      const index = Number(/** @type {HTMLElement} */ (target).dataset["index"]);
      const height = borderBoxSize[0]?.blockSize ?? GUESSED_HEIGHT;
      if (this.mounted.get(index) !== target || this.heights[index] === height) continue;
      this.heights[index] = height;
      moved = true;
    }
    if (moved) this.update();
  }
}
