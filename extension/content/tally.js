import { getPersonKey, getShownBand } from "../shared/values.js";
import { computeBudget } from "./budget.js";
import { MemberCount } from "./census.js";

/**
 * What the bar tells: the list in numbers, and the budget of the account whose list it is.
 *
 * @typedef {import("./feature.js").FeatureContext} FeatureContext
 * @typedef {import("../shared/values.js").Band} Band
 * @typedef {import("../shared/values.js").Person} Person
 *
 * @param {Pick<FeatureContext, "place" | "following" | "listSeen" | "findSeen" | "takeChanges" | "findMe">} page
 * @returns {() => {census: import("./census.js").Census, budget: import("./budget.js").Budget}}
 */
export function makeTally({ place, following, listSeen, findSeen, takeChanges, findMe }) {
  const members = new MemberCount();
  /** The bands of those whom the account follows, on whatever list they were seen, by handle. @type {Map<string, Band>} */
  const followed = new Map();
  /** Whose list was counted. */
  let countedFor = "";
  /** The newest word of the account itself, and how many were followed on this page then. @type {{account: string, person: Person, net: number} | undefined} */
  let me;

  function findCounts() {
    const { account = "" } = place;
    const person = findMe();
    if (me?.account !== account) me = undefined;
    if (person && person !== me?.person) me = { account, person, net: following.net };
    const { following: before, followers } = me?.person ?? {};
    if (me === undefined || before === undefined || followers === undefined) return undefined;
    return { following: Math.max(0, before + following.net - me.net), followers };
  }

  /** @param {Person} person */
  const isMe = (person) =>
    getPersonKey(person) === place.account || `@${person.handle.toLowerCase()}` === place.accountHandle;

  /** @param {string} handle in lower case */
  function count(handle) {
    const seen = findSeen(handle);
    const isFollowed = seen !== undefined && following.has(seen.person, seen.verdict);
    const isCounted = seen !== undefined && !isMe(seen.person);
    members.put(handle, isCounted && seen.isHere ? { ...seen, isFollowed } : undefined);
    if (isCounted && isFollowed && seen.verdict) followed.set(handle, getShownBand(seen.verdict));
    else followed.delete(handle);
  }

  function countAll() {
    members.clear();
    followed.clear();
    for (const { person } of listSeen()) count(person.handle.toLowerCase());
  }

  return () => {
    const { isAll, handles } = takeChanges();
    const account = `${place.account} ${place.accountHandle}`;
    if (isAll || account !== countedFor) countAll();
    else handles.forEach(count);
    countedFor = account;
    const { census } = members;
    const facts = { counts: findCounts(), chosen: census.chosen.size, followed: followed.values() };
    return { census, budget: computeBudget(facts) };
  };
}
