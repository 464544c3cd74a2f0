import { drawPopover, popoverSheet, setPopoverTheme } from "../popover-view.js";

/**
 * The reasons, one hover away: over the badge after a moment, pinned by a click, by the key on the hovered or focused
 * row, closed by Escape.
 * @typedef {import("../feature.js").Feature} Feature
 */

/** X uses j k n l r t s b u x m o i g and others; «w» (why) is none of them. */
export const POPOVER_KEY = "w";
const OPEN_AFTER_MS = 150;
// Long enough to go from the badge to the popover.
const CLOSE_AFTER_MS = 350;
const GAP = 8;
const OVERLAP = 6;
const EDITABLE = 'input, textarea, select, [contenteditable]:not([contenteditable="false"]), [role="textbox"]';

/** @type {Feature} */
export const popover = {
  id: "popover",
  start({ adapter, signal, findView, getProfile, on }) {
    const host = document.createElement("fieldmark-popover");
    host.popover = "manual";
    const root = host.attachShadow({ mode: "closed" });
    // The place is set from inside: `all: initial !important` in the root wins over any style of the host.
    const placeSheet = new CSSStyleSheet();
    root.adoptedStyleSheets = [popoverSheet, placeSheet];
    setPopoverTheme("light");

    /** @type {{row: Element, pinned: boolean, focused: Element | null} | undefined} */
    let open;
    /** @type {Element | undefined} */
    let hovered;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;

    /** @param {Element} row @param {{pinned: boolean, takesFocus: boolean}} how */
    function show(row, { pinned, takesFocus }) {
      const view = findView(row);
      const anchor = adapter.findAnchor(row);
      if (!view || !anchor) return;
      clearTimeout(timer);
      if (!host.isConnected) document.documentElement.append(host);
      const panel = drawPopover(root, { ...view, nicheName: getProfile()?.name });
      open = { row, pinned, focused: takesFocus ? document.activeElement : null };
      if (!host.matches(":popover-open")) host.showPopover();
      const { left, top } = findPlace(host, anchor, row);
      placeSheet.replaceSync(`:host{left:${left}px!important;top:${top}px!important}`);
      if (takesFocus) panel.focus();
    }

    function hide() {
      clearTimeout(timer);
      if (!open) return;
      const { focused } = open;
      open = undefined;
      if (host.matches(":popover-open")) host.hidePopover();
      if (focused instanceof HTMLElement && focused.isConnected) focused.focus();
    }

    /** @param {() => void} act @param {number} delay in ms */
    function later(act, delay) {
      clearTimeout(timer);
      timer = setTimeout(act, delay);
    }
    const hideLater = () => open && !open.pinned && later(hide, CLOSE_AFTER_MS);

    on("badge/enter", ({ row }) =>
      later(() => !open?.pinned && show(row, { pinned: false, takesFocus: false }), OPEN_AFTER_MS),
    );
    on("badge/leave", () => (open ? hideLater() : clearTimeout(timer)));
    on("badge/click", ({ row }) =>
      open?.pinned && open.row === row ? hide() : show(row, { pinned: true, takesFocus: false }),
    );
    host.addEventListener("pointerenter", () => clearTimeout(timer));
    host.addEventListener("pointerleave", hideLater);

    const options = { signal, capture: true };
    document.addEventListener("pointerover", (event) => (hovered = findRowOf(event.target)), {
      ...options,
      passive: true,
    });
    document.addEventListener("pointerdown", (event) => open && event.target !== host && hide(), options);
    addEventListener("scroll", () => open && hide(), { ...options, passive: true });
    document.addEventListener("keydown", onKey, options);
    signal.addEventListener("abort", () => {
      hide();
      host.remove();
    });

    /** @param {EventTarget | null} target */
    function findRowOf(target) {
      return target instanceof Node ? adapter.findRow(target) : undefined;
    }

    /** @param {KeyboardEvent} event */
    function onKey(event) {
      if (!event.isTrusted || event.isComposing) return;
      if (event.key === "Escape" && open) {
        event.stopPropagation();
        hide();
        return;
      }
      const isPlain = !event.ctrlKey && !event.altKey && !event.metaKey && !event.shiftKey;
      if (event.key.toLowerCase() !== POPOVER_KEY || !isPlain || isTyping(event)) return;
      const row = findRowOf(document.activeElement) ?? (hovered?.isConnected ? hovered : undefined);
      if (open && (!row || open.row === row)) hide();
      else if (row) show(row, { pinned: true, takesFocus: true });
    }

    return {
      showRow: (view) => {
        if (open?.row === view.row) drawPopover(root, { ...view, nicheName: getProfile()?.name });
      },
      clearRow: (row) => open?.row === row && hide(),
      setTheme: setPopoverTheme,
    };
  },
};

/** @param {KeyboardEvent} event */
function isTyping(event) {
  const [target] = event.composedPath();
  return target instanceof Element && target.closest(EDITABLE) !== null;
}

/**
 * Where the popover goes: under the row, so that the row's own words stay in sight, or above it where there is more
 * room; at the avatar's side, and within the window either way.
 * @param {HTMLElement} host @param {Element} anchor @param {Element} row
 * @returns {{left: number, top: number}} CSS pixels of the window
 */
function findPlace(host, anchor, row) {
  const { left: start, right: end } = anchor.getBoundingClientRect();
  const { top, bottom } = row.getBoundingClientRect();
  const { width, height } = host.getBoundingClientRect();
  const isRightToLeft = getComputedStyle(anchor).direction === "rtl";
  const left = Math.max(GAP, Math.min(isRightToLeft ? end - width : start, innerWidth - width - GAP));
  const isRoomBelow = bottom + height <= innerHeight - GAP || bottom + top < innerHeight;
  const wanted = isRoomBelow ? bottom - OVERLAP : top - height + OVERLAP;
  return { left, top: Math.max(GAP, Math.min(wanted, innerHeight - height - GAP)) };
}
