/** Who is on a list; X opens it over the list, as a dialog. @type {import("../adapter.js").Place} */
export const listMembers = {
  id: "list_members",
  list: "members",
  isPeopleList: true,
  address: /^\/i\/lists\/\d+\/members\/?(?:\?|$)/,
  examples: ["/i/lists/1234567890/members"],
  operations: { ListMembers: "timeline" },
  rows: { classic: { kind: "userCell", within: ["main", "dialog"] } },
};
