import { ask } from "../shared/messages.js";

/**
 * The niche being edited: every change is saved at once, and can be undone. An edit is a function from keywords to
 * keywords, so that after somebody else's change it is made anew on what is there now.
 *
 * @typedef {import("../shared/values.js").Profile} Profile
 * @typedef {import("../shared/values.js").Keyword} Keyword
 * @typedef {(keywords: Keyword[]) => Keyword[]} Edit
 * @typedef {{label: string, before: Keyword[], after: Keyword[]}} Change
 */

const MOST_TRIES = 3;

export class Niche {
  /**
   * @param {Profile} profile
   * @param {{onChange: () => void}} options told of every new state
   */
  constructor(profile, { onChange }) {
    this.profile = profile;
    this.onChange = onChange;
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
      const { before, after } = await this.save(edit);
      this.done.push({ label, before, after });
      this.undone = [];
    });
  }

  /** Takes the last change back. */
  undo() {
    return this.enqueue(async () => {
      const change = this.done.at(-1);
      if (!change) return;
      await this.save((keywords) => applyDifference(keywords, change.after, change.before));
      this.done.pop();
      this.undone.push(change);
    });
  }

  /** Makes the change that was taken back last. */
  redo() {
    return this.enqueue(async () => {
      const change = this.undone.at(-1);
      if (!change) return;
      await this.save((keywords) => applyDifference(keywords, change.before, change.after));
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
   * @returns {Promise<{before: Keyword[], after: Keyword[]}>}
   */
  async save(edit) {
    for (let tries = 1; ; tries += 1) {
      const before = this.profile.keywords;
      const after = edit(before);
      try {
        this.profile = await ask("profiles/change", { ...this.profile, keywords: after });
        return { before, after };
      } catch (error) {
        const { code, current } = /** @type {import("../shared/messages.js").MessageError} */ (error);
        if (code !== "revision_conflict" || !current || tries === MOST_TRIES) throw error;
        this.profile = /** @type {Profile} */ (current);
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
