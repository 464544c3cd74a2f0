import { readAnswer } from "../site/answers.js";
import { OPERATIONS } from "../site/operations.js";
import { makeRowsAdapter } from "../site/rows-adapter.js";
import { watchTheme } from "../site/theme.js";
import { onAnnouncement } from "../shared/messages.js";
import { getPersonKey } from "../shared/values.js";
import { attempt } from "./attempt.js";
import { Background } from "./background.js";
import { makeBus } from "./bus.js";
import { People } from "./people.js";
import { Place } from "./place.js";
import { Rows } from "./rows.js";
import { listenToTap } from "./tap-channel.js";
import { Verdicts } from "./verdicts.js";
import { Views } from "./views.js";

/** @typedef {import("./feature.js").Feature} Feature */
/** @typedef {import("../shared/values.js").Person} Person */
/** @typedef {import("../shared/settings.js").Settings} Settings */
/** @typedef {import("../site/adapter.js").Identity} Identity */

/** The page as the extension follows it: its address and account, its people, its rows and what is shown on them. */
export class Page {
  /** @param {Feature[]} features */
  constructor(features) {
    this.abort = new AbortController();
    const { signal } = this.abort;
    this.background = new Background(this.abort);
    this.adapter = makeRowsAdapter((place) => this.isShown(place));
    /** @type {Settings | undefined} until they are known nothing is shown or asked */
    this.settings = undefined;
    this.people = new People();
    this.place = new Place({ onMove: () => this.rows.checkAll(), onAccount: () => this.startAgain() });
    /** Whose rows are on the page. @type {Map<Element, Identity>} */
    this.mounted = new Map();
    this.views = new Views();
    this.bus = makeBus();
    this.verdicts = new Verdicts({
      ask: (people, list) => this.background.askVerdicts({ account: this.place.account, list, people }),
      onVerdicts: (keys) => this.updateRows(keys),
      onProfile: () => this.judgeAgain(),
      signal,
    });
    this.verdicts.setPaused(true);
    this.rows = new Rows({
      adapter: this.adapter,
      onRow: (row, identity) => attempt(() => this.takeRow(row, identity)),
      onGone: (row) => this.loseRow(row),
      onMutation: () => this.place.follow(),
    });
    this.views.hooks = features.map((feature) => feature.start(this.makeContext()));
  }

  /** @returns {import("./feature.js").FeatureContext} */
  makeContext() {
    return {
      adapter: this.adapter,
      signal: this.abort.signal,
      findView: (row) => this.views.find(row),
      getProfile: () => this.verdicts.profile,
      ...this.bus,
    };
  }

  start() {
    const { signal } = this.abort;
    listenToTap((operation, text) => this.takeAnswer(operation, text), { signal });
    this.rows.start(signal);
    onAnnouncement("profile/changed", (profile) => this.changeProfile(profile), { signal });
    onAnnouncement("connection/changed", ({ state }) => state === "ok" && this.verdicts.tryAgain(), { signal });
    onAnnouncement("settings/changed", (settings) => this.changeSettings(settings), { signal });
    addEventListener("popstate", () => this.place.follow(), { signal });
    watchTheme(window, (theme) => this.views.setTheme(theme), { signal });
    this.readSettings();
    this.place.follow();
  }

  async readSettings() {
    const settings = await this.background.getSettings();
    // An announcement that came meanwhile is newer.
    if (!this.settings) this.changeSettings(settings);
  }

  /** Another account starts from nothing: whatever was known or asked for was the other one's. */
  startAgain() {
    this.people.forgetAll();
    this.verdicts.forgetAll();
    this.views.clearAll();
    this.rows.checkAll();
  }

  /**
   * The page has received an answer: its people are judged before their rows are mounted.
   * @param {string} operation @param {string} text
   */
  takeAnswer(operation, text) {
    const known = OPERATIONS.get(operation);
    if (!known?.places.some((place) => this.isShown(place))) return;
    const { list, form } = known;
    this.place.follow();
    this.place.followAccount();
    const told = new Set();
    for (const seen of readAnswer(text, form)) {
      const { person } = this.people.remember(seen, list);
      told.add(person.handle.toLowerCase());
      this.verdicts.want(person, { list, isUrgent: false });
    }
    for (const [row, identity] of this.mounted)
      if (told.has(identity.handle.toLowerCase())) attempt(() => this.takeRow(row, identity));
  }

  /** @param {Element} row @param {Identity} identity */
  takeRow(row, identity) {
    const known = this.people.find(identity);
    const isTold = known?.person.source === "answer" && known.person.bio !== undefined;
    const sighting = isTold ? known : (this.readRow(row) ?? known);
    if (!sighting) return;
    this.mounted.set(row, identity);
    this.showRow(row, sighting.person);
    // A row that shows no bio, as in the side column: an answer will tell, or nobody does.
    if (sighting.person.source === "page" && sighting.person.bio === undefined) return;
    this.verdicts.want(sighting.person, { list: sighting.list, isUrgent: true });
  }

  /** @param {Element} row */
  readRow(row) {
    const seen = this.adapter.readPerson(row);
    return seen && this.people.remember(seen, this.adapter.findPlace(row)?.list ?? "other");
  }

  /** @param {Element} row @param {Person} person */
  showRow(row, person) {
    const verdict = this.verdicts.find(person);
    if (verdict) {
      this.views.show(row, getPersonKey(person), person, verdict);
      return;
    }
    const shown = this.views.find(row)?.person.handle.toLowerCase();
    if (shown !== undefined && shown !== person.handle.toLowerCase()) this.views.clear(row);
  }

  /** @param {Element} row */
  loseRow(row) {
    this.mounted.delete(row);
    this.views.clear(row);
  }

  /** @param {Set<string>} keys */
  updateRows(keys) {
    for (const [row, identity] of this.mounted) {
      const person = this.people.find(identity)?.person;
      if (person && keys.has(getPersonKey(person))) this.showRow(row, person);
    }
  }

  /** @param {import("../shared/values.js").ProfileStamp | null} profile */
  changeProfile(profile) {
    this.verdicts.changeProfile(profile);
    if (!profile) this.views.clearAll();
    this.judgeAgain();
  }

  /** The rows on the page first, then everybody else who was seen, so that scrolling on finds verdicts ready. */
  judgeAgain() {
    for (const identity of this.mounted.values()) {
      const sighting = this.people.find(identity);
      if (sighting) this.verdicts.want(sighting.person, { list: sighting.list, isUrgent: true });
    }
    for (const { person, list } of this.people.byKey.values()) this.verdicts.want(person, { list, isUrgent: false });
  }

  /** @param {import("../site/adapter.js").Place} place */
  isShown({ id }) {
    return !this.settings?.hidden.includes(id);
  }

  /** @param {Settings} settings */
  changeSettings(settings) {
    this.settings = settings;
    this.verdicts.setPaused(settings.paused);
    this.showRows();
  }

  /** Shows rows where the user wants them. */
  showRows() {
    this.rows.setActive(this.settings !== undefined && !this.settings.paused && !this.abort.signal.aborted);
    this.rows.checkAll();
  }
}
