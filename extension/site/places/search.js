/** People that a search finds; also those beside posts, where few are to be expected. @type {import("../adapter.js").Place} */
export const search = {
  id: "search",
  list: "search",
  isPeopleList: true,
  address: /^\/search\?/,
  listAddress: /^\/search\?(?:.*&)?f=user(?:&|$)/,
  examples: ["/search?q=pottery&f=user", "/search?f=user&q=x", "/search?q=pottery"],
  operations: { SearchTimeline: "modules" },
  rows: { classic: { kind: "userCell", within: ["main"] } },
};
