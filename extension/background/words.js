import { addKeywords, LONGEST_KEYWORD, makeKeywordKey } from "../shared/keyword-edits.js";
import { MessageError } from "../shared/messages.js";
import { KINDS } from "../shared/values.js";

/**
 * Words added to the niche in use from a page, and taken back.
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
   * @throws {MessageError} `invalid`, `no_niche`, or what the server says
   */
  async add({ texts, kind }) {
    if (!KINDS.includes(kind)) throw makeInvalid("kind", `must be one of ${KINDS}`);
    const words = readTexts(texts);
    /** @type {Keyword[]} */
    let before = [];
    const profile = await this.edit((keywords) => addKeywords((before = keywords), words, kind).keywords);
    const { added, moved, known } = addKeywords(before, words, kind);
    const was = moved.flatMap((text) => before.filter((one) => makeKeywordKey(one.text) === makeKeywordKey(text)));
    return { niche: profile.name, kind, added, known, moved: was };
  }

  /**
   * Takes an addition back: what came goes, what moved is again what it was.
   * @param {PublicMessages["words/take-back"]["request"]} request
   * @returns {Promise<null>}
   */
  async takeBack({ added, moved }) {
    const gone = new Set(readTexts(added, 0).map(makeKeywordKey));
    const kinds = new Map(moved.map(({ text, kind }) => [makeKeywordKey(text), kind]));
    await this.edit((keywords) =>
      keywords
        .filter(({ text }) => !gone.has(makeKeywordKey(text)))
        .map((keyword) => ({ ...keyword, kind: kinds.get(makeKeywordKey(keyword.text)) ?? keyword.kind })),
    );
    return null;
  }

  /**
   * Changes the niche in use; made anew on what is there now, if somebody else was quicker.
   * @param {(keywords: Keyword[]) => Keyword[]} change
   * @returns {Promise<Profile>}
   */
  async edit(change) {
    let profile = (await this.listProfiles()).find(({ active }) => active);
    if (!profile) throw new MessageError({ code: "no_niche", message: "no niche is in use; name one in the popup" });
    for (let tries = 1; ; tries += 1)
      try {
        return await this.changeProfile({ ...profile, keywords: change(profile.keywords) });
      } catch (error) {
        const { code, current } = /** @type {MessageError} */ (error);
        if (code !== "revision_conflict" || !current || tries === MOST_TRIES) throw error;
        profile = /** @type {Profile} */ (current);
      }
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
