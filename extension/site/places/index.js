import { communityMembers } from "./community-members.js";
import { followers } from "./followers.js";
import { followersYouFollow } from "./followers-you-follow.js";
import { following } from "./following.js";
import { hoverCard } from "./hover-card.js";
import { interactions } from "./interactions.js";
import { listFollowers } from "./list-followers.js";
import { listMembers } from "./list-members.js";
import { notifications } from "./notifications.js";
import { profile } from "./profile.js";
import { search } from "./search.js";
import { subscriptions } from "./subscriptions.js";
import { suggestionsAside } from "./suggestions-aside.js";
import { suggestionsInline } from "./suggestions-inline.js";
import { verifiedFollowers } from "./verified-followers.js";

/**
 * Where X shows people: one file and one line each. A row belongs to the first place that its address and its part of
 * the page fit, so those at any address come last.
 * @type {readonly import("../adapter.js").Place[]}
 */
export const PLACES = [
  verifiedFollowers,
  followers,
  followersYouFollow,
  following,
  subscriptions,
  listMembers,
  listFollowers,
  search,
  interactions,
  communityMembers,
  notifications,
  profile,
  suggestionsAside,
  suggestionsInline,
  hoverCard,
];
