import { makeShownPerson } from "../shown-person.js";
import { AVATAR, FOLLOW, findFollow, identifyPart, readRelation } from "./marks.js";

const BUTTONS = "a, button, [role=button]";

/** A person's row in a list, in the side column and in modules. @type {import("../adapter.js").RowKind} */
export const userCell = {
  selector: '[data-testid="UserCell"]',

  identify: identifyPart,

  findAnchor(row) {
    const avatar = /** @type {HTMLElement | null} */ (row.querySelector(AVATAR));
    // Where the mark is gone for good, the picture's link serves.
    return avatar ?? row.querySelector("a img")?.closest("a")?.parentElement ?? undefined;
  },

  findBio(row) {
    // A hidden text of X's own («Click to follow …») stands before the bio and has dir=auto as well; the bio comes
    // after the follow button, and outside links and buttons but the row itself.
    const follow = row.querySelector(FOLLOW);
    const around = row.closest(BUTTONS);
    return [...row.querySelectorAll('div[dir="auto"]')].find(
      (element) =>
        !element.id.startsWith("id__") &&
        element.closest(BUTTONS) === around &&
        (!follow || follow.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING),
    );
  },

  findFollow,

  readPerson: (row) =>
    makeShownPerson(identifyPart(row), {
      name: row.querySelector('a[role="link"] div[dir="ltr"]'),
      bio: userCell.findBio(row),
      // A compact cell (`<li>`) never shows a bio.
      hasBioPlace: row.getAttribute("role") !== "listitem",
      relation: readRelation(row),
    }),
};
