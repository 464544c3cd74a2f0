import { getText } from "../../shared/text.js";
import { makeDecisionPart, makeNoteEditor } from "../decision-view.js";
import { isOurs, keepEventsInside, makeHost, POPOVER_HOST } from "../hosts.js";
import { makeParts } from "../popover-parts.js";
import { drawPopover, findPlace, popoverSheet, setPopoverTheme } from "../popover-view.js";

/**
 * The reasons, one hover away: over the badge after a moment, pinned by a click, by the key on the hovered or focused
 * row, closed by Escape. And what the user decides about the person.
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
    const { adapter, signal, findView, on, emit, keyboard, background, place, pointed } = context;
    // The place is set from inside: `all: initial !important` in the root wins over any style of the host.
    const placeSheet = new CSSStyleSheet();
    const { host, root } = makeHost(POPOVER_HOST, [popoverSheet, placeSheet]);
    host.popover = "manual";
    setPopoverTheme("light");

    /** @type {{view: RowView, pinned: boolean, focused: Element | null} | undefined} */
    let open;
    /** The note that is being written. @type {ReturnType<typeof makeNoteEditor> | undefined} */
    let editor;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;

    const options = { signal, capture: true };
    // Listened to while the popover is open: a page scrolls all the time.
    const hideOnScroll = (/** @type {Event} */ { target }) => !isOnOurs(target) && hide();
    // Whoever asks for more of it wants it to stay; it may go elsewhere for it.
    const more = makeParts(context, () => open && show(open.view.row, { pinned: true, takesFocus: false }));
    const hasFocus = () => root.activeElement !== null;

    /** @param {RowView} view */
    function draw(view) {
      const focused = root.activeElement;
      const index = [...root.querySelectorAll("button")].indexOf(/** @type {HTMLButtonElement} */ (focused));
      const decision = makeDecisionPart(view.verdict, keyboard.keys, makeActions(view));
      const parts = [more.makeNiches(view), ...decision, editor?.element ?? null, more.makeWords(view)];
      const onAdd = (/** @type {string} */ text) => more.addWord(view, text, "related");
      const panel = drawPopover(root, { ...view, nicheName: more.nameNiche(view), parts, onAdd });
      const again = focused === editor?.field ? editor?.field : (root.querySelectorAll("button")[index] ?? panel);
      if (focused) again?.focus({ preventScroll: true });
      return panel;
    }

    /** @param {RowView} view @returns {import("../decision-view.js").DecisionActions} */
    function makeActions(view) {
      const getRequest = () => ({ account: place.account ?? "", key: view.key });
      return {
        decide: (action) => emit("decide", { view: findView(view.row) ?? view, action }),
        editNote: () => editNote(view.row),
        saveNote(note) {
          emit("decide", { view: findView(view.row) ?? view, change: { note } });
          stopEditing();
        },
        stopEditing,
        askHistory: async () => (await background.askHistory(getRequest())).history,
        async forget() {
          hide();
          try {
            await background.forgetPerson(getRequest());
            emit("say", { text: getText("said_forgotten", `@${view.person.handle}`) });
          } catch (error) {
            emit("decision/failed", error);
          }
        },
      };
    }

    /** @param {Element} row */
    function editNote(row) {
      const view = findView(row);
      if (!view) return;
      editor = makeNoteEditor(view.verdict.note ?? "", makeActions(view));
      show(row, { pinned: true, takesFocus: true });
      editor.field.focus({ preventScroll: true });
    }

    function stopEditing() {
      editor = undefined;
      if (open) draw(open.view).focus({ preventScroll: true });
    }

    /** @param {Element} row @param {{pinned: boolean, takesFocus: boolean}} how */
    function show(row, { pinned, takesFocus }) {
      const view = findView(row);
      const anchor = adapter.findAnchor(row);
      if (!view || !anchor) return;
      clearTimeout(timer);
      if (open && open.view.key !== view.key && !editor?.element.isConnected) editor = undefined;
      if (!host.isConnected) document.documentElement.append(host);
      const before = hasFocus() ? open?.focused : document.activeElement;
      const panel = draw(view);
      open = { view, pinned, focused: takesFocus || hasFocus() ? (before ?? null) : null };
      if (!host.matches(":popover-open")) host.showPopover();
      addEventListener("scroll", hideOnScroll, options);
      placeSheet.replaceSync("");
      const { left, top, most } = findPlace(host, anchor, row);
      placeSheet.replaceSync(`:host{left:${left}px!important;top:${top}px!important}.panel{max-height:${most}px}`);
      if (takesFocus) panel.focus({ preventScroll: true });
    }

    /** The focus goes back to where it came from, unless the user is about to put it elsewhere. */
    function hide({ returnsFocus = true } = {}) {
      clearTimeout(timer);
      if (!open) return;
      const target = returnsFocus && hasFocus() ? open.focused : null;
      open = undefined;
      editor = undefined;
      removeEventListener("scroll", hideOnScroll, options);
      if (host.matches(":popover-open")) host.hidePopover();
      // What is hidden keeps the focus until the next frame, and with it the next key (seen in Chromium 156).
      if (root.activeElement instanceof HTMLElement) root.activeElement.blur();
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
    // What is typed into a note is none of X's shortcuts.
    keepEventsInside(host);
    pointed.holdRow(() => (open && hasFocus() ? open.view.row : undefined));

    // A badge answers a click itself.
    document.addEventListener(
      "pointerdown",
      ({ target }) => !isOnOurs(target) && hide({ returnsFocus: false }),
      options,
    );
    document.addEventListener("keydown", onEscape, options);
    signal.addEventListener("abort", () => {
      hide();
      host.remove();
    });

    /** @param {KeyboardEvent} event */
    function onEscape(event) {
      if (!event.isTrusted || event.isComposing || event.key !== "Escape" || !open) return;
      event.stopPropagation();
      if (editor) stopEditing();
      else hide();
    }

    keyboard.on("why", () => {
      const row = pointed.findRow();
      if (open && (!row || open.view.row === row)) hide();
      else if (row) show(row, { pinned: true, takesFocus: true });
    });
    keyboard.on("note", () => {
      const row = pointed.findRow();
      if (row) editNote(row);
    });

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
