import { makeShownPerson } from "../shown-person.js";
import { findAvatarBox, findBioText, readHandle } from "./marks.js";

/** A person's row in a list. @type {import("../adapter.js").RowKind} */
export const userRow = {
  selector: "[data-timeline-entry][data-href]",

  toRow: (found) => (found.querySelector("article") ? undefined : found),

  identify(row) {
    const handle = readHandle(row.getAttribute("data-href"));
    return handle ? { handle } : undefined;
  },

  findAnchor: findAvatarBox,

  findBio: findBioText,

  readPerson: (row) => makeShownPerson(userRow.identify(row), { bio: userRow.findBio(row) }),
};
