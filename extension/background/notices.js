import { MessageError } from "../shared/messages.js";
import { TROUBLES } from "../shared/sight.js";
import { makeTurns, readStored, writeStored } from "./storage.js";

const NAME = "notices";
const inTurn = makeTurns();

/**
 * Whether a notice may be shown: each kind once a day, in whichever tab asks first.
 * @param {{kind: import("../shared/sight.js").Trouble}} request
 * @param {Date} [now]
 * @returns {Promise<boolean>}
 * @throws {MessageError} `invalid` for a kind that there is not
 */
export async function claimNotice({ kind }, now = new Date()) {
  if (!TROUBLES.includes(kind))
    throw new MessageError({ code: "invalid", message: `there is no such notice; known: ${TROUBLES}`, field: "kind" });
  const today = now.toDateString();
  return inTurn(async () => {
    const stored = await readStored(NAME);
    const days = stored && typeof stored === "object" ? /** @type {Record<string, unknown>} */ (stored) : {};
    if (days[kind] === today) return false;
    await writeStored(NAME, { ...days, [kind]: today });
    return true;
  });
}
