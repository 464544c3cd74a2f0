// Another extension, with leave for every address: it may send what it likes to the server, forge our origin, speak to our
// extension and listen to what the browser sends. What it lacks is a token.

const BODY = '{"name": "evil", "keywords": []}';
const CLIENT = { "X-Fieldmark-Client": "1" };
const JSON_TYPE = { "Content-Type": "application/json" };
const CHALLENGE = { "X-Fieldmark-Browser": "owner", "X-Fieldmark-Nonce": "0".repeat(64) };
const { runtime, declarativeNetRequest, webRequest } = globalThis.browser ?? globalThis.chrome;
const WRONG_TOKENS = 25;

async function ask(url, options) {
  const response = await fetch(url, { ...options, headers: { ...CLIENT, ...options?.headers } });
  return `${response.status} ${await response.text()}`;
}

const post = (url, headers) => ask(url, { method: "POST", body: BODY, headers: { ...JSON_TYPE, ...headers } });

/** From here on the requests of this browser to the server bear our extension's origin, if the browser lets it. */
function forge(origin, port) {
  const set = { origin, "sec-fetch-site": "none", "sec-fetch-mode": "cors" };
  const requestHeaders = Object.entries(set).map(([header, value]) => ({ header, operation: "set", value }));
  const condition = { urlFilter: `|http://127.0.0.1:${port}/`, resourceTypes: ["xmlhttprequest", "other"] };
  const rule = { id: 1, condition, action: { type: "modifyHeaders", requestHeaders } };
  return declarativeNetRequest.updateSessionRules({ removeRuleIds: [1], addRules: [rule] });
}

/** What is asked of the server goes to another address, if the browser lets it; its own requests show whether. */
globalThis.divert = (port, url) => {
  const condition = { urlFilter: `|http://127.0.0.1:${port}/`, resourceTypes: ["xmlhttprequest", "other"] };
  const rule = { id: 2, priority: 2, condition, action: { type: "redirect", redirect: { url } } };
  declarativeNetRequest
    .updateSessionRules({ removeRuleIds: [1, 2], addRules: [rule] })
    .then(() => ask(`http://127.0.0.1:${port}/v1/health?attempt=diverted`))
    .then(String, String)
    .then((told) => (globalThis.diverted = told));
};

/** Notes every request to this machine that the browser lets it see. */
function listen() {
  const heard = [];
  const filter = { urls: ["http://127.0.0.1/*"] };
  const more = ["requestHeaders", ...(webRequest.OnSendHeadersOptions.EXTRA_HEADERS ? ["extraHeaders"] : [])];
  webRequest.onSendHeaders.addListener((request) => heard.push(JSON.stringify(request)), filter, more);
  return heard;
}

function connect(id) {
  const port = runtime.connect(id);
  return new Promise((resolve) => {
    port.onMessage.addListener(resolve);
    port.onDisconnect.addListener(() => resolve(`hung up: ${runtime.lastError?.message ?? port.error?.message}`));
    port.postMessage({ name: "connection/check" });
  });
}

/** Tries tokens one after the other, as whoever guesses would. */
async function guess(url) {
  for (let number = 0; number < WRONG_TOKENS; number += 1)
    await ask(url, { headers: { Authorization: `Bearer ${String(number).repeat(43)}` } });
  return ask(url, { headers: { Authorization: "Bearer x" } });
}

/** Name -> what it does, by the server's addresses, our extension's id and its origin. */
const ATTEMPTS = {
  health: (url) => ask(url("health")),
  proof: (url) => ask(url("health"), { headers: CHALLENGE }),
  niches: (url) => ask(url("profiles")),
  people: (url) => ask(url("people")),
  calls: (url) => ask(url("openapi.json")),
  new_niche: (url) => post(url("profiles")),
  our_origin: (url, id, origin) => post(url("profiles"), { Origin: origin }),
  guesses: (url) => guess(url("profiles")),
  forget: (url) => ask(url("people"), { method: "DELETE" }),
  message: (url, id) => runtime.sendMessage(id, { name: "connection/check", request: null }),
  message_of_page: (url, id) => runtime.sendMessage(id, { name: "settings/get", request: null }),
  connection: (url, id) => connect(id),
  file: async (url, id, origin) => (await fetch(`${origin}/manifest.json`)).text(),
};

/** Makes every attempt; what each could tell is in `outcomes` once it is known, `forged_` before those of the second time. */
globalThis.attack = (port, id, origin) => {
  const outcomes = {};
  const tryAll = (before) =>
    Promise.all(
      Object.entries(ATTEMPTS).map(async ([name, attempt]) => {
        const url = (path) => `http://127.0.0.1:${port}/v1/${path}?attempt=${before}${name}`;
        outcomes[before + name] = await attempt(url, id, origin).then(String, String);
      }),
    );
  globalThis.heard = listen();
  globalThis.outcomes = outcomes;
  tryAll("")
    .then(() => forge(origin, port))
    .then(() => tryAll("forged_"));
  return Object.keys(ATTEMPTS).flatMap((name) => [name, `forged_${name}`]);
};
