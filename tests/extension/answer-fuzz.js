/**
 * Answers of X's, spoilt at random but the same for the same seed, and what must hold of whatever is read from them.
 */

import assert from "node:assert/strict";
import { readAnswer } from "../../extension/site/answers.js";
import { LONGEST } from "../../extension/site/users.js";
import { makeAnswer, MAKE_USER } from "./people.js";

/** @typedef {import("../../extension/site/adapter.js").AnswerForm} AnswerForm */
/** @typedef {() => number} Chance a number from 0 to 1 */

/** Form of an answer -> such an answer with these users. */
const MAKE_ANSWER = /** @type {const} @satisfies {Record<AnswerForm, (users: any[]) => any>} */ ({
  timeline: makeAnswer,
  modules: makeAnswer,
  user: (/** @type {any[]} */ [result]) => ({ data: { user: { result } } }),
  slice: (/** @type {any[]} */ users) => ({ data: { team: { items_results: users.map((result) => ({ result })) } } }),
  sidebar: (/** @type {any[]} */ users) => ({ data: { sidebar_user_recommendations: users.map(holdUser) } }),
  notifications: (/** @type {any[]} */ users) => ({ data: [{ template: { from_users: users.map(holdUser) } }] }),
});
const FORMS = /** @type {AnswerForm[]} */ (Object.keys(MAKE_ANSWER));
const SHAPES = /** @type {const} */ (["A", "B", "C"]);

/** @type {readonly any[]} */
const HOSTILE = [
  null, true, 0, -1, 0.5, 1e300, 2 ** 53, "", "0", "\ud83d", "x".repeat(20_000), "ada\n", "1".repeat(21), [], {},
  [[]], [null], [{}], { length: 1e9 }, "__proto__", "Sat Mar 12 99:99:99 +0000 2011", "+275760-09-13T00:00:00.001Z",
  { toString: null }, { result: { result: {} } },
]; // prettier-ignore
const HOSTILE_NAMES = ["__proto__", "constructor", "instructions", "entries", "legacy", "user_results", ""];
const MOST_CHANGES = 6;
const FIELDS = {
  handle: (/** @type {any} */ value) => /^\w{1,20}$/.test(value),
  id: (/** @type {any} */ value) => /^\d{1,20}$/.test(value),
  name: (/** @type {any} */ value) => isText(value, LONGEST.name),
  bio: (/** @type {any} */ value) => isText(value, LONGEST.bio),
  location: (/** @type {any} */ value) => isText(value, LONGEST.location),
  website: (/** @type {any} */ value) => isText(value, LONGEST.website),
  followers: isCount,
  following: isCount,
  posts: isCount,
  created_at: (/** @type {any} */ value) => isText(value, 64) && !Number.isNaN(Date.parse(value)),
  verified: isFlag,
  protected: isFlag,
  follows_me: isFlag,
  i_follow: isFlag,
  source: (/** @type {any} */ value) => value === "answer",
};

/** @param {any} result */
function holdUser(result) {
  return { user_results: { result } };
}

/** @param {any} value @param {number} longest */
function isText(value, longest) {
  return typeof value === "string" && value.length <= longest && value.isWellFormed();
}

/** @param {any} value */
function isCount(value) {
  return Number.isInteger(value) && value >= 0 && value <= 1e12;
}

/** @param {any} value */
function isFlag(value) {
  return typeof value === "boolean";
}

/**
 * Random numbers that are the same for the same seed (mulberry32).
 * @param {number} seed
 * @returns {Chance}
 */
export function makeChance(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * @template T
 * @param {Chance} chance @param {readonly T[]} items
 * @returns {T}
 */
export function choose(chance, items) {
  return /** @type {T} */ (items[Math.floor(chance() * items.length)]);
}

/**
 * An answer, spoilt: nodes replaced, taken away, renamed or doubled; sometimes cut or garbled as text, too.
 * @param {Chance} chance
 * @returns {{form: AnswerForm, text: string}}
 */
export function makeSpoiltAnswer(chance) {
  const form = choose(chance, FORMS);
  const users = [1, 2, 3].map((number) =>
    MAKE_USER[choose(chance, SHAPES)]({ id: `${number}`, handle: `ada_${number}`, bio: "Potter 🏺" }),
  );
  const answer = MAKE_ANSWER[form](users);
  for (let count = Math.floor(chance() * MOST_CHANGES); count > 0; count -= 1) spoilNode(chance, answer);
  const text = JSON.stringify(answer);
  const place = Math.floor(chance() * text.length);
  if (chance() < 0.1) return { form, text: text.slice(0, place) };
  if (chance() < 0.1)
    return { form, text: text.slice(0, place) + choose(chance, ['"', "{", "0", "\u0000", "}]"]) + text.slice(place) };
  // As text, since an object made here would take it for its prototype.
  return { form, text: text.replaceAll('"@proto"', '"__proto__"') };
}

/** @param {Chance} chance @param {any} root */
function spoilNode(chance, root) {
  let node = root;
  let name = choose(chance, Object.keys(node));
  for (let depth = Math.floor(chance() * 14); depth > 0; depth -= 1) {
    const next = node[name];
    if (typeof next !== "object" || next === null || Object.keys(next).length === 0) break;
    node = next;
    name = choose(chance, Object.keys(node));
  }
  const how = chance();
  if (how < 0.5) node[name] = structuredClone(choose(chance, HOSTILE));
  else if (how < 0.7) delete node[name];
  else if (how < 0.85) node[choose(chance, HOSTILE_NAMES) || "@proto"] = structuredClone(node[name] ?? null);
  else node[name] = [structuredClone(node[name] ?? null), node[name]];
}

/**
 * Reads an answer; whatever it is, only people of the agreed form come out, and nothing is thrown.
 * @param {{form: AnswerForm, text: string}} answer
 * @returns {number} how many people
 */
export function checkAnswer({ form, text }) {
  const people = readAnswer(text, form);
  assert.ok(people.length <= 500, "too many people");
  for (const person of people)
    for (const [name, value] of Object.entries(person)) {
      const isRight = FIELDS[/** @type {keyof typeof FIELDS} */ (name)];
      assert.ok(isRight?.(value), `${name}: ${JSON.stringify(value).slice(0, 100)}`);
    }
  assert.deepEqual(Object.keys(Object.prototype), [], "the prototype of all objects was changed");
  return people.length;
}
