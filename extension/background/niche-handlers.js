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
 * @returns {{[Name in Extract<keyof OwnMessages, `profiles/${string}` | `suggestions/${string}` | `agreement/${string}`>]:
 *   (request: OwnMessages[Name]["request"]) => Promise<OwnMessages[Name]["reply"]>}}
 */
export function makeNicheHandlers({ client, changeNiche }) {
  return {
    "profiles/list": () => listProfiles(client),
    "profiles/add": (request) => changeNiche(() => client.call("POST", "/v1/profiles", request)),
    "profiles/change": (profile) => changeNiche(() => client.call("PUT", makeAddress(profile.id), profile)),
    "profiles/activate": ({ id }) => changeNiche(() => client.call("POST", `${makeAddress(id)}/activate`)),
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

/** @param {import("./server-client.js").ServerClient} client */
async function listProfiles(client) {
  /** @type {Profile[]} */
  const profiles = [];
  /** @type {string | null} */
  let cursor = "0";
  while (cursor !== null) {
    /** @type {{items: Profile[], cursor: string | null}} */
    const page = await client.call("GET", `/v1/profiles?limit=${PAGE}&cursor=${cursor}`);
    profiles.push(...page.items);
    cursor = page.cursor;
  }
  return profiles;
}
