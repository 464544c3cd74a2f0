import { makeUserCell } from "./cell.js";
import { getBase, make } from "./element.js";
import { toggleFollow } from "./follow.js";
import { request } from "./request.js";
import { getTexts } from "./texts.js";
import { readUser } from "./users.js";

/**
 * @param {string} title
 * @returns {HTMLElement}
 */
export function makeHeader(title) {
  return make("div", { class: "view header" }, make("h2", { dir: "ltr", role: "heading" }, make("span", {}, title)));
}

/**
 * @param {string} path
 * @param {(path: string) => void} go
 * @returns {HTMLElement}
 */
export function makeTabs(path, go) {
  const owner = path.split("/")[1] ?? "";
  const texts = getTexts();
  /** @type {[string, string][]} */
  const tabs = [
    [`/${owner}/verified_followers`, texts.verified],
    [`/${owner}/followers`, texts.followers],
    [`/${owner}/following`, texts.following],
  ];
  return make(
    "nav",
    { class: "view tabs", "aria-label": "·" },
    ...(owner === "i" ? [] : tabs.map(([target, label]) => makeLink(target, label, target === path, go))),
  );
}

/**
 * @param {string} path
 * @param {string} label
 * @param {boolean} current
 * @param {(path: string) => void} go
 * @returns {HTMLElement}
 */
function makeLink(path, label, current, go) {
  const link = make(
    "a",
    { href: getBase() + path, role: "tab", "aria-selected": String(current), class: "tab" },
    label,
  );
  link.addEventListener("click", (event) => {
    event.preventDefault();
    go(path);
  });
  return link;
}

/**
 * @param {string} title
 * @param {HTMLElement} rows
 * @returns {HTMLElement}
 */
export function makeSection(title, rows) {
  return make(
    "section",
    { role: "region", "aria-labelledby": "accessible-list-0", class: "view" },
    make("h1", { id: "accessible-list-0", dir: "auto", class: "aside" }, title),
    make("div", { "aria-label": title }, rows),
  );
}

/**
 * @param {string} label
 * @param {Record<string, string>} options
 * @param {string} value
 * @param {(value: any) => void} onChange
 * @returns {HTMLElement}
 */
export function makeChoice(label, options, value, onChange) {
  const select = /** @type {HTMLSelectElement} */ (
    make("select", {}, ...Object.entries(options).map(([name, text]) => make("option", { value: name }, text)))
  );
  select.value = value;
  select.addEventListener("change", () => onChange(select.value));
  return make("label", { class: "choice" }, make("span", {}, label), select);
}

/**
 * The side column: compact cells, which show no bio; filled once the answer is there.
 * @returns {HTMLElement}
 */
export function makeSidebar() {
  const list = make("ul", { role: "list" });
  request("SidebarUserRecommendations", {}).then((text) => {
    const { sidebar_user_recommendations: suggested } = JSON.parse(text).data;
    list.append(
      ...suggested.map((/** @type {any} */ { user_results: found }) => {
        const user = { ...readUser(found.result), followsMe: false };
        const cell = makeUserCell(user, { root: "li", onFollow: () => toggleFollow(cell, user) });
        return cell;
      }),
    );
  });
  return make(
    "div",
    { "data-testid": "sidebarColumn", class: "view sidebar" },
    make("aside", { role: "complementary", "aria-label": getTexts().suggestions }, list),
  );
}
