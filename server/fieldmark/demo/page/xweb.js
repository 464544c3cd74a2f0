import { getBase, make } from "./element.js";
import { drawAvatar, makeRichText } from "./rich-text.js";
import { getTexts } from "./texts.js";

/** @typedef {import("./users.js").User} User */

/** Whether the page is to be X's coming client, which has no testids. */
export const IS_XWEB = new URLSearchParams(location.search).get("client") === "xweb";

/**
 * A person's row as X's coming client builds it.
 * @param {User} user
 * @param {{onFollow: (user: User) => void}} options
 * @returns {HTMLElement}
 */
export function makeXwebRow(user, { onFollow }) {
  return make(
    "div",
    { "data-timeline-entry": "", "data-href": `/${user.handle}`, class: "cell" },
    make("div", { class: "view cell-row" }, makeAvatar(user), makeBody(user, onFollow)),
  );
}

/**
 * The card over a name.
 * @param {User} user
 * @returns {HTMLElement}
 */
export function makeXwebCard(user) {
  return make(
    "div",
    { "data-side": "bottom", class: "card" },
    makeAvatar(user),
    makeBody(user, () => {}),
  );
}

/** @param {User} user */
function makeAvatar(user) {
  const image = /** @type {HTMLImageElement} */ (make("img", { alt: `@${user.handle}`, class: "avatar" }));
  image.src = drawAvatar(user.id);
  return make("a", { href: `${getBase()}/${user.handle}`, class: "view avatar-container" }, image);
}

/** @param {User} user @param {(user: User) => void} onFollow */
function makeBody(user, onFollow) {
  const label = user.state === "follow" ? getTexts().follow : getTexts().unfollow;
  const button = make("button", { type: "button", class: "follow", "aria-label": `${label} @${user.handle}` }, label);
  button.addEventListener("click", (event) => {
    event.stopPropagation();
    onFollow(user);
  });
  const name = make(
    "a",
    { href: `${getBase()}/${user.handle}`, class: "name-link", "data-user": user.handle },
    user.name,
  );
  const bio = user.bio ? make("p", { dir: "auto", class: "bio" }, ...makeRichText(user.bio)) : null;
  return make(
    "div",
    { class: "view body" },
    make("div", { class: "view top" }, name, make("span", { class: "handle" }, `@${user.handle}`), button),
    bio,
  );
}
