import { readUser } from "./users.js";

/**
 * @typedef {import("../shared/values.js").Person} Person
 * @typedef {import("./adapter.js").AnswerForm} AnswerForm
 */

// A page of a list has some 70 entries and a few thousand nodes; a forged one may have any number.
const MOST_NODES = 20_000;
const MOST_PEOPLE = 500;

/**
 * How the users of an answer are found in it, by the answer's form.
 * @type {Readonly<Record<AnswerForm, (answer: any) => unknown[]>>}
 */
const READERS = {
  timeline: readTimeline,
  modules: readTimeline,
  user: (answer) => [answer?.data?.user?.result],
  slice: (answer) => findLists(answer, ["items_results"]).map((item) => item?.result),
  sidebar: (answer) => asList(answer?.data?.sidebar_user_recommendations).map((item) => item?.user_results?.result),
  notifications: (answer) => findLists(answer, ["from_users", "fromUsers"]).map((item) => item?.user_results?.result),
};
// Most answers with posts hold nobody but authors: those need not be taken apart.
const MARK_OF_MODULES = '"TimelineUser"';

/**
 * The people in an answer, in the order of the list.
 * @param {string} text the answer as the page received it
 * @param {AnswerForm} form
 * @returns {Person[]} empty for what is no such answer
 */
export function readAnswer(text, form) {
  if (form === "modules" && !text.includes(MARK_OF_MODULES)) return [];
  let answer;
  try {
    answer = JSON.parse(text);
  } catch {
    return [];
  }
  const people = [];
  for (const user of READERS[form](answer).slice(0, MOST_PEOPLE)) {
    const person = readUser(user);
    if (person) people.push(person);
  }
  return people;
}

// The longest answer without anybody that was seen, two cursors and nothing between them, has 2 kB.
const LONGEST_EMPTY = 4_000;

/**
 * Whether an answer that nobody was read from seems to hold people nevertheless, in a form that is not known.
 * @param {string} text
 * @returns {boolean} false for X's own errors and for lists of nobody but unavailable people
 */
export function isForeignAnswer(text) {
  if (text.length <= LONGEST_EMPTY || text.includes('"UserUnavailable"')) return false;
  try {
    return asList(JSON.parse(text)?.errors).length === 0;
  } catch {
    return false;
  }
}

/** @param {unknown} answer @returns {unknown[]} */
function readTimeline(answer) {
  const entries = findLists(answer, ["instructions"]).flatMap(listEntries);
  entries.sort((one, other) => compareSortIndex(other.sortIndex, one.sortIndex));
  return entries.map(({ user }) => user);
}

/**
 * The items of every list of one of these names in the answer, wherever the operation keeps it.
 * @param {unknown} answer @param {readonly string[]} names
 * @returns {any[]}
 */
function findLists(answer, names) {
  const found = [];
  const waiting = [answer];
  for (let count = 0; waiting.length > 0 && count < MOST_NODES; count += 1) {
    const node = waiting.pop();
    if (typeof node !== "object" || node === null) continue;
    const name = names.find((known) => Object.hasOwn(node, known));
    const list = name === undefined ? undefined : /** @type {any} */ (node)[name];
    if (Array.isArray(list)) found.push(...list.slice(0, MOST_PEOPLE));
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
    // The coming client's answers write a timeline's own names with underscores (facts §3).
    const items = content?.itemContent ? [content] : asList(content?.items).map((item) => item?.item);
    const users = content?.content ? [content.content] : items.map((item) => item?.itemContent);
    return users.map((holder) => ({
      sortIndex: entry?.sortIndex ?? entry?.sort_index,
      user: holder?.user_results?.result,
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
