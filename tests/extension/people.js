/**
 * Invented people in the shapes of X's answers, small ones; the large ones are the stand-in page's.
 */

/** @typedef {{id: string, handle: string, name?: string, bio?: string}} Invented */

/** @type {Record<"A" | "B" | "C", (person: Invented) => any>} */
export const MAKE_USER = {
  A: ({ id, handle, name = "Ada", bio = "" }) => ({
    __typename: "User",
    rest_id: id,
    is_blue_verified: false,
    legacy: {
      screen_name: handle,
      name,
      description: bio,
      created_at: "Sat Mar 12 01:45:04 +0000 2011",
      location: "Paris",
      followers_count: 10,
      friends_count: 20,
      statuses_count: 30,
      followed_by: true,
      entities: { url: { urls: [{ expanded_url: "https://ada.example", display_url: "ada.example" }] } },
    },
  }),
  B: ({ id, handle, name = "Ada", bio = "" }) => ({
    __typename: "User",
    rest_id: id,
    is_blue_verified: false,
    core: { screen_name: handle, name, created_at: "Sat Mar 12 01:45:04 +0000 2011" },
    legacy: {
      description: bio,
      followers_count: 10,
      friends_count: 20,
      statuses_count: 30,
      entities: { url: { urls: [{ expanded_url: "https://ada.example", display_url: "ada.example" }] } },
    },
    profile_bio: { description: bio },
    location: { location: "Paris" },
    privacy: { protected: false },
    verification: { verified: false },
    relationship_perspectives: { followed_by: true, following: false },
  }),
  C: ({ id, handle, name = "Ada", bio = "" }) => ({
    __typename: "User",
    rest_id: id,
    is_blue_verified: false,
    core: { screen_name: handle, name, created_at: "Sat Mar 12 01:45:04 +0000 2011" },
    profile_bio: { description: bio, entities: { url: { urls: [{ expanded_url: "https://ada.example" }] } } },
    location: { location: "Paris" },
    privacy: { protected: false },
    verification: { verified: false },
    relationship_counts: { followers: 10, following: 20 },
    relationship_perspectives: { followed_by: true, following: false },
    tweet_counts: { tweets: 30 },
    website: { url: "https://t.co/x" },
  }),
};

/**
 * An answer with these users, as a timeline.
 * @param {any[]} users
 * @returns {any}
 */
export function makeAnswer(users) {
  const entries = users.map((result, place) => ({
    entryId: `user-${place}`,
    sortIndex: String(2_000_000_000_000n - BigInt(place)),
    content: { itemContent: { itemType: "TimelineUser", user_results: { result } } },
  }));
  const instructions = [{ type: "TimelineClearCache" }, { type: "TimelineAddEntries", entries }];
  return { data: { user: { result: { timeline: { timeline: { instructions } } } } } };
}
