/**
 * What a change would do, told while one types: after a moment's rest, one question at a time, and never an answer that
 * was overtaken by the next key.
 * @typedef {import("../shared/effects.js").Preview} Preview
 * @typedef {import("../shared/values.js").Keyword} Keyword
 * @typedef {{keywords: Keyword[], subject?: string, words?: string[]}} Trial Keywords as they might be; `subject` says what is
 *   tried, and `words` which keywords that is about; both are absent for the niche as it is.
 */

/** Shorter than between two keys of a quick typist (80 ms and more), so that most keys are told of; in ms. */
export const REST_MS = 40;

export class Previewer {
  /**
   * @param {object} options
   * @param {(trial: Trial) => Promise<Preview | undefined>} options.askPreview
   * @param {(trial: Trial, preview: Preview | undefined) => void} options.onPreview without a preview where nobody could
   *   tell
   */
  constructor({ askPreview, onPreview }) {
    this.askPreview = askPreview;
    this.onPreview = onPreview;
    /** What is to be asked next. @type {Trial | undefined} */
    this.wanted = undefined;
    this.isAsking = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  /** @param {Trial} trial what is to be told of, instead of whatever was before */
  propose(trial) {
    this.wanted = trial;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.run(), REST_MS);
  }

  async run() {
    if (this.isAsking) return;
    this.isAsking = true;
    while (this.wanted) {
      const trial = this.wanted;
      this.wanted = undefined;
      // Nobody asked for it: that the server is away is said elsewhere.
      const preview = await this.askPreview(trial).catch(() => undefined);
      if (!this.wanted) this.onPreview(trial, preview);
    }
    this.isAsking = false;
  }
}
