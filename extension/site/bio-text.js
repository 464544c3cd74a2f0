/**
 * Text as X renders it (links in pieces, emoji as images) read as one string, with the way back to the nodes.
 *
 * @typedef {object} RenderedText
 * @property {string} text
 * @property {{node: Text, start: number}[]} pieces text nodes and where each begins in `text` (UTF-16 code units)
 * @property {{start: number, end: number}[]} links where links are in `text`, one after the other
 */

/**
 * The text of an element, images of emoji read by their alt.
 * @param {Element} element
 * @returns {RenderedText}
 */
export function readRenderedText(element) {
  const only = findOnlyText(element);
  if (only) return { text: only.data, pieces: [{ node: only, start: 0 }], links: [] };
  let text = "";
  /** @type {RenderedText["pieces"]} */
  const pieces = [];
  /** @type {{element: Node, start: number, end: number}[]} */
  const links = [];
  const walker = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeName === "A") links.push({ element: node, start: text.length, end: text.length });
    if (node.nodeType === Node.TEXT_NODE) {
      pieces.push({ node: /** @type {Text} */ (node), start: text.length });
      text += node.nodeValue ?? "";
    } else if (node.nodeName === "IMG") {
      text += /** @type {Element} */ (node).getAttribute("alt") ?? "";
    }
    const link = links.at(-1);
    if (link?.element.contains(node)) link.end = text.length;
  }
  return { text, pieces, links };
}

/**
 * The text that is all that an element holds, as in most bios.
 * @param {Element} element
 */
function findOnlyText(element) {
  /** @type {ChildNode | null} */
  let node = element.firstChild;
  while (node && !node.nextSibling && node.nodeType !== Node.TEXT_NODE) node = node.firstChild;
  return node && !node.nextSibling && node.nodeType === Node.TEXT_NODE ? /** @type {Text} */ (node) : undefined;
}

/**
 * A stretch of rendered text as a range of the page, or undefined where it falls on an image.
 * @param {RenderedText} rendered
 * @param {number} start UTF-16 code units
 * @param {number} end UTF-16 code units
 * @returns {StaticRange | undefined}
 */
export function makeRange({ pieces }, start, end) {
  const first = findPiece(pieces, start, false);
  const last = findPiece(pieces, end, true);
  if (!first || !last) return undefined;
  return new StaticRange({
    startContainer: first.node,
    startOffset: start - first.start,
    endContainer: last.node,
    endOffset: end - last.start,
  });
}

/**
 * @param {RenderedText["pieces"]} pieces
 * @param {number} place
 * @param {boolean} isEnd an end belongs to the piece before it
 */
function findPiece(pieces, place, isEnd) {
  return pieces.find(({ node, start }) => {
    const end = start + node.length;
    return isEnd ? start < place && place <= end : start <= place && place < end;
  });
}
