import { findText, getText } from "../../shared/text.js";
import { DECISIONS, isDecided } from "../decisions.js";

/**
 * Deciding about the person of a row: by key on the row under the pointer or with the focus; what was decided is said,
 * and can be taken back. The same key again takes the same decision back.
 *
 * @typedef {import("../feature.js").Feature} Feature
 * @typedef {import("../feature.js").RowView} RowView
 * @typedef {import("../../shared/values.js").DecisionChange} DecisionChange
 */

/** @type {Feature} */
export const decide = {
  id: "decide",
  start({ keyboard, decisions, pointed, findList, findView, emit, on }) {
    /** @type {Set<string>} said once a page */
    const warned = new Set();

    /** @param {{view: RowView, action?: string, change?: DecisionChange}} wanted an action of the table, or any change */
    function act({ view, action = "", change }) {
      const known = DECISIONS[action];
      const wanted = change ?? (known && (isDecided(view.verdict, action) ? known.back : known.change));
      if (wanted) decisions.decide(view, wanted);
    }

    async function undo() {
      if (!decisions.canUndo()) return emit("say", { text: getText("said_nothing_to_undo") });
      const made = await decisions.undo();
      if (made) emit("say", { text: getText("said_undone", `@${made.person.handle}`) });
    }

    for (const action of Object.keys(DECISIONS))
      keyboard.on(/** @type {import("../../shared/keys.js").Action} */ (action), () => {
        const row = pointed.findRow();
        const view = row && findView(row);
        if (view) act({ view, action });
        else emit("decide/nobody", null);
        return view !== undefined || findList() !== undefined;
      });
    keyboard.on("undo", () => {
      // What was decided on one page of X's can be taken back on the next; where nobody decides, nothing is said.
      if (!findList() && !decisions.canUndo()) return false;
      undo();
      return true;
    });

    on("decide", act);
    on("decision/made", ({ person, change }) => {
      // X says so itself, and what it did is not ours to take back.
      if (change.triage === "followed") return;
      const label = getText("undo_key", keyboard.keys.undo);
      emit("say", { text: getText(`said_${nameChange(change)}`, `@${person.handle}`), action: { label, act: undo } });
    });
    on("decision/failed", ({ code, message }) =>
      emit("say", { text: findText(`failed_${code}`) ?? getText("failed_other", message) }),
    );
    on("decision/news", ({ refused }) => {
      if (refused) emit("say", { text: describeRefusal(refused) });
    });
    on("warning", (code) => {
      if (warned.has(code)) return;
      warned.add(code);
      emit("say", { text: getText(`warning_${code}`) });
    });
    return {};
  },
};

/** @param {DecisionChange} change @returns {string} */
function nameChange({ triage, overrule, note }) {
  if (triage !== undefined) return triage;
  if (overrule !== undefined) return overrule ?? "not_overruled";
  return note ? "noted" : "note_removed";
}

/** @param {{code: string, message: string}} refused */
function describeRefusal({ code, message }) {
  return findText(`refused_${code}`) ?? getText("refused_other", message);
}
