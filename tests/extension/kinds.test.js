import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { holdHref } from "../../extension/site/address.js";
import { makeRowsAdapter } from "../../extension/site/rows-adapter.js";
import { installPage } from "./page-stub.js";

/** The kinds of rows that are no cells: the head of a profile, a card, a notification; and those of the coming client. */

const adapter = makeRowsAdapter();

beforeEach(() => installPage());

/**
 * @param {string} tag
 * @param {Record<string, string>} attributes
 * @param {...(Node | string)} children
 */
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}
/** @param {string} id @param {...(Node | string)} children */
const mark = (id, ...children) => make("div", { "data-testid": id }, ...children);
/** @param {string} handle */
const makeAvatar = (handle) => mark(`UserAvatar-Container-${handle}`, make("img", {}));

/** @param {string} address @param {...Node} children */
function show(address, ...children) {
  history.replaceState({}, "", address);
  document.body.replaceChildren(...children);
}

/** @param {{handle?: string, bio?: string, avatar?: string}} [changes] */
function showProfile({ handle = "Ada_1", bio, avatar = handle } = {}) {
  const name = mark("UserName", make("div", {}, "Ada"), make("div", {}, `@${handle}`));
  const head = make("div", {}, makeAvatar(avatar), mark("placementTracking", mark("77-follow")), name);
  if (bio !== undefined) head.append(mark("UserDescription", bio));
  show("/ada_1", mark("primaryColumn", make("div", {}, head), make("article", {}, makeAvatar("somebody"))));
  return name;
}

test("the head of a profile is the row of whom the address names", () => {
  const row = showProfile({ bio: "potter" });
  assert.deepEqual(adapter.findRows(document.body), [row]);
  assert.deepEqual(adapter.readPerson(row), {
    handle: "Ada_1",
    id: "77",
    bio: "potter",
    i_follow: false,
    source: "page",
  });
  assert.equal(adapter.findAnchor(row)?.getAttribute("data-testid"), "UserAvatar-Container-Ada_1");
  assert.equal(adapter.findPlace(row)?.id, "profile");
});

test("a profile's bio that is not there is not known", () => {
  assert.equal("bio" in (adapter.readPerson(showProfile()) ?? {}), false);
});

test("a head that is still another person's is nobody's", () => {
  assert.equal(adapter.identify(showProfile({ handle: "bob" })), undefined);
});

test("without an avatar of its own a head never takes one of a post", () => {
  const row = showProfile();
  row.parentElement?.querySelector('[data-testid^="UserAvatar"]')?.remove();
  assert.equal(adapter.findAnchor(row), row);
});

test("what changes in a profile's bio is of its row", () => {
  const row = showProfile({ bio: "potter" });
  const bio = document.querySelector('[data-testid="UserDescription"]') ?? assert.fail();
  assert.equal(adapter.findRow(bio.firstChild ?? bio), row);
});

test("what changes in the button and the avatar of a profile's head is of its row; what is elsewhere is not", () => {
  const row = showProfile({ bio: "potter" });
  const column = document.body.firstElementChild ?? assert.fail();
  const button = make("button", { "data-testid": "88-follow" }, make("span", {}, "Follow"));
  const cell = mark("UserCell", makeAvatar("eve"), button);
  const ad = mark("placementTracking", make("article", {}, makeAvatar("brand")));
  column.append(cell, ad);
  const [follow, avatar] = ["77-follow", "UserAvatar-Container-Ada_1"].map(
    (id) => column.querySelector(`[data-testid="${id}"]`) ?? assert.fail(),
  );
  for (const element of [follow, avatar, avatar?.firstChild ?? assert.fail()])
    assert.equal(adapter.findRow(/** @type {Node} */ (element)), row);
  for (const element of [cell, ...cell.querySelectorAll("*")]) assert.equal(adapter.findRow(element), cell);
  for (const element of document.querySelectorAll("article, article *"))
    assert.equal(adapter.findRow(element), undefined);
  assert.deepEqual(new Set(adapter.findRows(document.body)), new Set([row, cell]));
});

test("a card is nobody's until it is filled, and then has its bio after the button", () => {
  const card = mark("HoverCard");
  show("/home", mark("hoverCardParent", card));
  assert.deepEqual(adapter.findRows(document.body), [card]);
  assert.equal(adapter.identify(card), undefined);
  const bio = make("div", { dir: "auto" }, "potter");
  card.append(makeAvatar("ada"), mark("7-unfollow"), make("div", { dir: "auto", id: "id__1" }, "Click"), bio);
  assert.deepEqual(adapter.readPerson(card), {
    handle: "ada",
    id: "7",
    bio: "potter",
    i_follow: true,
    source: "page",
  });
});

test("a card is never that of who is named as following them too, be its own avatar's mark gone for the moment", () => {
  for (const button of ["7-follow", "none"]) {
    const card = mark("HoverCard");
    show("/home", mark("hoverCardParent", card));
    const avatar = makeAvatar("ada");
    const others = make("a", { href: "/ada/followers_you_follow", role: "link" }, makeAvatar("carl"));
    const link = make("a", { href: "/ada", role: "link" }, "Ada");
    card.append(avatar, mark(button), link, others);
    assert.equal(adapter.identify(card)?.handle, "ada");
    avatar.removeAttribute("data-testid");
    assert.equal(adapter.identify(card)?.handle, "ada");
    assert.equal(adapter.findAnchor(card), undefined);
    link.remove();
    assert.equal(adapter.identify(card), undefined);
  }
  const [loose, card] = [makeAvatar("carl"), mark("HoverCard")];
  show("/home", mark("hoverCardParent", card));
  card.append(mark("7-follow"), loose);
  assert.equal(adapter.identify(card), undefined);
});

/** @param {string} path @param {...string} handles */
function showNotification(path, ...handles) {
  const drawing = make("svg", {}, make("path", { d: path }));
  show("/notifications", mark("primaryColumn", make("article", { "data-testid": "notification" }, drawing, ...handles.map(makeAvatar)))); // prettier-ignore
}

test("each avatar of «followed you» is a row, those of other notifications are none", () => {
  showNotification("M17.863 13.44c1.477 1.58 2.366 3.8", "ada", "bob");
  assert.deepEqual(
    adapter.findRows(document.body).map((row) => adapter.readPerson(row)),
    ["ada", "bob"].map((handle) => ({ handle, source: "page" })),
  );
  showNotification("M20.884 13.19c-1.351", "ada");
  assert.deepEqual(adapter.findRows(document.body), []);
});

/** @param {Record<string, string>} attributes @param {...Node} children */
function showXweb(attributes, ...children) {
  const row = make("div", { "data-timeline-entry": "", ...attributes }, ...children);
  show("/ada/followers", make("main", {}, row));
  return row;
}

test("a row of the coming client is told by its address, its bio by its direction", () => {
  const button = make("button", { dir: "auto" }, "Follow");
  const row = showXweb({ "data-href": "/Bob_2" }, make("a", {}, make("img", { alt: "@Bob_2" })), make("p", { dir: "auto" }, "potter"), button); // prettier-ignore
  assert.deepEqual(adapter.findRows(document.body), [row]);
  assert.deepEqual(adapter.readPerson(row), { handle: "Bob_2", bio: "potter", source: "page" });
  assert.equal(adapter.findAnchor(row)?.tagName, "A");
});

test("a row that one client's marks lead nowhere with is still the other's, however often it is asked for at once", () => {
  // Outside of the classic client's column, but in the coming one's list.
  const row = showXweb({ "data-href": "/Bob_2", "data-testid": "UserCell" }, make("a", {}, make("img", { alt: "@Bob_2" }))); // prettier-ignore
  const place = adapter.findRows(document.body).map((found) => adapter.findPlace(found)?.id);
  assert.equal(place.length, 1);
  holdHref(() => {
    assert.deepEqual(adapter.findRows(document.body), [row]);
    assert.deepEqual([adapter.findPlace(row)?.id], place);
  });
});

test("a post of the coming client, and a row of no profile, are nobody's", () => {
  showXweb({ "data-href": "/ada/status/1" }, make("article", {}));
  assert.deepEqual(adapter.findRows(document.body), []);
  assert.equal(adapter.identify(showXweb({ "data-href": "/i/lists/1" })), undefined);
});
