/**
 * The states of the connection to the server, and what each asks of the user.
 *
 * @typedef {"checking" | "ok" | "no-permission" | "down" | "wrong-app" | "unpaired" | "blocked" | "version-mismatch"}
 *   ConnectionState
 *
 * @typedef {object} ConnectionReport
 * @property {ConnectionState} state
 * @property {string} [reason] a code that says more: `revoked`, `other_browser`, `never`, `bad_origin` …
 * @property {number} [port] where the server, or whoever is there, listens
 * @property {number} [retryMs] when a new try makes sense, in ms
 */

/** @type {readonly ConnectionState[]} */
export const CONNECTION_STATES = [
  "checking",
  "ok",
  "no-permission",
  "down",
  "wrong-app",
  "unpaired",
  "blocked",
  "version-mismatch",
];
