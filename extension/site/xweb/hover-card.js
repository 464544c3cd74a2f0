import { readRenderedText } from "../bio-text.js";
import { cutText, LONGEST } from "../users.js";
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

  readPerson(row) {
    const identity = hoverCard.identify(row);
    if (!identity) return undefined;
    const bio = hoverCard.findBio(row);
    return {
      ...identity,
      ...(bio ? { bio: cutText(readRenderedText(bio).text, LONGEST.bio) } : {}),
      source: "page",
    };
  },
};
