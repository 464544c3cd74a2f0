import { browser } from "../shared/browser.js";
import { MessageError } from "../shared/messages.js";
import { announce } from "./announcer.js";
import { keepBarSettings } from "./bar-handlers.js";
import { makeDataHandlers } from "./data-handlers.js";
import { makeDecisionHandlers } from "./decision-handlers.js";
import { makeNicheHandlers } from "./niche-handlers.js";
import { claimNotice } from "./notices.js";
import { readPairingString } from "./pairing-string.js";
import { getSitePatterns } from "./senders.js";
import { Words } from "./words.js";
import { changeStoredSettings, readStoredSettings } from "./settings-store.js";
import { touchVisit } from "./visits.js";

/**
 * What each message does. Two tables: what a content script may ask, and what the extension's own pages may.
 *
 * @typedef {import("../shared/messages.js").Messages} Messages
 * @typedef {import("../shared/messages.js").PublicMessages} PublicMessages
 * @typedef {import("../shared/messages.js").OwnMessages} OwnMessages
 * @typedef {import("../shared/values.js").Profile} Profile
 * @typedef {import("../shared/values.js").ProfileStamp} ProfileStamp
 * @typedef {import("./server-client.js").ServerClient} ServerClient
 * @typedef {import("./vault.js").Vault} Vault
 */

/**
 * @template {keyof Messages} Name
 * @typedef {(request: Messages[Name]["request"]) => Promise<Messages[Name]["reply"]>} Handler
 */

const MOST_PEOPLE = 200;

export class Handlers {
  /** @param {{client: ServerClient, vault: Vault, outbox: import("./outbox.js").Outbox}} options */
  constructor({ client, vault, outbox }) {
    this.client = client;
    this.outbox = outbox;
    this.vault = vault;
    /** @type {ProfileStamp | undefined} the niche of the newest verdicts, so that another one is noticed */
    this.stamp = undefined;
    /** @type {{id: string, revision: number, name: string} | undefined} */
    this.named = undefined;

    const niches = makeNicheHandlers({ client, changeNiche: (change) => this.changeNiche(change) });
    this.words = new Words({
      listProfiles: () => niches["profiles/list"](null),
      changeProfile: (profile) => niches["profiles/change"](profile),
    });

    /** @type {{[Name in keyof PublicMessages]: Handler<Name>}} */
    this.forPages = {
      "verdicts/ask": (request) => this.askVerdicts(request),
      "settings/get": () => readStoredSettings(),
      "settings/keep": (changes) => keepBarSettings(changes),
      "notices/claim": (request) => claimNotice(request),
      "visits/touch": (request) => touchVisit(request),
      "words/add": (request) => this.words.add(request),
      "words/take-back": (request) => this.words.takeBack(request),
      ...makeDecisionHandlers({ client, outbox }),
    };
    /** @type {{[Name in keyof OwnMessages]: Handler<Name>}} */
    this.forOwn = {
      "connection/get": () => this.client.checkInTime(),
      "connection/check": () => this.client.check(),
      "pairing/save": (request) => this.savePairing(request),
      "pairing/forget": () => this.forgetPairing(null),
      ...niches,
      "settings/change": (changes) => this.changeSettings(changes),
      ...makeDataHandlers({ client, outbox }),
    };
  }

  /** @type {Handler<"verdicts/ask">} */
  async askVerdicts({ account, account_handle, list, people, remember }) {
    if (!Array.isArray(people) || people.length > MOST_PEOPLE)
      throw new MessageError({
        code: "invalid",
        message: `at most ${MOST_PEOPLE} people at a time`,
        field: "people",
      });
    const mark = this.outbox.mark();
    const body = { account, ...(account_handle ? { account_handle } : {}), list, people, remember };
    const answer = await this.client.call("POST", "/v1/verdicts", body);
    this.noticeNiche(answer.profile);
    // Whoever can judge can take what waits.
    this.outbox.deliver();
    const verdicts = await this.outbox.overlay(account, answer.verdicts, mark);
    return { ...answer, verdicts, profile: await this.nameNiche(answer.profile) };
  }

  /**
   * Tells the other tabs when verdicts come from a niche that was changed elsewhere (another browser, the command line).
   * An answer that was overtaken by a newer one is no news.
   * @param {ProfileStamp} stamp
   */
  noticeNiche(stamp) {
    const before = this.stamp;
    if (before?.id === stamp.id && stamp.revision < before.revision) return;
    this.stamp = stamp;
    if (before && (before.id !== stamp.id || before.revision !== stamp.revision)) announce("profile/changed", stamp);
  }

  /**
   * The niche with its name; asked for once a revision. No verdict is lost for want of a name.
   * @param {ProfileStamp} stamp
   * @returns {Promise<ProfileStamp & {name?: string}>}
   */
  async nameNiche(stamp) {
    const isNamed = this.named?.id === stamp.id && this.named.revision === stamp.revision;
    if (!isNamed)
      await this.client.call("GET", `/v1/profiles/${encodeURIComponent(stamp.id)}`).then(
        (profile) => this.noteName(profile),
        () => {},
      );
    return this.named?.id === stamp.id ? { ...stamp, name: this.named.name } : stamp;
  }

  /** @param {Profile} profile */
  noteName({ id, revision, name }) {
    this.named = { id, revision, name };
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

  /**
   * Makes a change and tells every tab which niche is in use now.
   * @param {() => Promise<Profile>} change
   */
  async changeNiche(change) {
    const profile = await change();
    if (profile.active) {
      this.noteName(profile);
      this.stamp = { id: profile.id, revision: profile.revision };
      await announce("profile/changed", this.stamp);
    }
    return profile;
  }

  /** @type {Handler<"settings/change">} */
  async changeSettings(changes) {
    const settings = await changeStoredSettings(changes);
    await announce("settings/changed", settings);
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
