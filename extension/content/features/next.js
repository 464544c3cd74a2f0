import { getText } from "../../shared/text.js";
import { getPersonKey, getShownBand } from "../../shared/values.js";
import { isDimmed } from "../filters.js";
import { makeCover, makeHost, RING_HOST } from "../hosts.js";
import { ringSheet, setRingTheme } from "../ring-view.js";
import { scrollOn, showRow } from "../scrolling.js";

/**
 * Going to the next strong person who is not decided about, by key: their row comes into sight and gets the focus where X
 * lets it, else a ring. Where none is mounted any further, the list scrolls on, since the user asked for more.
 *
 * Who decides by key about the row in focus goes on to the next one: the next strong one where a key of ours has led there,
 * else the next whoever it is. One key a person is enough.
 * @typedef {import("../feature.js").Feature} Feature
 * @typedef {import("../feature.js").RowView} RowView
 */

/** Rows whose tops are nearer than that are level, in pixels. */
const SLACK = 2;
/** How long after scrolling on the next row may come, in ms. */
const PATIENCE_MS = 3_000;
/** Deciding so, one is through with a person. */
const SETTLED = ["passed", "later", "followed"];

/** @type {Feature} */
export const next = {
  id: "next",
  start(context) {
    const { adapter, keyboard, pointed, following, findList, findView, listRows, getSettings, emit, signal, on } =
      context;
    const { host } = makeHost(RING_HOST, [ringSheet]);
    const cover = makeCover();
    /** Whose row the key has gone to. */
    let key = "";
    /**
     * Their place in the list: X takes rows away that are out of sight, and with them the focus. Undefined once the user
     * has gone elsewhere by themselves.
     * @type {number | undefined}
     */
    let reached;
    /** Whether the row was gone to as a strong one. */
    let isAmongStrong = false;
    /** Until when a row that comes is gone to, by performance.now(). */
    let waitsUntil = 0;
    setRingTheme("light");

    /** The rows of the list by their place on the page: X mounts them in any order. @returns {{row: Element, top: number, bottom: number}[]} */
    function listPlaced() {
      const list = findList();
      const rows = list ? listRows().filter((row) => adapter.findPlace(row) === list) : [];
      return rows
        .map((row) => {
          const { top, bottom } = row.getBoundingClientRect();
          return { row, top, bottom };
        })
        .sort((one, other) => one.top - other.top);
    }

    /** @param {Element} row */
    function isWanted(row) {
      const view = findView(row);
      if (!view || view.verdict.triage !== "undecided") return false;
      if (isAmongStrong && getShownBand(view.verdict) !== "strong") return false;
      const isFollowed = following.has(view.person, view.verdict);
      return !isDimmed(getSettings().bar_filters, { ...view, isFollowed });
    }

    /**
     * @param {1 | -1} direction 1 is down
     * @returns {Element | undefined} the next row that is wanted and mounted
     */
    function findNext(direction) {
      const placed = listPlaced();
      const chosen = pointed.findChosen();
      const current = placed.find(({ row, bottom, top }) => row === chosen && bottom > 0 && top < innerHeight);
      const edge = direction === 1 ? 0 : innerHeight;
      const start = current ? current.top + direction * SLACK : edge - direction * SLACK;
      const positionOf = current || reached === undefined ? undefined : listPositions();
      const isAhead = (/** @type {{row: Element, top: number}} */ { row, top }) => {
        const position = positionOf?.get(findView(row)?.key ?? "");
        return position === undefined ? direction * (top - start) >= 0 : direction * (position - Number(reached)) > 0;
      };
      const ahead = placed.filter((one) => isWanted(one.row) && isAhead(one));
      return ahead.at(direction === 1 ? 0 : -1)?.row;
    }

    /** @param {1 | -1} direction */
    function go(direction) {
      isAmongStrong = true;
      waitsUntil = 0;
      const found = findNext(direction);
      const [any] = listPlaced();
      if (found) take(found);
      else if (any) goOn(any.row, direction);
    }

    /** From a row that is decided about. @param {Element} row */
    function advance(row) {
      reached = listPositions().get(findView(row)?.key ?? "");
      const found = findNext(1);
      if (found) {
        take(found);
        return;
      }
      waitsUntil = scrollOn(row, 1) ? performance.now() + PATIENCE_MS : 0;
      pointed.choose(undefined);
    }

    /** A row has come that may be the one to go on to. */
    function advanceLater() {
      if (waitsUntil === 0) return;
      const found = performance.now() < waitsUntil ? findNext(1) : undefined;
      if (found) take(found);
    }

    /** The places of all in the list, by person key. */
    function listPositions() {
      return new Map(context.listCompany().map(({ person }, position) => [getPersonKey(person), position]));
    }

    /** @param {Element} row */
    function take(row) {
      showRow(row);
      host.remove();
      pointed.choose(row);
      key = findView(row)?.key ?? "";
      reached = listPositions().get(key);
      waitsUntil = 0;
      if (row instanceof HTMLElement && row.matches("button, [tabindex]")) row.focus({ preventScroll: true });
      if (hasOwnRing(row)) return;
      cover(host, row);
    }

    /** @param {Element} row any of the list @param {1 | -1} direction */
    function goOn(row, direction) {
      const isFurther = scrollOn(row, direction);
      pointed.choose(undefined);
      host.remove();
      const shown = keyboard.keys[direction === 1 ? "next" : "previous"].replace("Shift+", "⇧").toUpperCase();
      emit("say", { text: isFurther ? getText("said_went_on", shown) : getText("said_nobody_further") });
    }

    keyboard.on("next", () => go(1));
    keyboard.on("previous", () => go(-1));
    // Whatever the user points at otherwise, the ring is of no use any more.
    const leave = () => {
      reached = undefined;
      isAmongStrong = false;
      waitsUntil = 0;
      host.remove();
    };
    pointed.onOther(leave);
    on("page/moved", leave);
    on("decision/made", ({ person, change }) => {
      const row = pointed.isByPointer ? undefined : pointed.findChosen();
      if (row && SETTLED.includes(change.triage) && findView(row)?.key === getPersonKey(person)) advance(row);
    });
    for (const type of ["wheel", "touchmove"])
      document.addEventListener(type, () => (reached = undefined), { signal, passive: true });
    signal.addEventListener("abort", () => host.remove());
    return {
      // A row that X has rendered anew, or handed to somebody else.
      showRow(view) {
        if (view.row === pointed.chosen && view.key !== key) pointed.drop();
        if (host.parentNode !== view.row && view.row.contains(host)) host.remove();
        if (waitsUntil > 0) requestAnimationFrame(advanceLater);
      },
      clearRow(row) {
        if (row === pointed.chosen) pointed.drop();
      },
      setTheme: setRingTheme,
    };
  },
};

/** Whether the page itself shows that a row has the focus. @param {Element} row */
function hasOwnRing(row) {
  if (row !== document.activeElement) return false;
  const { outlineStyle, boxShadow } = getComputedStyle(row);
  return outlineStyle !== "none" || boxShadow !== "none";
}
