import { findAccountHandle } from "../site/account.js";
import { getPath } from "../site/address.js";
import { TOUCH_EVERY_MS } from "../shared/visits.js";

/**
 * The visit to the list that the page shows: tells the background that it is being looked at, and knows when the visit
 * before this one ended.
 * @typedef {import("./feature.js").FeatureContext} FeatureContext
 */

export class Visit {
  /**
   * @param {FeatureContext} context
   * @param {() => void} onChange told when `since` is another one
   */
  constructor({ background, place, findList, judgeAnew, signal, on }, onChange) {
    this.background = background;
    this.place = place;
    this.findList = findList;
    this.judgeAnew = judgeAnew;
    this.onChange = onChange;
    /** Account and list that it is about; empty where there are none. */
    this.name = "";
    /** When the visit before ended, in ms since 1970; null if this is the first. @type {number | null | undefined} */
    this.since = undefined;
    /** By which visit's end the verdicts were asked for anew. @type {number} */
    this.judgedSince = performance.timeOrigin;
    const follow = () => this.follow();
    const look = () => this.follow() || this.touch();
    for (const name of ["page/moved", "company/changed", "page/active"]) on(name, follow);
    on("people/forgotten", ({ key }) => key === undefined && look());
    document.addEventListener("visibilitychange", look, { signal });
    const timer = setInterval(look, TOUCH_EVERY_MS);
    signal.addEventListener("abort", () => clearInterval(timer));
  }

  /** @returns {{account: string, list: string} | undefined} nothing where no list of people is being looked at */
  findLooked() {
    const { account } = this.place;
    const place = this.findList();
    if (account === undefined || !place) return undefined;
    return { account, list: getPath(location).toLowerCase().replace(/\/$/, "") };
  }

  /** Whether who came last stands first: in lists of one's own, which are the only ones that X does not rank. */
  isNewestFirst() {
    const { account, accountHandle } = this.place;
    const own = account?.startsWith("@") ? account : (accountHandle ?? findAccountHandle(document));
    return (
      this.findList()?.isNewestFirst === true && this.name.split(" ")[1]?.startsWith(`/${own?.slice(1)}/`) === true
    );
  }

  /** @returns {boolean} whether the page shows another list now, or somebody else is logged in */
  follow() {
    const looked = this.findLooked();
    const name = looked ? `${looked.account} ${looked.list}` : "";
    if (name === this.name) return false;
    this.name = name;
    this.setSince(undefined);
    this.touch();
    return true;
  }

  async touch() {
    const looked = this.findLooked();
    const { name } = this;
    if (!looked || document.hidden) return;
    // The background may be starting; a minute later it is asked again.
    const answer = await this.background.touchVisit(looked).catch(() => undefined);
    if (!answer || name !== this.name) return;
    const { since } = answer;
    // Verdicts from before that visit's end do not know who was seen in it.
    const isOld = since !== null && since > this.judgedSince;
    if (isOld) this.judgedSince = since;
    this.setSince(since);
    if (isOld) this.judgeAnew();
  }

  /** @param {number | null | undefined} since */
  setSince(since) {
    if (since === this.since) return;
    this.since = since;
    this.onChange();
  }
}
