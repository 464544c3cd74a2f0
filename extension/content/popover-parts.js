import { listBioWords } from "./bio-words.js";
import { makeBioWords, makeWordsState } from "./bio-words-view.js";
import { makeNicheList } from "./niches-view.js";

/**
 * The parts of the popover that shape niches: what each niche says of the person, and the words of their bio.
 *
 * @typedef {import("./feature.js").FeatureContext} FeatureContext
 * @typedef {import("./feature.js").RowView} RowView
 * @typedef {import("../shared/values.js").Kind} Kind
 * @typedef {import("../shared/values.js").NicheFit} NicheFit
 * @typedef {import("../shared/values.js").Verdict} Verdict
 */

/**
 * @param {Pick<FeatureContext, "background" | "emit" | "getProfile" | "place">} context
 * @param {() => void} onState told when the parts are to be drawn anew
 */
export function makeParts({ background, emit, getProfile, place }, onState) {
  let state = makeWordsState();
  let key = "";
  /** So that drawing anew asks nothing anew. @type {WeakMap<Verdict, Promise<NicheFit[]>>} */
  const asked = new WeakMap();
  const listNiches = () => getProfile()?.niches ?? [];

  /** @param {RowView} view */
  function askEach({ person, verdict }) {
    const asking = asked.get(verdict) ?? background.askEachNiche({ account: place.account, person });
    asked.set(verdict, asking);
    // Whoever opens it again, once the server is back, gets another answer.
    asking.catch(() => asked.delete(verdict));
    return asking;
  }

  /** The niche that words go to: the one that fits, else the one in use. @param {RowView} view */
  function findNiche({ verdict }) {
    const niches = listNiches();
    return niches.length > 1 ? (verdict.matched ?? niches[0]) : undefined;
  }

  return {
    /** @param {RowView} view @returns {string | undefined} the name of the niche that it is about */
    nameNiche: ({ verdict }) => verdict.matched?.name ?? getProfile()?.name,

    /** @param {RowView} view @param {string} text @param {Kind} kind */
    addWord: (view, text, kind) => emit("words/add", { texts: [text], kind, niche: findNiche(view)?.id }),

    /** @param {RowView} view */
    makeNiches: (view) => (listNiches().length > 1 ? makeNicheList(view.verdict, listNiches(), askEach(view)) : null),

    /** @param {RowView} view */
    makeWords(view) {
      if (view.key !== key) state = makeWordsState();
      key = view.key;
      return makeBioWords(listBioWords(view.person, view.verdict), state, {
        niche: findNiche(view)?.name,
        onAdd: (text, kind) => this.addWord(view, text, kind),
        onState,
      });
    },
  };
}
