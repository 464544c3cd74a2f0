/**
 * The GraphQL operations of X whose answers hold people, and the list they belong to. Ids in the addresses change with
 * each deployment of X; the names have been the same for years.
 * @type {Readonly<Record<string, import("../shared/values.js").ListName>>}
 */
export const OPERATIONS = Object.freeze({
  Followers: "followers",
  BlueVerifiedFollowers: "verified_followers",
  Following: "following",
  FollowersYouKnow: "followers_you_follow",
  ListMembers: "members",
});

// https://x.com/i/api/graphql/<id>/<Operation>?variables=…; relative and on api.x.com too.
const ADDRESS = /\/graphql\/[\w-]+\/(\w+)(?:[?#]|$)/;

/**
 * The operation of an address, if its answers hold people.
 * @param {string} address
 * @returns {string | undefined}
 */
export function findOperation(address) {
  const name = ADDRESS.exec(address)?.[1];
  return name !== undefined && Object.hasOwn(OPERATIONS, name) ? name : undefined;
}
