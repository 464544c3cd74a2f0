import { makeShownPerson } from "../shown-person.js";
import { AVATAR, findAvatarBox, findBioText, readHandle } from "./marks.js";

/** The card that X shows while the pointer is on a name. @type {import("../adapter.js").RowKind} */
export const hoverCard = {
  selector: "[data-side]",

  identify(row) {
    const handle = readHandle(row.querySelector(AVATAR)?.getAttribute("alt"));
    return handle ? { handle } : undefined;
  },

  findAnchor: findAvatarBox,

  findBio: findBioText,

  readPerson: (row) => makeShownPerson(hoverCard.identify(row), { bio: hoverCard.findBio(row) }),
};
