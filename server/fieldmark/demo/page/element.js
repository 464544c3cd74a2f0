/**
 * Makes an element with attributes and children.
 * @param {string} tag
 * @param {Record<string, string>} attributes
 * @param {...(Node | string | null)} children
 * @returns {HTMLElement}
 */
export function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.filter((child) => child !== null));
  return element;
}

/**
 * Where the site lies: "" at the root, "/demo" under the demo server.
 * @returns {string}
 */
export function getBase() {
  return document.documentElement.dataset["base"] ?? "";
}
