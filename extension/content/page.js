import { isPathHere } from "../site/address.js";
import { OPERATIONS } from "../site/operations.js";
import { makeRowsAdapter } from "../site/rows-adapter.js";
import { watchTheme } from "../site/theme.js";
import { onAnnouncement, onQuestion } from "../shared/messages.js";
import { attempt } from "./attempt.js";
import { Background } from "./background.js";
import { makeBus } from "./bus.js";
import { makeContext } from "./context.js";
import { Decisions } from "./decisions.js";
import { makeDiagnosis } from "./diagnosis.js";
import { removeRemains } from "./hosts.js";
import { Keyboard } from "./keyboard.js";
import { Mounts } from "./mounts.js";
import { News } from "./news.js";
import { Overlay } from "./overlay.js";
import { dropOldRules } from "./page-rules.js";
import { Place } from "./place.js";
import { Pointed } from "./pointed.js";
import { Rows } from "./rows.js";
import { Sight } from "./sight.js";
import { listenToTap } from "./tap-channel.js";
import { Verdicts } from "./verdicts.js";
import { Wishes } from "./wishes.js";

/** @typedef {import("./feature.js").Feature} Feature */
/** @typedef {import("../shared/settings.js").Settings} Settings */
/** @typedef {import("../shared/values.js").Person} Person */

/** The page as the extension follows it: its address and account, its people, its rows and what is shown on them. */
export class Page {
  /** @param {Feature[]} features */
  constructor(features) {
    this.abort = new AbortController();
    const { signal } = this.abort;
    this.background = new Background(this.abort);
    this.wishes = new Wishes({
      background: this.background,
      onChange: (settings) => this.takeWishes(settings),
      signal,
    });
    this.adapter = makeRowsAdapter((place) => this.wishes.areFor(place));
    this.place = new Place({ onMove: () => this.move(), onAccount: () => this.startAgain() });
    this.bus = makeBus();
    this.sight = new Sight({
      isShown: (place) => this.isActive() && this.wishes.areFor(place),
      onTrouble: (report) => this.bus.emit("sight/trouble", report),
      signal,
    });
    this.verdicts = new Verdicts({
      ask: (people, list) => this.ask(people, list),
      onVerdicts: (keys) => this.overlay.updateRows(keys),
      onProfile: () => this.overlay.judgeAgain(),
      signal,
    });
    this.verdicts.setPaused(true);
    const { adapter, background, place, verdicts, sight } = this;
    const mounts = new Mounts({ tell: (people, list) => this.tellMounted(people, list), signal });
    const onChange = () => this.bus.emitSoon("company/changed");
    this.overlay = new Overlay({ adapter, verdicts, sight, mounts, onChange });
    this.pointed = new Pointed({ adapter, signal });
    this.keyboard = new Keyboard({ isActive: () => this.isActive(), signal });
    this.decisions = new Decisions({
      background,
      place,
      onMade: (made) => this.bus.emit("decision/made", made),
      onError: (error) => this.bus.emit("decision/failed", error),
      signal,
    });
    this.news = new News({ place, decisions: this.decisions, overlay: this.overlay, emit: this.bus.emit });
    this.rows = new Rows({
      adapter: this.adapter,
      onRow: (row, identity) => attempt(() => this.overlay.takeRow(row, identity)),
      onGone: (row) => this.overlay.loseRow(row),
      onMutation: () => this.place.follow(),
    });
    this.overlay.views.setHooks(features.map((feature) => feature.start(makeContext(this))));
  }

  start() {
    const { signal } = this.abort;
    removeRemains();
    dropOldRules();
    listenToTap((operation, text, from) => this.takeAnswer(operation, text, from), { signal });
    this.rows.start(signal);
    onAnnouncement("profile/changed", (profile) => this.changeProfile(profile), { signal });
    onAnnouncement("connection/changed", (report) => this.changeConnection(report), { signal });
    this.news.listen(signal);
    onQuestion("sight", () => this.makeReport(), { signal });
    onQuestion("company", () => ({ account: this.place.account, keys: this.overlay.roll.listKeys() }), { signal });
    onQuestion("diagnosis", () => makeDiagnosis(this.sight.makeReport()), { signal });
    addEventListener("popstate", () => this.place.follow(), { signal });
    addEventListener("pageshow", ({ isTrusted, persisted }) => isTrusted && persisted && this.comeBack(), { signal });
    watchTheme(window, (...colours) => this.overlay.views.setTheme(...colours), { signal });
    this.wishes.follow();
    this.place.follow();
  }

  /** The browser had kept the page while the user was elsewhere: nobody could tell it what has changed meanwhile. */
  async comeBack() {
    this.place.followAccount();
    await this.wishes.readSettings();
    const report = await this.background.getConnection().catch(() => undefined);
    if (report) this.changeConnection(report);
    this.overlay.judgeAnew();
  }

  /** The page has another address. */
  move() {
    this.sight.startAgain();
    this.overlay.changes.noteAll();
    this.rows.checkAll();
    this.bus.emit("page/moved", null);
  }

  /**
   * The page has received an answer.
   * @param {string} name of the operation @param {string} text
   * @param {string} [from] path of the page that asked for it: one may have gone on to another list since
   */
  takeAnswer(name, text, from = "") {
    const operation = OPERATIONS.get(name);
    if (!operation?.places.some((place) => this.wishes.areFor(place))) return;
    this.place.follow();
    this.place.followAccount();
    this.overlay.takeAnswer(operation, text, from === "" || isPathHere(from));
  }

  /** @param {Person[]} people @param {import("../shared/values.js").ListName} list */
  async ask(people, list) {
    return this.hearWarnings(await this.background.askVerdicts(this.describe(people, list)));
  }

  /** @param {Person[]} people @param {import("../shared/values.js").ListName} list */
  async tellMounted(people, list) {
    this.hearWarnings(await this.background.tellMounted(this.describe(people, list)));
  }

  /** @param {Person[]} people @param {import("../shared/values.js").ListName} list */
  describe(people, list) {
    const told = people.map((person) => this.overlay.roll.describe(person));
    return { place: this.place, list, people: told, remember: this.news.mayRemember(people) };
  }

  /** @template {{warnings?: {code: string}[]}} Answer @param {Answer} answer */
  hearWarnings(answer) {
    for (const { code } of answer.warnings ?? []) this.bus.emit("warning", code);
    return answer;
  }

  /** What the popup says of the page. @returns {import("../shared/sight.js").SightReport} */
  makeReport() {
    const { account, accountHandle } = this.place;
    const parts = this.overlay.views.hooks.map((hooks) => hooks.report?.());
    return Object.assign(this.sight.makeReport(), account && { account }, accountHandle && { accountHandle }, ...parts);
  }

  /** Another account starts from nothing: whatever was known or asked for was the other one's. */
  startAgain() {
    this.overlay.forgetAll();
    this.decisions.forgetAll();
    this.news.forgetAll();
    this.rows.checkAll();
  }

  /** @param {import("../shared/values.js").ProfileStamp | null} profile */
  changeProfile(profile) {
    this.verdicts.changeProfile(profile);
    if (!profile) this.overlay.views.clearAll();
    this.overlay.changes.noteAll();
    this.overlay.judgeAgain();
  }

  /** @param {import("../shared/states.js").ConnectionReport} report */
  changeConnection(report) {
    if (report.state === "ok") this.verdicts.tryAgain();
    this.wishes.takeConnection(report);
  }

  /** Whether anything is to be shown at all. */
  isActive() {
    return this.wishes.areForAnything();
  }

  /**
   * Shows rows where the user wants them, and nothing else.
   * @param {Settings} [settings] if they are new
   */
  takeWishes(settings) {
    const isActive = this.isActive();
    this.verdicts.setPaused(!isActive);
    this.overlay.mounts.setPaused(!isActive);
    if (settings) this.keyboard.setKeys(settings.keys);
    this.rows.setActive(isActive);
    this.rows.checkAll();
    this.sight.tell();
    if (settings) this.bus.emit("settings/changed", settings);
    this.bus.emit("page/active", isActive);
  }
}
