import { makeUserCell } from "./cell.js";
import { getBase, make } from "./element.js";
import { getTexts } from "./texts.js";

/** @typedef {import("./users.js").User} User */

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
 * @param {string} handle
 * @param {User | undefined} user
 * @returns {HTMLElement}
 */
export function makeProfile(handle, user) {
  const back = make("button", { type: "button", class: "back" }, getTexts().back);
  back.addEventListener("click", () => history.back());
  return make(
    "div",
    { class: "view profile" },
    make("div", { "data-testid": "UserName", dir: "ltr" }, user?.name ?? handle),
    make("div", { "data-testid": "UserDescription", dir: "auto" }, user?.bio ?? ""),
    back,
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
 * The side column: compact cells, which show no bio.
 * @returns {HTMLElement}
 */
export function makeSidebar() {
  const invented = ["Ada Sidebar", "Ben Sidebar", "Cleo Sidebar"].map((name, index) => ({
    id: `930000000000000000${index}`,
    handle: `sidebar_${index}`,
    name,
    bio: "",
    verified: false,
    followsMe: false,
    state: /** @type {const} */ ("follow"),
  }));
  return make(
    "div",
    { "data-testid": "sidebarColumn", class: "view sidebar" },
    make(
      "aside",
      { role: "complementary", "aria-label": getTexts().suggestions },
      make("ul", { role: "list" }, ...invented.map((user) => makeUserCell(user, { root: "li", onFollow: () => {} }))),
    ),
  );
}
