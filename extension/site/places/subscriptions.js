/** Whom an account pays, or who pays it. @type {import("../adapter.js").Place} */
export const subscriptions = {
  id: "subscriptions",
  list: "other",
  isPeopleList: true,
  address: /^\/\w{1,20}\/creator-subscriptions\/(?:subscriptions|subscribers)\/?(?:\?|$)/,
  examples: ["/ada/creator-subscriptions/subscriptions", "/ada/creator-subscriptions/subscribers"],
  operations: { UserCreatorSubscriptions: "timeline" },
  rows: { classic: { kind: "userCell", within: ["main", "dialog"] } },
};
