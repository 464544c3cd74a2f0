/** The head of a profile. @type {import("../adapter.js").Place} */
export const profile = {
  id: "profile",
  list: "other",
  address:
    /^\/(?!home\b|explore\b|search\b|notifications\b|messages\b|settings\b|compose\b|i\b|jobs\b|login\b|logout\b|tos\b|privacy\b)\w{1,20}(?:\/(?:with_replies|highlights|articles|media|superfollows))?\/?(?:\?|$)/,
  examples: ["/ada", "/ada/with_replies", "/Ada_1/media"],
  operations: { UserByScreenName: "user" },
  rows: { classic: { kind: "profileHeader", within: ["main"] } },
};
