import { readRenderedText } from "./bio-text.js";
import { cutText, LONGEST } from "./users.js";

/**
 * A person as a row shows them.
 * @typedef {import("./adapter.js").Identity} Identity
 * @typedef {import("../shared/values.js").Person} Person
 *
 * @param {Identity | undefined} identity whose row it is
 * @param {object} shown
 * @param {Element | null} [shown.name] the element that shows the name
 * @param {Element | undefined} [shown.bio] the element that shows the bio
 * @param {boolean} [shown.hasBioPlace] whether a bio that there is would be shown: then one that is not shown is empty
 * @param {{follows_me?: boolean, i_follow?: boolean}} [shown.relation]
 * @returns {Person | undefined} undefined while the row is nobody's
 */
export function makeShownPerson(identity, { name, bio, hasBioPlace = false, relation = {} }) {
  if (!identity) return undefined;
  const text = bio ? cutText(readRenderedText(bio).text, LONGEST.bio) : hasBioPlace ? "" : undefined;
  const { handle, id } = identity;
  return {
    handle,
    ...(id === undefined ? {} : { id }),
    ...(name ? { name: cutText(readRenderedText(name).text, LONGEST.name) } : {}),
    ...(text === undefined ? {} : { bio: text }),
    ...relation,
    source: "page",
  };
}
