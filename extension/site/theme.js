/** @typedef {"light" | "dark"} Theme */

const COLOUR = /rgba?\((\d+),\s*(\d+),\s*(\d+)(?:,\s*([\d.]+))?\)/;

/**
 * Whether the page is light or dark, by its background: X has had three themes, and other extensions add more.
 * @param {Window} view
 * @returns {Theme}
 */
export function getTheme(view) {
  const colour = COLOUR.exec(view.getComputedStyle(view.document.body).backgroundColor);
  const isSeen = colour && Number(colour[4] ?? 1) > 0;
  if (!isSeen) return view.matchMedia?.("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  // Relative luminance by its main terms, good enough to tell white from black: ITU-R BT.601.
  const [red, green, blue] = colour.slice(1, 4).map(Number);
  return 0.299 * Number(red) + 0.587 * Number(green) + 0.114 * Number(blue) < 128 ? "dark" : "light";
}

/**
 * Calls the listener with the theme, now (or as soon as there is a body) and whenever it changes. X writes it to the
 * body's style.
 * @param {Window} view
 * @param {(theme: Theme) => void} listener
 * @param {{signal: AbortSignal}} options
 */
export function watchTheme(view, listener, { signal }) {
  const { document: page } = view;
  if (!page.body) {
    page.addEventListener("DOMContentLoaded", () => watchTheme(view, listener, { signal }), { once: true, signal });
    return;
  }
  let theme = getTheme(view);
  listener(theme);
  const check = () => {
    const now = getTheme(view);
    if (now === theme) return;
    theme = now;
    listener(now);
  };
  const observer = new MutationObserver(check);
  const attributes = { attributes: true, attributeFilter: ["style", "class", "data-theme"] };
  observer.observe(page.body, attributes);
  observer.observe(page.documentElement, attributes);
  signal.addEventListener("abort", () => observer.disconnect());
}
