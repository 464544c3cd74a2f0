import { ask } from "../shared/messages.js";
import { findClashes } from "./clashes.js";

/**
 * The niche being edited: every change is saved at once, and can be undone. An edit is a function from keywords to
 * keywords, so that after somebody else's change it is made anew on what is there now.
 *
 * @typedef {import("../shared/values.js").Profile} Profile
 * @typedef {import("../shared/values.js").Keyword} Keyword
 * @typedef {(keywords: Keyword[]) => Keyword[]} Edit
 * @typedef {{label: string, before: Keyword[], after: Keyword[]}} Change
 * @typedef {(clashes: import("./clashes.js").Clash[]) => Promise<"mine" | "theirs">} Choose
 */

const MOST_TRIES = 3;

export class Niche {
  /**
   * @param {Profile} profile
   * @param {object} options
   * @param {() => void} options.onChange told of every new state
   * @param {Choose} [options.choose] asked where somebody else has changed the same keywords in another way
   */
  constructor(profile, { onChange, choose = async () => "mine" }) {
    this.profile = profile;
    this.onChange = onChange;
    this.choose = choose;
    /** @type {Change[]} */
    this.done = [];
    /** @type {Change[]} */
    this.undone = [];
    /** Saves one after another: each needs the revision of the one before. @type {Promise<unknown>} */
    this.saving = Promise.resolve();
  }

  /**
   * Makes an edit and saves it.
   * @param {string} label what it did, for the undo line
   * @param {Edit} edit
   * @returns {Promise<void>}
   * @throws {import("../shared/messages.js").MessageError} it could not be saved; the niche is as it was
   */
  change(label, edit) {
    return this.enqueue(async () => {
      const saved = await this.save(edit);
      if (!saved) return;
      this.done.push({ label, ...saved });
      this.undone = [];
    });
  }

  /**
   * Gives the niche another name; keywords that somebody else has changed meanwhile stay as they are there.
   * @param {string} name
   * @returns {Promise<void>}
   */
  rename(name) {
    return this.enqueue(async () => {
      await this.store((profile) => ({ ...profile, name }));
    });
  }

  /** Takes the last change back. */
  undo() {
    return this.enqueue(async () => {
      const change = this.done.at(-1);
      if (!change) return;
      if (!(await this.save((keywords) => applyDifference(keywords, change.after, change.before)))) return;
      this.done.pop();
      this.undone.push(change);
    });
  }

  /** Makes the change that was taken back last. */
  redo() {
    return this.enqueue(async () => {
      const change = this.undone.at(-1);
      if (!change) return;
      if (!(await this.save((keywords) => applyDifference(keywords, change.before, change.after)))) return;
      this.undone.pop();
      this.done.push(change);
    });
  }

  /** @param {() => Promise<void>} act @returns {Promise<void>} */
  enqueue(act) {
    const result = this.saving.then(act).finally(() => this.onChange());
    this.saving = result.catch(() => {});
    return result;
  }

  /**
   * @param {Edit} edit
   * @returns {Promise<{before: Keyword[], after: Keyword[]} | undefined>} undefined if the user keeps somebody else's
   */
  async save(edit) {
    let before = this.profile.keywords;
    const isSaved = await this.store(
      (profile) => ({ ...profile, keywords: edit((before = profile.keywords)) }),
      (current) => findClashes(before, edit(before), current.keywords),
    );
    return isSaved ? { before, after: this.profile.keywords } : undefined;
  }

  /**
   * Stores a change of the niche; made anew on what is there now, if somebody else was quicker.
   * @param {(profile: Profile) => Profile} change
   * @param {(current: Profile) => import("./clashes.js").Clash[]} [findBetween] what both have changed
   * @returns {Promise<boolean>} false if the user keeps somebody else's
   */
  async store(change, findBetween = () => []) {
    for (let tries = 1; ; tries += 1) {
      try {
        this.profile = await ask("profiles/change", change(this.profile));
        return true;
      } catch (error) {
        const { code, current } = /** @type {import("../shared/messages.js").MessageError} */ (error);
        if (code !== "revision_conflict" || !current || tries === MOST_TRIES) throw error;
        const there = /** @type {Profile} */ (current);
        const clashes = findBetween(there);
        this.profile = there;
        if (clashes.length > 0 && (await this.choose(clashes)) === "theirs") return false;
      }
    }
  }
}

/**
 * What turned `from` into `to`, done to other keywords: those that went go, those that came come, in their places.
 * @param {Keyword[]} keywords @param {Keyword[]} from @param {Keyword[]} to
 * @returns {Keyword[]}
 */
export function applyDifference(keywords, from, to) {
  const isSame = (/** @type {Keyword} */ one, /** @type {Keyword} */ other) =>
    JSON.stringify(one) === JSON.stringify(other);
  const gone = from.filter((old) => !to.some((kept) => isSame(old, kept)));
  const result = keywords.filter((keyword) => !gone.some((old) => old.text === keyword.text));
  for (const [place, keyword] of to.entries()) {
    if (from.some((old) => isSame(old, keyword)) || result.some(({ text }) => text === keyword.text)) continue;
    result.splice(Math.min(place, result.length), 0, keyword);
  }
  return result;
}
