/** Who follows a list. @type {import("../adapter.js").Place} */
export const listFollowers = {
  id: "list_followers",
  list: "members",
  isPeopleList: true,
  address: /^\/i\/lists\/\d+\/followers\/?(?:\?|$)/,
  examples: ["/i/lists/1234567890/followers"],
  operations: { ListSubscribers: "timeline" },
  rows: { classic: { kind: "userCell", within: ["main", "dialog"] } },
};
