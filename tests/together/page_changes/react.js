import { createElement, useState } from "react";
import { createRoot } from "react-dom/client";
import { flushSync } from "react-dom";
import { Image, Pressable, Text, View } from "react-native-web";
import { findWrongBadges, makeRandom, takeTurn } from "./look.js";

/**
 * A followers page made with the libraries X's own is made with, so that reconciliation, generated classes and the tags
 * of roles are the real thing; it changes its state at random.
 * @typedef {{id: string, handle: string, name: string, bio: string}} User
 * @typedef {{key: number, user: User, depth: number, isFollowed: boolean, isMarked: boolean, hasAvatar: boolean, name: string}} Row
 * @typedef {{rows: Row[], theme: string, wrapped: boolean, mount: number}} State
 */

const PIXEL = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=";
/** @type {(type: any, props?: any, ...children: any[]) => any} */
const h = createElement;

/** @param {{row: Row}} props */
function UserCell({ row }) {
  const { user } = row;
  const [isHovered, setHovered] = useState(false);
  const avatar = h(
    View,
    { testID: row.isMarked ? `UserAvatar-Container-${user.handle}` : undefined, style: { width: 40, height: 40 } },
    h(
      View,
      { href: `/${user.handle}`, role: "link", tabIndex: -1 },
      h(Image, { source: { uri: PIXEL }, style: { width: 40, height: 40 } }),
    ),
  );
  const follow = h(
    Pressable,
    { role: "button", testID: `${user.id}-${row.isFollowed ? "unfollow" : "follow"}`, onPress: () => {} },
    h(Text, {}, row.isFollowed ? "Following" : "Follow"),
  );
  const nested = Array.from({ length: row.depth }).reduce((inner) => h(View, {}, inner), follow);
  return h(
    View,
    {
      role: "button",
      testID: "UserCell",
      tabIndex: 0,
      onMouseEnter: () => setHovered(true),
      onMouseLeave: () => setHovered(false),
      style: { flexDirection: "row", padding: 12, backgroundColor: isHovered ? "#eee" : "transparent" },
    },
    row.hasAvatar ? avatar : null,
    h(
      View,
      { style: { flex: 1 } },
      h(View, { href: `/${user.handle}`, role: "link" }, h(Text, { dir: "ltr" }, row.name)),
      h(View, { href: `/${user.handle}`, role: "link" }, h(Text, { dir: "ltr" }, `@${user.handle}`)),
      nested,
      user.bio ? h(View, { dir: "auto" }, h(Text, {}, user.bio)) : null,
    ),
  );
}

/** @param {State} state */
function FollowersPage({ rows, theme, wrapped, mount }) {
  const cells = rows.map((row) => h(View, { key: row.key, testID: "cellInnerDiv" }, h(UserCell, { row })));
  return h(
    View,
    { role: "main", style: { backgroundColor: theme } },
    h(View, { testID: "primaryColumn", key: mount }, wrapped ? h(View, {}, ...cells) : cells),
  );
}

/** @returns {Promise<User[]>} everybody on the list, by the page's own requests */
async function loadUsers() {
  const users = [];
  for (let cursor = "0|"; cursor !== null;) {
    const answer = await load(`Followers?variables=${encodeURIComponent(JSON.stringify({ cursor, shape: "C" }))}`);
    const { instructions } = answer.data.user.result.timeline.timeline;
    const { entries } = instructions.at(-1);
    const found = entries.map((/** @type {any} */ entry) => entry.content.itemContent?.user_results.result);
    for (const user of found.filter(Boolean)) users.push(readUser(user));
    const next = entries.find((/** @type {any} */ entry) => entry.content.cursorType === "Bottom").content.value;
    cursor = next.endsWith("next") ? next : null;
  }
  return users;
}

/** @param {any} user @returns {User} */
function readUser({ rest_id: id, core, profile_bio: bio }) {
  return { id, handle: core.screen_name, name: core.name, bio: bio.description };
}

/** @param {string} operation @returns {Promise<any>} */
function load(operation) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("GET", `/i/api/graphql/React_0/${operation}`);
    request.addEventListener("load", () => resolve(JSON.parse(request.responseText)));
    request.send();
  });
}

const users = await loadUsers();
const root = createRoot(/** @type {HTMLElement} */ (document.getElementById("react-root")));
/** @type {State} */
let state = { rows: [], theme: "#fff", wrapped: false, mount: 0 };
let keys = 0;

/** @param {Partial<State>} changes */
function show(changes) {
  state = { ...state, ...changes };
  flushSync(() => root.render(h(FollowersPage, state)));
}

/** @param {User} user @returns {Row} */
function makeRow(user) {
  keys += 1;
  return { key: keys, user, depth: 0, isFollowed: false, isMarked: true, hasAvatar: true, name: user.name };
}

/** Shows everybody once, so that everybody is judged. */
export function showAll() {
  show({ rows: users.map(makeRow) });
  return users.length;
}

/**
 * @param {{seed: number, count: number, dimmed: string[]}} options
 * @returns {Promise<{wrong: string[], kinds: Record<string, number>}>}
 */
export async function mutatePage({ seed, count, dimmed }) {
  const random = makeRandom(seed);
  const dim = new Set(dimmed);
  /** @type {<Item>(list: Item[]) => Item} */
  const pick = (list) => /** @type {any} */ (list[Math.floor(random() * list.length)]);
  const idOf = new Map(users.map(({ handle, id }) => [handle.toLowerCase(), id]));
  /** @param {(row: Row) => Partial<Row>} change */
  const changeOne = (change) => {
    const chosen = pick(state.rows);
    show({ rows: state.rows.map((row) => (row === chosen ? { ...row, ...change(row) } : row)) });
  };
  /** @type {Record<string, () => void>} */
  const changes = {
    mount: () =>
      show({ rows: state.rows.toSpliced(Math.floor(random() * state.rows.length), 0, makeRow(pick(users))) }),
    unmount: () => show({ rows: state.rows.toSpliced(Math.floor(random() * state.rows.length), 1) }),
    reorder: () => show({ rows: state.rows.toSorted(() => random() - 0.5) }),
    recycle: () => changeOne(() => ({ user: pick(users), name: pick(users).name })),
    recycleAll: () => show({ rows: state.rows.map((row) => ({ ...row, user: pick(users) })) }),
    sameTwice: () => show({ rows: [...state.rows, makeRow(state.rows[0]?.user ?? pick(users))] }),
    renest: () => changeOne(() => ({ depth: Math.floor(random() * 3) })),
    follow: () => changeOne(({ isFollowed }) => ({ isFollowed: !isFollowed })),
    loseMark: () => changeOne(({ isMarked }) => ({ isMarked: !isMarked })),
    loseAvatar: () => changeOne(({ hasAvatar }) => ({ hasAvatar: !hasAvatar })),
    nameLikeHandle: () => changeOne(() => ({ name: `@${pick(users).handle}` })),
    theme: () => show({ theme: pick(["#fff", "#000", "#15202b"]) }),
    wrap: () => show({ wrapped: !state.wrapped }),
    remount: () => show({ mount: state.mount + 1 }),
    page: () => show({ rows: Array.from({ length: 12 }, () => makeRow(pick(users))) }),
    hover: () =>
      pick([...document.querySelectorAll('[data-testid="UserCell"]')]).dispatchEvent(
        new MouseEvent("mouseover", { bubbles: true }),
      ),
  };
  const kinds = Object.fromEntries(Object.keys(changes).map((kind) => [kind, 0]));
  show({ rows: users.slice(0, 12).map(makeRow) });
  for (let step = 0; step < count; step += 1) {
    const { length } = state.rows;
    const kind = length < 6 ? "mount" : length > 30 ? "unmount" : pick(Object.keys(changes));
    changes[kind]?.();
    kinds[kind] = (kinds[kind] ?? 0) + 1;
    await takeTurn();
    const wrong = findWrongBadges(idOf, dim);
    if (wrong.length > 0) return { wrong: [`step ${step}, ${kind}`, ...wrong], kinds };
  }
  return { wrong: [], kinds };
}

Object.assign(globalThis, { showAll, mutatePage });
