import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { makeRange, readRenderedText } from "../../extension/site/bio-text.js";
import { makeRowsAdapter } from "../../extension/site/rows-adapter.js";
import { installPage } from "./page-stub.js";

/** @type {import("../../server/fieldmark/demo/page/users.js").User} */
const ADA = {
  id: "9100000000000000001",
  handle: "Ada_1",
  name: "Ada 🐍 Lind",
  bio: "Potter 🏺 and @friend, #OpenSource\nsee more",
  verified: true,
  followsMe: true,
  state: "follow",
};

const adapter = makeRowsAdapter();
/** @type {typeof import("../../server/fieldmark/demo/page/cell.js")} */
let cells;

beforeEach(async () => {
  installPage();
  cells = await import("../../server/fieldmark/demo/page/cell.js");
});

/**
 * A cell of the stand-in page, in a place of the page.
 * @param {Partial<typeof ADA>} changes
 * @param {{root?: "button" | "li", scope?: string}} options
 */
function mountCell(changes = {}, { root = "button", scope = "primaryColumn" } = {}) {
  const column = document.createElement("div");
  if (scope === "dialog") column.setAttribute("role", scope);
  else column.dataset["testid"] = scope;
  const cell = cells.makeUserCell({ ...ADA, ...changes }, { root, onFollow: () => {} });
  column.append(cell);
  document.body.replaceChildren(column);
  return cell;
}

test("a row is found in the main column and in a dialog, nowhere else", () => {
  for (const scope of ["primaryColumn", "dialog"]) {
    const cell = mountCell({}, { scope });
    assert.deepEqual(adapter.findRows(document.body), [cell]);
    assert.deepEqual(adapter.findRows(cell), [cell]);
    assert.equal(adapter.findRow(/** @type {Node} */ (cell.querySelector("img"))), cell);
  }
  const other = mountCell({}, { scope: "sidebarColumn" });
  assert.deepEqual(adapter.findRows(document.body), []);
  assert.equal(adapter.findRow(other), undefined);
});

test("whose row it is comes from the avatar, the id from the follow button", () => {
  const { handle, id, follow } = /** @type {any} */ (adapter.identify(mountCell()));
  assert.deepEqual([handle, id, follow.id, follow.state], ["Ada_1", ADA.id, ADA.id, "follow"]);
});

for (const state of /** @type {const} */ (["follow", "unfollow", "cancel"]))
  test(`the id is read in the state ${state}`, () => {
    assert.equal(adapter.identify(mountCell({ state }))?.id, ADA.id);
  });

test("without the avatar's testid the handle comes from the first link", () => {
  const cell = mountCell({ name: "@impostor" });
  cell.querySelector("[data-testid^=UserAvatar]")?.removeAttribute("data-testid");
  assert.equal(adapter.identify(cell)?.handle, "Ada_1");
});

for (const href of [
  "https://elsewhere.example/ada",
  "/i/lists/7",
  "/Ada_1/status/7",
  "https://x.com:8443/ada",
  "mailto:ada",
])
  test(`a first link to ${href} is not taken for a handle`, () => {
    const cell = mountCell();
    cell.querySelector("[data-testid^=UserAvatar]")?.removeAttribute("data-testid");
    const link = document.createElement("a");
    link.setAttribute("role", "link");
    link.setAttribute("href", href);
    cell.prepend(link);
    assert.equal(adapter.identify(cell)?.handle, "Ada_1");
  });

test("a row that is half built is nobody's", () => {
  const cell = mountCell();
  cell.replaceChildren();
  assert.equal(adapter.identify(cell), undefined);
  assert.equal(adapter.readPerson(cell), undefined);
});

test("the bio is neither the hidden text before it nor a link", () => {
  const bio = adapter.findBio(mountCell()) ?? assert.fail();
  assert.equal(bio.textContent?.startsWith("Potter"), true);
  assert.equal(adapter.findBio(mountCell({ bio: "" })), undefined);
});

test("a person is read from the row alone, emoji and all", () => {
  assert.deepEqual(adapter.readPerson(mountCell()), {
    handle: "Ada_1",
    id: ADA.id,
    name: "Ada 🐍 Lind",
    bio: ADA.bio,
    follows_me: true,
    i_follow: false,
    source: "page",
  });
});

test("a row without a bio has an empty one; a compact cell's is not known", () => {
  assert.equal(adapter.readPerson(mountCell({ bio: "" }))?.bio, "");
  assert.equal("bio" in (adapter.readPerson(mountCell({}, { root: "li" })) ?? {}), false);
});

test("being rendered anew changes nothing of what is read", () => {
  const cell = mountCell();
  const before = adapter.readPerson(cell);
  for (let times = 0; times < 3; times += 1) {
    cells.rerenderCell(cell);
    assert.deepEqual(adapter.readPerson(cell), before);
  }
  cells.updateFollow(cell, { ...ADA, state: "unfollow" });
  assert.deepEqual(adapter.readPerson(cell), { ...before, i_follow: true });
});

test("rendered text is one string with the way back to its nodes", () => {
  const rendered = readRenderedText(adapter.findBio(mountCell()) ?? assert.fail());
  assert.equal(rendered.text, ADA.bio);
  const start = ADA.bio.indexOf("OpenSource");
  const range = /** @type {any} */ (makeRange(rendered, start, start + 10));
  assert.equal(range.startContainer.data.slice(range.startOffset, range.endOffset), "OpenSource");
});

test("a stretch over several nodes is one range", () => {
  const rendered = readRenderedText(adapter.findBio(mountCell()) ?? assert.fail());
  const start = ADA.bio.indexOf("and @friend");
  const range = /** @type {any} */ (makeRange(rendered, start, start + 11));
  assert.notEqual(range.startContainer, range.endContainer);
  assert.equal(range.endOffset, "@friend".length);
});

test("an emoji, being an image, is no range", () => {
  const rendered = readRenderedText(adapter.findBio(mountCell()) ?? assert.fail());
  const start = ADA.bio.indexOf("🏺");
  assert.equal(makeRange(rendered, start, start + 2), undefined);
});
