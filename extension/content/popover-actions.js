import { getText } from "../shared/text.js";

/**
 * What the buttons of the popover do. Each is about the person whom it was drawn for, whoever has their row by then.
 *
 * @typedef {import("./feature.js").FeatureContext} FeatureContext
 * @typedef {import("./feature.js").RowView} RowView
 * @typedef {import("./decision-view.js").DecisionActions} DecisionActions
 *
 * @param {RowView} view
 * @param {Pick<FeatureContext, "background" | "emit" | "place">} context
 * @param {object} popover
 * @param {import("./notes.js").Notes} popover.notes
 * @param {(view: RowView) => RowView} popover.findNow
 * @param {(view: RowView) => void} popover.editNote
 * @param {() => void} popover.closeField
 * @param {() => void} popover.hide
 * @returns {DecisionActions}
 */
export function makeActions(view, { background, emit, place }, { notes, findNow, editNote, closeField, hide }) {
  const getRequest = () => ({ account: place.account ?? "", key: findNow(view).key });
  return {
    decide: (action) => emit("decide", { view: findNow(view), action }),
    editNote: () => editNote(findNow(view)),
    saveNote(note) {
      if (notes.forgetOthers()) return hide();
      // It is a draft until it is known that the decision is kept.
      notes.putAside();
      emit("decide", { view: findNow(view), change: { note } });
      closeField();
    },
    stopEditing() {
      notes.giveUp();
      closeField();
    },
    askHistory: async () => (await background.askHistory(getRequest())).history,
    async forget() {
      hide();
      notes.drop(view.person);
      try {
        await background.forgetPerson(getRequest());
        emit("say", { text: getText("said_forgotten", `@${view.person.handle}`) });
      } catch (error) {
        emit("decision/failed", error);
      }
    },
  };
}
