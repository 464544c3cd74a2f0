import { getText } from "../../shared/text.js";
import { getPersonKey } from "../../shared/values.js";
import { makeCover, makeHost, RING_HOST } from "../hosts.js";
import { ringSheet, setRingTheme } from "../ring-view.js";
import { scrollOn, showRow } from "../scrolling.js";
import { Upcoming } from "../upcoming.js";

/**
 * Going to the next strong person who is not decided about, by key: their row comes into sight and gets the focus where X
 * lets it, else a ring. Where none is mounted any further, the list scrolls on, since the user asked for more.
 *
 * Who decides by key about the row in focus goes on to the next one: the next strong one where a key of ours has led there,
 * else the next whoever it is. One key a person is enough. Whose verdict is still to come is waited for, not passed over.
 * @typedef {import("../feature.js").Feature} Feature
 * @typedef {import("../feature.js").RowView} RowView
 */

/** How long the next row, or its verdict, may take to come, in ms: the server may have to be started first. */
const PATIENCE_MS = 60_000;
/** What the user does elsewhere: from then on nothing may take the focus away. */
const ELSEWHERE = ["focusin", "pointerdown", "wheel", "touchmove"];
/** Deciding so, one is through with a person. */
const SETTLED = ["passed", "later", "followed"];

/** @type {Feature} */
export const next = {
  id: "next",
  start(context) {
    const { keyboard, pointed, findList, findView, findPosition, isAwaited, emit, signal, on } = context;
    const upcoming = new Upcoming(context);
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
    /** Until when a row or a verdict that comes is gone to, by performance.now(), and which way. */
    let waits = { until: 0, direction: /** @type {1 | -1} */ (1) };
    setRingTheme("light");

    /** @param {1 | -1} direction 1 is down */
    function findNext(direction) {
      return upcoming.find(direction, { reached, isAmongStrong });
    }

    /** @param {1 | -1} direction */
    function go(direction) {
      isAmongStrong = true;
      const found = findNext(direction);
      const any = upcoming.findAny();
      if (found) take(found, direction);
      else if (any) goOn(any, direction);
      if (found && waits.until > 0) emit("say", { text: getText("said_not_judged_yet") });
      return any !== undefined;
    }

    /** From a row that is decided about. @param {Element} row */
    function advance(row) {
      reached = findPosition(row);
      const found = findNext(1);
      if (found) take(found, 1);
      else if (scrollOn(row, 1)) waitFor(1);
    }

    /** @param {1 | -1} direction of the row, or the verdict, that may come */
    function waitFor(direction) {
      waits = { until: performance.now() + PATIENCE_MS, direction };
      release();
    }

    /** A row, or a verdict, has come that may be the one to go on to. */
    function takeLater() {
      if (waits.until === 0) return;
      const found = performance.now() < waits.until ? findNext(waits.direction) : undefined;
      if (found) take(found, waits.direction);
    }

    /** @param {Element} row @param {1 | -1} direction */
    function take(row, direction) {
      if (isAwaited(row)) {
        const position = findPosition(row);
        // Whoever is before them is not wanted; the page may be elsewhere by then.
        reached = position === undefined ? undefined : position - direction;
        waitFor(direction);
        return;
      }
      showRow(row);
      host.remove();
      pointed.choose(row);
      key = findView(row)?.key ?? "";
      reached = findPosition(row);
      if (row instanceof HTMLElement && row.matches("button, [tabindex]")) row.focus({ preventScroll: true });
      waits.until = 0;
      if (!hasOwnRing(row)) cover(host, row);
    }

    /** @param {Element} row any of the list @param {1 | -1} direction */
    function goOn(row, direction) {
      const isFurther = scrollOn(row, direction);
      waits.until = 0;
      if (isFurther) release();
      const shown = showKey(direction === 1 ? "next" : "previous");
      emit("say", { text: isFurther ? getText("said_went_on", shown) : getText("said_nobody_further") });
    }

    /** @param {import("../../shared/keys.js").Action} action @returns {string} its key, as it is shown */
    const showKey = (action) => keyboard.keys[action].replace("Shift+", "⇧").toUpperCase();

    /** The row that a key has gone to has left, or is somebody else's: their place in the list stays. */
    function release() {
      pointed.choose(undefined);
      host.remove();
    }

    keyboard.on("next", () => go(1));
    keyboard.on("previous", () => go(-1));
    // Whatever the user points at otherwise, the ring is of no use any more.
    const leave = () => {
      reached = undefined;
      isAmongStrong = false;
      waits.until = 0;
      host.remove();
    };
    pointed.onOther(leave);
    on("page/moved", leave);
    on("decision/made", ({ person, change }) => {
      const row = pointed.isByPointer ? undefined : pointed.findChosen();
      if (row && SETTLED.includes(change.triage) && findView(row)?.key === getPersonKey(person)) advance(row);
    });
    on("decide/nobody", () => {
      if (waits.until > 0) emit("say", { text: getText("said_not_judged_yet") });
      else if (findList()) emit("say", { text: getText("said_nobody_meant", showKey("next")) });
    });
    for (const type of ELSEWHERE)
      document.addEventListener(
        type,
        () => {
          waits.until = 0;
          if (type !== "focusin") reached = undefined;
        },
        { signal, passive: true, capture: true },
      );
    signal.addEventListener("abort", () => host.remove());
    return {
      // A row that X has rendered anew, or handed to somebody else.
      showRow(view) {
        if (view.row === pointed.chosen && view.key !== key) release();
        if (waits.until > 0) requestAnimationFrame(takeLater);
      },
      clearRow(row) {
        if (row === pointed.chosen) release();
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
