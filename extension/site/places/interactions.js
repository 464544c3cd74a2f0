/** Who reposted or liked a post, as a page or as a dialog. @type {import("../adapter.js").Place} */
export const interactions = {
  id: "interactions",
  list: "interactions",
  isPeopleList: true,
  address: /^\/\w{1,20}\/status\/\d+\/(?:retweets|reposts|likes)\/?(?:\?|$)/,
  examples: ["/ada/status/1/retweets", "/ada/status/1/reposts", "/ada/status/1/likes"],
  operations: { Retweeters: "timeline", Favoriters: "timeline" },
  rows: { classic: { kind: "userCell", within: ["main", "dialog"] } },
};
