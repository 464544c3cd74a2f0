import { ask } from "../shared/messages.js";
import { askPageTab } from "./page-tab.js";

/**
 * Whose followers it is about, and who is on the open page. Where no page of X is open, it is the account that the server
 * remembers most people of.
 * @returns {Promise<{account: string, keys: string[]} | undefined>} undefined where nobody was seen yet
 */
export async function findCompany() {
  const open = await askPageTab("company");
  if (open?.account) return { account: open.account, keys: open.keys };
  const { accounts } = await ask("ledger/get", null);
  const [most] = [...accounts].sort((one, other) => other.people - one.people);
  return most && { account: most.account, keys: [] };
}
