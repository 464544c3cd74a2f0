/**
 * The stand-in page's own reading of its answers: it is a client of its own, and knows the three shapes.
 * @typedef {{id: string, handle: string, name: string, bio: string, verified: boolean, followsMe: boolean,
 *   state: "follow" | "unfollow" | "cancel"}} User
 * @typedef {{users: User[], cursor: string | null}} Page
 */

/**
 * The people and the next cursor of an answer.
 * @param {any} answer
 * @returns {Page}
 */
export function readAnswer(answer) {
  const slice = answer.data?.communityResults?.result?.members_slice;
  if (slice)
    return {
      users: slice.items_results.map((/** @type {any} */ item) => readUser(item.result)),
      cursor: slice.slice_info?.next_cursor ?? null,
    };
  const entries = findInstructions(answer).flatMap((instruction) => instruction.entries ?? []);
  const items = entries
    .toSorted((one, other) => (BigInt(other.sortIndex) > BigInt(one.sortIndex) ? 1 : -1))
    .map((entry) => entry.content?.itemContent?.user_results?.result)
    .filter((result) => result?.__typename === "User");
  const bottom = entries.find((entry) => entry.content?.cursorType === "Bottom");
  const ended = findInstructions(answer).some(
    (instruction) => instruction.type === "TimelineTerminateTimeline" && instruction.direction === "Bottom",
  );
  return {
    users: items.map(readUser),
    cursor: ended || items.length === 0 ? null : (bottom?.content.value ?? null),
  };
}

/**
 * The first list of instructions anywhere in an answer.
 * @param {any} node
 * @returns {any[]}
 */
function findInstructions(node) {
  if (!node || typeof node !== "object") return [];
  if (Array.isArray(node.instructions)) return node.instructions;
  for (const value of Object.values(node)) {
    const found = findInstructions(value);
    if (found.length > 0) return found;
  }
  return [];
}

/**
 * A user object of any shape.
 * @param {any} result
 * @returns {User}
 */
export function readUser(result) {
  const legacy = result.legacy ?? {};
  const view = result.relationship_perspectives ?? legacy;
  const isRequested = result.follow_request_sent ?? legacy.follow_request_sent ?? false;
  return {
    id: result.rest_id,
    handle: result.core?.screen_name ?? legacy.screen_name,
    name: result.core?.name ?? legacy.name,
    bio: result.profile_bio?.description ?? legacy.description ?? "",
    verified: Boolean(result.is_blue_verified),
    followsMe: Boolean(view.followed_by),
    state: view.following ? "unfollow" : isRequested ? "cancel" : "follow",
  };
}
