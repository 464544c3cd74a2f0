/** Who follows an account. @type {import("../adapter.js").Place} */
export const followers = {
  id: "followers",
  list: "followers",
  isPeopleList: true,
  isNewestFirst: true,
  address: /^\/\w{1,20}\/followers\/?(?:\?|$)/,
  examples: ["/ada/followers", "/Ada_1/followers/", "/ada/followers?x=1"],
  operations: { Followers: "timeline" },
  rows: { classic: { kind: "userCell", within: ["main", "dialog"] }, xweb: { kind: "userRow", within: ["main"] } },
};
