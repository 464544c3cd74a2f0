import { MessageError } from "../shared/messages.js";
import { VISIT_GAP_MS } from "../shared/visits.js";
import { checkKeys } from "./checks.js";
import { makeTurns, readStored, writeStored } from "./storage.js";

/**
 * When each list was looked at last, so that coming back shows who is new since: per account and list, the visit that
 * goes on, and when the one before it ended.
 *
 * @typedef {object} Visit
 * @property {string} account
 * @property {string} list path within the site
 * @property {number} last when it was last looked at, in ms since 1970
 * @property {number | null} since when the visit before ended; null if there was none
 */

const NAME = "visits";
const MOST_VISITS = 200;
const LONGEST_LIST = 200;
// Tabs that tell of one list at once cost one write.
const WRITTEN_AFTER_MS = 20_000;
const inTurn = makeTurns();

/**
 * Notes that a list is being looked at.
 * @param {{account: string, list: string}} request
 * @param {number} [now] in ms since 1970
 * @returns {Promise<{since: number | null}>} when the visit before this one ended
 * @throws {MessageError} `invalid`
 */
export async function touchVisit({ account, list }, now = Date.now()) {
  checkKeys({ account });
  if (typeof list !== "string" || !list.startsWith("/") || list.length > LONGEST_LIST)
    throw new MessageError({ code: "invalid", message: "must be a path within the site", field: "list" });
  return inTurn(async () => {
    const visits = readVisits(await readStored(NAME));
    const known = visits.find((visit) => visit.account === account && visit.list === list);
    const visit = goOn(known, now) ?? { account, list, last: now, since: null };
    const isWritten = known && visit.since === known.since && Math.abs(visit.last - known.last) < WRITTEN_AFTER_MS;
    if (!isWritten) await writeStored(NAME, [...visits.filter((other) => other !== known), visit].slice(-MOST_VISITS));
    return { since: visit.since };
  });
}

/**
 * A visit as it is once the list is looked at again.
 * @param {Visit | undefined} known @param {number} now
 * @returns {Visit | undefined} none that could be the same: there was none, or the clock was set back by more than a visit
 */
function goOn(known, now) {
  if (!known || now < known.last - VISIT_GAP_MS) return undefined;
  const isOver = now > known.last + VISIT_GAP_MS;
  return { ...known, last: Math.max(now, known.last), since: isOver ? known.last : known.since };
}

/** @param {string} [account] whose visits are forgotten; everybody's without it */
export function forgetVisits(account) {
  return inTurn(async () => {
    const visits = readVisits(await readStored(NAME));
    await writeStored(NAME, account === undefined ? [] : visits.filter((visit) => visit.account !== account));
  });
}

/** @param {unknown} stored @returns {Visit[]} those that are whole */
function readVisits(stored) {
  const isWhole = (/** @type {any} */ visit) =>
    [visit?.account, visit?.list].every((text) => typeof text === "string") &&
    Number.isFinite(visit.last) &&
    (visit.since === null || Number.isFinite(visit.since));
  return Array.isArray(stored) ? stored.filter(isWhole) : [];
}
