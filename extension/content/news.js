import { onAnnouncement } from "../shared/messages.js";
import { getPersonKey } from "../shared/values.js";

/**
 * What was decided and forgotten, in whichever tab or in the popup, as far as it is about the account that is logged in.
 * @typedef {import("../shared/messages.js").DecisionNews} DecisionNews
 * @typedef {import("../shared/messages.js").Forgotten} Forgotten
 * @typedef {import("../shared/values.js").Person} Person
 */

export class News {
  /**
   * @param {object} options
   * @param {import("./place.js").Place} options.place
   * @param {import("./decisions.js").Decisions} options.decisions
   * @param {import("./overlay.js").Overlay} options.overlay
   * @param {(name: string, value: any) => void} options.emit
   */
  constructor({ place, decisions, overlay, emit }) {
    this.place = place;
    this.decisions = decisions;
    this.overlay = overlay;
    this.emit = emit;
    /**
     * Keys of those forgotten while they are on the page: they are judged on, and remembered no more until it is loaded
     * anew. Else whoever forgets everybody would find them all there again.
     * @type {Set<string>}
     */
    this.forgotten = new Set();
  }

  /** @param {AbortSignal} signal */
  listen(signal) {
    onAnnouncement("decisions/changed", (news) => this.takeDecision(news), { signal });
    onAnnouncement("people/forgotten", (forgotten) => this.forget(forgotten), { signal });
  }

  /**
   * A decision was made, delivered, or refused.
   * @param {DecisionNews} news
   */
  takeDecision(news) {
    const { account, key, decision, pending, refused } = news;
    if (account !== this.place.account) return;
    if (pending) this.decisions.deliverLater();
    this.overlay.verdicts.change(key, { ...decision, pending });
    if (refused) this.overlay.judgeAnew(key);
    this.emit("decision/news", news);
  }

  /** @param {Forgotten} news */
  forget(news) {
    const { account, key } = news;
    if (account !== undefined && account !== this.place.account) return;
    const { people, mounts } = this.overlay;
    const keys = key === undefined ? [...people.byKey.keys()] : [key];
    for (const one of keys) this.forgotten.add(one);
    mounts.drop(keys);
    this.overlay.judgeAnew(key);
    this.emit("people/forgotten", news);
  }

  /** @param {Person[]} people @returns {boolean} whether they may be remembered, which is asked for all of a request */
  mayRemember(people) {
    return this.forgotten.size === 0 || !people.some((person) => this.forgotten.has(getPersonKey(person)));
  }

  /** Another account is logged in. */
  forgetAll() {
    this.forgotten.clear();
  }
}
