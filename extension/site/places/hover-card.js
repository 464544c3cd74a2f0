/** The card over a name, at any address. @type {import("../adapter.js").Place} */
export const hoverCard = {
  id: "hover_card",
  list: "other",
  examples: ["/home", "/ada/followers"],
  operations: { UserByScreenName: "user" },
  rows: { classic: { kind: "hoverCard", within: ["hoverCard"] }, xweb: { kind: "hoverCard", within: ["page"] } },
};
