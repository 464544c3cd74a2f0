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
 * The page's own colour.
 * @param {Window} view
 * @returns {string | undefined} as CSS writes it; undefined if the page has none
 */
function findPaper(view) {
  const { backgroundColor } = view.getComputedStyle(view.document.body);
  return Number(COLOUR.exec(backgroundColor)?.[4] ?? 1) === 1 ? backgroundColor || undefined : undefined;
}

/**
 * Calls the listener with the theme and the page's own colour, now (or as soon as there is a body) and whenever they change. X writes it to the
 * body's style.
 * @param {Window} view
 * @param {(theme: Theme, paper: string | undefined) => void} listener
 * @param {{signal: AbortSignal}} options
 */
export function watchTheme(view, listener, { signal }) {
  const { document: page } = view;
  if (!page.body) {
    page.addEventListener("DOMContentLoaded", () => watchTheme(view, listener, { signal }), { once: true, signal });
    return;
  }
  let theme = getTheme(view);
  let paper = findPaper(view);
  listener(theme, paper);
  const check = () => {
    const [now, colour] = [getTheme(view), findPaper(view)];
    if (now === theme && colour === paper) return;
    theme = now;
    paper = colour;
    listener(now, colour);
  };
  const observer = new MutationObserver(check);
  const attributes = { attributes: true, attributeFilter: ["style", "class", "data-theme"] };
  observer.observe(page.body, attributes);
  observer.observe(page.documentElement, attributes);
  signal.addEventListener("abort", () => observer.disconnect());
}
