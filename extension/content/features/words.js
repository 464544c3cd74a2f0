import { nameWords } from "../../shared/keyword-edits.js";
import { onAnnouncement } from "../../shared/messages.js";
import { findText, getText } from "../../shared/text.js";

/**
 * Words added to the niche from the page, by the context menu or in the popover: what came of it is said, and can be taken
 * back.
 * @typedef {import("../feature.js").Feature} Feature
 * @typedef {import("../../shared/messages.js").WordsAdded} WordsAdded
 */

/** @type {Feature} */
export const words = {
  id: "words",
  start({ background, emit, on, signal }) {
    /** @param {{code: string, message: string}} error */
    const sayError = ({ code, message }) =>
      emit("say", { text: findText(`words_failed_${code}`) ?? getText("failed_other", message) });

    /** @param {WordsAdded} outcome */
    async function takeBack({ added, moved, niche_id }) {
      try {
        await background.takeBackWords({ added, moved, niche_id });
        emit("say", { text: getText("said_undone", nameWords([...added, ...moved.map(({ text }) => text)])) });
      } catch (error) {
        sayError(/** @type {any} */ (error));
      }
    }

    /** @param {WordsAdded} outcome */
    function sayAdded(outcome) {
      const { niche, kind, added, moved, known } = outcome;
      const touched = [...added, ...moved.map(({ text }) => text)];
      if (touched.length === 0) emit("say", { text: getText("already_there", nameWords(known)) });
      else
        emit("say", {
          text: getText("said_words_added", nameWords(touched), niche, getText(`kind_${kind}`)),
          action: { label: getText("undo"), act: () => takeBack(outcome) },
        });
    }

    on("words/add", async (request) => {
      try {
        sayAdded(await background.addWords(request));
      } catch (error) {
        sayError(/** @type {any} */ (error));
      }
    });
    onAnnouncement("words/added", (news) => ("added" in news ? sayAdded(news.added) : sayError(news.error)), {
      signal,
    });
    return {};
  },
};
