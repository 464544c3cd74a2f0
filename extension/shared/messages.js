import { browser } from "./browser.js";

/**
 * Every message there is: who may send it, what it asks and what it is answered.
 *
 * @typedef {import("./values.js").Person} Person
 * @typedef {import("./values.js").Verdict} Verdict
 * @typedef {import("./values.js").Profile} Profile
 * @typedef {import("./values.js").ProfileStamp} ProfileStamp
 * @typedef {import("./values.js").ListName} ListName
 * @typedef {import("./values.js").DecisionChange} DecisionChange
 * @typedef {import("./states.js").ConnectionReport} ConnectionReport
 * @typedef {import("./settings.js").Settings} Settings
 *
 * From the content script (ring 1): it names an operation, never an address.
 * @typedef {{
 *   "verdicts/ask": {request: PeopleRequest, reply: Warned & {profile: import("./values.js").JudgedBy, verdicts: Verdict[]}},
 *   "people/mounted": {request: PeopleRequest, reply: Warned},
 *   "verdicts/by-niche": {request: {account: string, person: Person}, reply: import("./values.js").NicheFit[]},
 *   "connection/get": {request: null, reply: ConnectionReport},
 *   "settings/get": {request: null, reply: Settings},
 *   "settings/keep": {request: Partial<import("./settings.js").BarSettings>, reply: Settings},
 *   "notices/claim": {request: {kind: import("./sight.js").Trouble}, reply: boolean},
 *   "visits/touch": {request: {account: string, list: string}, reply: {since: number | null}},
 *   "decisions/make": {request: DecisionRequest, reply: {pending: boolean}},
 *   "decisions/deliver": {request: null, reply: number},
 *   "decisions/history": {request: {account: string, key: string}, reply: {history: PastChange[]}},
 *   "words/add": {
 *     request: {texts: string[], kind: import("./values.js").Kind, niche?: string | undefined}, reply: WordsAdded,
 *   },
 *   "words/take-back": {request: Pick<WordsAdded, "added" | "moved" | "niche_id">, reply: null},
 *   "people/forget": {request: {account: string, key: string}, reply: null},
 * }} PublicMessages
 *
 * From the extension's own pages (ring 2).
 * @typedef {{
 *   "connection/check": {request: null, reply: ConnectionReport},
 *   "pairing/save": {request: {pairing: string}, reply: ConnectionReport},
 *   "pairing/forget": {request: null, reply: ConnectionReport},
 *   "profiles/list": {request: null, reply: Profile[]},
 *   "profiles/add": {request: {name: string, keywords: import("./values.js").Keyword[]}, reply: Profile},
 *   "profiles/change": {request: Profile, reply: Profile},
 *   "profiles/activate": {request: {id: string}, reply: Profile},
 *   "profiles/duplicate": {request: {id: string}, reply: Profile},
 *   "profiles/compare": {
 *     request: {content: string, profile?: string | undefined}, reply: import("./effects.js").FileDifference,
 *   },
 *   "profiles/file": {request: {id: string, format: "json" | "text"}, reply: {content: string}},
 *   "templates/list": {request: null, reply: import("./effects.js").Template[]},
 *   "profiles/preview": {
 *     request: {draft: Profile, account: string, open_page: string[]}, reply: import("./effects.js").Preview,
 *   },
 *   "suggestions/list": {request: {account: string, profile: string}, reply: import("./effects.js").Suggestions},
 *   "suggestions/never": {request: {profile: string, text: string, undo?: boolean}, reply: {never: string[]}},
 *   "agreement/get": {request: {account: string, profile: string}, reply: import("./effects.js").Agreement},
 *   "settings/change": {request: Partial<Settings>, reply: Settings},
 *   "ledger/get": {request: null, reply: import("./values.js").LedgerReport},
 *   "people/forget-account": {request: {account: string}, reply: {forgotten: number}},
 *   "people/forget-all": {request: null, reply: {forgotten: number}},
 * }} OwnMessages
 *
 * From the background to every tab and open page; nobody answers.
 * @typedef {{
 *   "profile/changed": ProfileStamp | null,
 *   "connection/changed": ConnectionReport,
 *   "settings/changed": Settings,
 *   "decisions/changed": DecisionNews,
 *   "people/forgotten": Forgotten,
 *   "words/added": WordsNews,
 * }} Announcements
 *
 * @typedef {{account: string, account_handle?: string, list: ListName, people: Person[], remember: boolean}} PeopleRequest
 * @typedef {{warnings?: {code: string}[]}} Warned
 * @typedef {{account: string, key: string, change: DecisionChange, person?: Person}} DecisionRequest
 * @typedef {{account?: string, key?: string}} Forgotten whose people: every account's without `account`, all of them
 *   without `key`
 * @typedef {DecisionChange & {moment: number, reason?: string}} PastChange
 * @typedef {import("./effects.js").WordsAdded} WordsAdded
 * @typedef {import("./effects.js").WordsNews} WordsNews
 * @typedef {object} DecisionNews A decision that was made, delivered or refused.
 * @property {string} account
 * @property {string} key
 * @property {Partial<import("./values.js").Decision>} decision as far as it is known
 * @property {boolean} pending
 * @property {{code: string, message: string}} [refused] why the server will not keep it
 *
 * From the extension's own pages to the page that a tab shows.
 * @typedef {{
 *   "sight": import("./sight.js").SightReport,
 *   "diagnosis": string,
 *   "company": import("./effects.js").Company,
 * }} Questions
 *
 * @typedef {PublicMessages & OwnMessages} Messages
 */

/** An error that came back from the other side. */
export class MessageError extends Error {
  /**
   * @param {{code: string, message: string, field?: string | undefined, current?: unknown, retryMs?: number | undefined}} error
   */
  constructor({ code, message, field, current, retryMs }) {
    super(message);
    this.name = "MessageError";
    /** For programs. */
    this.code = code;
    /** The path of the field at fault. */
    this.field = field;
    /** With `revision_conflict`: the object as it is now. */
    this.current = current;
    /** When trying again makes sense, in ms; absent if it does not. */
    this.retryMs = retryMs;
  }

  /** The error as a message can carry it. */
  toObject() {
    const { code, message, field, current, retryMs } = this;
    return { code, message, field, current, retryMs };
  }
}

/**
 * Sends a message and waits for its answer.
 * @template {keyof Messages} Name
 * @param {Name} name
 * @param {Messages[Name]["request"]} request
 * @returns {Promise<Messages[Name]["reply"]>}
 * @throws {MessageError} what the handler threw, or `no_background` when nobody answers
 */
export async function ask(name, request) {
  let answer;
  try {
    answer = await browser.runtime.sendMessage({ name, request });
  } catch (error) {
    // The extension was updated or switched off under an open page (isOrphaned), or its background failed to start.
    throw new MessageError({ code: "no_background", message: String(error) });
  }
  if (!answer) throw new MessageError({ code: "no_background", message: "nobody answered" });
  if (answer.error) throw new MessageError(answer.error);
  return answer.value;
}

/**
 * Whether the extension was updated or switched off under this open page: then nobody will answer it any more.
 * @returns {boolean}
 */
export function isOrphaned() {
  return browser.runtime?.id === undefined;
}

/**
 * Calls the listener for each announcement of this name. Only the background announces: what comes from a tab is not heard.
 * @template {keyof Announcements} Name
 * @param {Name} name
 * @param {(value: Announcements[Name]) => void} listener
 * @param {{signal?: AbortSignal}} [options]
 */
export function onAnnouncement(name, listener, { signal } = {}) {
  /** @param {any} message @param {chrome.runtime.MessageSender} sender */
  const hear = (message, sender) => {
    const isBackground = sender.id === browser.runtime.id && !sender.tab;
    if (isBackground && message?.announcement === name) listener(message.value);
    return undefined;
  };
  browser.runtime.onMessage.addListener(hear);
  signal?.addEventListener("abort", () => browser.runtime.onMessage.removeListener(hear));
}

/**
 * Answers a question that a page of the extension asks this tab.
 * @template {keyof Questions} Name
 * @param {Name} name
 * @param {() => Questions[Name]} answer
 * @param {{signal?: AbortSignal}} [options]
 */
export function onQuestion(name, answer, { signal } = {}) {
  /** @param {any} message @param {chrome.runtime.MessageSender} sender @param {(value: any) => void} respond */
  const hear = (message, sender, respond) => {
    const isOwnPage = sender.id === browser.runtime.id && sender.url?.startsWith(browser.runtime.getURL(""));
    if (isOwnPage && message?.question === name) respond(answer());
    return undefined;
  };
  browser.runtime.onMessage.addListener(hear);
  signal?.addEventListener("abort", () => browser.runtime.onMessage.removeListener(hear));
}

/**
 * Asks the page that a tab shows.
 * @template {keyof Questions} Name
 * @param {number} tab its id
 * @param {Name} name
 * @returns {Promise<Questions[Name] | undefined>} undefined where the content script does not run
 */
export async function askTab(tab, name) {
  try {
    return await browser.tabs.sendMessage(tab, { question: name });
  } catch {
    return undefined;
  }
}
