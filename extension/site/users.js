/**
 * X's user object, in the three shapes live since 2024 (and any mixture of them), as a person.
 *
 * A (to 2025-05) has everything under `legacy`; B (to 2026-07) has moved half of it; C (from 2026-08) has no `legacy`.
 * Each operation changes on its own day, so fields are found by presence, newest place first.
 *
 * @typedef {import("../shared/values.js").Person} Person
 */

// Longer than any real one; what is longer is cut, so that a forged answer costs little.
export const LONGEST = { name: 200, bio: 5_000, location: 300, website: 1_000 };
const LONGEST_KEY = 100;
const LARGEST_COUNT = 1e12;

/** Field -> where it may be: a path of names for each place. @type {Record<string, string[][]>} */
const PLACES = splitPlaces({
  id: ["rest_id"],
  handle: ["core.screen_name", "legacy.screen_name"],
  name: ["core.name", "legacy.name"],
  bio: ["profile_bio.description", "legacy.description"],
  location: ["location.location", "legacy.location"],
  followers: ["relationship_counts.followers", "legacy.followers_count"],
  following: ["relationship_counts.following", "legacy.friends_count"],
  posts: ["tweet_counts.tweets", "legacy.statuses_count"],
  createdAt: ["core.created_at", "legacy.created_at"],
  protected: ["privacy.protected", "legacy.protected"],
  followsMe: ["relationship_perspectives.followed_by", "legacy.followed_by"],
  iFollow: ["relationship_perspectives.following", "legacy.following"],
  blue: ["is_blue_verified"],
  verified: ["verification.verified", "legacy.verified"],
  links: ["profile_bio.entities.url.urls", "legacy.entities.url.urls"],
});

/** @param {Record<string, string[]>} places */
function splitPlaces(places) {
  return Object.fromEntries(
    Object.entries(places).map(([field, names]) => [field, names.map((name) => name.split("."))]),
  );
}

/**
 * The person of a user object.
 * @param {unknown} user
 * @returns {Person | undefined} undefined for what is no user, or has no handle and id
 */
export function readUser(user) {
  const id = readText(user, "id", LONGEST_KEY);
  const handle = readText(user, "handle", LONGEST_KEY);
  if (!handle || !/^\w{1,20}$/.test(handle) || !id || !/^\d{1,20}$/.test(id)) return undefined;
  return dropAbsent({
    handle,
    id,
    name: readText(user, "name", LONGEST.name),
    bio: readText(user, "bio", LONGEST.bio),
    location: readText(user, "location", LONGEST.location) || undefined,
    website: readWebsite(user),
    followers: readCount(user, "followers"),
    following: readCount(user, "following"),
    posts: readCount(user, "posts"),
    created_at: readMoment(user),
    verified: readVerified(user),
    protected: readFlag(user, "protected"),
    follows_me: readFlag(user, "followsMe"),
    i_follow: readFlag(user, "iFollow"),
    source: "answer",
  });
}

/**
 * The value at the first of a field's places that there is. Only own properties count: the answer is the page's.
 * @param {unknown} user
 * @param {string} field
 * @returns {unknown}
 */
function findValue(user, field) {
  for (const place of PLACES[field] ?? []) {
    /** @type {unknown} */
    let value = user;
    for (const name of place) {
      const holds = typeof value === "object" && value !== null && Object.hasOwn(value, name);
      value = holds ? /** @type {Record<string, unknown>} */ (value)[name] : undefined;
    }
    if (value !== undefined && value !== null) return value;
  }
  return undefined;
}

/**
 * @param {unknown} user @param {string} field @param {number} longest in UTF-16 code units
 * @returns {string | undefined}
 */
function readText(user, field, longest) {
  const value = findValue(user, field);
  return typeof value === "string" ? cutText(value, longest) : undefined;
}

/**
 * A text cut to a length, with half an emoji at the cut (or anywhere) made whole.
 * @param {string} text @param {number} longest in UTF-16 code units
 * @returns {string}
 */
export function cutText(text, longest) {
  return text.slice(0, longest).toWellFormed();
}

/** @param {unknown} user @returns {string | undefined} */
function readWebsite(user) {
  const links = findValue(user, "links");
  const link = Array.isArray(links) ? links[0] : undefined;
  const address = link && typeof link === "object" ? (link.expanded_url ?? link.display_url) : undefined;
  return typeof address === "string" && address !== "" ? cutText(address, LONGEST.website) : undefined;
}

/** @param {unknown} user @param {string} field @returns {number | undefined} */
function readCount(user, field) {
  const value = findValue(user, field);
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= LARGEST_COUNT ? Number(value) : undefined;
}

/** @param {unknown} user @param {string} field @returns {boolean | undefined} */
function readFlag(user, field) {
  const value = findValue(user, field);
  return typeof value === "boolean" ? value : undefined;
}

/** @param {unknown} user @returns {boolean | undefined} */
function readVerified(user) {
  const flags = [readFlag(user, "blue"), readFlag(user, "verified")];
  return flags.includes(true) ? true : flags.find((flag) => flag !== undefined);
}

/** @param {unknown} user @returns {string | undefined} */
function readMoment(user) {
  const text = readText(user, "createdAt", 40);
  const moment = text === undefined ? NaN : Date.parse(text);
  return Number.isNaN(moment) ? undefined : new Date(moment).toISOString();
}

/**
 * @param {Record<string, unknown>} person
 * @returns {Person}
 */
function dropAbsent(person) {
  return /** @type {Person} */ (Object.fromEntries(Object.entries(person).filter(([, value]) => value !== undefined)));
}
