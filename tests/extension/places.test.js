import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { getAddress } from "../../extension/site/address.js";
import { PLACES } from "../../extension/site/places/index.js";
import { CLIENTS, findPeopleList } from "../../extension/site/clients.js";
import { makeRowsAdapter } from "../../extension/site/rows-adapter.js";
import { PLACE_IDS } from "../../extension/shared/places.js";
import { installPage } from "./page-stub.js";

/** @type {typeof import("../../server/fieldmark/demo/page/cell.js")} */
let cells;
const ADDRESSED = PLACES.filter(({ address }) => address);
/** Addresses that are no list of people. */
const OTHERS = ["/i/lists/12", "/i/bookmarks", "/i/flow/login", "/messages", "/settings/blocked/all", "/compose/post"];
/** Addresses of posts, among which X suggests people. */
const POSTS = ["/", "/home", "/ada/status/1", "/ada/followers/x", "/explore", "/ada/status/1/quotes"];

beforeEach(async () => {
  installPage();
  cells = await import("../../server/fieldmark/demo/page/cell.js");
});

/** @param {string} address @returns {string | undefined} the place of a row in the main column */
const findPlaceId = (address) => ADDRESSED.find((place) => place.address?.test(address))?.id;

for (const place of ADDRESSED)
  for (const example of place.examples)
    test(`${example} shows ${place.id}`, () => assert.equal(findPlaceId(example), place.id));

for (const other of [...POSTS, ...OTHERS])
  test(`${other} is no list of people`, () => {
    assert.equal(findPlaceId(other), POSTS.includes(other) ? "suggestions_inline" : undefined);
  });

test("the demo's page lies under /demo on loopback, and nowhere else", () => {
  assert.equal(
    getAddress({ hostname: "127.0.0.1", pathname: "/demo/ada/followers", search: "?a" }),
    "/ada/followers?a",
  );
  assert.equal(getAddress({ hostname: "x.com", pathname: "/demo/ada", search: "" }), "/demo/ada");
});

test("every place can be switched off by the user", () => {
  assert.deepEqual([...PLACE_IDS].sort(), PLACES.map(({ id }) => id).sort());
});

test("every place names kinds and parts of the page that its clients have, and has an id of its own", () => {
  assert.equal(new Set(PLACES.map(({ id }) => id)).size, PLACES.length);
  for (const { id, rows } of PLACES)
    for (const [name, { kind, within }] of Object.entries(rows)) {
      const client = CLIENTS.find((known) => known.name === name) ?? assert.fail(`${id}: ${name}`);
      assert.ok(kind in client.kinds, `${id}: ${kind}`);
      for (const part of within) assert.ok(part in client.containers, `${id}: ${part}`);
    }
});

const USER = { id: "1", handle: "ada", name: "Ada", bio: "x", verified: false, followsMe: false };

/** @param {string} address @param {Record<string, string>[]} parts from the outside in @returns {HTMLElement} a cell in these parts */
function mountCell(address, ...parts) {
  history.replaceState({}, "", address);
  const cell = cells.makeUserCell({ ...USER, state: "follow" }, { onFollow: () => {} });
  let inner = cell;
  for (const attributes of parts.toReversed()) {
    const part = document.createElement("div");
    for (const [name, value] of Object.entries(attributes)) part.setAttribute(name, value);
    part.append(inner);
    inner = part;
  }
  document.body.replaceChildren(inner);
  return cell;
}

const MAIN = { "data-testid": "primaryColumn" };
const DIALOG = { role: "dialog" };
const SIDE = [{ "data-testid": "sidebarColumn" }, { role: "complementary" }];

/** @type {[string, Record<string, string>[], string | undefined][]} */
const CELLS = [
  ["/ada/followers", [MAIN], "followers"],
  ["/ada/verified_followers", [MAIN], "verified_followers"],
  ["/ada/status/1/likes", [DIALOG], "interactions"],
  ["/i/lists/5/members", [DIALOG], "list_members"],
  ["/i/communities/5/members", [MAIN], "community_members"],
  ["/search?q=a&f=user", [MAIN], "search"],
  ["/ada/followers", SIDE, "suggestions_aside"],
  ["/home", SIDE, "suggestions_aside"],
  ["/home", [MAIN], "suggestions_inline"],
  ["/i/connect_people", [MAIN], "suggestions_inline"],
  // The account switcher, the typeahead, a dialog to choose people for a message.
  ["/home", [{ "data-testid": "hoverCardParent-no" }], undefined],
  ["/home", [{ id: "layers" }, { role: "menu" }], undefined],
  ["/messages/compose", [DIALOG], undefined],
  ["/home", [{ "data-testid": "sidebarColumn" }, { role: "listbox" }], undefined],
];
for (const [address, parts, id] of CELLS)
  test(`a cell in ${JSON.stringify(parts)} at ${address} is ${id ?? "nobody's row"}`, () => {
    const cell = mountCell(address, ...parts);
    const adapter = makeRowsAdapter();
    assert.deepEqual(adapter.findRows(document.body), id ? [cell] : []);
    assert.equal(adapter.findPlace(cell)?.id, id);
    assert.equal(adapter.findRow(/** @type {Node} */ (cell.querySelector("img"))), id ? cell : undefined);
  });

for (const [address, id] of /** @type {[string, string | undefined][]} */ ([
  ["/search?q=pottery&f=user", "search"],
  ["/search?f=user&q=pottery", "search"],
  ["/search?q=pottery", undefined],
  ["/search?q=pottery&f=live", undefined],
  ["/search?q=pottery&f=users", undefined],
  ["/search?q=f%3Duser&xf=user", undefined],
  ["/ada/followers?x=1", "followers"],
  ["/ada", undefined],
]))
  test(`${address} is ${id === undefined ? "no list of people" : `the list ${id}`}`, () =>
    assert.equal(findPeopleList(address)?.id, id));

test("a row without a bio says that there is none, but not where rows show none: among a community's members", () => {
  const read = (/** @type {string} */ address) => {
    const cell = mountCell(address, MAIN);
    cell.querySelector(".bio")?.remove();
    return makeRowsAdapter().readPerson(cell);
  };
  assert.equal(read("/ada/followers")?.bio, "");
  const member = read("/i/communities/5/members");
  assert.deepEqual([member?.handle, member?.id, member && "bio" in member], [USER.handle, USER.id, false]);
});

test("a place that is switched off has no rows, and no other place takes them", () => {
  const cell = mountCell("/ada/followers", MAIN);
  const hidden = new Set(["followers"]);
  const adapter = makeRowsAdapter(({ id }) => !hidden.has(id));
  assert.deepEqual(adapter.findRows(document.body), []);
  hidden.clear();
  assert.deepEqual(adapter.findRows(document.body), [cell]);
  hidden.add("followers");
  assert.equal(adapter.findPlace(cell), undefined);
});

test("a row belongs to another place as soon as the address is another", () => {
  const cell = mountCell("/ada/followers", MAIN);
  const adapter = makeRowsAdapter();
  assert.equal(adapter.findRows(document.body)[0], cell);
  history.pushState({}, "", "/ada/following");
  assert.equal(adapter.findPlace(cell)?.id, "following");
  history.pushState({}, "", "/i/communities/5/members");
  assert.equal(adapter.findRows(document.body)[0], cell);
  assert.equal(adapter.findPlace(cell)?.id, "community_members");
});
