import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { BADGE_HOST, makeHost } from "../../extension/content/hosts.js";
import { Rows } from "../../extension/content/rows.js";
import { makeRowsAdapter } from "../../extension/site/rows-adapter.js";
import { installPage, settle } from "./page-stub.js";

/** @type {typeof import("../../server/fieldmark/demo/page/cell.js")} */
let cells;
const adapter = makeRowsAdapter();
/** @type {Rows} */
let rows;
/** @type {string[]} */
let log;
/** @type {HTMLElement} */
let column;

beforeEach(async () => {
  installPage();
  cells = await import("../../server/fieldmark/demo/page/cell.js");
  column = document.createElement("div");
  column.dataset["testid"] = "primaryColumn";
  document.body.append(column);
  log = [];
  rows = new Rows({
    adapter,
    onRow: (_row, { handle }) => log.push(`+${handle}`),
    onGone: () => log.push("-"),
    onMutation: () => {},
  });
  rows.start(new AbortController().signal);
  rows.setActive(true);
});

/** @param {string} handle */
function makeCell(handle) {
  const user = {
    id: "1",
    handle,
    name: handle,
    bio: "x",
    verified: false,
    followsMe: false,
    state: /** @type {const} */ ("follow"),
  };
  return cells.makeUserCell(user, { onFollow: () => {} });
}

test("a row that is mounted is seen, deep inside what was added too", async () => {
  const wrapper = document.createElement("div");
  wrapper.append(makeCell("ada"), makeCell("bob"));
  column.append(wrapper);
  await settle();
  assert.deepEqual(log, ["+ada", "+bob"]);
});

test("a row that leaves is told once", async () => {
  const cell = makeCell("ada");
  column.append(cell);
  await settle();
  cell.remove();
  await settle();
  assert.deepEqual(log, ["+ada", "-"]);
});

test("a row handed to another person is seen as theirs", async () => {
  const cell = makeCell("ada");
  column.append(cell);
  await settle();
  cell.querySelector("[data-testid^=UserAvatar]")?.setAttribute("data-testid", "UserAvatar-Container-bob");
  await settle();
  assert.deepEqual(log, ["+ada", "+bob"]);
});

test("a row whose testids are missing for a moment is nobody's, then theirs again", async () => {
  const cell = makeCell("ada");
  column.append(cell);
  await settle();
  const avatar = cell.querySelector("[data-testid^=UserAvatar]") ?? assert.fail();
  for (const link of cell.querySelectorAll("a")) link.removeAttribute("href");
  avatar.removeAttribute("data-testid");
  await settle();
  avatar.setAttribute("data-testid", "UserAvatar-Container-ada");
  await settle();
  assert.deepEqual(log, ["+ada", "-", "+ada"]);
});

test("our own element being put in makes no new pass", async () => {
  const cell = makeCell("ada");
  column.append(cell);
  await settle();
  adapter.findAnchor(cell)?.append(makeHost(BADGE_HOST, []).host);
  await settle();
  assert.deepEqual(log, ["+ada"]);
});

test("a copy of a badge, which the page made, is taken away, in a row that is nobody's too", async () => {
  const cell = makeCell("ada");
  column.append(cell);
  await settle();
  cell.append(document.createElement("fieldmark-badge"));
  await settle();
  assert.equal(cell.querySelectorAll("fieldmark-badge").length, 0);
  cell.replaceChildren(document.createElement("fieldmark-badge"));
  await settle();
  assert.equal(cell.querySelectorAll("fieldmark-badge").length, 0);
});

test("our own element being taken out makes one", async () => {
  const cell = makeCell("ada");
  const badge = makeHost(BADGE_HOST, []).host;
  cell.querySelector('[data-testid^="UserAvatar"]')?.append(badge);
  column.append(cell);
  await settle();
  badge.remove();
  await settle();
  assert.deepEqual(log, ["+ada", "+ada"]);
});

test("while it is not active nothing is seen, and going inactive forgets every row", async () => {
  column.append(makeCell("ada"));
  await settle();
  rows.setActive(false);
  column.append(makeCell("bob"));
  await settle();
  assert.deepEqual(log, ["+ada", "-"]);
  rows.setActive(true);
  assert.deepEqual(log, ["+ada", "-", "+ada", "+bob"]);
});

test("what happens elsewhere on the page concerns no row", async () => {
  column.append(makeCell("ada"));
  await settle();
  for (let times = 0; times < 50; times += 1) document.body.append(document.createElement("p"), "text");
  await settle();
  assert.deepEqual(log, ["+ada"]);
});

test("what the page does while a badge is put in is seen, and the badge itself is no change", async () => {
  const late = makeCell("bob");
  let batches = 0;
  rows.onMutation = () => (batches += 1);
  rows.onRow = (row, { handle }) => {
    log.push(`+${handle}`);
    if (row.querySelector(BADGE_HOST)) return;
    row.append(makeHost(BADGE_HOST, []).host);
    // As an element of the page's own may, told of what is put into it.
    if (handle === "ada") column.append(late);
  };
  column.append(makeCell("ada"));
  await settle();
  assert.deepEqual(log, ["+ada", "+bob"]);
  assert.equal(batches, 2);
});
