import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { beforeEach, test } from "node:test";
import { installBrowser } from "./browser-stub.js";
import { Forgetting } from "../../extension/background/forgetting.js";
import { Judging } from "../../extension/background/judging.js";
import { ALL_NICHES, listJudged, makeTags, MOST_AT_ONCE } from "../../extension/shared/niches.js";
import { settle } from "./page-stub.js";

/** @type {any} */
let stub;
/** What the server was asked. @type {{path: string, body: any}[]} */
let asked;
/** What it says it has judged by. @type {any} */
let judgedBy;
/** @type {any[]} */
let verdicts;
/** @type {{code: string}[] | undefined} */
let warnings;
/** @type {Judging} */
let judging;

const NICHES = [
  { id: "web", name: "Web dev tools" },
  { id: "pots", name: "Pottery" },
];
const PEOPLE = [{ handle: "ada", source: /** @type {const} */ ("page") }];
const REQUEST = { account: "1", list: /** @type {const} */ ("followers"), people: PEOPLE, remember: true };

beforeEach(() => {
  stub = installBrowser();
  asked = [];
  warnings = undefined;
  judgedBy = { id: ALL_NICHES, revision: 7, niches: NICHES };
  verdicts = [{ key: "@ada", relevance: 62, niche: "pots" }];
  const client = {
    call: async (/** @type {string} */ _, /** @type {string} */ path, /** @type {any} */ body) => {
      asked.push({ path, body });
      return path === "/v1/verdicts"
        ? { profile: judgedBy, verdicts, ...(warnings ? { warnings } : {}) }
        : { id: "web", revision: 1, name: "Web" };
    },
  };
  const outbox = {
    mark: () => 0,
    deliver: () => {},
    overlay: async (/** @type {any} */ _, /** @type {any[]} */ found) => found,
  };
  judging = new Judging(/** @type {any} */ ({ client, outbox, forgetting: new Forgetting() }));
});

const announced = () =>
  stub.toTabs
    .filter((/** @type {any} */ { tab, announcement }) => tab === 1 && announcement === "profile/changed")
    .map((/** @type {any} */ { value }) => `${value.id}@${value.revision}`);

test("who was on the page is told to the server as who is asked about, and only warnings come back", async () => {
  assert.deepEqual(await judging.noteMounted(REQUEST), {});
  assert.deepEqual(asked[0], {
    path: "/v1/verdicts",
    body: { account: "1", list: "followers", people: PEOPLE, remember: true },
  });
  warnings = [{ code: "not_remembered" }];
  assert.deepEqual(await judging.noteMounted(REQUEST), { warnings });
});

test("one niche is asked by default, all where the user has it so, also after the background was ended", async () => {
  await judging.ask(REQUEST);
  await judging.changeSettings({ all_niches: true });
  await judging.ask(REQUEST);
  const { client, outbox, forgetting } = judging;
  const later = new Judging({ client, outbox, forgetting });
  await later.ask(REQUEST);
  const bodies = asked.filter(({ path }) => path === "/v1/verdicts").map(({ body }) => body.profile);
  assert.deepEqual(bodies, [undefined, "all", "all"]);
});

test("each verdict has the name and the tag of the niche that fits; who fits none has neither", async () => {
  await judging.changeSettings({ all_niches: true });
  verdicts.push({ key: "@bo", relevance: 0 });
  const answer = await judging.ask(REQUEST);
  assert.deepEqual(
    answer.verdicts.map(({ matched }) => matched),
    [{ id: "pots", name: "Pottery", tag: "Po" }, undefined],
  );
  assert.deepEqual(answer.profile, { ...judgedBy, name: "All niches" });
  assert.equal(asked.length, 1, "there is no niche «all» to ask the name of");
});

test("of a single niche that is left nothing is said on the rows", async () => {
  await judging.changeSettings({ all_niches: true });
  judgedBy.niches = NICHES.slice(0, 1);
  assert.equal((await judging.ask(REQUEST)).verdicts[0]?.matched, undefined);
});

test("another stamp of all niches is news, whichever number is the larger; one that was overtaken by a change is none", async () => {
  await judging.changeSettings({ all_niches: true });
  await judging.ask(REQUEST);
  for (const revision of [3, 9]) {
    judgedBy = { ...judgedBy, revision };
    await judging.ask(REQUEST);
    await settle();
  }
  assert.deepEqual(announced(), ["all@3", "all@9"]);
  const late = judging.news.mark();
  await judging.news.tellChanged();
  judging.news.notice({ id: ALL_NICHES, revision: 3 }, late);
  await judging.ask(REQUEST);
  await settle();
  assert.deepEqual(announced(), ["all@3", "all@9", "unknown@-1"], "the first answer after a change is no further one");
});

test("a change of a niche that is not in use is told to the tabs while all judge, and only then", async () => {
  const change = async () => /** @type {any} */ ({ id: "pots", revision: 2, name: "Pots", active: false });
  await judging.news.change(change);
  assert.deepEqual(announced(), []);
  await judging.changeSettings({ all_niches: true });
  await judging.news.change(change);
  assert.deepEqual(announced(), ["unknown@-1"]);
});

test("each niche is asked about one person, and nobody is remembered for it", async () => {
  const make = (/** @type {string} */ id, /** @type {any} */ rest = {}) => ({
    id, name: id, keywords: [], active: false, archived: false, revision: 1, ...rest,
  }); // prettier-ignore
  verdicts = [{ key: "@ada", relevance: 40, band: "maybe", matches: [] }];
  const profiles = [make("pots"), make("old", { archived: true }), make("web", { active: true })];
  const fits = await judging.askEach({ account: "1", person: /** @type {any} */ (PEOPLE[0]) }, profiles);
  assert.deepEqual(fits, [
    { id: "web", name: "web", relevance: 40, band: "maybe" },
    { id: "pots", name: "pots", relevance: 40, band: "maybe" },
  ]);
  assert.deepEqual(
    asked.map(({ body }) => [body.profile, body.remember, body.people]),
    [
      ["web", false, PEOPLE],
      ["pots", false, PEOPLE],
    ],
  );
});

test("as many niches are judged by as the server takes, the one in use among them", () => {
  const source = readFileSync(new URL("../../server/fieldmark/api/wanted_profiles.py", import.meta.url), "utf8");
  assert.ok(source.includes(`ALL, MOST_AT_ONCE = "${ALL_NICHES}", ${MOST_AT_ONCE}`));
  const many = Array.from({ length: 12 }, (_, place) => ({ id: String(place), active: place === 11, archived: false }));
  assert.deepEqual(
    listJudged(/** @type {any} */ (many)).map(({ id }) => id),
    ["11", "0", "1", "2", "3", "4", "5", "6"],
  );
});

for (const [names, tags] of /** @type {const} */ ([
  [
    ["Web dev tools", "Pottery"],
    ["WD", "Po"],
  ],
  [
    ["Web dev", "Web design", "web data"],
    ["WD", "We", "Wb"],
  ],
  [
    ["写真", "👩‍💻 code", "n", "n"],
    ["写真", "👩‍💻C", "N", "4"],
  ],
  [
    ["···", "مطور ويب"],
    ["1", "مو"],
  ],
]))
  // prettier-ignore
  test(`niches ${names.join(" · ")} have tags of their own`, () => {
    assert.deepEqual(makeTags([...names]), tags);
  });
