import { badgeSheet, drawBadge, readFace, setBadgeTheme } from "../badge-view.js";
import { BADGE_HOST, makeCover, makeHost } from "../hosts.js";

/**
 * A badge on every row that has a verdict.
 * @typedef {import("../feature.js").Feature} Feature
 * @typedef {import("../feature.js").RowView} RowView
 * @typedef {import("../badge-view.js").Face} Face
 */

// Events that would bubble into X's row, which takes a click for «open the profile» and hovering for a hover card.
const KEPT_EVENTS = [
  "auxclick", "click", "contextmenu", "dblclick", "keydown", "keypress", "keyup", "mousedown", "mouseover", "mouseup",
  "pointerdown", "pointerover", "pointerup", "touchstart",
]; // prettier-ignore
const PREVENTED_EVENTS = ["auxclick", "click", "mousedown"];

// As many as a screen or two of rows have: X takes rows away at one end of the screen as it puts others in at the other.
const MOST_SPARE = 60;

/** @type {Feature} */
export const badge = {
  id: "badge",
  start({ adapter, signal, emit }) {
    /** @typedef {{row: Element, host: HTMLElement, root: ShadowRoot, drawn?: RowView, face?: Face}} Badge */
    /** @type {Map<Element, Badge>} */
    const badges = new Map();
    /** Badges of rows that have left, for others: making one costs more than all the rest of a row. @type {Badge[]} */
    const spare = [];
    const cover = makeCover();
    setBadgeTheme("light");
    signal.addEventListener("abort", () => [...badges.keys()].forEach(clearRow));

    /** @param {RowView} view */
    function showRow(view) {
      const shown = badges.get(view.row);
      const known = shown?.drawn === view ? shown : draw(view, shown);
      // While an avatar lacks its mark the badge stays where it is.
      const anchor = adapter.findAnchor(view.row) ?? findPlaceOf(known.host, view.row);
      if (anchor && known.host.parentNode !== anchor) cover(known.host, anchor, view.row);
    }

    /**
     * Draws a row's badge: a new one before it is put in, where that costs the page least.
     * @param {RowView} view @param {Badge | undefined} shown
     */
    function draw(view, shown) {
      const face = readFace(view.verdict);
      const known = shown ?? takeBadge(view.row, face);
      known.drawn = view;
      known.face = face;
      known.host.setAttribute("data-key", view.key);
      drawBadge(known.root, face);
      return known;
    }

    /** @param {Element} row @param {Face} face */
    function takeBadge(row, face) {
      const taken = takeSpare(face) ?? makeBadge(row);
      taken.row = row;
      badges.set(row, taken);
      return taken;
    }

    /** One with this face already, if there is one. @param {Face} face */
    function takeSpare({ look, written }) {
      const place = spare.findLastIndex((one) => one.face?.written === written && one.face.look === look);
      return place < 0 ? spare.pop() : spare.splice(place, 1)[0];
    }

    /** @param {Element} row @returns {Badge} */
    function makeBadge(row) {
      // So that the popover can give the focus back to a badge, of which it knows the host alone.
      const { host, root } = makeHost(BADGE_HOST, [badgeSheet], { delegatesFocus: true });
      /** @type {Badge} */
      const made = { row, host, root };
      for (const type of KEPT_EVENTS) host.addEventListener(type, keepEvent);
      // Only what the user does counts: a page may play them.
      host.addEventListener("pointerenter", (event) => event.isTrusted && emit("badge/enter", { row: made.row, host }));
      host.addEventListener("pointerleave", (event) => event.isTrusted && emit("badge/leave", { row: made.row }));
      host.addEventListener("click", (event) => {
        // A click without a pointer is a key's or a screen reader's: there the focus goes along.
        if (event.isTrusted) emit("badge/click", { row: made.row, host, takesFocus: event.detail === 0 });
      });
      return made;
    }

    /** @param {Element} row */
    function clearRow(row) {
      const left = badges.get(row);
      if (!left) return;
      left.host.remove();
      delete left.drawn;
      badges.delete(row);
      if (spare.length < MOST_SPARE) spare.push(left);
    }

    return { showRow, clearRow, setTheme: setBadgeTheme };
  },
};

/**
 * Where a badge is in its row.
 * @param {HTMLElement} host @param {Element} row
 */
function findPlaceOf(host, row) {
  return row.contains(host) ? host.parentElement : undefined;
}

/** @param {Event} event */
function keepEvent(event) {
  event.stopPropagation();
  if (PREVENTED_EVENTS.includes(event.type)) event.preventDefault();
}
