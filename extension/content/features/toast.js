import { makeFocusReturn } from "../focus-return.js";
import { keepEventsInside, makeHost, TOAST_HOST } from "../hosts.js";
import { drawToast, setToastTheme, toastSheet } from "../toast-view.js";

/**
 * A line at the foot of the window that says what was done, with a way to take it back; gone after ten seconds, or later
 * while the pointer or the focus is on it.
 * @typedef {import("../feature.js").Feature} Feature
 * @typedef {{text: string, action?: {label: string, act: () => void}}} Saying
 */

export const SHOWN_MS = 10_000;
/** The room under it, in pixels. */
const FOOT = 24;

/** @type {Feature} */
export const toast = {
  id: "toast",
  start({ signal, on }) {
    const footSheet = new CSSStyleSheet();
    const { host, root } = makeHost(TOAST_HOST, [toastSheet, footSheet]);
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    const returnFocus = makeFocusReturn(host, root);
    // Enter on the button is none of X's.
    keepEventsInside(host);
    setToastTheme("light");

    function hide() {
      clearTimeout(timer);
      returnFocus();
      host.remove();
    }

    function hideLater() {
      clearTimeout(timer);
      // What is said anew under the pointer or the focus stays as well.
      const isHeld = () => root.activeElement !== null || host.matches(":hover");
      timer = setTimeout(() => (isHeld() ? hideLater() : hide()), SHOWN_MS);
    }

    /** @param {Saying} saying */
    function say({ text, action }) {
      const isThere = host.isConnected;
      if (!isThere) document.documentElement.append(host);
      const act = action && { label: action.label, act: () => (hide(), action.act()) };
      // A live region is read when its content changes, not when it comes with content.
      if (!isThere) drawToast(root, { text: "" });
      requestAnimationFrame(() => {
        if (!act) returnFocus();
        drawToast(root, { text, ...(act ? { action: act } : {}) });
      });
      hideLater();
    }

    on("say", say);
    // Over what else stands at the foot of the window, such as the bar.
    on("foot/taken", (height) => footSheet.replaceSync(`:host{bottom:${FOOT + height}px!important}`));
    for (const type of ["pointerenter", "focusin"]) host.addEventListener(type, () => clearTimeout(timer));
    for (const type of ["pointerleave", "focusout"]) host.addEventListener(type, hideLater);
    signal.addEventListener("abort", hide);
    return { setTheme: setToastTheme };
  },
};
