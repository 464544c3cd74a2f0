import { readUser } from "./users.js";

/** @typedef {import("../shared/values.js").Person} Person */

// A page of a list has some 70 entries and a few thousand nodes; a forged one may have any number.
const MOST_NODES = 20_000;
const MOST_PEOPLE = 500;

/**
 * The people in an answer, in the order of the list.
 * @param {string} text the answer as the page received it
 * @returns {Person[]} empty for what is no such answer
 */
export function readAnswer(text) {
  let answer;
  try {
    answer = JSON.parse(text);
  } catch {
    return [];
  }
  const entries = findInstructions(answer).flatMap(listEntries);
  entries.sort((one, other) => compareSortIndex(other.sortIndex, one.sortIndex));
  const people = [];
  for (const { user } of entries.slice(0, MOST_PEOPLE)) {
    const person = readUser(user);
    if (person) people.push(person);
  }
  return people;
}

/**
 * Every instruction of every timeline in the answer, wherever the operation keeps it.
 * @param {unknown} answer
 * @returns {any[]}
 */
function findInstructions(answer) {
  const found = [];
  const waiting = [answer];
  for (let count = 0; waiting.length > 0 && count < MOST_NODES; count += 1) {
    const node = waiting.pop();
    if (typeof node !== "object" || node === null) continue;
    const instructions = Object.hasOwn(node, "instructions") && /** @type {any} */ (node).instructions;
    if (Array.isArray(instructions)) found.push(...instructions.slice(0, MOST_PEOPLE));
    else for (const value of Object.values(node)) waiting.push(value);
  }
  return found;
}

/**
 * The people's entries of an instruction: single ones, and those of a module such as «People» in a search.
 * @param {any} instruction
 * @returns {{sortIndex: unknown, user: unknown}[]}
 */
function listEntries(instruction) {
  const entries = instruction?.entry ? [instruction.entry] : asList(instruction?.entries);
  const single = entries.flatMap((entry) => {
    const content = entry?.content;
    const items = content?.itemContent ? [content] : asList(content?.items).map((item) => item?.item);
    return items.map((item) => ({
      sortIndex: entry?.sortIndex,
      user: item?.itemContent?.user_results?.result,
    }));
  });
  const added = asList(instruction?.moduleItems).map((item) => ({
    sortIndex: undefined,
    user: item?.item?.itemContent?.user_results?.result,
  }));
  return [...single, ...added].filter(({ user }) => typeof user === "object" && user !== null);
}

/** @param {unknown} value @returns {any[]} */
function asList(value) {
  return Array.isArray(value) ? value.slice(0, MOST_PEOPLE) : [];
}

/**
 * Sort indexes are decimal numbers of up to 20 digits, as text: the longer is the larger.
 * @param {unknown} one @param {unknown} other
 * @returns {number}
 */
function compareSortIndex(one, other) {
  if (typeof one !== "string" || typeof other !== "string") return 0;
  return one.length - other.length || (one < other ? -1 : one > other ? 1 : 0);
}
