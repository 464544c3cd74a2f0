/** Who is in a community. @type {import("../adapter.js").Place} */
export const communityMembers = {
  id: "community_members",
  list: "members",
  isPeopleList: true,
  hasNoBios: true,
  address: /^\/i\/communities\/\d+\/(?:members|moderators)\/?(?:\?|$)/,
  examples: ["/i/communities/1/members", "/i/communities/1/moderators"],
  operations: { membersSliceTimeline_Query: "slice", moderatorsSliceTimeline_Query: "slice" },
  rows: { classic: { kind: "memberCell", within: ["main"] } },
};
