/**
 * The ids of the places where X shows people, in the order in which they are listed to the user. What they are like on
 * the page, `site/places/` says.
 */
export const PLACE_IDS = /** @type {const} */ ([
  "followers",
  "verified_followers",
  "followers_you_follow",
  "following",
  "list_members",
  "list_followers",
  "community_members",
  "search",
  "interactions",
  "subscriptions",
  "notifications",
  "profile",
  "hover_card",
  "suggestions_aside",
  "suggestions_inline",
]);

/** @typedef {typeof PLACE_IDS[number]} PlaceId */
