/** «Who to follow» among posts; not the lists of settings and messages. @type {import("../adapter.js").Place} */
export const suggestionsInline = {
  id: "suggestions_inline",
  list: "other",
  address: /^\/(?!settings\b|messages\b|compose\b|notifications\b|i\/(?!connect_people\b))/,
  examples: ["/home", "/i/connect_people"],
  operations: {
    ConnectTabTimeline: "timeline",
    UserTweets: "modules",
    HomeTimeline: "modules",
    HomeLatestTimeline: "modules",
  },
  rows: { classic: { kind: "userCell", within: ["main"] } },
};
