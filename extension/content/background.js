import { ask, isOrphaned } from "../shared/messages.js";

/**
 * The one door from the page to the background. When the extension was updated or switched off under the open page,
 * nobody is behind it any more: then the script ends, and takes everything away that it has shown.
 * @typedef {import("../shared/values.js").Person} Person
 *
 * @typedef {object} Told
 * @property {import("./place.js").Place} place whose account counts
 * @property {import("../shared/values.js").ListName} list
 * @property {Person[]} people
 * @property {boolean} remember whether they may be, where it is known who is logged in
 */

const RETRY_MS = 2_000;

export class Background {
  /** @param {AbortController} abort ends the script */
  constructor(abort) {
    this.abort = abort;
  }

  /** Asks for verdicts. @param {Told} told */
  askVerdicts(told) {
    return this.watch(ask("verdicts/ask", makePeopleRequest(told)));
  }

  /** Tells whose rows were on the page, whose verdicts are known already. @param {Told} told */
  tellMounted(told) {
    return this.watch(ask("people/mounted", makePeopleRequest(told)));
  }

  /**
   * What each niche says of somebody.
   * @param {{account: string | undefined, person: Person}} request
   */
  askEachNiche({ account = "@unknown", person }) {
    return this.watch(ask("verdicts/by-niche", { account, person }));
  }

  /**
   * The settings; asked for until there is an answer, or the script ends.
   * @returns {Promise<import("../shared/settings.js").Settings>}
   */
  async getSettings() {
    for (;;) {
      const settings = await this.watch(ask("settings/get", null)).catch(() => undefined);
      if (settings) return settings;
      await new Promise((resolve) => !this.abort.signal.aborted && setTimeout(resolve, RETRY_MS));
    }
  }

  /** How the connection to the server is. */
  getConnection() {
    return this.watch(ask("connection/get", null));
  }

  /**
   * Keeps what the user has decided about somebody, and delivers it as soon as the server can be asked.
   * @param {import("../shared/messages.js").DecisionRequest} request
   */
  makeDecision(request) {
    return this.watch(ask("decisions/make", request));
  }

  /** Delivers what waits; resolves to how many wait on. */
  deliverDecisions() {
    return this.watch(ask("decisions/deliver", null));
  }

  /** @param {{account: string, key: string}} request */
  askHistory(request) {
    return this.watch(ask("decisions/history", request));
  }

  /** @param {{account: string, key: string}} request */
  forgetPerson(request) {
    return this.watch(ask("people/forget", request));
  }

  /** @param {import("../shared/messages.js").PublicMessages["words/add"]["request"]} request */
  addWords(request) {
    return this.watch(ask("words/add", request));
  }

  /** @param {import("../shared/messages.js").PublicMessages["words/take-back"]["request"]} request */
  takeBackWords(request) {
    return this.watch(ask("words/take-back", request));
  }

  /**
   * Tells that a list is being looked at; resolves to when the visit before this one ended.
   * @param {{account: string, list: string}} request
   */
  touchVisit(request) {
    return this.watch(ask("visits/touch", request));
  }

  /**
   * Keeps where the bar is and what it shows, for every tab.
   * @param {Partial<import("../shared/settings.js").BarSettings>} changes
   */
  keepBar(changes) {
    return this.watch(ask("settings/keep", changes));
  }

  /**
   * Whether a notice may be shown; each kind is once a day.
   * @param {import("../shared/sight.js").Trouble} kind
   */
  claimNotice(kind) {
    return this.watch(ask("notices/claim", { kind }));
  }

  /**
   * @template Reply
   * @param {Promise<Reply>} asking
   * @returns {Promise<Reply>}
   */
  async watch(asking) {
    try {
      return await asking;
    } catch (error) {
      if (isOrphaned()) this.abort.abort();
      throw error;
    }
  }
}

/**
 * While the page does not say who is logged in, nobody is remembered: accounts never mix.
 * @param {Told} told
 * @returns {import("../shared/messages.js").PeopleRequest}
 */
function makePeopleRequest({ place: { account, accountHandle }, list, people, remember }) {
  return {
    account: account ?? "@unknown",
    ...(account && accountHandle ? { account_handle: accountHandle } : {}),
    list,
    people,
    remember: remember && account !== undefined,
  };
}
