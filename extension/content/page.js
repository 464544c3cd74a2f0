import { classic } from "../site/classic.js";
import { findAccount } from "../site/account.js";
import { readAnswer } from "../site/answers.js";
import { OPERATIONS } from "../site/operations.js";
import { findList } from "../site/routes.js";
import { watchTheme } from "../site/theme.js";
import { ask, onAnnouncement } from "../shared/messages.js";
import { DEFAULT_SETTINGS } from "../shared/settings.js";
import { getPersonKey } from "../shared/values.js";
import { People } from "./people.js";
import { Rows } from "./rows.js";
import { listenToTap } from "./tap-channel.js";
import { Verdicts } from "./verdicts.js";

/** @typedef {import("./feature.js").Feature} Feature */
/** @typedef {import("./feature.js").RowView} RowView */
/** @typedef {import("../shared/values.js").Person} Person */

/** The page as the extension follows it: its address and account, its people, its rows and what is shown on them. */
export class Page {
  /** @param {Feature[]} features */
  constructor(features) {
    this.abort = new AbortController();
    const { signal } = this.abort;
    this.adapter = classic;
    this.settings = DEFAULT_SETTINGS;
    this.people = new People();
    /** @type {import("../shared/values.js").ListName | undefined} */
    this.list = undefined;
    /** @type {string | undefined} */
    this.account = undefined;
    this.address = "";
    /** @type {Map<Element, RowView>} */
    this.views = new Map();
    /** @type {Map<Element, Person>} */
    this.shown = new Map();
    this.bus = new EventTarget();
    this.verdicts = new Verdicts({
      ask: (people) => this.askVerdicts(people),
      onVerdicts: (keys) => this.updateRows(keys),
      signal,
    });
    this.verdicts.onProfile = () => this.judgeAgain();
    this.rows = new Rows({
      adapter: this.adapter,
      onRow: (row, identity) => this.takeRow(row, identity),
      onGone: (row) => this.loseRow(row),
      onMutation: () => this.followAddress(),
    });
    this.hooks = features.map((feature) => feature.start(this.makeContext()));
  }

  /** @returns {import("./feature.js").FeatureContext} */
  makeContext() {
    return {
      adapter: this.adapter,
      signal: this.abort.signal,
      findView: (row) => this.views.get(row),
      getProfile: () => this.verdicts.profile,
      emit: (name, value) => this.bus.dispatchEvent(new CustomEvent(name, { detail: value })),
      on: (name, listener) =>
        this.bus.addEventListener(name, (event) => listener(/** @type {CustomEvent} */ (event).detail)),
    };
  }

  start() {
    const { signal } = this.abort;
    listenToTap((operation, text) => this.takeAnswer(operation, text), { signal });
    this.rows.start(signal);
    onAnnouncement("profile/changed", (profile) => this.changeProfile(profile), { signal });
    onAnnouncement("connection/changed", ({ state }) => state === "ok" && this.verdicts.tryAgain(), {
      signal,
    });
    onAnnouncement("settings/changed", (settings) => this.changeSettings(settings), { signal });
    addEventListener("popstate", () => this.followAddress(), { signal });
    whenBodyIsThere(() =>
      watchTheme(window, (theme) => this.hooks.forEach((hooks) => hooks.setTheme?.(theme)), { signal }),
    );
    // Without the background there is nothing to show; the answer to the first verdict request says so again.
    ask("settings/get", null).then(
      (settings) => this.changeSettings(settings),
      () => {},
    );
    this.followAddress();
  }

  /**
   * While the page does not say who is logged in, nobody is remembered: accounts never mix.
   * @param {Person[]} people
   */
  askVerdicts(people) {
    const account = this.account ?? "@unknown";
    return ask("verdicts/ask", {
      account,
      list: this.list ?? "other",
      people,
      remember: this.account !== undefined,
    });
  }

  /** X changes the address without telling a content script; the mutations that follow are the sign. */
  followAddress() {
    if (location.href === this.address) return;
    this.address = location.href;
    this.list = findList(location);
    this.followAccount();
    this.rows.setActive(this.list !== undefined && !this.settings.paused);
  }

  /** Another account starts from nothing: whatever was known or asked for was the other one's. */
  followAccount() {
    const account = findAccount(document);
    if (account === undefined || account === this.account) return;
    const before = this.account;
    this.account = account;
    if (before === undefined) return;
    this.people.forgetAll();
    this.verdicts.forgetAll();
    for (const row of [...this.views.keys()]) this.loseRow(row);
    this.rows.checkAll();
  }

  /**
   * The page has received an answer: its people are judged before their rows are mounted.
   * @param {string} operation @param {string} text
   */
  takeAnswer(operation, text) {
    if (!Object.hasOwn(OPERATIONS, operation)) return;
    this.followAddress();
    this.followAccount();
    const people = readAnswer(text).map((person) => this.people.remember(person));
    if (!this.settings.paused) this.verdicts.want(people);
  }

  /** @param {Element} row @param {import("../site/adapter.js").Identity} identity */
  takeRow(row, identity) {
    const known = this.people.find(identity);
    const person = known?.source === "answer" ? known : this.readRow(row);
    if (!person) return;
    this.shown.set(row, person);
    this.showRow(row, person);
    this.verdicts.want([person]);
  }

  /** @param {Element} row */
  readRow(row) {
    const seen = this.adapter.readPerson(row);
    return seen && this.people.remember(seen);
  }

  /** @param {Element} row @param {Person} person */
  showRow(row, person) {
    const key = getPersonKey(person);
    const verdict = this.verdicts.find(person);
    const view = this.views.get(row);
    if (!verdict) {
      if (view && view.key !== key) this.clearRow(row);
      return;
    }
    const next = view?.key === key && view.verdict === verdict ? view : { row, key, person, verdict };
    this.views.set(row, next);
    for (const hooks of this.hooks) hooks.showRow?.(next);
  }

  /** @param {Element} row */
  loseRow(row) {
    this.shown.delete(row);
    this.clearRow(row);
  }

  /** @param {Element} row */
  clearRow(row) {
    if (!this.views.delete(row)) return;
    for (const hooks of this.hooks) hooks.clearRow?.(row);
  }

  /** @param {Set<string>} keys */
  updateRows(keys) {
    for (const [row, person] of this.shown) if (keys.has(getPersonKey(person))) this.showRow(row, person);
  }

  /** @param {import("../shared/values.js").ProfileStamp | null} profile */
  changeProfile(profile) {
    this.verdicts.changeProfile(profile);
    if (!profile) for (const row of [...this.views.keys()]) this.clearRow(row);
    this.judgeAgain();
  }

  /** The rows on the page first, then everybody else who was seen, so that scrolling on finds verdicts ready. */
  judgeAgain() {
    this.verdicts.want(this.shown.values());
    this.verdicts.want(this.people.byKey.values());
  }

  /** @param {import("../shared/settings.js").Settings} settings */
  changeSettings(settings) {
    this.settings = settings;
    this.rows.setActive(this.list !== undefined && !settings.paused);
  }
}

/** @param {() => void} act */
function whenBodyIsThere(act) {
  if (document.body) act();
  else document.addEventListener("DOMContentLoaded", act, { once: true });
}
