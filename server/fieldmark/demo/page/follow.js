import { updateFollow } from "./cell.js";

/**
 * Follows somebody, or no longer: of what is there only the button changes, as on X.
 * @param {Element} root what the button is in
 * @param {import("./users.js").User} user
 */
export function toggleFollow(root, user) {
  user.state = user.state === "follow" ? "unfollow" : "follow";
  updateFollow(root, user);
}
