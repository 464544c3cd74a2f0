/** Followers with a verified account. @type {import("../adapter.js").Place} */
export const verifiedFollowers = {
  id: "verified_followers",
  list: "verified_followers",
  isPeopleList: true,
  isNewestFirst: true,
  address: /^\/\w{1,20}\/verified_followers\/?(?:\?|$)/,
  examples: ["/ada/verified_followers"],
  operations: { BlueVerifiedFollowers: "timeline" },
  rows: { classic: { kind: "userCell", within: ["main", "dialog"] } },
};
