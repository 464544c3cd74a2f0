/** «Who to follow» in the side column, at any address. @type {import("../adapter.js").Place} */
export const suggestionsAside = {
  id: "suggestions_aside",
  list: "other",
  examples: ["/home", "/ada"],
  operations: { SidebarUserRecommendations: "sidebar" },
  rows: { classic: { kind: "userCell", within: ["side"] } },
};
