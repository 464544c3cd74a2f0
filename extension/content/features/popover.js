import { makeDecisionPart } from "../decision-view.js";
import { isOurs, keepEventsInside, makeHost, POPOVER_HOST } from "../hosts.js";
import { Notes } from "../notes.js";
import { isSameHandle } from "../people.js";
import { makeActions } from "../popover-actions.js";
import { makeParts } from "../popover-parts.js";
import { Spot } from "../popover-spot.js";
import { drawPopover, popoverSheet, setPopoverTheme } from "../popover-view.js";
import { makeWhereabouts } from "../whereabouts.js";

/**
 * The reasons, one hover away: over the badge after a moment, pinned by a click, by the key on the hovered or focused
 * row, closed by Escape. And what the user decides about the person.
 *
 * It is a person's, not a row's. When X hands their row to another or takes it away, it closes; but not while a note is
 * being written: what is typed on would be decisions then, or X's own shortcuts. It stays open, with the name of whose note
 * it is, until that is saved or given up; for the same reason no scrolling closes it then.
 * @typedef {import("../feature.js").Feature} Feature
 * @typedef {import("../feature.js").RowView} RowView
 */

const OPEN_AFTER_MS = 150;
// Long enough to go from the badge to the popover.
const CLOSE_AFTER_MS = 350;

/** @type {Feature} */
export const popover = {
  id: "popover",
  start(context) {
    const { adapter, signal, findView, on, keyboard, place, pointed } = context;
    const { isThere, findNow } = makeWhereabouts(context);
    const { host, root } = makeHost(POPOVER_HOST, []);
    const spot = new Spot(host);
    root.adoptedStyleSheets = [popoverSheet, spot.sheet];
    host.popover = "manual";
    setPopoverTheme("light");

    /** @type {{view: RowView, pinned: boolean, focused: Element | null} | undefined} */
    let open;
    const notes = new Notes(place);
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;

    const options = { signal, capture: true };
    // Whoever asks for more of it wants it to stay; it may go elsewhere for it.
    const more = makeParts(context, () => open && show(open.view, { pinned: true, takesFocus: false }));
    const hasFocus = () => root.activeElement !== null;
    const getActions = (/** @type {RowView} */ view) =>
      makeActions(view, context, { notes, findNow, editNote, closeField, hide });

    /** @param {RowView} view */
    function draw(view) {
      const focused = root.activeElement;
      const index = [...root.querySelectorAll("button")].indexOf(/** @type {HTMLButtonElement} */ (focused));
      const editor = notes.find(view);
      const decision = makeDecisionPart(view.verdict, keyboard.keys, getActions(view));
      const parts = [more.makeNiches(view), ...decision, editor?.element ?? null, more.makeWords(view)];
      const onAdd = (/** @type {string} */ text) => more.addWord(view, text, "related");
      const panel = drawPopover(root, { ...view, nicheName: more.nameNiche(view), parts, onAdd });
      const again = focused === editor?.field ? editor?.field : (root.querySelectorAll("button")[index] ?? panel);
      if (focused) again?.focus({ preventScroll: true });
      return panel;
    }

    /** @param {RowView} view */
    function editNote(view) {
      const { field } = notes.write(view, getActions(view));
      show(view, { pinned: true, takesFocus: true });
      field.focus({ preventScroll: true });
    }

    function closeField() {
      if (open && isThere(open.view)) draw(open.view).focus({ preventScroll: true });
      else hide();
    }

    /** @param {RowView | undefined} view @param {{pinned: boolean, takesFocus: boolean}} how */
    function show(view, { pinned, takesFocus }) {
      if (!view) return;
      clearTimeout(timer);
      if (!notes.find(view)) notes.putAside();
      if (!host.isConnected) document.documentElement.append(host);
      const before = hasFocus() ? open?.focused : document.activeElement;
      const panel = draw(view);
      open = { view, pinned, focused: takesFocus || hasFocus() ? (before ?? null) : null };
      if (!host.matches(":popover-open")) host.showPopover();
      // Listened to while the popover is open: a page scrolls all the time.
      addEventListener("scroll", onScroll, options);
      if (isThere(view)) spot.take(adapter.findAnchor(view.row) ?? view.row, view.row);
      if (takesFocus) panel.focus({ preventScroll: true });
    }

    /** @param {Event} event */
    function onScroll({ target }) {
      if (!open || isOnOurs(target)) return;
      if (!notes.writing) hide();
      else if (isThere(open.view)) spot.follow(open.view.row);
    }

    /** The focus goes back to where it came from, unless the user is about to put it elsewhere. */
    function hide({ returnsFocus = true } = {}) {
      clearTimeout(timer);
      notes.putAside();
      if (!open) return;
      const target = returnsFocus && hasFocus() ? open.focused : null;
      open = undefined;
      removeEventListener("scroll", onScroll, options);
      if (host.matches(":popover-open")) host.hidePopover();
      // What is hidden keeps the focus until the next frame, and with it the next key (seen in Chromium 156).
      if (root.activeElement instanceof HTMLElement) root.activeElement.blur();
      if (target instanceof HTMLElement && target.isConnected) target.focus({ preventScroll: true });
    }

    /** Their row is another's, or has left. */
    function leaveRow() {
      if (notes.forgetOthers() || !notes.writing) hide();
    }

    /** @param {() => void} act @param {number} delay in ms */
    function later(act, delay) {
      clearTimeout(timer);
      timer = setTimeout(act, delay);
    }
    const hideLater = () => open && !open.pinned && later(hide, CLOSE_AFTER_MS);

    on("badge/enter", ({ row }) =>
      later(() => !open?.pinned && show(findView(row), { pinned: false, takesFocus: false }), OPEN_AFTER_MS),
    );
    on("badge/leave", () => (open ? hideLater() : clearTimeout(timer)));
    on("badge/click", ({ row, takesFocus }) =>
      open?.pinned && open.view.row === row && isThere(open.view)
        ? hide()
        : show(findView(row), { pinned: true, takesFocus }),
    );
    on("decision/made", ({ person, change }) => "note" in change && notes.drop(person));
    on("people/forgotten", ({ key }) => key === undefined && notes.drafts.clear());
    on("settings/changed", ({ paused }) => paused && hide());
    host.addEventListener("pointerenter", () => clearTimeout(timer));
    host.addEventListener("pointerleave", hideLater);
    // What is typed into a note is none of X's shortcuts.
    keepEventsInside(host);
    // Of whom the popover is, while it has the focus; nobody's row is meant while theirs is not there.
    pointed.holdRow(() => (open && hasFocus() ? (isThere(open.view) ? open.view.row : null) : undefined));

    document.addEventListener(
      "pointerdown",
      ({ target }) => isElsewhere(target) && hide({ returnsFocus: false }),
      options,
    );
    document.addEventListener("keydown", onEscape, options);
    signal.addEventListener("abort", () => {
      hide();
      host.remove();
    });

    /** A badge answers a click itself, and whoever takes the scroll bar goes on writing. @param {EventTarget | null} target */
    function isElsewhere(target) {
      return !isOnOurs(target) && !(notes.writing && target === document.documentElement);
    }

    /** @param {KeyboardEvent} event */
    function onEscape(event) {
      if (!event.isTrusted || event.isComposing || event.key !== "Escape" || !open) return;
      event.stopPropagation();
      if (open && notes.writing) getActions(open.view).stopEditing();
      else hide();
    }

    keyboard.on("why", () => {
      const row = pointed.findRow();
      if (open && (!row || open.view.row === row)) hide();
      else if (row) show(findView(row), { pinned: true, takesFocus: true });
    });
    keyboard.on("note", () => {
      const row = pointed.findRow();
      const view = row && findView(row);
      if (view) editNote(view);
    });

    return {
      showRow(view) {
        if (!open || open.view === view) return;
        const isTheirs = isSameHandle(view.person, open.view.person);
        if (isTheirs && (view.row === open.view.row || !isThere(open.view))) {
          open.view = view;
          // Drawing anew would end what an input method is composing.
          if (!notes.writing?.isComposing) draw(view);
        } else if (view.row === open.view.row) leaveRow();
      },
      clearRow: (row) => open?.view.row === row && leaveRow(),
      setTheme: setPopoverTheme,
    };
  },
};

/** @param {EventTarget | null} target */
function isOnOurs(target) {
  return target instanceof Node && isOurs(target);
}
