import { make } from "../shared/dom.js";
import { formatNumber, getText } from "../shared/text.js";
import { KINDS } from "../shared/values.js";

/**
 * The popover's part with the words of the bio, each to be added with one click.
 *
 * @typedef {import("../shared/values.js").Kind} Kind
 * @typedef {{kind: Kind, isWhole: boolean}} WordsState what they are added as, and whether all of them are shown
 */

const MOST_SHOWN = 12;

export const WORDS_RULES = `
.bio-words{margin-top:12px;padding-top:8px;border-top:1px solid var(--line)}
.bio-words .head{display:flex;flex-wrap:wrap;gap:4px 8px;align-items:center;color:var(--soft);font-size:12px}
.bio-words .kinds{display:flex;gap:2px}
.bio-words .kinds button{padding:1px 8px;font-size:11.5px;font-weight:500;border-color:transparent}
.bio-words .kinds button[aria-pressed=true]{border-color:var(--ink)}
.bio-words ul{display:flex;flex-wrap:wrap;gap:4px;margin-top:6px}
.bio-words li{max-width:100%}
.bio-words li button{max-width:100%;padding:2px 9px;font-size:12px;font-weight:500;overflow-wrap:anywhere}
.bio-words li button::before{content:"+ ";color:var(--soft)}
.bio-words li .more::before{content:""}
`;

/** @returns {WordsState} as it is with nobody's words shown before */
export function makeWordsState() {
  return { kind: "core", isWhole: false };
}

/**
 * @param {string[]} words
 * @param {WordsState} state
 * @param {object} options
 * @param {string | undefined} options.niche the name of the niche that they go to, where there are several
 * @param {(text: string, kind: Kind) => void} options.onAdd
 * @param {() => void} options.onState the state is another one
 * @returns {HTMLElement | null} nothing where there are none
 */
export function makeBioWords(words, state, { niche, onAdd, onState }) {
  if (words.length === 0) return null;
  const { kind } = state;
  const shown = state.isWhole ? words : words.slice(0, MOST_SHOWN);
  const change = (/** @type {Partial<WordsState>} */ changes) => {
    Object.assign(state, changes);
    onState();
  };
  const head = niche ? getText("bio_words_to", niche) : getText("bio_words");
  return make(
    "div",
    { class: "bio-words", role: "group", "aria-label": head },
    make(
      "div",
      { class: "head" },
      make("bdi", { text: head }),
      makeKinds(kind, (chosen) => change({ kind: chosen })),
    ),
    make(
      "ul",
      {},
      ...shown.map((text) => make("li", {}, makeWord(text, kind, onAdd))),
      shown.length < words.length &&
        make(
          "li",
          {},
          makeMore(words.length, () => change({ isWhole: true })),
        ),
    ),
  );
}

/** @param {Kind} chosen @param {(kind: Kind) => void} onChoose */
function makeKinds(chosen, onChoose) {
  return make(
    "div",
    { class: "kinds", role: "group", "aria-label": getText("kind_of_new") },
    ...KINDS.map((kind) =>
      make("button", {
        type: "button",
        text: getText(`kind_${kind}`),
        "aria-pressed": String(kind === chosen),
        onclick: () => onChoose(kind),
      }),
    ),
  );
}

/** @param {string} text @param {Kind} kind @param {(text: string, kind: Kind) => void} onAdd */
function makeWord(text, kind, onAdd) {
  return make(
    "button",
    {
      type: "button",
      "aria-label": getText(`word_add_${kind}`, text),
      // Nobody but the user adds a word, whatever reaches in here.
      onclick: (/** @type {MouseEvent} */ event) => event.isTrusted && onAdd(text, kind),
    },
    make("bdi", { text }),
  );
}

/** @param {number} all @param {() => void} onclick */
function makeMore(all, onclick) {
  return make("button", { type: "button", class: "more", text: getText("show_all", formatNumber(all)), onclick });
}
