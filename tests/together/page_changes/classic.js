/* global standIn */
import { findWrongBadges, makeRandom, readHandle, takeTurn } from "./look.js";

/**
 * Changes the stand-in page at random in the ways X's page changes, and looks after each change whether every row has
 * exactly one badge and the right one. Runs in the page's own world; all it can read of a badge is the key.
 *
 * @param {{seed: number, count: number, dimmed: string[]}} options
 * @returns {Promise<{wrong: string[], kinds: Record<string, number>}>}
 */
globalThis.mutatePage = async ({ seed, count, dimmed }) => {
  const { makeUserCell, rerenderCell, updateFollow } = await import("/stand-in/cell.js");
  const AVATAR = '[data-testid^="UserAvatar-Container-"]';
  const users = standIn.getList().users;
  const userOf = new Map(users.map((user) => [user.handle.toLowerCase(), user]));
  const idOf = new Map(users.map((user) => [user.handle.toLowerCase(), user.id]));
  const column = document.querySelector('[data-testid="primaryColumn"]');
  const place = document.createElement("section");
  column.append(place);

  const random = makeRandom(seed);
  const dim = new Set(dimmed);
  const pick = (list) => list[Math.floor(random() * list.length)];
  const pickUser = () => pick(users);
  const makeRow = (user = pickUser()) => makeUserCell({ ...user }, { onFollow: () => {} });
  const listRows = () => [...place.querySelectorAll('[role="button"][tabindex="0"]')];
  const pickRow = () => pick(listRows());
  /** What was taken away for a moment: element, attribute, value. */
  const missing = [];
  const takeAway = (element, name) => {
    if (!element?.hasAttribute(name)) return;
    missing.push([element, name, element.getAttribute(name)]);
    element.removeAttribute(name);
  };
  const recycle = (row, user) => {
    // In any order: an avatar may be the new person's while the button still is the old one's.
    const steps = [
      () => row.querySelector(AVATAR)?.setAttribute("data-testid", `UserAvatar-Container-${user.handle}`),
      () => row.querySelectorAll("a").forEach((link) => link.setAttribute("href", `/${user.handle}`)),
      () => row.querySelector(".follow-place button")?.setAttribute("data-testid", `${user.id}-follow`),
      () => ((row.querySelector(".handle span") ?? {}).textContent = `@${user.handle}`),
      () => row.querySelector(".bio")?.replaceChildren(user.bio),
    ];
    return steps.sort(() => random() - 0.5);
  };

  const MUTATIONS = {
    mount: () => place.append(makeRow()),
    unmount: () => pickRow().remove(),
    sameTwice: () => {
      const user = pickUser();
      place.append(makeRow(user), makeRow(user));
    },
    remountAtOnce: () => {
      const row = pickRow();
      const next = row.nextSibling;
      row.remove();
      place.insertBefore(row, next);
    },
    recycleWhole: () => recycle(pickRow(), pickUser()).forEach((step) => step()),
    recycleByOneStep: () => pick(recycle(pickRow(), pickUser()))(),
    swapContents: () => {
      const [one, other] = [pickRow(), pickRow()];
      if (one === other) return;
      const contents = [...one.childNodes];
      one.replaceChildren(...other.childNodes);
      other.replaceChildren(...contents);
    },
    rerender: () => rerenderCell(pickRow()),
    follow: () => {
      const row = pickRow();
      const user = userOf.get(readHandle(row) ?? "");
      if (user) updateFollow(row, { ...user, state: pick(["follow", "unfollow", "cancel"]) });
    },
    renest: () => {
      const row = pickRow();
      const wrapper = document.createElement("div");
      row.replaceWith(wrapper);
      wrapper.append(row);
    },
    nameLikeHandle: () => {
      const span = pickRow().querySelector(".name span span");
      if (span) span.textContent = `@${pickUser().handle}`;
    },
    loseAvatarMark: () => takeAway(pickRow().querySelector(AVATAR), "data-testid"),
    loseRowMark: () => takeAway(pickRow(), "data-testid"),
    loseLinks: () =>
      pickRow()
        .querySelectorAll("a")
        .forEach((link) => takeAway(link, "href")),
    giveBack: () => missing.splice(0).forEach(([element, name, value]) => element.setAttribute(name, value)),
    loseBadge: () => pickRow().querySelector("fieldmark-badge")?.remove(),
    copyBadge: () => {
      const host = pickRow().querySelector("fieldmark-badge");
      if (host) pickRow().append(host.cloneNode());
    },
    loseVeil: () => pickRow().querySelector("fieldmark-veil")?.remove(),
    copyVeil: () => {
      const host = pickRow().querySelector("fieldmark-veil");
      if (host) pickRow().append(host.cloneNode());
    },
    stripAttributes: () =>
      pickRow()
        .querySelectorAll("*")
        .forEach((each) => each.removeAttribute("class")),
    emptyAndFill: () => {
      const row = pickRow();
      const filled = makeRow();
      row.replaceChildren();
      row.replaceChildren(...filled.childNodes);
    },
    noise: () => {
      const counter = document.createElement("span");
      counter.textContent = String(random());
      document.body.append(counter);
      counter.remove();
    },
    theme: () => (document.body.style.backgroundColor = pick(["rgb(255, 255, 255)", "rgb(0, 0, 0)"])),
    direction: () => (document.documentElement.dir = pick(["ltr", "rtl"])),
    scroll: () => scrollTo(0, random() * 4_000),
  };
  const kinds = Object.keys(MUTATIONS);

  for (let rows = 0; rows < 12; rows += 1) place.append(makeRow());
  await takeTurn();
  const done = Object.fromEntries(kinds.map((kind) => [kind, 0]));
  for (let step = 0; step < count; step += 1) {
    const rows = listRows().length;
    const kind = rows < 6 ? "mount" : rows > 30 ? "unmount" : pick(kinds);
    MUTATIONS[kind]();
    done[kind] += 1;
    await takeTurn();
    const wrong = findWrongBadges(idOf, dim);
    if (wrong.length > 0) return { wrong: [`step ${step}, ${kind}`, ...wrong], kinds: done };
  }
  return { wrong: [], kinds: done };
};
