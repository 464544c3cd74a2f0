/**
 * Looks at the rows of a page as a test does: whose row each is by what the page says, and which badges it has. All that
 * a page can read of a badge is the key.
 */
const ROW = '[data-testid="primaryColumn"] [data-testid="UserCell"]';
const AVATAR_PREFIX = "UserAvatar-Container-";

/**
 * Numbers from 0 to 1 at random, of which a seed tells the whole row (Mulberry32).
 * @param {number} seed
 * @returns {() => number}
 */
export function makeRandom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * The handle a row bears, in lower case, or undefined while it bears none.
 * @param {Element} row
 * @returns {string | undefined}
 */
export function readHandle(row) {
  const avatar = row.querySelector(`[data-testid^="${AVATAR_PREFIX}"]`);
  const link = [...row.querySelectorAll('a[role="link"][href]')].find(
    (each) => !each.closest('.bio, [dir="auto"]') && /^\/\w{1,20}$/.test(each.getAttribute("href") ?? ""),
  );
  const marked = avatar?.getAttribute("data-testid")?.slice(AVATAR_PREFIX.length);
  return (marked ?? link?.getAttribute("href")?.slice(1))?.toLowerCase();
}

/**
 * What is wrong with the badges and veils of the page's rows: each row that is somebody's has one badge, with this
 * person's key, and one veil if they are dimmed.
 * @param {Map<string, string>} idOf handle in lower case -> id
 * @param {Set<string>} dimmed ids
 * @returns {string[]} empty if all is well
 */
export function findWrongBadges(idOf, dimmed) {
  const wrong = [];
  for (const row of document.querySelectorAll(ROW)) {
    const handle = readHandle(row);
    const keys = [...row.querySelectorAll("fieldmark-badge")].map((host) => host.getAttribute("data-key"));
    // Without a picture there is nothing that a badge could be on.
    const isShown = handle !== undefined && row.querySelector("a img") !== null;
    const expected = isShown ? [idOf.get(handle)] : [];
    if (keys.join() !== expected.join()) wrong.push(`${handle}: ${keys} instead of ${expected}`);
    const veils = row.querySelectorAll("fieldmark-veil").length;
    const wanted = Number(handle !== undefined && dimmed.has(idOf.get(handle) ?? ""));
    if (veils !== wanted) wrong.push(`${handle}: ${veils} veils instead of ${wanted}`);
  }
  return wrong;
}

/**
 * Lets the mutation observers of everybody have their turn, and no more.
 * @returns {Promise<void>}
 */
export function takeTurn() {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
