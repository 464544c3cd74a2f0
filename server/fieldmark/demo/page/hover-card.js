import { makeAvatar, makeFollow } from "./cell.js";
import { make } from "./element.js";
import { toggleFollow } from "./follow.js";
import { request } from "./request.js";
import { makeRichText } from "./rich-text.js";
import { readUser } from "./users.js";
import { IS_XWEB, makeXwebCard } from "./xweb.js";

/** @typedef {import("./users.js").User} User */

const layers = /** @type {HTMLElement} */ (document.getElementById("layers"));

/**
 * Opens the card over a name, as X does for whom the pointer rests on: an empty one first, filled once the answer is there.
 * @param {string} handle
 * @returns {Promise<void>}
 */
export async function openHoverCard(handle) {
  const parent = IS_XWEB
    ? make("div", {})
    : make(
        "div",
        { "data-testid": "hoverCardParent", class: "view" },
        make("div", { "data-testid": "HoverCard", class: "card" }),
      );
  layers.replaceChildren(parent);
  const answer = JSON.parse(await request("UserByScreenName", { screen_name: handle }));
  const result = answer.data.user.result;
  if (!result || !parent.isConnected) return;
  const user = readUser(result);
  if (IS_XWEB) parent.replaceChildren(makeXwebCard(user));
  else parent.firstElementChild?.replaceChildren(...makeCard(user, () => toggleFollow(parent, user)));
}

export function closeHoverCard() {
  layers.replaceChildren();
}

/**
 * @param {User} user
 * @param {() => void} onFollow
 * @returns {HTMLElement[]}
 */
function makeCard(user, onFollow) {
  return [
    make("div", { class: "view cell-row" }, makeAvatar(user), makeFollow(user, onFollow)),
    make("div", { class: "view" }, make("div", { dir: "ltr", class: "name" }, ...makeRichText(user.name))),
    ...(user.bio ? [make("div", { dir: "auto", class: "bio" }, ...makeRichText(user.bio))] : []),
  ];
}
