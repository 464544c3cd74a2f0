import { getPersonKey } from "../shared/values.js";
import { isSameHandle } from "./people.js";

/**
 * Where somebody is who was shown on a row: X hands rows to others, and takes them away.
 *
 * @typedef {import("./feature.js").FeatureContext} FeatureContext
 * @typedef {import("./feature.js").RowView} RowView
 *
 * @param {Pick<FeatureContext, "findView" | "findSeen">} context
 */
export function makeWhereabouts({ findView, findSeen }) {
  /** @param {RowView} view @returns {RowView | undefined} what is shown on their row, if it is theirs still */
  function findThere({ row, person }) {
    const shown = row.isConnected ? findView(row) : undefined;
    return shown && isSameHandle(shown.person, person) ? shown : undefined;
  }

  return {
    /** @param {RowView} view @returns {boolean} whether their row is theirs still */
    isThere: (view) => findThere(view) !== undefined,

    /** The person as they are now, wherever their row is. @param {RowView} view @returns {RowView} */
    findNow(view) {
      const { person, verdict } = findSeen(view.person.handle) ?? {};
      const isSeen = person !== undefined && verdict !== undefined;
      return findThere(view) ?? (isSeen ? { row: view.row, key: getPersonKey(person), person, verdict } : view);
    },
  };
}
