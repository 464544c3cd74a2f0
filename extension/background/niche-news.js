import { ALL_NICHES } from "../shared/niches.js";
import { getText } from "../shared/text.js";
import { announce } from "./announcer.js";

/**
 * Which niche, or all of them, the newest verdicts are of; every tab is told when that is another one.
 *
 * @typedef {import("../shared/values.js").Profile} Profile
 * @typedef {import("../shared/values.js").ProfileStamp} ProfileStamp
 * @typedef {import("../shared/values.js").JudgedBy} JudgedBy
 */

/** Of all niches together the next verdicts tell the stamp: until then, whatever was judged before is out of date. */
const UNKNOWN = Object.freeze({ id: "unknown", revision: -1 });

export class NicheNews {
  /** @param {{client: import("./server-client.js").ServerClient, isAll: () => Promise<boolean>}} options */
  constructor({ client, isAll }) {
    this.client = client;
    /** Whether verdicts are asked of all niches. */
    this.isAll = isAll;
    /** @type {ProfileStamp | undefined} the niche of the newest verdicts, so that another one is noticed */
    this.stamp = undefined;
    /** @type {{id: string, revision: number, name: string} | undefined} */
    this.named = undefined;
    /** Of how many changes every tab was told. */
    this.told = 0;
  }

  /** @returns {number} a moment, for `notice` */
  mark() {
    return this.told;
  }

  /**
   * Tells the other tabs when verdicts come from a niche that was changed elsewhere (another browser, the command line).
   * An answer that was overtaken by a newer one is no news, nor one that was asked for before the last change.
   * @param {ProfileStamp} stamp
   * @param {number} mark from before the verdicts were asked for
   */
  notice(stamp, mark) {
    const before = this.stamp;
    if (mark !== this.told || (stamp.id !== ALL_NICHES && before?.id === stamp.id && stamp.revision < before.revision))
      return;
    this.stamp = stamp;
    const isOther = before && (before.id !== stamp.id || before.revision !== stamp.revision);
    if (isOther && before !== UNKNOWN) announce("profile/changed", stamp);
  }

  /**
   * What the verdicts were judged by, with its name, which is asked for once a revision. No verdict is lost for want of it.
   * @param {JudgedBy} judgedBy
   * @returns {Promise<JudgedBy>}
   */
  async name(judgedBy) {
    const { id, revision } = judgedBy;
    if (id === ALL_NICHES) return { ...judgedBy, name: getText("all_niches") };
    const isNamed = this.named?.id === id && this.named.revision === revision;
    if (!isNamed)
      await this.client.call("GET", `/v1/profiles/${encodeURIComponent(id)}`).then(
        (profile) => this.noteName(profile),
        () => {},
      );
    return this.named?.id === id ? { ...judgedBy, name: this.named.name } : judgedBy;
  }

  /** @param {Profile} profile */
  noteName({ id, revision, name }) {
    this.named = { id, revision, name };
  }

  /**
   * Makes a change of a niche and tells every tab, where it matters to what they show.
   * @param {() => Promise<Profile>} change
   */
  async change(change) {
    const profile = await change();
    if (await this.isAll()) await this.tellChanged();
    else if (profile.active) {
      this.noteName(profile);
      await this.tell({ id: profile.id, revision: profile.revision });
    }
    return profile;
  }

  /** Tells every tab that the verdicts so far are out of date. */
  tellChanged() {
    return this.tell(UNKNOWN);
  }

  /** @param {ProfileStamp} stamp */
  async tell(stamp) {
    this.told += 1;
    this.stamp = stamp;
    await announce("profile/changed", stamp);
  }
}
