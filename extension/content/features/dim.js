import { CollapseBudget, makeScrollWatch } from "../collapse.js";
import { isDimmed } from "../filters.js";
import { DIVIDER_HOST, makeCover, makeHost, VEIL_HOST } from "../hosts.js";
import { dropPageRule, LEAST_HEIGHT, needPageRule } from "../page-rules.js";
import { drawVeil, setVeilTheme, veilSheet } from "../veil-view.js";

/**
 * Dims the rows that the bar's filters are not about, each with a veil of ours; on request they shrink to a line.
 * @typedef {import("../feature.js").Feature} Feature
 * @typedef {import("../feature.js").RowView} RowView
 * @typedef {{host: HTMLElement, root: ShadowRoot, view: RowView}} Veil
 */

/** What deciding about a person allows to be taken away, in pixels: no row is much higher. */
const ROW = 150;

/** @type {Feature} */
export const dim = {
  id: "dim",
  start({ adapter, signal, following, findList, findView, listRows, getSettings, on }) {
    /** @type {Map<Element, Veil>} */
    const veils = new Map();
    const budget = new CollapseBudget();
    const cover = makeCover();
    /** @type {number | undefined} */
    let frame;
    let wasCollapsing = false;
    setVeilTheme("light");

    /** @param {RowView} view */
    function isWanted({ row, person, verdict }) {
      const { bar_filters: filters } = getSettings();
      const list = findList();
      if (!list || filters.length === 0 || adapter.findPlace(row) !== list) return false;
      return isDimmed(filters, { person, verdict, isFollowed: following.has(person, verdict) });
    }

    /** @param {RowView} view */
    function showRow(view) {
      const { row } = view;
      if (!isWanted(view)) {
        clearRow(row);
        return;
      }
      const veil = veils.get(row) ?? makeVeil(view);
      if (veil.host.parentNode !== row) cover(veil.host, row);
      if (veil.view.person.handle !== view.person.handle) drawVeil(veil.root, view.person.handle);
      veil.view = view;
      setCollapsed(veil, mayCollapse(row) && budget.paid.has(view.key));
      collapseLater();
    }

    /** @param {RowView} view @returns {Veil} */
    function makeVeil(view) {
      const veil = { ...makeHost(VEIL_HOST, [veilSheet]), view };
      drawVeil(veil.root, view.person.handle);
      veils.set(view.row, veil);
      return veil;
    }

    /** @param {Element} row */
    function clearRow(row) {
      veils.get(row)?.host.remove();
      veils.delete(row);
    }

    /** What has the focus is seen in full, and so is where the new ones end. @param {Element} row */
    const mayCollapse = (row) =>
      getSettings().bar_collapses && !row.contains(document.activeElement) && !row.querySelector(DIVIDER_HOST);

    /** @param {Veil} veil @param {boolean} isCollapsed */
    function setCollapsed({ host }, isCollapsed) {
      if (isCollapsed) needPageRule("collapsed");
      if (host.hasAttribute("data-collapsed") !== isCollapsed) host.toggleAttribute("data-collapsed", isCollapsed);
    }

    function collapseLater() {
      if (getSettings().bar_collapses) frame ??= requestAnimationFrame(collapse);
    }

    /** As far as the budget goes, from the top of the window down; what is above it would move what is being read. */
    function collapse() {
      frame = undefined;
      const open = [...veils.values()].filter(({ host, view }) => {
        return !host.hasAttribute("data-collapsed") && mayCollapse(view.row);
      });
      const boxes = open.map((veil) => ({ veil, box: veil.view.row.getBoundingClientRect() }));
      boxes.sort((one, other) => one.box.top - other.box.top);
      for (const { veil, box } of boxes) {
        if (box.top < 0) continue;
        if (!budget.pay(veil.view.key, Math.max(0, box.height - LEAST_HEIGHT))) return;
        setCollapsed(veil, true);
      }
    }

    function showAll() {
      for (const row of listRows()) {
        const view = findView(row);
        if (view) showRow(view);
      }
    }

    const setWatching = makeScrollWatch({
      onScroll(pixels) {
        budget.grant(pixels, innerHeight);
        collapseLater();
      },
      signal,
    });
    setWatching(getSettings().bar_collapses);
    on("settings/changed", ({ bar_collapses: isCollapsing }) => {
      setWatching(isCollapsing);
      if (!isCollapsing) dropPageRule("collapsed");
      if (isCollapsing && !wasCollapsing) budget.startAgain(innerHeight);
      wasCollapsing = isCollapsing;
      showAll();
    });
    on("page/moved", () => {
      budget.startAgain(innerHeight);
      showAll();
    });
    on("decision/made", () => budget.grant(ROW, innerHeight));
    for (const type of ["focusin", "focusout"])
      document.addEventListener(
        type,
        ({ target }) => {
          const veil = veils.get((target instanceof Node && adapter.findRow(target)) || document.documentElement);
          // The focus is where it goes to only after the event.
          if (veil)
            queueMicrotask(() => setCollapsed(veil, mayCollapse(veil.view.row) && budget.paid.has(veil.view.key)));
        },
        { signal, capture: true, passive: true },
      );
    signal.addEventListener("abort", () => {
      if (frame !== undefined) cancelAnimationFrame(frame);
      [...veils.keys()].forEach(clearRow);
      dropPageRule("collapsed");
    });
    return { showRow, clearRow, setTheme: setVeilTheme };
  },
};
