// A page whose name was rebound to 127.0.0.1 after it was loaded: for the browser the server is the page's own, so that it
// may send any header and read every answer.

const BODY = '{"name": "evil", "keywords": []}';
const OURS = { "X-Fieldmark-Client": "1", Authorization: `Bearer ${"t".repeat(43)}` };
const CHALLENGE = { "X-Fieldmark-Browser": "owner", "X-Fieldmark-Nonce": "0".repeat(64) };

async function ask(url, options = {}) {
  const headers = { "Content-Type": "application/json", ...OURS, ...options.headers };
  const response = await fetch(url, { ...options, headers });
  return [response.status, ...[...response.headers].flat(), await response.text()].join(" ");
}

/** What the page reads in a window that shows another address of its own. */
async function read(other) {
  while (!other.document?.body || other.location.href === "about:blank")
    await new Promise((resolve) => setTimeout(resolve));
  return `${other.document.contentType} ${other.document.documentElement.textContent}`;
}

function readFrame(url) {
  const frame = Object.assign(document.createElement("iframe"), { src: url });
  document.body.append(frame);
  return new Promise((resolve) => {
    const tell = () => read(frame.contentWindow).then(resolve, ({ name }) => resolve(name));
    for (const event of ["load", "error"]) frame.addEventListener(event, tell);
  });
}

/** Name -> what it does with an address of the server's. */
const ATTEMPTS = {
  health: (url) => ask(url("health")),
  proof: (url) => ask(url("health"), { headers: CHALLENGE }),
  without_headers: async (url) => (await fetch(url("profiles"))).text(),
  niches: (url) => ask(url("profiles")),
  people: (url) => ask(url("people")),
  everything: (url) => ask(url("ledger")),
  calls: (url) => ask(url("openapi.json")),
  verdicts: (url) => ask(url("verdicts"), { method: "POST", body: '{"account": "1", "list": "other", "people": []}' }),
  new_niche: (url) => ask(url("profiles"), { method: "POST", body: BODY }),
  decision: (url) => ask(url("decisions/1"), { method: "PUT", body: '{"account": "1", "id": "x", "note": "evil"}' }),
  forget: (url) => ask(url("people"), { method: "DELETE" }),
  preflight: (url) => ask(url("profiles"), { method: "OPTIONS" }),
  frame: (url) => readFrame(url("profiles")),
  window: (url) => read(open(url("profiles"))),
};

/** Makes every attempt on the page's own address; what each read is in `outcomes` once it is known. */
globalThis.attack = () => {
  const outcomes = {};
  for (const [name, attempt] of Object.entries(ATTEMPTS))
    attempt((path) => `/v1/${path}?attempt=${name}`).then(
      (outcome) => (outcomes[name] = outcome),
      (error) => (outcomes[name] = String(error)),
    );
  globalThis.outcomes = outcomes;
  return Object.keys(ATTEMPTS);
};
