import { readRenderedText } from "../bio-text.js";
import { cutText, LONGEST } from "../users.js";
import { AVATAR, FOLLOW, identifyPart, readRelation } from "./marks.js";

/** The card that X shows while the pointer is on a name; filled some time after it opens. @type {import("../adapter.js").RowKind} */
export const hoverCard = {
  selector: '[data-testid="HoverCard"]',

  identify: identifyPart,

  findAnchor(row) {
    return /** @type {HTMLElement | null} */ (row.querySelector(AVATAR)) ?? undefined;
  },

  findBio(row) {
    const follow = row.querySelector(FOLLOW);
    return [...row.querySelectorAll('div[dir="auto"]')].find(
      (element) =>
        !element.id.startsWith("id__") &&
        !element.closest("a, button, [role=button]") &&
        (!follow || follow.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING),
    );
  },

  readPerson(row) {
    const identity = identifyPart(row);
    if (!identity) return undefined;
    const bio = hoverCard.findBio(row);
    return {
      ...identity,
      // Without a bio it may still be empty, or yet to come: which of both nobody can tell.
      ...(bio ? { bio: cutText(readRenderedText(bio).text, LONGEST.bio) } : {}),
      ...readRelation(row),
      source: "page",
    };
  },
};
