// The background. Every listener is added here, at once: the browser starts this script for an event and ends it after.
import { browser } from "../shared/browser.js";
import { MessageError } from "../shared/messages.js";
import { announce } from "./announcer.js";
import { Handlers, readDemoPairing } from "./handlers.js";
import { addSelection, makeMenus } from "./menus.js";
import { Outbox } from "./outbox.js";
import { findRing } from "./senders.js";
import { ServerClient } from "./server-client.js";
import { showOnToolbar } from "./toolbar.js";
import { openVault } from "./vault.js";

const vault = openVault();
const client = new ServerClient({
  vault,
  onChange: (report) => {
    announce("connection/changed", report);
    showOnToolbar(report);
    if (report.state === "ok") outbox.deliver().catch(() => {});
  },
});
const outbox = new Outbox({ client, onNews: (news) => announce("decisions/changed", news) });
const handlers = new Handlers({ client, vault, outbox });

/** Done before the first message is handled: in a demo the pairing comes with the extension. */
const ready = prepare();

async function prepare() {
  const pairing = await readDemoPairing();
  if (pairing) await handlers.savePairing({ pairing });
}

/**
 * Answers a message, whatever happens.
 * @param {any} message @param {chrome.runtime.MessageSender} sender
 */
async function answer(message, sender) {
  try {
    const ring = findRing(sender);
    const name = String(message?.name);
    const tables = ring === "own" ? [handlers.forOwn, handlers.forPages] : ring === "page" ? [handlers.forPages] : [];
    const table = /** @type {Record<string, (request: any) => Promise<unknown>> | undefined} */ (
      tables.find((candidate) => Object.hasOwn(candidate, name))
    );
    const handle = table?.[name];
    if (!handle) throw new MessageError({ code: "not_allowed", message: "this may not be asked from there" });
    await ready;
    return { value: await handle(message.request) };
  } catch (error) {
    const known =
      error instanceof MessageError ? error : new MessageError({ code: "unexpected", message: String(error) });
    return { error: known.toObject() };
  }
}

browser.runtime.onMessage.addListener((message, sender, respond) => {
  if (message?.announcement) return false;
  answer(message, sender).then(respond);
  return true;
});
for (const event of [browser.runtime.onInstalled, browser.runtime.onStartup])
  event.addListener(() => {
    makeMenus();
    client.check();
  });
browser.contextMenus.onClicked.addListener((chosen, tab) =>
  ready.then(() => addSelection(chosen, tab, handlers.words)),
);
browser.permissions.onAdded.addListener(() => client.check());
browser.permissions.onRemoved.addListener(() => client.check());
