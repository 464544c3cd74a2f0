import { makeNoteEditor } from "./decision-view.js";
import { isSameHandle } from "./people.js";

/**
 * The note that is being written, and those that were begun. Each is of one person, whatever becomes of their row: X hands
 * rows to others and takes them away while one writes.
 *
 * Only Escape and Cancel give a note up. Whatever else closes the field, a click elsewhere or another person's reasons,
 * keeps what was written, for the tab's life, until it is saved: who opens the field again goes on writing.
 *
 * @typedef {import("./feature.js").RowView} RowView
 * @typedef {import("../shared/values.js").Person} Person
 * @typedef {import("./decision-view.js").DecisionActions} DecisionActions
 * @typedef {{person: Person, account: string | undefined, before: string, isComposing: boolean}} Writing
 */

const MOST_DRAFTS = 50;

export class Notes {
  /** @param {Pick<import("./place.js").Place, "account">} place whose account writes */
  constructor(place) {
    this.place = place;
    /** @type {(Writing & ReturnType<typeof makeNoteEditor>) | undefined} */
    this.writing = undefined;
    /** By handle in lower case, newest last. @type {Map<string, string>} */
    this.drafts = new Map();
    /** Whose drafts they are. @type {string | undefined} */
    this.account = place.account;
  }

  /**
   * Opens the field for a person, with what was begun before; where it is open it stays as it is.
   * @param {RowView} view @param {DecisionActions} actions
   */
  write({ person, verdict }, actions) {
    this.forgetOthers();
    if (this.writing && isSameHandle(this.writing.person, person)) return this.writing;
    this.putAside();
    const before = verdict.note ?? "";
    const text = this.drafts.get(person.handle.toLowerCase()) ?? before;
    const editor = makeNoteEditor({ text, handle: person.handle }, actions);
    const writing = { ...editor, person, account: this.place.account, before, isComposing: false };
    editor.field.addEventListener("compositionstart", () => (writing.isComposing = true));
    editor.field.addEventListener("compositionend", () => (writing.isComposing = false));
    this.writing = writing;
    return writing;
  }

  /** The field, if it is this person's. @param {RowView} view */
  find({ person }) {
    return this.writing && isSameHandle(this.writing.person, person) ? this.writing : undefined;
  }

  /** Closes the field, and keeps what was written. */
  putAside() {
    const { writing } = this;
    this.writing = undefined;
    if (!writing || writing.account !== this.place.account) return;
    const handle = writing.person.handle.toLowerCase();
    this.drafts.delete(handle);
    if (writing.field.value !== writing.before) this.drafts.set(handle, writing.field.value);
    const [oldest] = this.drafts.size > MOST_DRAFTS ? this.drafts.keys() : [];
    if (oldest !== undefined) this.drafts.delete(oldest);
  }

  /** Closes the field, and forgets what was written. */
  giveUp() {
    if (this.writing) this.drop(this.writing.person);
    this.writing = undefined;
  }

  /** A note is kept, or none is wanted any more. @param {Person} person */
  drop({ handle }) {
    this.drafts.delete(handle.toLowerCase());
  }

  /** Another account's notes are not this one's. @returns {boolean} whether one was being written */
  forgetOthers() {
    if (this.account !== this.place.account) this.drafts.clear();
    this.account = this.place.account;
    const isOthers = this.writing !== undefined && this.writing.account !== this.account;
    if (isOthers) this.writing = undefined;
    return isOthers;
  }
}
