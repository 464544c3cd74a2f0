import { MessageError } from "../shared/messages.js";
import { ALL_NICHES, listJudged, makeTags } from "../shared/niches.js";
import { NicheNews } from "./niche-news.js";
import { changeStoredSettings, readStoredSettings } from "./settings-store.js";

/**
 * Verdicts: by the niche in use or by all of them, as the user has it.
 *
 * @typedef {import("../shared/messages.js").PublicMessages} PublicMessages
 * @typedef {import("../shared/settings.js").Settings} Settings
 * @typedef {import("../shared/values.js").JudgedBy} JudgedBy
 * @typedef {import("../shared/values.js").Verdict} Verdict
 */

const MOST_PEOPLE = 200;

export class Judging {
  /**
   * @param {object} options
   * @param {import("./server-client.js").ServerClient} options.client
   * @param {import("./outbox.js").Outbox} options.outbox
   * @param {import("./forgetting.js").Forgetting} options.forgetting
   */
  constructor({ client, outbox, forgetting }) {
    this.client = client;
    this.outbox = outbox;
    this.forgetting = forgetting;
    /** Kept from one request to the next, each of which has it. @type {boolean | undefined} undefined until it was read */
    this.all = undefined;
    this.news = new NicheNews({ client, isAll: () => this.isAll() });
  }

  /** @returns {Promise<boolean>} whether all niches are asked */
  async isAll() {
    this.all ??= (await readStoredSettings()).all_niches;
    return this.all;
  }

  /**
   * @param {Partial<Settings>} changes
   * @returns {Promise<{settings: Settings, isOther: boolean}>} the settings as they are now, and whether verdicts by others
   *   are wanted from now on
   */
  async changeSettings(changes) {
    const before = await this.isAll();
    const settings = await changeStoredSettings(changes);
    this.all = settings.all_niches;
    return { settings, isOther: before !== settings.all_niches };
  }

  /** @param {PublicMessages["verdicts/ask"]["request"]} request @returns {Promise<PublicMessages["verdicts/ask"]["reply"]>} */
  async ask({ account, account_handle, list, people, remember }) {
    if (!Array.isArray(people) || people.length > MOST_PEOPLE)
      throw new MessageError({
        code: "invalid",
        message: `at most ${MOST_PEOPLE} people at a time`,
        field: "people",
      });
    const [mark, told] = [this.outbox.mark(), this.news.mark()];
    const niches = (await this.isAll()) ? { profile: ALL_NICHES } : {};
    const body = {
      account,
      ...(account_handle ? { account_handle } : {}),
      list,
      people,
      remember: remember && this.forgetting.mayRemember(account, people),
      ...niches,
    };
    const asked = this.client.call("POST", "/v1/verdicts", body);
    const answer = await (body.remember ? this.forgetting.watch(asked) : asked);
    this.news.notice(getStamp(answer.profile), told);
    // Whoever can judge can take what waits.
    this.outbox.deliver();
    const verdicts = nameNiches(await this.outbox.overlay(account, answer.verdicts, mark), answer.profile);
    return { ...answer, verdicts, profile: await this.news.name(answer.profile) };
  }

  /**
   * The same of people whose verdicts the page knows: they need not be carried to it, and read there, once more.
   * @param {PublicMessages["people/mounted"]["request"]} request
   * @returns {Promise<PublicMessages["people/mounted"]["reply"]>}
   */
  async noteMounted(request) {
    const { warnings } = await this.ask(request);
    return warnings ? { warnings } : {};
  }

  /**
   * What each niche says of one person; nobody is remembered for it.
   * @param {PublicMessages["verdicts/by-niche"]["request"]} request
   * @param {import("../shared/values.js").Profile[]} profiles
   * @returns {Promise<PublicMessages["verdicts/by-niche"]["reply"]>}
   */
  async askEach({ account, person }, profiles) {
    const judged = listJudged(profiles);
    const body = { account, list: "other", people: [person], remember: false };
    const answers = await Promise.all(
      judged.map(({ id }) => this.client.call("POST", "/v1/verdicts", { ...body, profile: id })),
    );
    return judged.map(({ id, name }, place) => {
      const { relevance, band } = answers[place].verdicts[0];
      return { id, name, relevance, band };
    });
  }
}

/** @param {JudgedBy} judgedBy */
function getStamp({ id, revision }) {
  return { id, revision };
}

/**
 * Verdicts with the name of the niche that fits, where several were asked.
 * @param {Verdict[]} verdicts
 * @param {JudgedBy} judgedBy
 * @returns {Verdict[]}
 */
function nameNiches(verdicts, { niches = [] }) {
  if (niches.length < 2) return verdicts;
  const tags = makeTags(niches.map(({ name }) => name));
  const byId = new Map(niches.map((niche, place) => [niche.id, { ...niche, tag: tags[place] ?? "" }]));
  return verdicts.map((verdict) => {
    const matched = verdict.niche === undefined ? undefined : byId.get(verdict.niche);
    return matched ? { ...verdict, matched } : verdict;
  });
}
