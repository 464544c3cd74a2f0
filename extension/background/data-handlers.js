import { checkKeys } from "./checks.js";
import { forgetVisits } from "./visits.js";

/**
 * What the extension's own pages may ask about the user's own data.
 * @typedef {import("../shared/messages.js").OwnMessages} OwnMessages
 */

/**
 * @param {object} options
 * @param {import("./forgetting.js").Forgetting} options.forgetting
 * @param {import("./server-client.js").ServerClient} options.client
 * @param {import("./outbox.js").Outbox} options.outbox
 * @returns {{[Name in "ledger/get" | "people/forget-account" | "people/forget-all"]:
 *   (request: OwnMessages[Name]["request"]) => Promise<OwnMessages[Name]["reply"]>}}
 */
export function makeDataHandlers({ client, outbox, forgetting }) {
  /** @param {string} account @returns {Promise<number>} how many people */
  async function forgetOnServer(account) {
    const { forgotten } = await client.call("DELETE", `/v1/people?account=${encodeURIComponent(account)}`);
    return forgotten;
  }

  return {
    "ledger/get": () => client.call("GET", "/v1/ledger"),
    async "people/forget-account"({ account }) {
      checkKeys({ account });
      return forgetting.forget({ account }, async () => {
        await client.call("GET", "/v1/ledger");
        // The server is there: then first what waits, since a decision that came late would bring somebody back.
        await outbox.forget(account);
        const forgotten = await forgetOnServer(account);
        await forgetVisits(account);
        return { forgotten };
      });
    },
    async "people/forget-all"() {
      return forgetting.forget({}, async () => {
        const { accounts } = await client.call("GET", "/v1/ledger");
        await outbox.forget();
        let forgotten = 0;
        for (const { account } of accounts) forgotten += await forgetOnServer(account);
        await forgetVisits();
        return { forgotten };
      });
    },
  };
}
