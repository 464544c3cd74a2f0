/**
 * How a part of the page is built, told by tag names and testids alone: enough to see what X has changed, and nothing
 * that anybody has written. Handles and ids, which X puts into testids, are masked.
 */

const MARK = "data-testid";
const DEEPEST = 40;
const LONGEST = 20_000;
const MASK = "…";
const HANDLE_LINK = /^\/(\w{1,20})(?:\/|$)/;

/**
 * The outline of an element: `main > div[primaryColumn] > …`, one line each, siblings that are alike counted.
 * @param {Element} root
 * @returns {string} at most 20,000 characters
 */
export function makeOutline(root) {
  const handles = new Set(
    [...root.querySelectorAll("a[href]")]
      .map((link) => HANDLE_LINK.exec(link.getAttribute("href") ?? "")?.[1]?.toLowerCase())
      .filter((handle) => handle !== undefined),
  );
  const lines = outlineElement(root, handles, 0);
  const text = lines.join("\n");
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}\n${MASK}` : text;
}

/**
 * @param {Element} element @param {Set<string>} handles in lower case @param {number} depth
 * @returns {string[]} one line for each, by two spaces a level
 */
function outlineElement(element, handles, depth) {
  const mark = element.getAttribute(MARK);
  const own = "  ".repeat(depth) + element.localName + (mark === null ? "" : `[${maskMark(mark, handles)}]`);
  if (depth === DEEPEST) return [`${own} ${MASK}`];
  /** @type {{lines: string[], count: number}[]} */
  const groups = [];
  for (const child of element.children) {
    const lines = outlineElement(child, handles, depth + 1);
    const last = groups.at(-1);
    if (last && last.lines.join() === lines.join()) last.count += 1;
    else groups.push({ lines, count: 1 });
  }
  return [
    own,
    ...groups.flatMap(({ lines: [first = "", ...rest], count }) => [count > 1 ? `${first} ×${count}` : first, ...rest]),
  ];
}

/**
 * A testid without what is of a person: `UserAvatar-Container-ada` is `UserAvatar-Container-…`.
 * @param {string} mark @param {Set<string>} handles in lower case
 * @returns {string}
 */
export function maskMark(mark, handles) {
  const masked = mark.replace(/^(UserAvatar-Container-).*/, `$1${MASK}`).split("-");
  return masked
    .map((part) => (/^[A-Za-z]{1,40}$/.test(part) && !handles.has(part.toLowerCase()) ? part : MASK))
    .join("-")
    .slice(0, 100);
}
