import { isOurs, makeHost, POPOVER_HOST } from "../hosts.js";
import { drawPopover, findPlace, popoverSheet, setPopoverTheme } from "../popover-view.js";

/**
 * The reasons, one hover away: over the badge after a moment, pinned by a click, by the key on the hovered or focused
 * row, closed by Escape.
 * @typedef {import("../feature.js").Feature} Feature
 * @typedef {import("../feature.js").RowView} RowView
 */

/** X uses j k n l r t s b u x m o i g and others; «w» (why) is none of them. */
export const POPOVER_KEY = "w";
const OPEN_AFTER_MS = 150;
// Long enough to go from the badge to the popover.
const CLOSE_AFTER_MS = 350;
const EDITABLE = 'input, textarea, select, [contenteditable]:not([contenteditable="false"]), [role="textbox"]';

/** @type {Feature} */
export const popover = {
  id: "popover",
  start({ adapter, signal, findView, getProfile, on }) {
    const host = makeHost(POPOVER_HOST);
    host.popover = "manual";
    const root = host.attachShadow({ mode: "closed" });
    // The place is set from inside: `all: initial !important` in the root wins over any style of the host.
    const placeSheet = new CSSStyleSheet();
    root.adoptedStyleSheets = [popoverSheet, placeSheet];
    setPopoverTheme("light");

    /** @type {{view: RowView, pinned: boolean, focused: Element | null} | undefined} */
    let open;
    /** @type {Element | undefined} */
    let hovered;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;

    const hasFocus = () => root.activeElement !== null;

    /** @param {RowView} view */
    function draw(view) {
      const hadFocus = hasFocus();
      const panel = drawPopover(root, { ...view, nicheName: getProfile()?.name });
      if (hadFocus) panel.focus({ preventScroll: true });
      return panel;
    }

    /** @param {Element} row @param {{pinned: boolean, takesFocus: boolean}} how */
    function show(row, { pinned, takesFocus }) {
      const view = findView(row);
      const anchor = adapter.findAnchor(row);
      if (!view || !anchor) return;
      clearTimeout(timer);
      if (!host.isConnected) document.documentElement.append(host);
      const before = hasFocus() ? open?.focused : document.activeElement;
      const panel = draw(view);
      open = { view, pinned, focused: takesFocus || hasFocus() ? (before ?? null) : null };
      if (!host.matches(":popover-open")) host.showPopover();
      const { left, top } = findPlace(host, anchor, row);
      placeSheet.replaceSync(`:host{left:${left}px!important;top:${top}px!important}`);
      if (takesFocus) panel.focus({ preventScroll: true });
    }

    /** The focus goes back to where it came from, unless the user is about to put it elsewhere. */
    function hide({ returnsFocus = true } = {}) {
      clearTimeout(timer);
      if (!open) return;
      const target = returnsFocus && hasFocus() ? open.focused : null;
      open = undefined;
      if (host.matches(":popover-open")) host.hidePopover();
      if (target instanceof HTMLElement && target.isConnected) target.focus({ preventScroll: true });
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
    on("badge/click", ({ row, takesFocus }) =>
      open?.pinned && open.view.row === row ? hide() : show(row, { pinned: true, takesFocus }),
    );
    host.addEventListener("pointerenter", () => clearTimeout(timer));
    host.addEventListener("pointerleave", hideLater);

    const options = { signal, capture: true };
    document.addEventListener("pointerover", (event) => (hovered = findRowOf(event.target)), {
      ...options,
      passive: true,
    });
    // A badge answers a click itself.
    document.addEventListener(
      "pointerdown",
      ({ target }) => !isOnOurs(target) && hide({ returnsFocus: false }),
      options,
    );
    addEventListener("scroll", ({ target }) => open && !isOnOurs(target) && hide(), { ...options, passive: true });
    document.addEventListener("keydown", onKey, options);
    signal.addEventListener("abort", () => {
      hide();
      host.remove();
    });

    /** @param {EventTarget | null} target */
    function findRowOf(target) {
      return target instanceof Node ? adapter.findRow(target) : undefined;
    }

    /** The row that a key is meant for: of the open popover, in focus, under the pointer. */
    function findRowForKey() {
      if (open && hasFocus()) return open.view.row;
      return findRowOf(document.activeElement) ?? (hovered?.isConnected ? hovered : undefined);
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
      const row = findRowForKey();
      if (open && (!row || open.view.row === row)) hide();
      else if (row) show(row, { pinned: true, takesFocus: true });
    }

    return {
      showRow(view) {
        if (open?.view.row !== view.row || open.view === view) return;
        open.view = view;
        draw(view);
      },
      clearRow: (row) => open?.view.row === row && hide(),
      setTheme: setPopoverTheme,
    };
  },
};

/** @param {EventTarget | null} target */
function isOnOurs(target) {
  return target instanceof Node && isOurs(target);
}

/** @param {KeyboardEvent} event */
function isTyping(event) {
  const [target] = event.composedPath();
  return target instanceof Element && target.closest(EDITABLE) !== null;
}
