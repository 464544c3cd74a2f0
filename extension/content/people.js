import { getPersonKey } from "../shared/values.js";

/**
 * The people this tab has seen and the list each was seen in, newest last; the oldest are forgotten.
 * @typedef {import("../shared/values.js").Person} Person
 * @typedef {import("../shared/values.js").ListName} ListName
 * @typedef {import("../site/adapter.js").Identity} Identity
 * @typedef {{person: Person, list: ListName, isTold: boolean}} Sighting `isTold`: an answer has told of them, be it little
 */

const MOST_PEOPLE = 5_000;
/** What the judge reads: a change of any other field changes no verdict. */
const JUDGED = /** @type {const} */ (["bio", "name", "location", "website", "followers", "following"]);

export class People {
  constructor() {
    /** @type {Map<string, Sighting>} */
    this.byKey = new Map();
    /** @type {Map<string, string>} */
    this.keyOfHandle = new Map();
  }

  /**
   * The person that is known under an identity. The handle decides: an id read from a half-rendered row may be another's.
   * @param {Identity} identity
   * @returns {Sighting | undefined}
   */
  find({ handle }) {
    const key = this.keyOfHandle.get(handle.toLowerCase());
    return key === undefined ? undefined : this.byKey.get(key);
  }

  /**
   * @param {string} key a decimal id, or @handle in lower case
   * @returns {Person | undefined}
   */
  findByKey(key) {
    return (key.startsWith("@") ? this.find({ handle: key.slice(1) }) : this.byKey.get(key))?.person;
  }

  /**
   * Remembers what was seen.
   * @param {Person} seen
   * @param {ListName} list
   * @returns {Sighting} the person as known now: the same object as before if nothing that is judged has changed
   */
  remember(seen, list) {
    const known = this.find(seen);
    const trusted = this.dropOthersId(seen);
    const merged = known ? merge(known, trusted) : trusted;
    const isKnown = known && isSameForJudge(merged, known.person);
    const sighting = {
      person: isKnown ? known.person : merged,
      list: known && keepsList(known, seen, list) ? known.list : list,
      isTold: seen.source === "answer" || known?.isTold === true,
    };
    this.store(sighting, known);
    return sighting;
  }

  /**
   * The person without an id that is known, from an answer, to be somebody else's: a half-rendered row may bear it.
   * @param {Person} seen
   * @returns {Person}
   */
  dropOthersId(seen) {
    if (seen.source === "answer" || seen.id === undefined) return seen;
    const holder = this.byKey.get(seen.id);
    if (!holder?.isTold || isSameHandle(holder.person, seen)) return seen;
    const rest = { ...seen };
    delete rest.id;
    return rest;
  }

  /** @param {Sighting} sighting @param {Sighting | undefined} known */
  store(sighting, known) {
    const { person } = sighting;
    const key = getPersonKey(person);
    if (known) this.drop(known);
    // Who has another handle now has it instead of the one before.
    const renamed = this.byKey.get(key);
    if (renamed) this.drop(renamed);
    this.byKey.set(key, sighting);
    this.keyOfHandle.set(person.handle.toLowerCase(), key);
    const [oldest] = this.byKey.size > MOST_PEOPLE ? this.byKey.values() : [];
    if (oldest) this.drop(oldest);
  }

  /** @param {Sighting} sighting */
  drop({ person }) {
    this.byKey.delete(getPersonKey(person));
    this.keyOfHandle.delete(person.handle.toLowerCase());
  }

  forgetAll() {
    this.byKey.clear();
    this.keyOfHandle.clear();
  }
}

/**
 * Whether somebody still is of the list they were seen in: the page's own rows tell less than an answer did, and a
 * suggestion or a card, which may be of anybody, says nothing of a list.
 * @param {Sighting} known @param {Person} seen @param {ListName} list
 */
function keepsList(known, seen, list) {
  return list === "other" || (seen.source === "page" && known.isTold);
}

/**
 * An answer says more than the page, a full copy more than a stub without a bio; nothing wipes out a bio that is known.
 *
 * Answers may leave the bio out: those of a community's members do. Then it is the page's, if it shows one, and the person
 * counts as the page's: to the server, a bio that an answer told is news, and the page's own, clamped and with its links
 * shortened, would make those undecided again who were passed. A row without a bio is no word of it either.
 * @param {Sighting} known @param {Person} seen
 * @returns {Person}
 */
function merge({ person: known, isTold }, seen) {
  if (seen.source === "page" && isTold) {
    const isAnswers = known.source === "answer" && known.bio !== undefined;
    return isAnswers || !seen.bio ? known : { ...seen, ...known, bio: seen.bio, source: "page" };
  }
  return seen.bio === undefined ? mergeStub(known, seen) : seen;
}

/**
 * What is told of somebody without their bio, over what is known.
 * @param {Person} known @param {Person} seen
 * @returns {Person}
 */
function mergeStub(known, seen) {
  const merged = { ...known, ...seen };
  if (seen.source === "page" || known.source === "answer") return merged;
  if (known.bio) return { ...merged, source: "page" };
  delete merged.bio;
  return merged;
}

/** @param {Person} one @param {Person} other */
export function isSameHandle(one, other) {
  return one.handle.toLowerCase() === other.handle.toLowerCase();
}

/** @param {Person} one @param {Person} other */
function isSameForJudge(one, other) {
  return (
    getPersonKey(one) === getPersonKey(other) &&
    one.source === other.source &&
    JUDGED.every((field) => one[field] === other[field])
  );
}

/**
 * Whether enough is known of a person to judge them: of a row without a bio, as in the side column, an answer will tell, or
 * nobody does.
 * @param {Person} person
 */
export function isReadable({ source, bio }) {
  return source !== "page" || bio !== undefined;
}
