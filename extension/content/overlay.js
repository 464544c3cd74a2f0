import { isForeignAnswer, readAnswer } from "../site/answers.js";
import { getPersonKey } from "../shared/values.js";
import { attempt } from "./attempt.js";
import { Changes } from "./changes.js";
import { Company } from "./company.js";
import { Following } from "./following.js";
import { isReadable, People } from "./people.js";
import { Roll } from "./roll.js";
import { Views } from "./views.js";

/**
 * What is laid over the page: whose each row is, what is known of them, and the verdict shown.
 *
 * @typedef {import("../shared/values.js").Person} Person
 * @typedef {import("../site/adapter.js").Identity} Identity
 * @typedef {import("../site/adapter.js").RowsAdapter} RowsAdapter
 */

export class Overlay {
  /**
   * @param {object} options
   * @param {RowsAdapter} options.adapter
   * @param {import("./verdicts.js").Verdicts} options.verdicts
   * @param {import("./sight.js").Sight} options.sight
   * @param {import("./mounts.js").Mounts} options.mounts
   * @param {() => void} options.onChange told when somebody is new in the list of the page, or has another verdict
   */
  constructor({ adapter, verdicts, sight, mounts, onChange }) {
    this.adapter = adapter;
    this.verdicts = verdicts;
    this.sight = sight;
    this.mounts = mounts;
    this.onChange = onChange;
    this.people = new People();
    this.views = new Views();
    this.company = new Company();
    this.changes = new Changes();
    this.following = new Following(({ handle }) => this.noteChange(handle));
    /** Whose rows are on the page. @type {Map<Element, Identity>} */
    this.mounted = new Map();
    this.roll = new Roll(this);
  }

  /**
   * The page has received an answer: its people are judged before their rows are mounted.
   * @param {import("../site/operations.js").Operation} operation @param {string} text
   * @param {boolean} isOfHere whether it was asked for at the address that the page has now
   */
  takeAnswer({ list, form, places }, text, isOfHere) {
    const people = readAnswer(text, form);
    if (isOfHere)
      this.sight.noteAnswer(places, {
        people: people.length,
        isForeign: people.length === 0 && form !== "modules" && isForeignAnswer(text),
      });
    const told = new Set();
    const isHere = isOfHere && this.sight.place !== undefined && places.includes(this.sight.place);
    for (const seen of people) {
      const { person } = this.people.remember(seen, list);
      this.changes.note(person.handle);
      told.add(person.handle.toLowerCase());
      this.verdicts.want(person, { list, isUrgent: false });
    }
    if (isHere) for (const handle of this.company.addInOrder([...told])) this.noteChange(handle);
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
    this.changes.note(identity.handle);
    const place = this.adapter.findPlace(row);
    this.sight.noteRow(place, sighting.person);
    if (place && place === this.sight.place) {
      this.meet(sighting.person);
      this.mounts.note(sighting.person, sighting.list);
    }
    this.showRow(row, sighting.person, identity.follow);
    if (!isReadable(sighting.person)) return;
    this.verdicts.want(sighting.person, { list: sighting.list, isUrgent: true });
  }

  /** @param {Person} person somebody in the list that the page shows */
  meet({ handle }) {
    if (this.company.add(handle)) this.noteChange(handle);
  }

  /** @param {string} handle */
  noteChange(handle) {
    this.changes.note(handle);
    this.onChange();
  }

  /** @param {Element} row */
  readRow(row) {
    const seen = this.adapter.readPerson(row);
    return seen && this.people.remember(seen, this.adapter.findPlace(row)?.list ?? "other");
  }

  /** @param {Element} row @param {Person} person @param {import("../site/adapter.js").FollowButton} [follow] on the row */
  showRow(row, person, follow = this.adapter.findFollow(row)) {
    this.following.note(person, follow);
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
    for (const key of keys) this.changes.note(this.people.findByKey(key)?.handle ?? key);
    this.onChange();
  }

  /** The rows on the page first, then everybody else who was seen, so that scrolling on finds verdicts ready. */
  judgeAgain() {
    for (const identity of this.mounted.values()) {
      const sighting = this.people.find(identity);
      if (sighting) this.verdicts.want(sighting.person, { list: sighting.list, isUrgent: true });
    }
    for (const { person, list } of this.people.byKey.values()) this.verdicts.want(person, { list, isUrgent: false });
  }

  /**
   * The server knows better now, of one person or of everybody.
   * @param {string} [key]
   */
  judgeAnew(key) {
    this.verdicts.kept.markOld(key);
    this.judgeAgain();
  }

  /** Another account starts from nothing: whatever was known or asked for was the other one's. */
  forgetAll() {
    this.people.forgetAll();
    this.company.forgetAll();
    this.following.forgetAll();
    this.mounts.forgetAll();
    this.verdicts.forgetAll();
    this.views.clearAll();
    this.changes.noteAll();
  }
}
