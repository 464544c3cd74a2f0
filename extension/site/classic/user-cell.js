import { makeShownPerson } from "../shown-person.js";
import { FOLLOW, findAvatar, findFollow, identifyPart, readRelation } from "./marks.js";

const BUTTONS = "a, button, [role=button]";

/** A person's row in a list, in the side column and in modules. @type {import("../adapter.js").RowKind} */
export const userCell = {
  selector: '[data-testid="UserCell"]',

  identify: identifyPart,

  findAnchor(row) {
    // Where the mark is gone for good, the picture's link serves.
    return findAvatar(row) ?? row.querySelector("a img")?.closest("a")?.parentElement ?? undefined;
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

  // A compact cell (`<li>`) never shows a bio.
  readPerson: (row) => readCell(row, row.getAttribute("role") !== "listitem"),
};

/** @param {Element} row @param {boolean} hasBioPlace whether a bio that there is would be shown */
function readCell(row, hasBioPlace) {
  return makeShownPerson(identifyPart(row), {
    name: row.querySelector('a[role="link"] div[dir="ltr"]'),
    bio: userCell.findBio(row),
    hasBioPlace,
    relation: readRelation(row),
  });
}

/** The same in a list that shows no bios, as that of a community's members: that there is none says nothing of the person. @type {import("../adapter.js").RowKind} */
export const memberCell = {
  ...userCell,

  readPerson: (row) => readCell(row, false),
};
