import { makeShownPerson } from "../shown-person.js";
import { AVATAR, identifyPart } from "./marks.js";

// The icon of «followed you», by how its path begins: nothing else tells the kind of a notification, whose text is
// translated (facts: insin/control-panel-for-twitter; look again 2027-06).
const FOLLOW_ICON = 'path[d^="M17.863 13.44c1.477 1.58 2.366"]';
const NOTIFICATION = 'article[data-testid="notification"]';

/** Each avatar of a «followed you» notification, which may tell of several people. @type {import("../adapter.js").RowKind} */
export const followNotification = {
  selector: `${NOTIFICATION} ${AVATAR}`,

  toRow: (found) => (found.closest(NOTIFICATION)?.querySelector(FOLLOW_ICON) ? found : undefined),

  identify: identifyPart,

  findAnchor: (row) => /** @type {HTMLElement} */ (row),

  findBio: () => undefined,

  readPerson: (row) => makeShownPerson(identifyPart(row), {}),
};
