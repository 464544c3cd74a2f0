import { drawHelp, helpSheet, setHelpTheme } from "../help-view.js";
import { HELP_HOST, isOurs, keepEventsInside, makeHost } from "../hosts.js";

/**
 * The list of the keys, over the page; opened by its own key or by the bar.
 * @typedef {import("../feature.js").Feature} Feature
 */

/** @type {Feature} */
export const help = {
  id: "help",
  start({ keyboard, signal, on }) {
    const { host, root } = makeHost(HELP_HOST, [helpSheet]);
    host.popover = "manual";
    /** @type {Element | null} */
    let before = null;
    setHelpTheme("light");

    function show() {
      before = document.activeElement;
      document.documentElement.append(host);
      const panel = drawHelp(root, keyboard.keys, hide);
      host.showPopover();
      panel.focus({ preventScroll: true });
    }

    function hide() {
      if (!host.isConnected) return;
      const hadFocus = root.activeElement !== null;
      host.remove();
      if (hadFocus && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    }

    const toggle = () => (host.isConnected ? hide() : show());
    keyboard.on("help", toggle);
    on("help/toggle", toggle);
    on("page/active", (isActive) => !isActive && hide());
    keepEventsInside(host);
    const options = { signal, capture: true };
    document.addEventListener(
      "keydown",
      (event) => {
        if (!event.isTrusted || event.key !== "Escape" || !host.isConnected) return;
        event.stopPropagation();
        hide();
      },
      options,
    );
    document.addEventListener(
      "pointerdown",
      ({ target }) => !(target instanceof Node && isOurs(target)) && hide(),
      options,
    );
    signal.addEventListener("abort", hide);
    return { setTheme: setHelpTheme };
  },
};
