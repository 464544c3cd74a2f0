import { makeShownPerson } from "../shown-person.js";
import { FOLLOW, findAvatar, findFollow, identifyPart, readRelation } from "./marks.js";

/** The card that X shows while the pointer is on a name; filled some time after it opens. @type {import("../adapter.js").RowKind} */
export const hoverCard = {
  selector: '[data-testid="HoverCard"]',

  identify: identifyPart,

  findAnchor: findAvatar,

  findBio(row) {
    const follow = row.querySelector(FOLLOW);
    return [...row.querySelectorAll('div[dir="auto"]')].find(
      (element) =>
        !element.id.startsWith("id__") &&
        !element.closest("a, button, [role=button]") &&
        (!follow || follow.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING),
    );
  },

  findFollow,

  // Without a bio it may still be empty, or yet to come: which of both nobody can tell.
  readPerson: (row) => makeShownPerson(identifyPart(row), { bio: hoverCard.findBio(row), relation: readRelation(row) }),
};
