import { dividerSheet, drawDivider, setDividerTheme } from "../divider-view.js";
import { DIVIDER_HOST, makeCover, makeHost } from "../hosts.js";
import { countNew, findEndOfNew } from "../newcomers.js";
import { Visit } from "../visit.js";

/**
 * Says where those end who are new since the last visit: on the upper edge of the first row that was seen before.
 * @typedef {import("../feature.js").Feature} Feature
 * @typedef {import("../feature.js").RowView} RowView
 */

/** @type {Feature} */
export const divider = {
  id: "divider",
  start(context) {
    const { adapter, findList, findView, listCompany, listRows, on, signal, walkCompany } = context;
    const { host, root } = makeHost(DIVIDER_HOST, [dividerSheet]);
    const visit = new Visit(context, update);
    /** Handle, in lower case, of the first who was seen before. @type {string | undefined} */
    let first;
    const cover = makeCover();
    setDividerTheme("light");
    signal.addEventListener("abort", () => host.remove());
    on("company/changed", update);

    function update() {
      const { since } = visit;
      const end = typeof since === "number" && visit.isNewestFirst() ? findEndOfNew(walkCompany(), since) : undefined;
      first = end?.person.handle.toLowerCase();
      if (typeof since === "number" && end) drawDivider(root, since);
      const view = first === undefined ? undefined : listRows().map(findView).find(isFirst);
      if (view) putInto(view.row);
      else host.remove();
    }

    /** @param {RowView | undefined} view */
    function isFirst(view) {
      if (!view || view.person.handle.toLowerCase() !== first) return false;
      return adapter.findPlace(view.row) === findList();
    }

    /** @param {Element} row */
    function putInto(row) {
      if (host.parentNode !== row) cover(host, row);
    }

    /** @param {RowView} view */
    function showRow(view) {
      if (first !== undefined && isFirst(view)) putInto(view.row);
      else if (host.parentNode === view.row) host.remove();
    }

    /** @param {Element} row */
    function clearRow(row) {
      if (host.parentNode === row) host.remove();
    }

    /** @returns {Partial<import("../../shared/sight.js").SightReport>} */
    function report() {
      const company = listCompany();
      const undecided = company.filter(({ verdict }) => verdict?.triage === "undecided").length;
      const { since } = visit;
      if (typeof since !== "number") return { undecided };
      return { undecided, since, news: countNew(company, since, visit.isNewestFirst()) };
    }

    return { showRow, clearRow, setTheme: setDividerTheme, report };
  },
};
