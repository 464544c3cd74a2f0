import { onAnnouncement } from "../shared/messages.js";

/**
 * What the user wants to see: the settings, and the leave for X's site, which may be taken back while its pages are open.
 * @typedef {import("../shared/settings.js").Settings} Settings
 */
export class Wishes {
  /**
   * @param {object} options
   * @param {import("./background.js").Background} options.background
   * @param {(settings?: Settings) => void} options.onChange told when something may have to be shown, or taken away; with
   *   the settings if it is they that are new
   * @param {AbortSignal} options.signal
   */
  constructor({ background, onChange, signal }) {
    this.background = background;
    this.onChange = onChange;
    this.signal = signal;
    /** @type {Settings | undefined} until they are known nothing is shown or asked */
    this.settings = undefined;
    /** Whether the leave for X's site is taken back. */
    this.isWithdrawn = false;
  }

  /** Follows them, from now on. */
  follow() {
    onAnnouncement("settings/changed", (settings) => this.takeSettings(settings), { signal: this.signal });
    this.readSettings();
  }

  async readSettings() {
    const before = this.settings;
    const settings = await this.background.getSettings();
    // An announcement that came meanwhile is newer.
    if (this.settings === before) this.takeSettings(settings);
  }

  /** @param {Settings} settings */
  takeSettings(settings) {
    this.settings = settings;
    this.onChange(settings);
  }

  /**
   * Where the user has taken back the leave for X's site, nothing is shown on it, in pages that are open already too.
   * @param {import("../shared/states.js").ConnectionReport} report
   */
  takeConnection({ state, reason }) {
    const isWithdrawn = state === "no-permission" && reason === "sites";
    if (isWithdrawn === this.isWithdrawn) return;
    this.isWithdrawn = isWithdrawn;
    this.onChange();
  }

  /** @returns {boolean} whether anything is to be shown at all */
  areForAnything() {
    return this.settings?.paused === false && !this.isWithdrawn && !this.signal.aborted;
  }

  /** @param {import("../site/adapter.js").Place} place @returns {boolean} whether it is not switched off */
  areFor({ id }) {
    return !this.settings?.hidden.includes(id);
  }
}
