import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { findAccount } from "../../extension/site/account.js";
import { readAnswer } from "../../extension/site/answers.js";
import { findOperation, OPERATIONS } from "../../extension/site/operations.js";
import { PLACES } from "../../extension/site/places/index.js";
import { getTheme } from "../../extension/site/theme.js";
import { readUser } from "../../extension/site/users.js";
import { installPage } from "./page-stub.js";
import { makeAnswer, MAKE_USER } from "./people.js";

const CAPTURES = new URL("../../../shared/data/x-captures/", import.meta.url);
const SHAPES = /** @type {const} */ (["A", "B", "C"]);

test("an operation is found by its name in any form of address", () => {
  for (const address of [
    "https://x.com/i/api/graphql/aB_-9/Followers?variables=%7B%7D",
    "/i/api/graphql/x/Followers",
    "https://api.x.com/graphql/x/Followers#a",
  ])
    assert.equal(findOperation(address), "Followers");
  for (const address of [
    "https://x.com/i/api/graphql/x/TweetDetail",
    "/i/api/graphql/x/constructor",
    "/graphql/Followers",
    "",
    "https://x.com/i/api/graphql/x/FollowersX",
  ])
    assert.equal(findOperation(address), undefined);
});

for (const shape of SHAPES)
  test(`a user of shape ${shape} is a person`, () => {
    const {
      verified,
      protected: isProtected,
      i_follow: iFollow,
      ...person
    } = readUser(MAKE_USER[shape]({ id: "42", handle: "Ada_1", bio: "Potter 🏺" })) ?? assert.fail();
    assert.deepEqual(person, {
      handle: "Ada_1",
      id: "42",
      name: "Ada",
      bio: "Potter 🏺",
      location: "Paris",
      website: "https://ada.example",
      followers: 10,
      following: 20,
      posts: 30,
      created_at: "2011-03-12T01:45:04.000Z",
      follows_me: true,
      source: "answer",
    });
    // Absent is not false: shape A says nothing of what is not so.
    assert.deepEqual(
      [verified, isProtected, iFollow],
      shape === "A" ? [false, undefined, undefined] : [false, false, false],
    );
  });

test("an empty bio is known to be empty, a missing one is not known", () => {
  assert.equal(readUser(MAKE_USER.C({ id: "1", handle: "a" }))?.bio, "");
  const stub = { rest_id: "1", core: { screen_name: "a" } };
  assert.equal("bio" in (readUser(stub) ?? {}), false);
});

/** @type {[string, any][]} */
const NO_USERS = [
  ["nothing", undefined],
  ["null", null],
  ["text", "user"],
  ["an unavailable user", { __typename: "UserUnavailable", reason: "Suspended" }],
  ["a user without an id", { core: { screen_name: "a" } }],
  ["an id that is a number", { rest_id: 42, core: { screen_name: "a" } }],
  ["an id that is no number", { rest_id: "42x", core: { screen_name: "a" } }],
  ["a handle with markup", { rest_id: "42", core: { screen_name: "<b>" } }],
  ["a handle of 21 letters", { rest_id: "42", core: { screen_name: "a".repeat(21) } }],
  ["inherited fields", Object.create({ rest_id: "42", core: { screen_name: "a" } })],
  ["a prototype key", JSON.parse('{"rest_id":"1","__proto__":{"core":{"screen_name":"a"}}}')],
];
for (const [what, user] of NO_USERS) test(`${what} is no person`, () => assert.equal(readUser(user), undefined));

test("what is odd about a field takes that field away, not the person", () => {
  const user = MAKE_USER.C({ id: "1", handle: "a", bio: "x".repeat(9_000) });
  user.relationship_counts = { followers: "many", following: -1 };
  user.core.created_at = "soon";
  user.core.name = 7;
  user.location = { location: { toString: () => "x" } };
  const person = readUser(user) ?? assert.fail();
  assert.equal(person.bio?.length, 5_000);
  for (const field of ["followers", "following", "created_at", "name", "location"])
    assert.equal(field in person, false, field);
});

test("half an emoji is made whole", () => {
  assert.equal(readUser(MAKE_USER.C({ id: "1", handle: "a", bio: "x\ud83d" }))?.bio, "x\ufffd");
});

test("the people of an answer come in the order of the list", () => {
  const users = SHAPES.map((shape, place) => MAKE_USER[shape]({ id: String(place), handle: `p${place}` }));
  const answer = makeAnswer(users);
  answer.data.user.result.timeline.timeline.instructions[1].entries.reverse();
  assert.deepEqual(
    readAnswer(JSON.stringify(answer), "timeline").map(({ handle }) => handle),
    ["p0", "p1", "p2"],
  );
});

test("people in a module, as in a search, are found too", () => {
  const user_results = { result: MAKE_USER.A({ id: "1", handle: "ada" }) };
  const entry = { sortIndex: "1", content: { items: [{ item: { itemContent: { user_results } } }] } };
  const added = {
    moduleItems: [{ item: { itemContent: { user_results: { result: MAKE_USER.B({ id: "2", handle: "bob" }) } } } }],
  };
  const answer = { data: { x: { instructions: [{ entries: [entry] }, added] } } };
  assert.deepEqual(
    readAnswer(JSON.stringify(answer), "timeline").map(({ handle }) => handle),
    ["ada", "bob"],
  );
});

/** @type {[string, string][]} */
const NO_ANSWERS = [
  ["no JSON", "{"],
  ["nothing", ""],
  ["a list", "[]"],
  ["null", "null"],
  ["another answer", '{"data":{"home":{}}}'],
  ["instructions that are none", '{"data":{"instructions":{"a":1}}}'],
  ["entries that are none", '{"data":{"instructions":[{"entries":"x"},{"entries":[null,1,"x",{}]}]}}'],
  ["users that are none", '{"data":{"instructions":[{"entries":[{"content":{"itemContent":{"user_results":{}}}}]}]}}'],
  ["deep nesting", '{"a":'.repeat(5_000) + "1" + "}".repeat(5_000)],
];
for (const [what, text] of NO_ANSWERS)
  test(`${what} holds nobody`, () => assert.deepEqual(readAnswer(text, "timeline"), []));

test("of 100,000 people only the first few hundred are read", () => {
  const user = MAKE_USER.C({ id: "1", handle: "a" });
  assert.equal(readAnswer(JSON.stringify(makeAnswer(Array(100_000).fill(user))), "timeline").length, 500);
});

/** @type {(result: any) => any} */
const refer = (result) => ({ user_results: { result } });
const ADA = MAKE_USER.C({ id: "1", handle: "ada", bio: "potter" });
const BOB = MAKE_USER.B({ id: "2", handle: "bob" });

/** @type {[import("../../extension/site/adapter.js").AnswerForm, any][]} */
const FORMS = [
  ["user", { data: { user: { result: ADA } } }],
  ["slice", { data: { communityResults: { result: { members_slice: { items_results: [{ result: ADA }] } } } } }],
  ["sidebar", { data: { sidebar_user_recommendations: [refer(ADA)] } }],
  ["notifications", { data: { v: { instructions: [{ entries: [{ template: { from_users: [refer(ADA)] } }] }] } } }],
  ["notifications", { data: { v: { a: { aggregateUserActionsV1: { fromUsers: [refer(ADA)] } } } } }],
  [
    "timeline",
    { data: { t: { instructions: [{ entries: [{ sort_index: "1", content: { content: refer(ADA) } }] }] } } },
  ],
];
for (const [form, answer] of FORMS)
  test(`an answer of the form ${form} holds its people`, () => {
    assert.deepEqual(
      readAnswer(JSON.stringify(answer), form).map(({ handle, bio }) => [handle, bio]),
      [["ada", "potter"]],
    );
    for (const wrong of ["null", "[]", '{"data":null}', '{"data":{"user":7}}', "{"])
      assert.deepEqual(readAnswer(wrong, form), []);
  });

test("of an answer with posts only the people of its modules are read, and without any it is not taken apart", () => {
  const module = { content: { items: [{ item: { itemContent: { itemType: "TimelineUser", ...refer(ADA) } } }] } };
  const post = { content: { itemContent: { itemType: "TimelineTweet", tweet_results: { core: refer(BOB) } } } };
  const make = (/** @type {any[]} */ ...entries) => JSON.stringify({ data: { home: { instructions: [{ entries }] } } });
  assert.deepEqual(
    readAnswer(make(post, module), "modules").map(({ handle }) => handle),
    ["ada"],
  );
  assert.deepEqual(readAnswer(make(post), "modules"), []);
});

test("every operation belongs to a place, and no two places read one in different ways", () => {
  for (const place of PLACES)
    for (const [name, form] of Object.entries(place.operations)) assert.equal(OPERATIONS.get(name)?.form, form, name);
  assert.equal(OPERATIONS.get("UserByScreenName")?.list, "other");
});

test(
  "every person of the real captures is read, with handle, id and bio",
  { skip: !existsSync(CAPTURES) && "the captures are not here" },
  () => {
    const files = readdirSync(CAPTURES).filter((name) =>
      /_(Followers|Following|BlueVerifiedFollowers|ListMembers|Retweeters)\.json$/.test(name),
    );
    assert.ok(files.length >= 8);
    for (const name of files) {
      const text = readFileSync(new URL(name, CAPTURES), "utf8");
      const people = readAnswer(text, "timeline");
      const count = (/** @type {RegExp} */ pattern) => (text.match(pattern) ?? []).length;
      assert.equal(people.length, count(/"entryId":\s*"user-/g) - count(/"UserUnavailable"/g), name);
      for (const person of people) {
        assert.equal(typeof person.bio, "string", name);
        for (const field of ["followers", "following", "posts", "created_at", "name"])
          assert.ok(field in person, `${name}: ${field}`);
      }
    }
  },
);

/** @type {[string, string, string | undefined][]} */
const COOKIES = [
  ["an id in the cookie", "lang=en; twid=u%3D123456789; x=1", "123456789"],
  ["a quoted id", 'twid="u=42"', "42"],
  ["no cookie", "", undefined],
  ["another cookie's name", "atwid=u%3D1", undefined],
  ["no id in it", "twid=u%3Dabc", undefined],
];
for (const [what, cookie, account] of COOKIES)
  test(`the account is known by ${what}: ${account}`, () => {
    const page = { cookie, querySelector: () => null };
    assert.equal(findAccount(/** @type {any} */ (page)), account);
  });

test("without a cookie the account is the handle of the profile link", () => {
  const dom = installPage();
  const link = dom.window.document.createElement("a");
  link.setAttribute("data-testid", "AppTabBar_Profile_Link");
  link.setAttribute("href", "/Ada_1");
  dom.window.document.body.append(link);
  assert.equal(findAccount(dom.window.document), "@ada_1");
});

/** @type {[string, string][]} */
const BACKGROUNDS = [
  ["rgb(255, 255, 255)", "light"],
  ["rgb(0, 0, 0)", "dark"],
  ["rgb(5, 5, 5)", "dark"],
  ["rgb(21, 32, 43)", "dark"],
  ["rgba(0, 0, 0, 0)", "light"],
];
for (const [colour, theme] of BACKGROUNDS)
  test(`a page on ${colour} is ${theme}`, () => {
    const dom = installPage();
    dom.window.document.body.style.backgroundColor = colour;
    assert.equal(getTheme(/** @type {any} */ (dom.window)), theme);
  });
