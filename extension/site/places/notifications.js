/** «Followed you» among the notifications. @type {import("../adapter.js").Place} */
export const notifications = {
  id: "notifications",
  list: "other",
  address: /^\/notifications(?:\/|\?|$)/,
  examples: ["/notifications", "/notifications/verified"],
  operations: { NotificationsTimeline: "notifications" },
  rows: { classic: { kind: "followNotification", within: ["main"] } },
};
