// An evil page: every way in which a page can ask another address for something, each with what the page can tell
// afterwards. Each asks for an address of its own, so that the server's side knows which of them came through.

/** What a page can read of an answer. */
async function readAnswer(answer) {
  try {
    const response = await answer;
    return [response.type, response.status, [...response.headers], await response.text()].join(" ");
  } catch (error) {
    return error.name;
  }
}

/** Puts an element on the page and waits for what becomes of it. */
function load(name, attributes, place = document.body) {
  const element = Object.assign(document.createElement(name), attributes);
  return new Promise((resolve) => {
    for (const event of ["load", "error"]) element.addEventListener(event, () => resolve([event, element]));
    place.append(element);
  });
}

/** What a page can tell of a window that shows another address. */
function look(other) {
  try {
    return `read: ${other.document?.body?.textContent}`;
  } catch (error) {
    return `${error.name}, ${other.length} frames`;
  }
}

async function loadFrame(url, attributes = {}) {
  const [event, frame] = await load("iframe", { src: url, ...attributes });
  return `${event}: ${look(frame.contentWindow)}`;
}

/** Sends a form into a frame or a new window; a field's name and value make up JSON, as `text/plain` writes them. */
function sendForm(url, target, enctype = "text/plain") {
  const form = Object.assign(document.createElement("form"), { action: url, method: "post", enctype, target });
  form.append(Object.assign(document.createElement("input"), { name: '{"name": "evil', value: '", "keywords": []}' }));
  document.body.append(form);
  form.submit();
}

async function sendFormIntoFrame(url, enctype) {
  const name = `frame ${url}`;
  await load("iframe", { name });
  sendForm(url, name, enctype);
  return "sent";
}

/** Does something in a sandboxed frame, whose origin is `null`; it says what it can tell. */
function doInSandbox(script) {
  return new Promise((resolve) => {
    addEventListener("message", ({ data: [asked, told] }) => asked === script && resolve(told));
    const tell = `(told) => parent.postMessage([${JSON.stringify(script)}, told], "*")`;
    const frame = Object.assign(document.createElement("iframe"), { sandbox: "allow-scripts allow-forms" });
    frame.srcdoc = `<body><script>const tell = ${tell};${script}</${"script"}>`;
    document.body.append(frame);
  });
}

function askOldWay(url) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("PUT", url);
    request.onloadend = () => resolve(`${request.status} ${request.responseText}`);
    request.send("{}");
  });
}

function openSocket(url) {
  const socket = new WebSocket(url.replace("http", "ws"));
  return new Promise((resolve) => (socket.onclose = ({ code, reason }) => resolve(`${code} ${reason}`)));
}

function openEvents(url) {
  const source = new EventSource(url);
  return new Promise((resolve) => {
    source.onerror = () => {
      source.close();
      resolve(`error ${source.readyState}`);
    };
    source.onmessage = ({ data }) => resolve(data);
  });
}

const BODY = '{"name": "evil", "keywords": []}';
const OURS = { "X-Fieldmark-Client": "1", Authorization: `Bearer ${"t".repeat(43)}` };
const JSON_TYPE = { "Content-Type": "application/json" };

/** Name -> what it does with an address. */
const ATTEMPTS = {
  fetch: (url) => readAnswer(fetch(url)),
  fetch_health: (url) => readAnswer(fetch(url.replace("profiles", "health"))),
  fetch_no_cors: (url) => readAnswer(fetch(url, { mode: "no-cors" })),
  fetch_with_credentials: (url) => readAnswer(fetch(url, { mode: "no-cors", credentials: "include" })),
  fetch_post_text: (url) => readAnswer(fetch(url, { method: "POST", body: BODY })),
  fetch_post_text_no_cors: (url) => readAnswer(fetch(url, { method: "POST", mode: "no-cors", body: BODY })),
  fetch_post_form: (url) => readAnswer(fetch(url, { method: "POST", body: new URLSearchParams({ name: "evil" }) })),
  fetch_post_json: (url) => readAnswer(fetch(url, { method: "POST", headers: JSON_TYPE, body: BODY })),
  fetch_our_headers: (url) => readAnswer(fetch(url, { headers: OURS })),
  fetch_post_our_headers: (url) =>
    readAnswer(fetch(url, { method: "POST", headers: { ...OURS, ...JSON_TYPE }, body: BODY })),
  fetch_delete: (url) => readAnswer(fetch(url.replace("profiles", "people"), { method: "DELETE", headers: OURS })),
  fetch_keepalive: (url) => readAnswer(fetch(url, { method: "POST", mode: "no-cors", keepalive: true, body: BODY })),
  fetch_null_origin: (url) => doInSandbox(`fetch("${url}").then(tell, ({ name }) => tell(name));`),
  request: (url) => askOldWay(url),
  image: async (url) => (await load("img", { src: url }))[0],
  script: async (url) => (await load("script", { src: url }))[0],
  module: async (url) => (await load("script", { src: url, type: "module" }))[0],
  style: async (url) => (await load("link", { href: url, rel: "stylesheet" }))[0],
  object: async (url) => (await load("object", { data: url }))[0],
  frame: (url) => loadFrame(url),
  sandboxed_frame: (url) => loadFrame(url, { sandbox: "allow-scripts" }),
  form_in_frame: (url) => sendFormIntoFrame(url, "text/plain"),
  form_encoded: (url) => sendFormIntoFrame(url, "application/x-www-form-urlencoded"),
  form_with_file: (url) => sendFormIntoFrame(url, "multipart/form-data"),
  form_null_origin: (url) =>
    doInSandbox(`const form = Object.assign(document.createElement("form"), { action: "${url}", method: "post" });
      document.body.append(form); tell("sent"); form.submit();`),
  beacon: (url) => `${navigator.sendBeacon(url, BODY)}`,
  socket: (url) => openSocket(url),
  events: (url) => openEvents(url),
};
const OPENING = {
  form_in_window: (url) => {
    sendForm(url, `window ${url}`);
    return "sent";
  },
  window: (url) => {
    globalThis.opened = open(url);
    return "opened";
  },
};

/** Makes every attempt on a server; what each could tell is in `outcomes` once it is known. */
globalThis.attack = (base, attempts = ATTEMPTS) => {
  const outcomes = {};
  for (const [name, attempt] of Object.entries(attempts))
    Promise.resolve(attempt(`${base}/v1/profiles?attempt=${name}`)).then((outcome) => (outcomes[name] = outcome));
  globalThis.outcomes = outcomes;
  return Object.keys(attempts);
};

/** The same by new windows, which take the page out of sight. */
globalThis.attackInWindows = (base) => globalThis.attack(base, OPENING);

/** What the page can read of its requests beside how long they took. */
globalThis.listTimings = () => {
  const timed = performance.getEntriesByType("resource").filter(({ name }) => name.includes("attempt="));
  const facts = timed.map(({ nextHopProtocol, responseStatus, transferSize, contentType }) =>
    JSON.stringify([nextHopProtocol, responseStatus, transferSize, contentType]),
  );
  return [...new Set(facts)];
};
