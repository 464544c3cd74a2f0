/**
 * What the rest needs of a client of X's to work on its rows. One implementation a client; nothing else knows selectors.
 *
 * @typedef {{handle: string, id?: string}} Identity
 *
 * @typedef {object} RowsAdapter
 * @property {string} name
 * @property {string[]} attributes the attributes by whose change a row may have become another person's
 * @property {(root: Element) => Element[]} findRows the rows in an element, itself among them
 * @property {(node: Node) => Element | undefined} findRow the row a node stands in
 * @property {(row: Element) => Identity | undefined} identify whose row it is; undefined while it is half built
 * @property {(row: Element) => HTMLElement | undefined} findAnchor the positioned box that a badge may overlay
 * @property {(row: Element) => Element | undefined} findBio the element that shows the bio
 * @property {(row: Element) => import("../shared/values.js").Person | undefined} readPerson what the row itself shows
 */

export {};
