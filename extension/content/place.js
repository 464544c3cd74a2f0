import { findAccount, findAccountHandle } from "../site/account.js";

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
    /** So that what was kept under it goes to the id once that is known. @type {string | undefined} */
    this.accountHandle = undefined;
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
    if (account === undefined) return;
    if (account !== this.account) this.accountHandle = undefined;
    if (!account.startsWith("@")) this.accountHandle ??= findAccountHandle(document);
    if (account === this.account) return;
    const before = this.account;
    this.account = account;
    if (before !== undefined) this.onAccount();
  }
}
