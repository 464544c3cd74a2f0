import { getPath } from "../address.js";
import { makeShownPerson } from "../shown-person.js";
import { AVATAR, findAvatarHandle, findFollow, FOLLOW, readRelation } from "./marks.js";

const NAME = '[data-testid="UserName"]';
const BIO = '[data-testid="UserDescription"]';
const COLUMN = '[data-testid="primaryColumn"]';
const HANDLE_TEXT = /@(\w{1,20})\s*$/;

/** The head of a profile: its row is the block of the name. @type {import("../adapter.js").RowKind} */
export const profileHeader = {
  // Also what stands beside the name: following somebody changes the button alone, and going to another profile may change
  // no more than the attributes of what is there.
  selector: `${NAME}, ${BIO}, ${AVATAR}, ${FOLLOW}`,

  toRow(found) {
    const row = found.closest(COLUMN)?.querySelector(NAME) ?? undefined;
    // Posts, and people who are suggested below, have avatars and buttons of their own.
    return row && (found.matches(`${NAME}, ${BIO}`) || findHead(row).contains(found)) ? row : undefined;
  },

  identify(row) {
    // While X goes from one profile to another the parts are of both; the address is of one.
    const handle = getPath(location).split("/")[1]?.toLowerCase();
    const shown = HANDLE_TEXT.exec(row.textContent ?? "")?.[1] ?? findAvatarHandle(findHead(row));
    if (!shown || shown.toLowerCase() !== handle) return undefined;
    const id = findFollow(findHead(row))?.id;
    return id ? { handle: shown, id } : { handle: shown };
  },

  findAnchor: (row) => /** @type {HTMLElement} */ (findHead(row).querySelector(AVATAR) ?? row),

  findBio: (row) => findHead(row).querySelector(BIO) ?? undefined,

  findFollow: (row) => findFollow(findHead(row)),

  // A profile without a bio has no such element; nor has one that is half built.
  readPerson: (row) =>
    makeShownPerson(profileHeader.identify(row), {
      bio: profileHeader.findBio(row),
      relation: readRelation(findHead(row)),
    }),
};

/**
 * The smallest block that holds the name and an avatar; posts, with avatars of their own, come after it.
 * @param {Element} row
 * @returns {Element}
 */
function findHead(row) {
  const column = row.closest(COLUMN);
  let head = row;
  while (head !== column && head.parentElement && !head.querySelector(AVATAR)) head = head.parentElement;
  return head.querySelector("article") ? row : head;
}
