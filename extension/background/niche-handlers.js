/**
 * What the extension's own pages may ask about niches.
 * @typedef {import("../shared/messages.js").OwnMessages} OwnMessages
 * @typedef {import("../shared/values.js").Profile} Profile
 */

const PAGE = 200;

/**
 * @param {object} options
 * @param {import("./server-client.js").ServerClient} options.client
 * @param {(change: () => Promise<Profile>) => Promise<Profile>} options.changeNiche makes a change and tells every tab
 * @returns {{[Name in Extract<keyof OwnMessages,
 *   `profiles/${string}` | `templates/${string}` | `suggestions/${string}` | `agreement/${string}`>]:
 *   (request: OwnMessages[Name]["request"]) => Promise<OwnMessages[Name]["reply"]>}}
 */
export function makeNicheHandlers({ client, changeNiche }) {
  return {
    "profiles/list": () => listPages(client, "/v1/profiles"),
    "profiles/add": (request) => changeNiche(() => client.call("POST", "/v1/profiles", request)),
    "profiles/change": (profile) => changeNiche(() => client.call("PUT", makeAddress(profile.id), profile)),
    "profiles/activate": ({ id }) => changeNiche(() => client.call("POST", `${makeAddress(id)}/activate`)),
    "profiles/duplicate": ({ id }) => changeNiche(() => client.call("POST", `${makeAddress(id)}/duplicate`, {})),
    "profiles/compare": (request) => client.call("POST", "/v1/profiles/difference", request),
    async "profiles/file"({ id, format }) {
      const content = await client.call("GET", `${makeAddress(id)}/file?format=${encodeURIComponent(format)}`);
      return { content: typeof content === "string" ? content : `${JSON.stringify(content, null, 2)}\n` };
    },
    "templates/list": () => listPages(client, "/v1/templates"),
    "profiles/preview": (request) => client.call("POST", "/v1/profiles/preview", request),
    "suggestions/list": (request) => client.call("GET", `/v1/suggestions?${makeQuery(request)}`),
    "suggestions/never": (request) => client.call("POST", "/v1/suggestions/never", request),
    "agreement/get": (request) => client.call("GET", `/v1/agreement?${makeQuery(request)}`),
  };
}

/** @param {string} id */
function makeAddress(id) {
  return `/v1/profiles/${encodeURIComponent(id)}`;
}

/** @param {{account: string, profile: string}} request */
function makeQuery({ account, profile }) {
  return new URLSearchParams({ account, profile });
}

/**
 * A list that comes in pages, to its end.
 * @param {import("./server-client.js").ServerClient} client @param {string} address
 * @returns {Promise<any[]>}
 */
async function listPages(client, address) {
  const items = [];
  /** @type {string | null} */
  let cursor = "0";
  while (cursor !== null) {
    /** @type {{items: any[], cursor: string | null}} */
    const page = await client.call("GET", `${address}?limit=${PAGE}&cursor=${cursor}`);
    items.push(...page.items);
    cursor = page.cursor;
  }
  return items;
}
