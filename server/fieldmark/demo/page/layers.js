import { makeUserCell } from "./cell.js";
import { make } from "./element.js";

/**
 * What X shows over the page with cells of people in it that are no list: for tests.
 * @typedef {import("./users.js").User} User
 */

/** @param {User[]} users @returns {HTMLElement} the menu of one's accounts */
export function makeAccountSwitcher(users) {
  const cells = users.map((user, place) =>
    makeUserCell(user, { root: place === 0 ? "li" : "button", onFollow: () => {} }),
  );
  return make("div", { role: "menu", class: "view" }, make("ul", { role: "list" }, ...cells));
}

/** @param {User[]} users @returns {HTMLElement} what the search field suggests */
export function makeTypeahead(users) {
  const cells = users.map((user) => {
    const cell = makeUserCell(user, { onFollow: () => {} });
    cell.setAttribute("data-testid", "TypeaheadUser");
    return cell;
  });
  return make("div", { role: "listbox", class: "view" }, ...cells);
}
