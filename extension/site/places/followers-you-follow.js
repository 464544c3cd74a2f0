/** Followers whom one follows oneself. @type {import("../adapter.js").Place} */
export const followersYouFollow = {
  id: "followers_you_follow",
  list: "followers_you_follow",
  isPeopleList: true,
  address: /^\/\w{1,20}\/followers_you_follow\/?(?:\?|$)/,
  examples: ["/ada/followers_you_follow"],
  operations: { FollowersYouKnow: "timeline" },
  rows: { classic: { kind: "userCell", within: ["main", "dialog"] } },
};
