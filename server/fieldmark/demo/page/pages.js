import { makeAvatar, makeFollow, makeUserCell } from "./cell.js";
import { make } from "./element.js";
import { toggleFollow } from "./follow.js";
import { request } from "./request.js";
import { makeRichText } from "./rich-text.js";
import { getTexts } from "./texts.js";
import { readUser } from "./users.js";

/**
 * The pages that are no list of people, as far as people stand on them.
 * @typedef {import("./users.js").User} User
 */

const ICONS = {
  follow: "M17.863 13.44c1.477 1.58 2.366 3.8 2.632 6.46l.11 1.1H3.395l.11-1.1",
  like: "M20.884 13.19c-1.351 2.48",
};
const NAMESPACE = "http://www.w3.org/2000/svg";

/**
 * Posts, and among them people that the site suggests.
 * @returns {HTMLElement}
 */
export function makeHome() {
  const root = make("div", { class: "view" });
  request("HomeTimeline", {}).then((text) => {
    const [{ entries }] = JSON.parse(text).data.home.home_timeline_urt.instructions;
    for (const { content } of entries) {
      const post = content.itemContent?.tweet_results?.result.core.user_results.result;
      if (post) root.append(makePost(readUser(post)));
      else
        root.append(
          ...content.items.map((/** @type {any} */ { item }) => {
            const user = readUser(item.itemContent.user_results.result);
            const cell = makeUserCell(user, { onFollow: () => toggleFollow(cell, user) });
            return cell;
          }),
        );
    }
  });
  return root;
}

/**
 * Two of «followed you», one of them by several people, and one of another kind.
 * @returns {HTMLElement}
 */
export function makeNotifications() {
  const root = make("div", { class: "view" });
  request("NotificationsTimeline", {}).then((text) => {
    const view = JSON.parse(text).data.viewer_v2.user_results.result;
    const { entries } = view.notification_timeline.timeline.instructions[0];
    for (const [place, { content }] of entries.entries()) {
      const users = content.itemContent.template.from_users.map((/** @type {any} */ one) =>
        readUser(one.user_results.result),
      );
      root.append(makeNotification(users, place === 2 ? "like" : "follow"));
    }
  });
  return root;
}

/**
 * @param {User[]} users
 * @param {keyof typeof ICONS} icon
 */
function makeNotification(users, icon) {
  const drawing = document.createElementNS(NAMESPACE, "svg");
  const path = document.createElementNS(NAMESPACE, "path");
  path.setAttribute("d", ICONS[icon]);
  drawing.setAttribute("class", "icon");
  drawing.append(path);
  return make(
    "article",
    { "data-testid": "notification", role: "article", class: "view notification" },
    drawing,
    make("div", { class: "avatars" }, ...users.map((user) => makeAvatar(user))),
    make("div", { dir: "ltr" }, users.map(({ name }) => name).join(", ")),
  );
}

/**
 * A profile; its head is filled once the answer is there.
 * @param {string} handle
 * @returns {HTMLElement}
 */
export function makeProfile(handle) {
  const root = make("div", { class: "view profile" });
  const back = make("button", { type: "button", class: "back" }, getTexts().back);
  back.addEventListener("click", () => history.back());
  root.append(back);
  request("UserByScreenName", { screen_name: handle }).then((text) => {
    const { result } = JSON.parse(text).data.user;
    if (result) root.prepend(makeHead(readUser(result)), makePost(readUser(result)));
  });
  return root;
}

/** @param {User} user */
function makeHead(user) {
  const follow = makeFollow(user, () => toggleFollow(head, user));
  const head = make(
    "div",
    { class: "view head" },
    make(
      "div",
      { class: "view cell-row" },
      makeAvatar(user),
      make("div", { "data-testid": "placementTracking" }, follow),
    ),
    make(
      "div",
      { "data-testid": "UserName", class: "view" },
      make("div", { dir: "ltr", class: "name" }, ...makeRichText(user.name)),
      make("div", { dir: "ltr", class: "handle" }, `@${user.handle}`),
    ),
    user.bio
      ? make("div", { "data-testid": "UserDescription", dir: "auto", class: "bio" }, ...makeRichText(user.bio))
      : null,
  );
  return head;
}

/** @param {User} author */
function makePost(author) {
  return make(
    "article",
    { "data-testid": "tweet", role: "article", class: "view cell-row notification" },
    makeAvatar(author),
    make("div", { "data-testid": "User-Name", dir: "ltr" }, author.name),
    make("div", { "data-testid": "tweetText", dir: "auto" }, "…"),
  );
}
