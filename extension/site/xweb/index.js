import { hoverCard } from "./hover-card.js";
import { userRow } from "./user-row.js";

/** X's coming client, so far for those who are not logged in. @type {import("../adapter.js").Client} */
export const xweb = {
  name: "xweb",
  // Where its scripts lie; and its rows.
  mark: 'script[src*="/x-web/"], link[href*="/x-web/"], [data-timeline-entry]',
  attributes: ["data-href", "alt"],
  kinds: { userRow, hoverCard },
  entry: "[data-timeline-entry]",
  containers: { main: "main", page: "body" },
};
