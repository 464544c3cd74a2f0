/**
 * What a page could hand to the content script in place of X's answers. Runs in Node and, served as it is, in browsers.
 */

/** @typedef {{id: string, handle: string}} Known somebody whose row is on the page */

const OPERATION = "Followers";

/** @param {any} fields what is special about a user @returns {any} */
export const forgeUser = ({ id = "7", handle = "forged", name = "Forged", bio = "forged", ...rest } = {}) => ({
  __typename: "User",
  rest_id: id,
  core: { screen_name: handle, name },
  profile_bio: { description: bio },
  ...rest,
});

/** @param {any[]} users @returns {any} a timeline's answer */
export const forgeTimeline = (users) => {
  const entries = users.map((result) => ({ sortIndex: "1", content: { itemContent: { user_results: { result } } } }));
  return { data: { user: { result: { timeline: { timeline: { instructions: [{ entries }] } } } } } };
};

/** @param {any[]} users @param {string} [operation] @returns {string} as the tap hands it on */
export const forgeAnswer = (users, operation = OPERATION) => `${operation}\n${JSON.stringify(forgeTimeline(users))}`;

/** @param {number} count @param {(place: number) => any} make */
const repeat = (count, make) => Array.from({ length: count }, (_, place) => make(place));
/** @param {number} depth @param {string} open @param {string} close */
const nest = (depth, open, close) => `${OPERATION}\n${open.repeat(depth)}1${close.repeat(depth)}`;

const NAMES = ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "valueOf"];
/** @type {unknown[]} */
const ODD_VALUES = [null, true, 7, -1, 1.5, 2 ** 60, "", [], {}, ["x"], { toString: "x" }, "\ud800", "\udfff\ud800x"];
const FIELDS = [
  "rest_id", "core", "core.screen_name", "core.name", "core.created_at", "profile_bio", "profile_bio.description",
  "profile_bio.entities", "profile_bio.entities.url.urls", "location", "location.location", "legacy",
  "legacy.description", "relationship_counts.followers", "tweet_counts.tweets", "relationship_perspectives",
  "privacy.protected", "verification.verified", "is_blue_verified",
]; // prettier-ignore

/** @param {string} path @param {unknown} value @param {number} place */
function forgeField(path, value, place) {
  const user = forgeUser({ id: String(5_000 + place), handle: `odd${place}` });
  const names = path.split(".");
  const last = /** @type {string} */ (names.pop());
  let holder = user;
  for (const name of names) holder = holder[name] ??= {};
  holder[last] = value;
  return user;
}

/**
 * Every kind of forgery, by name.
 * @param {Known} one @param {Known} other
 * @returns {[string, unknown][]} name and the event's detail
 */
export function makeForgeries(one, other) {
  const text = "\u202e<img src=x onerror=alert(1)>\u0000 \ud83d 🐍";
  return [
    ...[null, undefined, 7, true, {}, [], ["Followers\n{}"]].map((detail) => tell("no string", detail)),
    ...["", "\n", "\n{}", "Followers", "Followers\n", "Followers\n{", "\u0000\n{}"].map((detail) =>
      tell("no answer", detail),
    ),
    ...NAMES.map((name) => tell("a prototype's key as operation", forgeAnswer([forgeUser()], name))),
    ...ODD_VALUES.map((value) => tell("an odd answer", `${OPERATION}\n${JSON.stringify(value)}`)),
    ...ODD_VALUES.map((value) => tell("odd lists", `${OPERATION}\n${JSON.stringify({ instructions: value })}`)),
    ...ODD_VALUES.map((value) =>
      tell(
        "odd entries",
        `${OPERATION}\n${JSON.stringify({ instructions: [{ entries: value }, { entries: [value, { content: value }] }] })}`,
      ),
    ),
    tell(
      "odd fields",
      forgeAnswer(
        FIELDS.flatMap((path, row) => ODD_VALUES.map((value, column) => forgeField(path, value, row * 100 + column))),
      ),
    ),
    ...NAMES.map((name) =>
      tell("a prototype's key", `${OPERATION}\n{"${name}":${JSON.stringify(forgeTimeline([forgeUser()]))}}`),
    ),
    ...NAMES.map((name) =>
      tell(
        "a prototype's key in a user",
        forgeAnswer([forgeUser()]).replace('"rest_id":"7"', `"${name}":{"rest_id":"7","polluted":true}`),
      ),
    ),
    tell(
      "a prototype's key as handle",
      forgeAnswer(NAMES.map((handle, place) => forgeUser({ id: String(90 + place), handle }))),
    ),
    tell("hostile text", forgeAnswer([forgeUser({ id: "80", handle: "hostile", name: text, bio: text })])),
    tell(
      "a date no one has",
      forgeAnswer([
        forgeUser({
          id: "81",
          handle: "late",
          core: { screen_name: "late", created_at: "+275760-09-13T00:00:00.000Z" },
        }),
      ]),
    ),
    tell(
      "numbers no one has",
      forgeAnswer([forgeUser({ id: "82", handle: "many" })]).replace(
        '"core"',
        '"relationship_counts":{"followers":1e999,"following":-0.0},"core"',
      ),
    ),
    tell(
      "one's id with another's handle",
      forgeAnswer([forgeUser({ id: one.id, handle: other.handle, bio: "typescript react css" })]),
    ),
    tell(
      "another's id with one's handle",
      forgeAnswer([forgeUser({ id: other.id, handle: one.handle, bio: "typescript react css" })]),
    ),
    tell("one's own, with another bio", forgeAnswer([forgeUser({ ...one, bio: "typescript react css" })])),
    tell("one id with many handles", forgeAnswer(repeat(400, (place) => forgeUser({ id: "83", handle: `h${place}` })))),
    tell(
      "one handle with many ids",
      forgeAnswer(repeat(400, (place) => forgeUser({ id: `84${place}`, handle: "same" }))),
    ),
    tell(
      "long bios",
      forgeAnswer(
        repeat(150, (place) => forgeUser({ id: `85${place}`, handle: `long${place}`, bio: "й".repeat(9_000) })),
      ),
    ),
    tell(
      "thousands of people",
      forgeAnswer(repeat(7_000, (place) => forgeUser({ id: `86${place}`, handle: `t${place}` }))),
    ),
    tell(
      "100,000 people",
      forgeAnswer(repeat(100_000, (place) => forgeUser({ id: `87${place}`, handle: `m${place}` }))),
    ),
    tell(
      "100,000 empty entries",
      `${OPERATION}\n${JSON.stringify({ instructions: repeat(1_000, () => ({ entries: Array(100).fill({}) })) })}`,
    ),
    tell(
      "modules in modules",
      `${OPERATION}\n${JSON.stringify({ instructions: repeat(300, () => ({ entries: repeat(5, () => ({ content: { items: Array(400).fill(0) } })) })) })}`,
    ),
    tell("10 MB", forgeAnswer([forgeUser({ id: "88", handle: "vast", bio: "x".repeat(10_000_000) })])),
    tell("10 MB of nothing", "x".repeat(10_000_000)),
    tell("lists nested 100,000 deep", nest(100_000, "[", "]")),
    tell("objects nested 100,000 deep", nest(100_000, '{"a":', "}")),
    tell("nested as deep as it is long", nest(700_000, "[", "]")),
  ];
}

/** @param {string} what @param {unknown} detail @returns {[string, unknown]} */
function tell(what, detail) {
  return [what, detail];
}
