/**
 * Makes an element. Text goes in as text, never as markup: names and bios are attackers' text.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | boolean | ((event: any) => void) | undefined>} [properties] attributes; `class`,
 *   `text` for the text content, `onclick` and the like for listeners; false and undefined are left out
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === false) continue;
    if (name === "text") element.textContent = String(value);
    else if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/**
 * Puts content in place of what an element holds; where that is the same already, nothing is touched.
 * @param {Element} element
 * @param {...(Node | string)} content
 */
export function setContent(element, ...content) {
  const next = make("div", {}, ...content).childNodes;
  const isSame = next.length === element.childNodes.length;
  if (!isSame || [...next].some((node, place) => !node.isEqualNode(element.childNodes[place] ?? null)))
    element.replaceChildren(...next);
}

/**
 * The element with this id.
 * @template {HTMLElement} [Type=HTMLElement]
 * @param {string} id
 * @returns {Type}
 * @throws {Error} if there is none
 */
export function getElement(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no #${id}`);
  return /** @type {Type} */ (element);
}
