import { findAccount } from "../site/account.js";

/** Where the tab is: its address, and the account that is logged in. */
export class Place {
  /**
   * @param {object} options
   * @param {() => void} options.onMove told of each new address
   * @param {() => void} options.onAccount told when another account has taken the place of one
   */
  constructor({ onMove, onAccount }) {
    this.onMove = onMove;
    this.onAccount = onAccount;
    /** @type {string | undefined} */
    this.account = undefined;
    this.address = "";
  }

  /** X changes the address without telling a content script; whatever happens on the page after it is the sign. */
  follow() {
    if (location.href === this.address) return;
    this.address = location.href;
    this.followAccount();
    this.onMove();
  }

  /** Reads who is logged in; a page that does not say so for a moment changes nothing. */
  followAccount() {
    const account = findAccount(document);
    if (account === undefined || account === this.account) return;
    const before = this.account;
    this.account = account;
    if (before !== undefined) this.onAccount();
  }
}
