import { getPersonKey, getShownBand } from "../shared/values.js";
import { computeBudget } from "./budget.js";
import { countMembers } from "./census.js";

/**
 * What the bar tells: the list in numbers, and the budget of the account whose list it is.
 *
 * @typedef {import("./feature.js").FeatureContext} FeatureContext
 * @typedef {import("../shared/values.js").Person} Person
 *
 * @param {Pick<FeatureContext, "place" | "following" | "listCompany" | "listSeen" | "findMe">} page
 * @returns {() => {census: import("./census.js").Census, budget: import("./budget.js").Budget}}
 */
export function makeTally({ place, following, listCompany, listSeen, findMe }) {
  /** The newest word of the account itself, and how many were followed on this page then. @type {{account: string, person: Person, net: number} | undefined} */
  let me;

  function findCounts() {
    const { account = "" } = place;
    const person = findMe();
    if (me?.account !== account) me = undefined;
    if (person && person !== me?.person) me = { account, person, net: following.net };
    const { following: followed, followers } = me?.person ?? {};
    if (me === undefined || followed === undefined || followers === undefined) return undefined;
    return { following: Math.max(0, followed + following.net - me.net), followers };
  }

  /** @param {Person} person */
  const isMe = (person) =>
    getPersonKey(person) === place.account || `@${person.handle.toLowerCase()}` === place.accountHandle;

  const listFollowedBands = () =>
    listSeen().flatMap(({ person, verdict }) =>
      verdict && !isMe(person) && following.has(person, verdict) ? [getShownBand(verdict)] : [],
    );

  return () => {
    const others = listCompany().filter(({ person }) => !isMe(person));
    const census = countMembers(others.map((one) => ({ ...one, isFollowed: following.has(one.person, one.verdict) })));
    const facts = { counts: findCounts(), chosen: census.chosen.size, followed: listFollowedBands() };
    return { census, budget: computeBudget(facts) };
  };
}
