import { getBase, make } from "./element.js";
import { drawAvatar, makeRichText } from "./rich-text.js";
import { getTexts } from "./texts.js";

/** @typedef {import("./users.js").User} User */

/**
 * A person's cell as X's classic client builds it: a button that holds links and another button. It must be made
 * with createElement: an HTML parser would take the inner button out of the outer one.
 * @param {User} user
 * @param {{root?: "button" | "li", onFollow: (user: User) => void}} options
 * @returns {HTMLElement}
 */
export function makeUserCell(user, { root = "button", onFollow }) {
  const compact = root === "li";
  const cell = make(
    root,
    {
      role: compact ? "listitem" : "button",
      class: "view cell",
      tabindex: "0",
      "data-testid": "UserCell",
      ...(compact ? {} : { type: "button" }),
    },
    make(
      "div",
      { class: "view cell-row" },
      make("div", { class: "view" }, make("div", { class: "view" }, makeAvatar(user))),
      makeBody(user, compact, onFollow),
    ),
  );
  remember(cell);
  return cell;
}

/**
 * @param {User} user
 * @returns {HTMLElement}
 */
export function makeAvatar(user) {
  const image = /** @type {HTMLImageElement} */ (make("img", { alt: "", draggable: "true", class: "avatar" }));
  image.src = drawAvatar(user.id);
  const link = make(
    "a",
    { href: getHref(user), "aria-hidden": "true", role: "link", tabindex: "-1", class: "avatar-link" },
    image,
  );
  return make(
    "div",
    { class: "view avatar-container", "data-testid": `UserAvatar-Container-${user.handle}` },
    make("div", { class: "view avatar-clip" }, link),
  );
}

/**
 * @param {User} user
 * @param {boolean} compact
 * @param {(user: User) => void} onFollow
 * @returns {HTMLElement}
 */
function makeBody(user, compact, onFollow) {
  const top = make("div", { class: "view top" }, makeNameBlock(user), makeFollow(user, onFollow), makeTooltip(user));
  const bio = user.bio && !compact ? make("div", { dir: "auto", class: "bio" }, ...makeRichText(user.bio)) : null;
  return make("div", { class: "view body" }, top, bio);
}

/**
 * @param {User} user
 * @returns {HTMLElement}
 */
function makeNameBlock(user) {
  const texts = getTexts();
  const name = make(
    "a",
    { href: getHref(user), role: "link", class: "name-link" },
    make(
      "div",
      { class: "view name-row" },
      make("div", { dir: "ltr", class: "name" }, make("span", {}, make("span", {}, ...makeRichText(user.name)))),
      user.verified
        ? make("div", { dir: "ltr" }, make("span", { class: "verified", "data-testid": "icon-verified" }, "✓"))
        : null,
    ),
  );
  const handle = make(
    "div",
    { class: "view handle-row" },
    make(
      "div",
      { class: "view" },
      make(
        "a",
        { href: getHref(user), role: "link", tabindex: "-1" },
        make("div", { dir: "ltr", class: "handle" }, make("span", {}, `@${user.handle}`)),
      ),
    ),
    user.followsMe
      ? make(
          "div",
          { "data-testid": "userFollowIndicator", dir: "ltr", class: "follows-you" },
          make("span", {}, texts.followsYou),
        )
      : null,
  );
  return make("div", { class: "view names" }, make("div", { class: "view" }, name), handle);
}

/**
 * @param {User} user
 * @param {(user: User) => void} onFollow
 * @returns {HTMLElement}
 */
export function makeFollow(user, onFollow) {
  const texts = getTexts();
  const label = user.state === "follow" ? (user.followsMe ? texts.followBack : texts.follow) : texts.unfollow;
  const button = make(
    "button",
    {
      role: "button",
      type: "button",
      class: user.state === "follow" ? "follow" : "follow followed",
      "aria-label": `${label} @${user.handle}`,
      "data-testid": `${user.id}-${user.state}`,
    },
    make("div", { dir: "ltr" }, make("span", {}, make("span", {}, label))),
  );
  button.addEventListener("click", (event) => {
    event.stopPropagation();
    onFollow(user);
  });
  return make("div", { class: "view follow-place" }, button);
}

/**
 * The hidden text that stands before the bio: the first `dir=auto` of a row is not the bio.
 * @param {User} user
 * @returns {HTMLElement}
 */
function makeTooltip(user) {
  return make(
    "div",
    { dir: "auto", id: `id__${user.id.slice(-6)}`, class: "hidden" },
    `${getTexts().tooltip} ${user.handle}`,
  );
}

/**
 * @param {User} user
 * @returns {string}
 */
function getHref(user) {
  return `${getBase()}/${user.handle}`;
}

/** @type {WeakMap<Element, string>} What the page itself gave each of its elements as class. */
const classes = new WeakMap();

/**
 * @param {Element} root
 */
function remember(root) {
  for (const element of [root, ...root.querySelectorAll("*")])
    classes.set(element, element.getAttribute("class") ?? "");
}

/**
 * Renders a cell again as X does on hover: foreign classes go, the Follow button is nested one level deeper or less.
 * @param {Element} cell
 */
export function rerenderCell(cell) {
  for (const element of [cell, ...cell.querySelectorAll("*")]) {
    const own = classes.get(element);
    if (own !== undefined && element.getAttribute("class") !== own) element.setAttribute("class", own);
  }
  const place = cell.querySelector(".follow-place");
  const button = place?.querySelector("button");
  if (!place || !button) return;
  if (button.parentElement === place) {
    const wrapper = make("div", { class: "view" }, button);
    remember(wrapper);
    place.append(wrapper);
  } else {
    place.replaceChildren(button);
  }
}

/**
 * Shows a person's new follow state in a cell that is there: only the button changes.
 * @param {Element} cell
 * @param {User} user
 */
export function updateFollow(cell, user) {
  const button = cell.querySelector(".follow-place button");
  if (!button) return;
  const texts = getTexts();
  const label = user.state === "follow" ? (user.followsMe ? texts.followBack : texts.follow) : texts.unfollow;
  button.setAttribute("data-testid", `${user.id}-${user.state}`);
  button.setAttribute("aria-label", `${label} @${user.handle}`);
  button.setAttribute("class", user.state === "follow" ? "follow" : "follow followed");
  classes.set(button, button.getAttribute("class") ?? "");
  const text = button.querySelector("span span");
  if (text) text.textContent = label;
  rerenderCell(cell);
}
