/**
 * Lets left and right go from button to button, as in any toolbar. The first one is a grip, which has the arrows for itself.
 * @param {HTMLElement} bar
 */
export function goByArrows(bar) {
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const buttons = [...bar.querySelectorAll("button")].filter((button) => !button.closest("[hidden]"));
    const place = buttons.indexOf(/** @type {HTMLButtonElement} */ (event.target));
    if (!step || place < 1) return;
    event.preventDefault();
    buttons.at((place + (bar.dir === "rtl" ? -step : step)) % buttons.length)?.focus({ preventScroll: true });
  });
}
