import { MessageError } from "../shared/messages.js";
import { LONGEST_NOTE, OVERRULES, TRIAGES } from "../shared/values.js";
import { checkKeys } from "./checks.js";

/**
 * What content scripts may ask about decisions and people.
 * @typedef {import("../shared/messages.js").PublicMessages} PublicMessages
 * @typedef {import("../shared/values.js").DecisionChange} DecisionChange
 */

/** What each part of a change may be. @type {Record<string, (value: any) => boolean>} */
const ALLOWED = {
  triage: (value) => TRIAGES.includes(value),
  overrule: (value) => value === null || OVERRULES.includes(value),
  note: (value) => value === null || (typeof value === "string" && value.length <= LONGEST_NOTE),
};

/**
 * @param {object} options
 * @param {import("./forgetting.js").Forgetting} options.forgetting
 * @param {import("./server-client.js").ServerClient} options.client
 * @param {import("./outbox.js").Outbox} options.outbox
 * @returns {{[Name in "decisions/make" | "decisions/deliver" | "decisions/history" | "people/forget"]:
 *   (request: PublicMessages[Name]["request"]) => Promise<PublicMessages[Name]["reply"]>}}
 */
export function makeDecisionHandlers({ client, outbox, forgetting }) {
  return {
    async "decisions/make"({ account, key, change, person }) {
      checkKeys({ account, key });
      return outbox.add({ account, key, change: readChange(change), ...(person ? { person } : {}) });
    },
    "decisions/deliver": () => outbox.deliver(),
    async "decisions/history"({ account, key }) {
      checkKeys({ account, key });
      return client.call("GET", `/v1/decisions/${encodeURIComponent(key)}?account=${encodeURIComponent(account)}`);
    },
    async "people/forget"({ account, key }) {
      checkKeys({ account, key });
      await forgetting.forget({ account, key }, async () => {
        await outbox.forget(account, key);
        await client.call("DELETE", `/v1/people/${encodeURIComponent(key)}?account=${encodeURIComponent(account)}`);
      });
      return null;
    },
  };
}

/** @param {unknown} raw @returns {DecisionChange} */
function readChange(raw) {
  const entries = Object.entries(raw && typeof raw === "object" ? raw : {}).filter(([, value]) => value !== undefined);
  for (const [name, value] of entries)
    if (!Object.hasOwn(ALLOWED, name) || !ALLOWED[name]?.(value))
      throw new MessageError({ code: "invalid", message: "is no part of a decision", field: `change.${name}` });
  if (entries.length === 0)
    throw new MessageError({
      code: "invalid",
      message: "says nothing: give triage, overrule or note",
      field: "change",
    });
  return Object.fromEntries(entries);
}
