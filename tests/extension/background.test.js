import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { beforeEach, test } from "node:test";
import { installBrowser, OWN_ID, OWN_ORIGIN } from "./browser-stub.js";
import { Outbox } from "../../extension/background/outbox.js";
import { Handlers } from "../../extension/background/handlers.js";
import { makeNonce, makeProof, readPairingString } from "../../extension/background/pairing-string.js";
import { API_NUMBER } from "../../extension/background/finder.js";
import { PROOF_HOLDS_MS } from "../../extension/background/proven-server.js";
import { ServerClient } from "../../extension/background/server-client.js";
import { DEFAULT_SETTINGS } from "../../extension/shared/settings.js";

const TOKEN = "t".repeat(43);
const PAIRING = { port: 27182, browserId: "b1", token: TOKEN };
const STRING = `fieldmark1:27182:b1:${TOKEN}`;
const OTHER_PAIRING = { port: 27182, browserId: "b2", token: "u".repeat(43) };
const OTHER_STRING = `fieldmark1:27182:b2:${"u".repeat(43)}`;

/** @type {any} */
let stub;
/** @type {{port: number, path: string, method: string, headers: Record<string, string>, body: any}[]} */
let requests;
/** @type {Record<number, (request: any) => any>} what listens on which port */
let listeners;
/** @type {any[]} */
let reports;
/** @type {any} */
let stored;
let now = 0;

beforeEach(() => {
  stub = installBrowser();
  requests = [];
  listeners = {};
  reports = [];
  stored = {};
  now = 1_000;
  globalThis.fetch = /** @type {any} */ (
    async (/** @type {string} */ address, /** @type {any} */ options) => {
      const { port, pathname, search } = new URL(address);
      const request = {
        port: Number(port),
        path: pathname + search,
        method: options.method,
        headers: options.headers,
        body: options.body && JSON.parse(options.body),
      };
      requests.push(request);
      const answer = await listeners[Number(port)]?.(request);
      if (!answer) throw new TypeError("refused");
      return { status: answer.status ?? 200, text: async () => answer.text ?? JSON.stringify(answer.body) };
    }
  );
});

/** @returns {import("../../extension/background/vault.js").Vault} */
const vault = () => ({ read: async () => stored, change: async (change) => (stored = change(stored)) });
const makeClient = () =>
  new ServerClient({ vault: vault(), onChange: (report) => reports.push(report.state), now: () => now });

/** The niche of the answer to a knock, which nobody takes for news. */
const KNOCKED = { id: "knocked", revision: 1 };

/**
 * A real server's manners: proof for those it knows, 401 for the others.
 * @param {Record<string, string>} tokens by browser id
 * @param {(request: any) => any} [handle]
 */
function serve(tokens, handle = () => ({ body: {} })) {
  return (/** @type {any} */ request) => {
    if (request.path === "/v1/health") {
      const token = tokens[request.headers["X-Fieldmark-Browser"]];
      const nonce = request.headers["X-Fieldmark-Nonce"];
      const proof = token && createHmac("sha256", token).update(`${nonce}:${request.port}`).digest("hex");
      return { body: { app: "fieldmark", api: API_NUMBER, instance: "i", ready: true, ...(proof ? { proof } : {}) } };
    }
    const isKnown = Object.values(tokens).some((token) => request.headers.Authorization === `Bearer ${token}`);
    if (isKnown && request.body?.people?.length === 0) return { body: { profile: KNOCKED, verdicts: [] } };
    return isKnown ? handle(request) : { status: 401, body: { error: { code: "unpaired", message: "pair" } } };
  };
}

const paths = () => requests.map(({ path }) => path);
const ADA = { handle: "ada", source: /** @type {const} */ ("page") };
const sentSecrets = () => requests.filter((request) => JSON.stringify(request).includes(TOKEN));

test("a pairing string is read, with what a terminal does to it", () => {
  assert.deepEqual(readPairingString(`  ${STRING}\n`), PAIRING);
  assert.deepEqual(readPairingString(STRING.replace("b1:", "b1:\r\n")), PAIRING);
  for (const text of [
    "",
    " ",
    "fieldmark1",
    "fieldmark2:1:b:" + TOKEN,
    `fieldmark1:0:b:${TOKEN}`,
    `fieldmark1:70000:b:${TOKEN}`,
    "fieldmark1:1:b:short",
    `fieldmark1:1::${TOKEN}`,
    "🐍",
  ])
    assert.equal(readPairingString(text), undefined, text);
});

test("the proof is HMAC-SHA256 of nonce and port; a nonce is 32 new bytes", async () => {
  const nonce = makeNonce();
  assert.match(nonce, /^[0-9a-f]{64}$/);
  assert.notEqual(nonce, makeNonce());
  assert.equal(
    await makeProof(TOKEN, nonce, 27182),
    createHmac("sha256", TOKEN).update(`${nonce}:27182`).digest("hex"),
  );
});

test("with the server there and the pairing good the state is ok", async () => {
  stored = { current: PAIRING };
  listeners[27182] = serve({ b1: TOKEN });
  assert.deepEqual(await makeClient().check(), { state: "ok", port: 27182 });
  assert.deepEqual(paths(), ["/v1/health", "/v1/verdicts"]);
  assert.deepEqual(requests[1]?.body, { account: "@unknown", list: "other", people: [], remember: false });
});

test("a clock that is put back makes nobody wait longer for a server that is back", async () => {
  stored = { current: PAIRING };
  const client = makeClient();
  assert.equal((await client.check()).state, "down");
  listeners[27182] = serve({ b1: TOKEN });
  assert.equal((await client.checkInTime()).state, "down");
  now -= 3_600_000;
  assert.deepEqual(await client.call("GET", "/v1/profiles"), {});
});

test("a server that has moved within the range is found without a new pairing", async () => {
  stored = { current: PAIRING };
  listeners[27185] = serve({ b1: TOKEN });
  assert.deepEqual(await makeClient().check(), { state: "ok", port: 27185 });
});

test("a server on a port of its own is found by its pairing string", async () => {
  stored = { current: { ...PAIRING, port: 40_000 } };
  listeners[40_000] = serve({ b1: TOKEN });
  assert.equal((await makeClient().check()).port, 40_000);
});

/** @type {[string, any, (request: any) => any, string, string | undefined][]} */
const STATES = [
  ["nobody there", PAIRING, () => undefined, "down", undefined],
  ["nobody there and never paired", undefined, () => undefined, "down", "never_paired"],
  ["never paired", undefined, serve({}), "unpaired", "never"],
  ["a pairing that was revoked", PAIRING, serve({}), "unpaired", "unknown"],
  ["another program", PAIRING, () => ({ text: "<html>" }), "wrong-app", undefined],
  [
    "a liar without the token",
    PAIRING,
    () => ({ body: { app: "fieldmark", api: API_NUMBER, proof: "00" } }),
    "wrong-app",
    "no_proof",
  ],
  [
    "a newer server",
    PAIRING,
    () => ({ body: { app: "fieldmark", api: API_NUMBER + 1 } }),
    "version-mismatch",
    "server",
  ],
  [
    "an older server",
    PAIRING,
    () => ({ body: { app: "fieldmark", api: API_NUMBER - 1 } }),
    "version-mismatch",
    "extension",
  ],
  [
    "a guard that refuses",
    PAIRING,
    () => ({ status: 403, body: { error: { code: "bad_origin", message: "" } } }),
    "blocked",
    "bad_origin",
  ],
  ["a broken answer", PAIRING, () => ({ status: 500, text: "" }), "wrong-app", undefined],
];
for (const [what, pairing, listener, state, reason] of STATES)
  test(`${what}: the state is ${state}, and no secret was sent`, async () => {
    stored = pairing ? { current: pairing } : {};
    listeners[27182] = listener;
    const report = await makeClient().check();
    assert.deepEqual([report.state, report.reason], [state, reason]);
    assert.deepEqual(sentSecrets(), []);
  });

test("without leave for the sites the state says so, and nobody is asked", async () => {
  stub.granted = false;
  assert.equal((await makeClient().check()).state, "no-permission");
  assert.deepEqual(requests, []);
});

test("a call goes out with the token once the proof is there, and the proof holds for a moment", async () => {
  stored = { current: PAIRING };
  listeners[27182] = serve({ b1: TOKEN }, ({ body }) => ({ body: { echo: body } }));
  const client = makeClient();
  assert.deepEqual(await client.call("POST", "/v1/x", { a: 1 }), { echo: { a: 1 } });
  await client.call("GET", "/v1/y");
  assert.deepEqual(paths(), ["/v1/health", "/v1/verdicts", "/v1/x", "/v1/y"]);
  assert.equal(requests[2]?.headers["X-Fieldmark-Client"], "1");
  assert.equal(requests[2]?.headers["Content-Type"], "application/json");
});

test("the server's own error comes back whole", async () => {
  stored = { current: PAIRING };
  listeners[27182] = serve({ b1: TOKEN }, () => ({
    status: 409,
    body: { error: { code: "revision_conflict", message: "moved" }, current: { revision: 2 } },
  }));
  await assert.rejects(makeClient().call("PUT", "/v1/x", {}), {
    code: "revision_conflict",
    message: "moved",
    current: { revision: 2 },
  });
});

test("a server that was restarted is proven anew, and the call succeeds", async () => {
  stored = { current: PAIRING };
  listeners[27182] = serve({ b1: TOKEN });
  const client = makeClient();
  await client.call("GET", "/v1/x");
  delete listeners[27182];
  listeners[27183] = serve({ b1: TOKEN });
  await client.call("GET", "/v1/y");
  assert.equal(requests.at(-1)?.port, 27183);
});

test("a squatter that took the port of a stopped server gets no secret", async () => {
  stored = { current: PAIRING };
  listeners[27182] = serve({ b1: TOKEN });
  const client = makeClient();
  await client.check();
  listeners[27182] = () => undefined;
  await assert.rejects(client.call("GET", "/v1/x"));
  requests.length = 0;
  listeners[27182] = () => ({ body: { app: "fieldmark", api: API_NUMBER, proof: "00" } });
  now += 60_000;
  await assert.rejects(client.call("POST", "/v1/verdicts", { people: ["secret person"] }), { code: "wrong-app" });
  assert.deepEqual(sentSecrets(), []);
  assert.ok(!JSON.stringify(requests).includes("secret person"));
});

/** A stranger who answers whatever is asked, as a server would that takes everything. */
const takeAll = () => ({ body: { app: "fieldmark", api: API_NUMBER, proof: "00", profile: KNOCKED, verdicts: [] } });

test("whoever takes the server's place between two requests that both succeed gets no secret", async () => {
  stored = { current: PAIRING };
  listeners[27182] = serve({ b1: TOKEN });
  const client = makeClient();
  await client.call("GET", "/v1/x");
  listeners[27182] = takeAll;
  requests.length = 0;
  now += PROOF_HOLDS_MS;
  await assert.rejects(client.call("POST", "/v1/verdicts", { people: ["secret person"] }), { code: "wrong-app" });
  assert.deepEqual(new Set(paths()), new Set(["/v1/health"]));
  assert.deepEqual(sentSecrets(), []);
  assert.equal(client.report.reason, "no_proof");
});

test("a proof that is not fresh is asked for again, once for all that wait for it, and the token follows it", async () => {
  stored = { current: PAIRING };
  listeners[27182] = serve({ b1: TOKEN });
  const client = makeClient();
  await client.check();
  for (const later of [PROOF_HOLDS_MS, 3_600_000, -7_200_000]) {
    requests.length = 0;
    now += later;
    await Promise.all(["/v1/x", "/v1/y", "/v1/z"].map((path) => client.call("GET", path)));
    assert.deepEqual(paths(), ["/v1/health", "/v1/x", "/v1/y", "/v1/z"]);
    await client.call("GET", "/v1/again");
    assert.equal(paths().at(-2), "/v1/z");
  }
  assert.deepEqual(reports, ["ok"]);
});

test("a server that has moved since its last proof is found, and nothing goes to who is there now", async () => {
  stored = { current: PAIRING };
  listeners[27182] = serve({ b1: TOKEN });
  const client = makeClient();
  await client.check();
  listeners[27182] = takeAll;
  listeners[27185] = serve({ b1: TOKEN }, ({ body }) => ({ body }));
  requests.length = 0;
  now += PROOF_HOLDS_MS;
  assert.deepEqual(await client.call("POST", "/v1/x", { a: 1 }), { a: 1 });
  assert.deepEqual(new Set(sentSecrets().map(({ port }) => port)), new Set([27185]));
});

test("a check that took long proves nothing for the request after it", async () => {
  stored = { current: PAIRING };
  const known = serve({ b1: TOKEN });
  listeners[27182] = (request) => {
    if (request.path === "/v1/verdicts") now += PROOF_HOLDS_MS;
    return known(request);
  };
  await makeClient().call("GET", "/v1/x");
  assert.deepEqual(paths(), ["/v1/health", "/v1/verdicts", "/v1/health", "/v1/x"]);
});

test("while nobody is there the ports are not asked again before their time, which grows", async () => {
  stored = { current: PAIRING };
  const client = makeClient();
  /** @type {number[]} */
  const waits = [];
  for (let times = 0; times < 9; times += 1) {
    const error = await client.call("GET", "/v1/x").then(
      () => assert.fail("it should be down"),
      (/** @type {any} */ caught) => caught,
    );
    assert.equal(error.code, "down");
    waits.push(error.retryMs);
    now += error.retryMs;
  }
  assert.ok(waits.every((wait, place) => wait >= (waits[place - 1] ?? 0)));
  assert.equal(waits.at(-1), 5_000);
  requests.length = 0;
  await assert.rejects(client.call("GET", "/v1/x"));
  now += 10;
  const before = requests.length;
  await client.checkInTime();
  assert.equal(requests.length, before);
});

test("checks at the same time are one", async () => {
  stored = { current: PAIRING };
  listeners[27182] = serve({ b1: TOKEN });
  const client = makeClient();
  await Promise.all([client.check(), client.check(), client.call("GET", "/v1/x")]);
  assert.equal(requests.filter(({ path }) => path === "/v1/health").length, 1);
});

test("each change of the state is told once", async () => {
  stored = { current: PAIRING };
  const client = makeClient();
  await client.check();
  await client.check();
  listeners[27182] = serve({ b1: TOKEN });
  await client.check();
  await client.check();
  assert.deepEqual(reports, ["down", "ok"]);
});

test("a token that was revoked under way is unpaired, not retried for ever", async () => {
  stored = { current: PAIRING };
  const tokens = /** @type {Record<string, string>} */ ({ b1: TOKEN });
  listeners[27182] = serve(tokens);
  const client = makeClient();
  await client.check();
  delete tokens["b1"];
  await assert.rejects(client.call("GET", "/v1/x"), { code: "unpaired" });
  assert.equal(client.report.state, "unpaired");
});

/** @returns {Handlers} */
const makeHandlers = () => {
  const client = makeClient();
  return new Handlers({ client, vault: vault(), outbox: new Outbox({ client, onNews: () => {} }) });
};

test("a good pairing string is kept", async () => {
  listeners[27182] = serve({ b1: TOKEN });
  assert.equal((await makeHandlers().savePairing({ pairing: STRING })).state, "ok");
  assert.deepEqual(stored, { current: PAIRING });
});

test("a string pasted while the state is being found counts in the answer", async () => {
  listeners[27182] = serve({ b1: TOKEN });
  const handlers = makeHandlers();
  handlers.client.check();
  assert.equal((await handlers.savePairing({ pairing: STRING })).state, "ok");
});

for (const text of ["", "   ", "nonsense", "fieldmark1:27182:b1"])
  test(`«${text}» never takes the place of a pairing`, async () => {
    stored = { current: PAIRING };
    listeners[27182] = serve({ b1: TOKEN });
    await assert.rejects(makeHandlers().savePairing({ pairing: text }), { code: "bad_pairing" });
    assert.deepEqual(stored, { current: PAIRING });
  });

test("a string that is refused never takes the place of one that works", async () => {
  stored = { current: PAIRING };
  listeners[27182] = serve({ b1: TOKEN });
  await assert.rejects(makeHandlers().savePairing({ pairing: OTHER_STRING }), { code: "pairing_refused" });
  assert.deepEqual(stored, { current: PAIRING });
});

test("a string that is refused is not kept where there was none", async () => {
  listeners[27182] = serve({ b1: TOKEN });
  await assert.rejects(makeHandlers().savePairing({ pairing: OTHER_STRING }), { code: "pairing_refused" });
  assert.deepEqual(stored, {});
});

test("a string whose secret is not the server's is refused as such", async () => {
  listeners[27182] = serve({ b1: TOKEN });
  const wrong = `fieldmark1:27182:b1:${"x".repeat(43)}`;
  await assert.rejects(makeHandlers().savePairing({ pairing: wrong }), { code: "pairing_refused" });
});

test("a string pasted while the server is down is kept for when it is up, and so is the one before", async () => {
  stored = { current: OTHER_PAIRING };
  const handlers = makeHandlers();
  assert.equal((await handlers.savePairing({ pairing: STRING })).state, "down");
  assert.deepEqual(stored, { current: OTHER_PAIRING, candidate: PAIRING });
  listeners[27182] = serve({ b1: TOKEN });
  assert.equal((await handlers.client.check()).state, "ok");
  assert.deepEqual(stored, { current: PAIRING });
});

test("a string pasted while the server was down, and refused when it is up, gives way to the one before", async () => {
  stored = { current: OTHER_PAIRING };
  const handlers = makeHandlers();
  await handlers.savePairing({ pairing: STRING });
  listeners[27182] = serve({ b2: OTHER_PAIRING.token });
  assert.equal((await handlers.client.check()).state, "ok");
  assert.deepEqual(stored, { current: OTHER_PAIRING });
});

test("a pairing that is bound to another browser is unpaired, and stays so without being asked for again", async () => {
  stored = { current: PAIRING };
  const known = serve({ b1: TOKEN });
  listeners[27182] = (request) =>
    request.path === "/v1/health"
      ? known(request)
      : { status: 401, body: { error: { code: "unpaired", message: "another browser" } } };
  const client = makeClient();
  for (let times = 0; times < 3; times += 1)
    await assert.rejects(client.call("GET", "/v1/x"), { code: "unpaired", retryMs: 500 });
  assert.equal(client.report.reason, "refused");
  assert.deepEqual(reports, ["unpaired"]);
  assert.deepEqual(
    paths().filter((path) => path === "/v1/x"),
    [],
  );
});

for (const code of ["bad_origin", "bad_host", "bad_site", "no_client"])
  test(`a guard that lets /health pass and answers ${code} to the rest is a blocked connection`, async () => {
    stored = { current: PAIRING };
    const known = serve({ b1: TOKEN });
    listeners[27182] = (request) =>
      request.path === "/v1/health" ? known(request) : { status: 403, body: { error: { code, message: "no" } } };
    const report = await makeClient().check();
    assert.deepEqual([report.state, report.reason], ["blocked", code]);
  });

test("what only the owner may do is an error of the call, not of the connection", async () => {
  stored = { current: PAIRING };
  listeners[27182] = serve({ b1: TOKEN }, () => ({
    status: 403,
    body: { error: { code: "owner_only", message: "only the owner" } },
  }));
  const client = makeClient();
  await assert.rejects(client.call("GET", "/v1/pairings"), { code: "owner_only" });
  assert.equal(client.report.state, "ok");
});

test("a late refusal of the pairing before says nothing of the one in use", async () => {
  stored = { current: OTHER_PAIRING };
  /** @type {(answer: any) => void} */
  let answerLate = () => assert.fail();
  const tokens = /** @type {Record<string, string>} */ ({ b2: OTHER_PAIRING.token });
  listeners[27182] = serve(tokens, () => new Promise((resolve) => (answerLate = resolve)));
  const handlers = makeHandlers();
  const late = handlers.client.call("GET", "/v1/x");
  while (!paths().includes("/v1/x")) await new Promise((resolve) => setImmediate(resolve));
  listeners[27182] = serve({ b1: TOKEN });
  await handlers.savePairing({ pairing: STRING });
  answerLate({ status: 401, body: { error: { code: "unpaired", message: "gone" } } });
  await assert.rejects(late, { code: "unpaired" });
  assert.equal(handlers.client.report.state, "ok");
});

test("verdicts bring the niche's name, asked for once a revision", async () => {
  stored = { current: PAIRING };
  listeners[27182] = serveNiche(() => 3);
  const handlers = makeHandlers();
  const request = { account: "1", list: /** @type {const} */ ("followers"), people: [ADA], remember: true };
  assert.deepEqual((await handlers.judging.ask(request)).profile, { id: "web", revision: 3, name: "Web" });
  await handlers.judging.ask(request);
  assert.equal(requests.filter(({ path }) => path === "/v1/profiles/web").length, 1);
});

test("more than 200 people at a time are refused before anything is sent", async () => {
  const request = /** @type {any} */ ({ account: "1", list: "followers", people: Array(201).fill({}) });
  await assert.rejects(makeHandlers().judging.ask(request), { code: "invalid" });
  await assert.rejects(makeHandlers().judging.ask({ ...request, people: "all" }), { code: "invalid" });
  assert.deepEqual(requests, []);
});

/**
 * A server whose one niche is at this revision when it is asked.
 * @param {() => number} getRevision
 */
function serveNiche(getRevision) {
  return serve({ b1: TOKEN }, ({ path }) => {
    const stamp = { id: "web", revision: getRevision() };
    return { body: path === "/v1/verdicts" ? { profile: stamp, verdicts: [] } : { ...stamp, name: "Web" } };
  });
}

test("a niche that was changed elsewhere is announced to every tab", async () => {
  stored = { current: PAIRING };
  let revision = 1;
  listeners[27182] = serveNiche(() => revision);
  const handlers = makeHandlers();
  const request = { account: "1", list: /** @type {const} */ ("followers"), people: [ADA], remember: true };
  await handlers.judging.ask(request);
  assert.deepEqual(stub.toTabs, []);
  revision = 2;
  await handlers.judging.ask(request);
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(
    stub.toTabs,
    [1, 2].map((tab) => ({ tab, announcement: "profile/changed", value: { id: "web", revision: 2 } })),
  );
});

test("an answer by an older reading of the niche is no news", async () => {
  stored = { current: PAIRING };
  let revision = 2;
  listeners[27182] = serveNiche(() => revision);
  const handlers = makeHandlers();
  const request = { account: "1", list: /** @type {const} */ ("followers"), people: [ADA], remember: true };
  await handlers.judging.ask(request);
  revision = 1;
  await handlers.judging.ask(request);
  assert.deepEqual(stub.toTabs, []);
  assert.equal(handlers.judging.news.stamp?.revision, 2);
});

test("verdicts come without the niche's name when that cannot be had", async () => {
  stored = { current: PAIRING };
  listeners[27182] = serve({ b1: TOKEN }, ({ path }) =>
    path === "/v1/verdicts"
      ? { body: { profile: { id: "web", revision: 1 }, verdicts: [{ key: "1" }] } }
      : { status: 404, body: { error: { code: "not_found", message: "gone" } } },
  );
  const answer = await makeHandlers().judging.ask({ account: "1", list: "followers", people: [ADA], remember: true });
  assert.deepEqual(answer, { profile: { id: "web", revision: 1 }, verdicts: [{ key: "1" }] });
});

test("a list in pages is read to its end", async () => {
  stored = { current: PAIRING };
  listeners[27182] = serve({ b1: TOKEN }, ({ path }) => ({
    body: path.includes("cursor=0") ? { items: [1], cursor: "200" } : { items: [2], cursor: null },
  }));
  assert.deepEqual(await makeHandlers().forOwn["profiles/list"](null), [1, 2]);
});

test("settings are kept, and what is none is dropped", async () => {
  const handlers = makeHandlers();
  assert.deepEqual(await handlers.changeSettings({ paused: true }), { ...DEFAULT_SETTINGS, paused: true });
  const evil = /** @type {any} */ ({ paused: "yes", bar_x: NaN, evil: 1 });
  assert.deepEqual(await handlers.changeSettings(evil), DEFAULT_SETTINGS);
  assert.deepEqual(stub.stored.settings, DEFAULT_SETTINGS);
});

/** @type {[string, any, string | undefined][]} */
const SENDERS = [
  ["our popup", { id: OWN_ID, url: `${OWN_ORIGIN}popup/popup.html` }, "own"],
  ["a content script on x.com", { id: OWN_ID, url: "https://x.com/ada/followers", tab: { id: 1 }, frameId: 0 }, "page"],
  ["a content script on twitter.com", { id: OWN_ID, url: "https://twitter.com/", tab: { id: 1 }, frameId: 0 }, "page"],
  ["a frame on x.com", { id: OWN_ID, url: "https://x.com/", tab: { id: 1 }, frameId: 3 }, undefined],
  ["another site", { id: OWN_ID, url: "https://evil.test/", tab: { id: 1 }, frameId: 0 }, undefined],
  ["a look-alike site", { id: OWN_ID, url: "https://x.com.evil.test/", tab: { id: 1 }, frameId: 0 }, undefined],
  ["plain http", { id: OWN_ID, url: "http://x.com/", tab: { id: 1 }, frameId: 0 }, undefined],
  [
    "a page on loopback",
    { id: OWN_ID, url: "http://127.0.0.1:27182/demo/a/followers", tab: { id: 1 }, frameId: 0 },
    undefined,
  ],
  ["another extension", { id: "other", url: "https://x.com/", tab: { id: 1 }, frameId: 0 }, undefined],
  ["nobody known", { id: OWN_ID }, undefined],
];
for (const [who, sender, ring] of SENDERS)
  test(`${who} is ${ring ?? "nobody we answer"}`, async () => {
    const { findRing } = await import("../../extension/background/senders.js");
    assert.equal(findRing(sender), ring);
  });

test("only the throwaway build of the demo knows its page on loopback", async () => {
  const { findRing } = await import("../../extension/background/senders.js");
  stub.manifest.content_scripts[0].matches.push("http://127.0.0.1/demo/*");
  const sender = { id: OWN_ID, tab: /** @type {any} */ ({ id: 1 }), frameId: 0 };
  assert.equal(findRing({ ...sender, url: "http://127.0.0.1:5/demo/a/followers" }), "page");
  assert.equal(findRing({ ...sender, url: "http://127.0.0.1:5/v1/health" }), undefined);
});

test("the background answers each ring what it may ask, and never throws", async () => {
  listeners[27182] = serve({ b1: TOKEN }, () => ({ body: { items: [], cursor: null } }));
  stub.stored.pairings = { current: PAIRING };
  await import("../../extension/background/index.js");
  const [listener] = stub.runtime.onMessage.listeners;
  /** @param {any} message @param {any} sender */
  const ask = (message, sender) => new Promise((resolve) => assert.equal(listener(message, sender, resolve), true));
  const popup = SENDERS[0]?.[1];
  const page = SENDERS[1]?.[1];
  assert.equal((await ask({ name: "connection/check", request: null }, popup)).value.state, "ok");
  assert.deepEqual((await ask({ name: "profiles/list", request: null }, popup)).value, []);
  assert.equal((await ask({ name: "connection/get", request: null }, popup)).value.state, "ok");
  for (const [message, sender] of [
    [{ name: "profiles/list" }, page],
    [{ name: "pairing/save", request: { pairing: OTHER_STRING } }, page],
    [{ name: "settings/change", request: { paused: true } }, page],
    [{ name: "connection/check" }, page],
    [{ name: "settings/get" }, SENDERS[4]?.[1]],
    [{ name: "constructor" }, popup],
    [{ name: "__proto__" }, popup],
    [{ name: 7 }, popup],
    [null, popup],
    ["x", page],
  ])
    assert.equal((await ask(message, sender)).error.code, "not_allowed");
  assert.equal((await ask({ name: "verdicts/ask", request: null }, page)).error.code, "unexpected");
  assert.equal(
    listener({ announcement: "profile/changed" }, popup, () => assert.fail("nobody answers an announcement")),
    false,
  );
  assert.equal(stub.accessLevel.accessLevel, "TRUSTED_CONTEXTS");
});
