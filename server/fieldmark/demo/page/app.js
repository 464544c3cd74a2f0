import { getBase, make } from "./element.js";
import { closeHoverCard, openHoverCard } from "./hover-card.js";
import { makeAccountSwitcher, makeTypeahead } from "./layers.js";
import { makeChoice, makeHeader, makeSection, makeSidebar, makeTabs } from "./layout.js";
import { PeopleList } from "./list.js";
import { makeHome, makeNotifications, makeProfile } from "./pages.js";
import { getTexts, RIGHT_TO_LEFT, TEXTS } from "./texts.js";
import { IS_XWEB } from "./xweb.js";

/** @typedef {import("./users.js").User} User */

const BACKGROUNDS = { light: "rgb(255, 255, 255)", dark: "rgb(0, 0, 0)", dim: "rgb(21, 32, 43)" };

/** @type {{pattern: RegExp, operation: string, title: "followers" | "following" | "verified" | "members"}[]} */
const LISTS = [
  { pattern: /^\/\w+\/followers$/, operation: "Followers", title: "followers" },
  { pattern: /^\/\w+\/verified_followers$/, operation: "BlueVerifiedFollowers", title: "verified" },
  { pattern: /^\/\w+\/following$/, operation: "Following", title: "following" },
  { pattern: /^\/\w+\/followers_you_follow$/, operation: "FollowersYouKnow", title: "followers" },
  { pattern: /^\/\w+\/creator-subscriptions\/\w+$/, operation: "UserCreatorSubscriptions", title: "members" },
  { pattern: /^\/i\/lists\/\d+\/members$/, operation: "ListMembers", title: "members" },
  { pattern: /^\/i\/lists\/\d+\/followers$/, operation: "ListSubscribers", title: "followers" },
  { pattern: /^\/i\/communities\/\d+\/\w+$/, operation: "membersSliceTimeline_Query", title: "members" },
  { pattern: /^\/i\/connect_people$/, operation: "ConnectTabTimeline", title: "members" },
  { pattern: /^\/search$/, operation: "SearchTimeline", title: "members" },
  { pattern: /^\/\w+\/status\/\d+\/retweets$/, operation: "Retweeters", title: "members" },
  { pattern: /^\/\w+\/status\/\d+\/likes$/, operation: "Favoriters", title: "members" },
];
/** Pages that are no list of people. @type {Record<string, () => HTMLElement>} */
const PAGES = { "/home": makeHome, "/notifications": makeNotifications };

const root = /** @type {HTMLElement} */ (document.getElementById("react-root"));
const page = document.documentElement.dataset;

/** @type {PeopleList | null} */
let list = null;
let listPath = "";

/**
 * The path within the site.
 * @returns {string}
 */
function getPath() {
  return location.pathname.slice(getBase().length) || "/";
}

/**
 * Goes to a path of the site without loading the page, as X does.
 * @param {string} path
 */
function go(path) {
  history.pushState({}, "", getBase() + path);
  render();
}

/** @param {User} user */
function openProfile(user) {
  go(`/${user.handle}`);
}

function render() {
  const path = getPath();
  const route = LISTS.find(({ pattern }) => pattern.test(path));
  if (list && listPath !== path) {
    list.stop();
    list = null;
  }
  const texts = getTexts();
  const title = route ? texts[route.title] : path.slice(1);
  document.title = `${title} — a stand-in page`;
  const column = make("div", { class: "view column", ...(IS_XWEB ? {} : { "data-testid": "primaryColumn" }) });
  column.append(makeHeader(title));
  const dialog = new URLSearchParams(location.search).has("dialog") && make("div", { role: "dialog", class: "view" });
  if (route) {
    list ??= new PeopleList({ operation: route.operation, onOpen: openProfile });
    listPath = path;
    if (dialog) dialog.append(makeSection(title, list.root));
    column.append(makeTabs(path, go), dialog ? "" : makeSection(title, list.root));
  } else {
    column.append((PAGES[path] ?? (() => makeProfile(path.slice(1))))());
  }
  const sidebar = IS_XWEB ? "" : makeSidebar();
  root.replaceChildren(make("main", { role: "main", class: "view main" }, makeBar(), dialog || "", column, sidebar));
  list?.update();
}

/**
 * Navigation, theme and language.
 * @returns {HTMLElement}
 */
function makeBar() {
  const texts = getTexts();
  const profile = make(
    "a",
    {
      href: `${getBase()}/${page["meHandle"]}`,
      class: "me",
      ...(IS_XWEB ? {} : { "data-testid": "AppTabBar_Profile_Link" }),
    },
    `@${page["meHandle"]}`,
  );
  profile.addEventListener("click", (event) => {
    event.preventDefault();
    go(`/${page["meHandle"]}/followers`);
  });
  const themes = makeChoice(
    texts.theme,
    { light: texts.light, dark: texts.dark, dim: texts.dim },
    getTheme(),
    setTheme,
  );
  const names = { en: "English", de: "Deutsch", ja: "日本語", ar: "العربية" };
  const languages = makeChoice(texts.language, names, document.documentElement.lang, setLanguage);
  return make(
    "header",
    { role: "banner", class: "view bar" },
    profile,
    themes,
    languages,
    make("p", { class: "note" }, texts.standIn),
  );
}

/** @returns {keyof typeof BACKGROUNDS} */
function getTheme() {
  return /** @type {keyof typeof BACKGROUNDS} */ (document.documentElement.dataset["theme"] ?? "light");
}

/** @param {keyof typeof BACKGROUNDS} theme */
function setTheme(theme) {
  document.documentElement.dataset["theme"] = theme;
  document.body.style.backgroundColor = BACKGROUNDS[theme];
  document.documentElement.style.colorScheme = theme === "light" ? "light" : "dark";
  list?.remount();
  render();
}

/** @param {string} language */
function setLanguage(language) {
  if (!TEXTS[language]) return;
  document.documentElement.lang = language;
  document.documentElement.dir = RIGHT_TO_LEFT.includes(language) ? "rtl" : "ltr";
  list?.remount();
  render();
}

/**
 * Another account is logged in, in the same tab.
 * @param {{id: string, handle: string}} account
 */
function switchAccount({ id, handle }) {
  page["meId"] = id;
  page["meHandle"] = handle;
  document.cookie = `twid=${encodeURIComponent(`u=${id}`)}; path=/; SameSite=Lax`;
  go(`/${handle}/followers`);
}

const wanted = new URLSearchParams(location.search);
document.cookie = `twid=${encodeURIComponent(`u=${page["meId"]}`)}; path=/; SameSite=Lax`;
addEventListener("popstate", render);
setLanguage(wanted.get("lang") ?? "en");
setTheme(
  /** @type {keyof typeof BACKGROUNDS} */ (
    wanted.get("theme") ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")
  ),
);

/**
 * Shows the account switcher and the typeahead over the page.
 */
function openLayers() {
  const users = list?.users.slice(0, 2) ?? [];
  document.getElementById("layers")?.replaceChildren(makeAccountSwitcher(users), makeTypeahead(users));
}

/** For tests: what a user would do with the page. */
Object.assign(globalThis, {
  standIn: {
    go,
    setTheme,
    setLanguage,
    switchAccount,
    openHoverCard,
    closeHoverCard,
    openLayers,
    remount: () => list?.remount(),
    getList: () => list,
  },
});
