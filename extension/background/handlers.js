import { browser } from "../shared/browser.js";
import { MessageError } from "../shared/messages.js";
import { announce } from "./announcer.js";
import { keepBarSettings } from "./bar-handlers.js";
import { makeDataHandlers } from "./data-handlers.js";
import { makeDecisionHandlers } from "./decision-handlers.js";
import { Forgetting } from "./forgetting.js";
import { Judging } from "./judging.js";
import { makeNicheHandlers } from "./niche-handlers.js";
import { claimNotice } from "./notices.js";
import { readPairingString } from "./pairing-string.js";
import { getSitePatterns } from "./senders.js";
import { Words } from "./words.js";
import { readStoredSettings } from "./settings-store.js";
import { touchVisit } from "./visits.js";

/**
 * What each message does. Two tables: what a content script may ask, and what the extension's own pages may.
 *
 * @typedef {import("../shared/messages.js").Messages} Messages
 * @typedef {import("../shared/messages.js").PublicMessages} PublicMessages
 * @typedef {import("../shared/messages.js").OwnMessages} OwnMessages
 * @typedef {import("./server-client.js").ServerClient} ServerClient
 * @typedef {import("./vault.js").Vault} Vault
 */

/**
 * @template {keyof Messages} Name
 * @typedef {(request: Messages[Name]["request"]) => Promise<Messages[Name]["reply"]>} Handler
 */

export class Handlers {
  /** @param {{client: ServerClient, vault: Vault, outbox: import("./outbox.js").Outbox}} options */
  constructor({ client, vault, outbox }) {
    this.client = client;
    this.outbox = outbox;
    this.vault = vault;
    const forgetting = new Forgetting();
    this.judging = new Judging({ client, outbox, forgetting });
    const { news } = this.judging;
    const niches = makeNicheHandlers({ client, changeNiche: (change) => news.change(change) });
    const listProfiles = () => niches["profiles/list"](null);
    this.words = new Words({
      listProfiles,
      changeProfile: (profile) => niches["profiles/change"](profile),
    });

    /** @type {{[Name in keyof PublicMessages]: Handler<Name>}} */
    this.forPages = {
      "verdicts/ask": (request) => this.judging.ask(request),
      "people/mounted": (request) => this.judging.noteMounted(request),
      "verdicts/by-niche": async (request) => this.judging.askEach(request, await listProfiles()),
      "connection/get": () => this.client.checkInTime(),
      "settings/get": () => readStoredSettings(),
      "settings/keep": (changes) => keepBarSettings(changes),
      "notices/claim": (request) => claimNotice(request),
      "visits/touch": (request) => touchVisit(request),
      "words/add": (request) => this.words.add(request),
      "words/take-back": (request) => this.words.takeBack(request),
      ...makeDecisionHandlers({ client, outbox, forgetting }),
    };
    /** @type {{[Name in keyof OwnMessages]: Handler<Name>}} */
    this.forOwn = {
      "connection/check": () => this.client.check(),
      "pairing/save": (request) => this.savePairing(request),
      "pairing/forget": () => this.forgetPairing(null),
      ...niches,
      "settings/change": (changes) => this.changeSettings(changes),
      ...makeDataHandlers({ client, outbox, forgetting }),
    };
  }

  /** @type {Handler<"pairing/save">} */
  async savePairing({ pairing: text }) {
    const pairing = readPairingString(String(text));
    if (!pairing)
      throw new MessageError({ code: "bad_pairing", message: "this is no pairing string", field: "pairing" });
    await this.vault.change((kept) => ({ ...kept, candidate: pairing }));
    const report = await this.client.checkAnew();
    const after = await this.vault.read();
    const isTaken = [after.current, after.candidate].some((kept) => kept?.token === pairing.token);
    // A string that does not work never takes the place of one that did.
    if (!isTaken)
      throw new MessageError({ code: "pairing_refused", message: "the server refused this pairing string" });
    return report;
  }

  /** @type {Handler<"pairing/forget">} */
  async forgetPairing() {
    await this.vault.change(() => ({}));
    announce("profile/changed", null);
    return this.client.checkAnew();
  }

  /** @type {Handler<"settings/change">} */
  async changeSettings(changes) {
    const { settings, isOther } = await this.judging.changeSettings(changes);
    await announce("settings/changed", settings);
    if (isOther) await this.judging.news.tellChanged();
    return settings;
  }
}

/**
 * The pairing that `fieldmark demo` puts into its throwaway copy of the extension; no shipped build has one.
 * @returns {Promise<string | undefined>}
 */
export async function readDemoPairing() {
  if (!getSitePatterns().some((pattern) => pattern.includes("127.0.0.1"))) return undefined;
  const response = await fetch(browser.runtime.getURL("pairing.json"));
  return (await response.json()).pairing;
}
