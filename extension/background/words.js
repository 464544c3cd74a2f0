import { addKeywords, LONGEST_KEYWORD, makeKeywordKey } from "../shared/keyword-edits.js";
import { MessageError } from "../shared/messages.js";
import { KINDS } from "../shared/values.js";

/**
 * Words added to a niche from a page, and taken back: to the niche in use, unless another one is named.
 * @typedef {import("../shared/messages.js").PublicMessages} PublicMessages
 * @typedef {import("../shared/messages.js").WordsAdded} WordsAdded
 * @typedef {import("../shared/values.js").Keyword} Keyword
 * @typedef {import("../shared/values.js").Kind} Kind
 * @typedef {import("../shared/values.js").Profile} Profile
 */

const MOST_TRIES = 3;
const MOST_WORDS = 50;

export class Words {
  /**
   * @param {object} options
   * @param {() => Promise<Profile[]>} options.listProfiles
   * @param {(profile: Profile) => Promise<Profile>} options.changeProfile
   */
  constructor({ listProfiles, changeProfile }) {
    this.listProfiles = listProfiles;
    this.changeProfile = changeProfile;
  }

  /**
   * @param {PublicMessages["words/add"]["request"]} request
   * @returns {Promise<WordsAdded>}
   * @throws {MessageError} `invalid`, `no_niche`, `niche_gone`, or what the server says
   */
  async add({ texts, kind, niche }) {
    if (!KINDS.includes(kind)) throw makeInvalid("kind", `must be one of ${KINDS}`);
    const words = readTexts(texts);
    /** @type {Keyword[]} */
    let before = [];
    const profile = await this.edit(niche, (keywords) => addKeywords((before = keywords), words, kind).keywords);
    const { added, moved, known } = addKeywords(before, words, kind);
    const was = moved.flatMap((text) => before.filter((one) => makeKeywordKey(one.text) === makeKeywordKey(text)));
    return { niche: profile.name, niche_id: profile.id, kind, added, known, moved: was };
  }

  /**
   * Takes an addition back: what came goes, what moved is again what it was.
   * @param {PublicMessages["words/take-back"]["request"]} request
   * @returns {Promise<null>}
   */
  async takeBack({ added, moved, niche_id: niche }) {
    const gone = new Set(readTexts(added, 0).map(makeKeywordKey));
    const kinds = new Map(moved.map(({ text, kind }) => [makeKeywordKey(text), kind]));
    await this.edit(niche, (keywords) =>
      keywords
        .filter(({ text }) => !gone.has(makeKeywordKey(text)))
        .map((keyword) => ({ ...keyword, kind: kinds.get(makeKeywordKey(keyword.text)) ?? keyword.kind })),
    );
    return null;
  }

  /**
   * Changes a niche; made anew on what is there now, if somebody else was quicker.
   * @param {string | undefined} id of the niche; without it the one in use
   * @param {(keywords: Keyword[]) => Keyword[]} change
   * @returns {Promise<Profile>}
   */
  async edit(id, change) {
    let profile = await this.find(id);
    for (let tries = 1; ; tries += 1)
      try {
        return await this.changeProfile({ ...profile, keywords: change(profile.keywords) });
      } catch (error) {
        const { code, current } = /** @type {MessageError} */ (error);
        if (code !== "revision_conflict" || !current || tries === MOST_TRIES) throw error;
        profile = /** @type {Profile} */ (current);
      }
  }

  /** @param {string | undefined} wanted @returns {Promise<Profile>} */
  async find(wanted) {
    const profiles = await this.listProfiles();
    const found = profiles.find(({ id, active }) => (wanted === undefined ? active : id === wanted));
    if (found) return found;
    throw wanted === undefined
      ? new MessageError({ code: "no_niche", message: "no niche is in use; name one in the popup" })
      : new MessageError({ code: "niche_gone", message: "this niche is there no more" });
  }
}

/**
 * @param {unknown} raw @param {number} [fewest]
 * @returns {string[]}
 */
function readTexts(raw, fewest = 1) {
  if (!Array.isArray(raw) || raw.length < fewest || raw.length > MOST_WORDS)
    throw makeInvalid("texts", `must be ${fewest} to ${MOST_WORDS} words`);
  for (const [place, text] of raw.entries())
    if (typeof text !== "string" || !text.trim() || text.length > LONGEST_KEYWORD)
      throw makeInvalid(`texts[${place}]`, `must be text of at most ${LONGEST_KEYWORD} characters`);
  return raw;
}

/** @param {string} field @param {string} message */
function makeInvalid(field, message) {
  return new MessageError({ code: "invalid", message, field });
}
