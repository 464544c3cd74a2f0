import { getText } from "../../shared/text.js";
import { makeAtRest } from "../at-rest.js";
import { findPanelPlace, findPixels, findShares, makeMovable } from "../bar-place.js";
import { barSheet, makeBar, setBarTheme } from "../bar-view.js";
import { makePanel } from "../budget-view.js";
import { BAR_HOST, keepEventsInside, makeHost } from "../hosts.js";
import { makeTally } from "../tally.js";

/**
 * The bar over a list of people: its numbers, its filters, the budget. Where it is and what is on are settings, so that
 * every tab has the same.
 *
 * @typedef {import("../feature.js").Feature} Feature
 * @typedef {import("../../shared/settings.js").BarSettings} BarSettings
 */

const KEEP_MS = 400;
/** The room that a toast takes at the window's foot, and what it keeps free of it. */
const TOAST = 76;
const TOAST_GAP = 16;
/** @type {Feature} */
export const bar = {
  id: "bar",
  start(context) {
    const { background, keyboard, signal, findList, getSettings, emit, on } = context;
    // The place is set from inside: `all: initial !important` in the root wins over any style of the host.
    const placeSheet = new CSSStyleSheet();
    const { host, root } = makeHost(BAR_HOST, [barSheet, placeSheet]);
    const count = makeTally(context);
    const view = makeBar({
      toggleFilter(name) {
        const { bar_filters: before } = getBarSettings();
        keep({ bar_filters: before.includes(name) ? before.filter((one) => one !== name) : [...before, name] });
      },
      toggleDetails: () => setOpen(!isOpen),
      toggleFold: () => setFolded(!getBarSettings().bar_folded),
      showKeys: () => emit("help/toggle", null),
    });
    const panel = makePanel((collapses) => keep({ bar_collapses: collapses }));
    root.append(view.element);
    setBarTheme("light");

    let isOpen = false;
    /** Where the focus was before it came here. @type {Element | null} */
    let focused = null;
    /** What this tab has changed and the settings do not say yet. @type {Partial<BarSettings>} */
    let own = {};
    /** The page's, when it was placed. */
    let direction = "";
    /** Where it is being moved to. @type {{x: number, y: number} | undefined} */
    let moved;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let keeping;
    const atRest = makeAtRest(refresh);

    const getBarSettings = () => ({ ...getSettings(), ...own });

    /** @param {Partial<BarSettings>} changes */
    function keep(changes) {
      own = { ...own, ...changes };
      refresh();
      background.keepBar(changes).catch(({ message }) => emit("say", { text: getText("failed_other", message) }));
    }

    function refresh() {
      atRest.cancel();
      const settings = getBarSettings();
      const tally = findList() && !signal.aborted ? count() : undefined;
      if (tally && tally.census.judged > 0) show(tally, settings);
      else hide();
    }
    /** @param {ReturnType<typeof count>} tally @param {BarSettings} settings */
    function show(tally, { bar_filters: filters, bar_folded: isFolded, bar_collapses: collapses }) {
      const state = { ...tally, filters, isFolded, isOpen: isOpen && !isFolded };
      const before = view.element.textContent;
      view.update(state);
      if (view.element.textContent !== before) putAnew();
      if (state.isOpen) panel.update(state, collapses);
      if (state.isOpen !== panel.element.isConnected) {
        if (state.isOpen) root.append(panel.element);
        else panel.element.remove();
      }
      const isNew = !host.isConnected;
      if (isNew) document.documentElement.append(host);
      // A new size comes by itself; asking for it each time would make the browser compute a layout.
      if (isNew || direction !== document.documentElement.dir) setPlace();
    }

    /**
     * Another number moves what stands beside it, which the browser counts as a shift of the page's layout; of what is put
     * in anew it counts none. What the user is at stays: there a shift is an answer to them.
     */
    function putAnew() {
      if (host.isConnected && root.activeElement === null && !host.matches(":hover"))
        document.documentElement.append(host);
    }

    function hide() {
      if (!host.isConnected) return;
      host.remove();
      emit("foot/taken", 0);
    }

    const getWindow = () => ({ width: document.documentElement.clientWidth, height: innerHeight });
    const isRtl = () => document.documentElement.dir === "rtl";

    function setPlace() {
      if (!host.isConnected) return;
      const { bar_x: x, bar_y: y } = getBarSettings();
      const size = host.getBoundingClientRect();
      const window = getWindow();
      direction = document.documentElement.dir;
      const { left, top } = findPixels(moved ?? { x, y }, size, window, isRtl());
      // By a transform, which is no shift of the page's layout.
      placeSheet.replaceSync(
        `:host{left:0!important;top:0!important;transform:translate(${left}px,${top}px)!important}`,
      );
      emit("foot/taken", top + size.height > window.height - TOAST ? window.height - top - TOAST_GAP : 0);
      if (!panel.element.isConnected) return;
      const { style, scrollHeight: height, offsetWidth: width } = panel.element;
      const box = { left, top, right: left + size.width, bottom: top + size.height };
      const found = findPanelPlace(box, { width, height }, window, view.element.dir === "rtl");
      // Fixed to what is transformed, not to the window.
      const [x0, y0] = [found.left - left, found.top - top];
      Object.assign(style, { left: `${x0}px`, top: `${y0}px`, maxHeight: `${found.height}px` });
    }

    makeMovable(view.grip, {
      findPlace: () => host.getBoundingClientRect(),
      move(wanted) {
        moved = findShares(wanted, host.getBoundingClientRect(), getWindow(), isRtl());
        setPlace();
      },
      onEnd() {
        clearTimeout(keeping);
        keeping = setTimeout(() => {
          if (moved) keep({ bar_x: moved.x, bar_y: moved.y });
          moved = undefined;
        }, KEEP_MS);
      },
    });

    const setOpen = (/** @type {boolean} */ open) => ((isOpen = open), refresh());
    const setFolded = (/** @type {boolean} */ isFolded) => ((isOpen = false), keep({ bar_folded: isFolded }));

    function giveFocusBack() {
      if (!root.activeElement) return;
      if (focused instanceof HTMLElement && focused.isConnected) focused.focus({ preventScroll: true });
      else /** @type {HTMLElement} */ (root.activeElement).blur();
    }

    keyboard.on("bar", () => {
      if (!host.isConnected) return false;
      const isFolded = !getBarSettings().bar_folded;
      if (!root.activeElement) focused = document.activeElement;
      if (isFolded) giveFocusBack();
      setFolded(isFolded);
      // Nobody gets here by the tab key alone: the list of X's before it has no end.
      if (!isFolded) view.focusFirst();
      return true;
    });

    /** @param {KeyboardEvent} event */
    function onEscape(event) {
      if (event.key !== "Escape" || event.isComposing) return;
      if (!isOpen) giveFocusBack();
      else {
        setOpen(false);
        view.details.focus({ preventScroll: true });
      }
    }

    keepEventsInside(host);
    host.addEventListener("keydown", onEscape);
    const sizes = new ResizeObserver(setPlace);
    for (const part of [host, panel.element]) sizes.observe(part);
    addEventListener("resize", setPlace, { signal, passive: true });
    on("company/changed", atRest.later);
    for (const name of ["decision/news", "people/forgotten"]) on(name, atRest.soon);
    on("settings/changed", () => {
      own = {};
      refresh();
      setPlace();
    });
    for (const name of ["page/moved", "page/active"]) on(name, refresh);
    signal.addEventListener("abort", () => {
      clearTimeout(keeping);
      atRest.cancel();
      sizes.disconnect();
      host.remove();
    });
    return { clearRow: atRest.later, setTheme: setBarTheme };
  },
};
