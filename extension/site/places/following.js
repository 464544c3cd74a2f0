/** Whom an account follows. @type {import("../adapter.js").Place} */
export const following = {
  id: "following",
  list: "following",
  isPeopleList: true,
  address: /^\/\w{1,20}\/following\/?(?:\?|$)/,
  examples: ["/ada/following"],
  operations: { Following: "timeline" },
  rows: { classic: { kind: "userCell", within: ["main", "dialog"] }, xweb: { kind: "userRow", within: ["main"] } },
};
