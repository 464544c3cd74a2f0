import { badgeSheet, drawBadge, setBadgeTheme } from "../badge-view.js";
import { BADGE_HOST, makeHost } from "../hosts.js";

/**
 * A badge on every row that has a verdict.
 * @typedef {import("../feature.js").Feature} Feature
 * @typedef {import("../feature.js").RowView} RowView
 */

// Events that would bubble into X's row, which takes a click for «open the profile» and hovering for a hover card.
const KEPT_EVENTS = [
  "auxclick", "click", "contextmenu", "dblclick", "keydown", "keypress", "keyup", "mousedown", "mouseover", "mouseup",
  "pointerdown", "pointerover", "pointerup", "touchstart",
]; // prettier-ignore
const PREVENTED_EVENTS = ["auxclick", "click", "mousedown"];

/** @type {Feature} */
export const badge = {
  id: "badge",
  start({ adapter, signal, emit }) {
    /** @type {Map<Element, {host: HTMLElement, root: ShadowRoot, drawn: RowView | undefined}>} */
    const badges = new Map();
    /** Found out once a page: asking it makes the browser compute styles. @type {boolean | undefined} */
    let needsBox;
    setBadgeTheme("light");
    signal.addEventListener("abort", () => [...badges.keys()].forEach(clearRow));

    /** @param {RowView} view */
    function showRow(view) {
      const known = badges.get(view.row) ?? makeBadge(view.row);
      // While an avatar lacks its mark the badge stays where it is.
      const anchor = adapter.findAnchor(view.row) ?? findPlaceOf(known.host, view.row);
      if (anchor && known.host.parentNode !== anchor) {
        needsBox ??= getComputedStyle(anchor).position === "static";
        known.host.toggleAttribute("data-needs-box", needsBox);
        anchor.append(known.host);
      }
      // A row that is filled with another row's content brings that row's badge along.
      for (const other of view.row.querySelectorAll(BADGE_HOST)) if (other !== known.host) other.remove();
      if (known.drawn === view) return;
      known.drawn = view;
      known.host.dataset["key"] = view.key;
      drawBadge(known.root, view.verdict);
    }

    /** @param {Element} row */
    function makeBadge(row) {
      // So that the popover can give the focus back to a badge, of which it knows the host alone.
      const { host, root } = makeHost(BADGE_HOST, [badgeSheet], { delegatesFocus: true });
      for (const type of KEPT_EVENTS) host.addEventListener(type, keepEvent);
      host.addEventListener("pointerenter", () => emit("badge/enter", { row, host }));
      host.addEventListener("pointerleave", () => emit("badge/leave", { row }));
      host.addEventListener("click", (event) => {
        // A click without a pointer is a key's or a screen reader's: there the focus goes along.
        if (event.isTrusted) emit("badge/click", { row, host, takesFocus: event.detail === 0 });
      });
      const made = { host, root, drawn: undefined };
      badges.set(row, made);
      return made;
    }

    /** @param {Element} row */
    function clearRow(row) {
      badges.get(row)?.host.remove();
      badges.delete(row);
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
