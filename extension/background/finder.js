import { sendRequest } from "./http.js";
import { makeNonce, makeProof } from "./pairing-string.js";

/**
 * Finds the server among the ports: who is there, whether they know the token, whether they let this extension in.
 *
 * Nothing secret and nothing about a person is sent before the server has shown, on this very port, that it knows the
 * token; a stranger on the port learns nothing.
 *
 * @typedef {import("./vault.js").Pairing} Pairing
 * @typedef {import("../shared/states.js").ConnectionReport} ConnectionReport
 * @typedef {{report: ConnectionReport, port: number}} Finding
 */

export const API_NUMBER = 1;
const PORTS = [27182, 27183, 27184, 27185, 27186, 27187, 27188, 27189];
const HEALTH_TIMEOUT_MS = 2_000;
// The first verdict after a start waits for spaCy to load.
const KNOCK_TIMEOUT_MS = 20_000;
/** Nobody's verdicts: judges no one and remembers no one, but passes the guard as every other request does. */
const KNOCK = Object.freeze({ account: "@unknown", list: "other", people: [], remember: false });

/** Of several findings over the port range, the one that says most. */
const RANK = ["ok", "version-mismatch", "blocked", "unpaired", "wrong-app", "down"];

/** What the guard answers to callers it does not let in, whatever they ask. */
const GUARD_CODES = ["bad_host", "bad_origin", "bad_site", "no_client"];

/**
 * Looks for the server of a pairing: on its port first, then on the others all at once.
 * @param {Pairing | undefined} pairing
 * @returns {Promise<Finding>} the one that says most
 */
export async function findServer(pairing) {
  const first = pairing?.port ?? PORTS[0] ?? 0;
  const finding = await askPort(first, pairing);
  if (finding.report.state === "ok") return finding;
  const others = PORTS.filter((port) => port !== first).map((port) => askPort(port, pairing));
  // A stranger on a port that was never ours is nobody's business.
  const found = (await Promise.all(others)).filter(({ report }) => report.state !== "wrong-app");
  const rank = (/** @type {Finding} */ { report }) => RANK.indexOf(report.state);
  return [finding, ...found].reduce((best, other) => (rank(other) < rank(best) ? other : best));
}

/**
 * Whether the one on this port is, still, the server of a pairing.
 * @param {number} port @param {Pairing} pairing @param {number} timeoutMs
 * @returns {Promise<boolean>}
 * @throws {TypeError | DOMException} nobody answers, or not in time
 */
export async function isStillThere(port, pairing, timeoutMs) {
  return (await askForProof(port, pairing, timeoutMs)).state === "ok";
}

/**
 * What an answer says of the connection as a whole, whatever was asked.
 * @param {{status: number, body: any}} answer
 * @returns {ConnectionReport | undefined} undefined if it says nothing of that
 */
export function findRefusal({ status, body }) {
  const code = String(body?.error?.code);
  // 429: too many wrong tokens; a right one is never held up.
  if (status === 401 || status === 429) return { state: "unpaired", reason: "refused" };
  if (status === 403 && GUARD_CODES.includes(code)) return { state: "blocked", reason: code };
  return undefined;
}

/**
 * @param {number} port @param {Pairing | undefined} pairing
 * @returns {Promise<Finding>}
 */
async function askPort(port, pairing) {
  try {
    const report = await askForProof(port, pairing, HEALTH_TIMEOUT_MS);
    return { port, report: { ...(report.state === "ok" && pairing ? await knock(port, pairing) : report), port } };
  } catch {
    return { port, report: { state: "down" } };
  }
}

/**
 * @param {number} port @param {Pairing | undefined} pairing @param {number} timeoutMs
 * @returns {Promise<ConnectionReport>}
 */
async function askForProof(port, pairing, timeoutMs) {
  const nonce = makeNonce();
  const answer = await sendRequest(port, "/v1/health", {
    method: "GET",
    ...(pairing ? { headers: { "X-Fieldmark-Browser": pairing.browserId, "X-Fieldmark-Nonce": nonce } } : {}),
    timeoutMs,
  });
  return judgeHealth(answer, pairing, nonce, port);
}

/**
 * What an answer to /health says of who is there.
 * @param {{status: number, body: any}} answer
 * @param {Pairing | undefined} pairing @param {string} nonce @param {number} port
 * @returns {Promise<ConnectionReport>}
 */
async function judgeHealth(answer, pairing, nonce, port) {
  const { status, body } = answer;
  const refusal = findRefusal(answer);
  if (refusal?.state === "blocked") return refusal;
  if (status !== 200 || body?.app !== "fieldmark") return { state: "wrong-app" };
  if (body.api !== API_NUMBER)
    return { state: "version-mismatch", reason: body.api > API_NUMBER ? "server" : "extension" };
  if (!pairing) return { state: "unpaired", reason: "never" };
  if (typeof body.proof !== "string") return { state: "unpaired", reason: "unknown" };
  const isProven = body.proof === (await makeProof(pairing.token, nonce, port));
  return isProven ? { state: "ok" } : { state: "wrong-app", reason: "no_proof" };
}

/**
 * Asks the proven server for nothing, with the token. /health does not tell all: a GET of Chromium's carries no Origin, and
 * the server knows the token of a pairing that it binds to another browser.
 * @param {number} port @param {Pairing} pairing
 * @returns {Promise<ConnectionReport>}
 */
async function knock(port, pairing) {
  const answer = await sendRequest(port, "/v1/verdicts", {
    method: "POST",
    headers: { Authorization: `Bearer ${pairing.token}` },
    body: KNOCK,
    timeoutMs: KNOCK_TIMEOUT_MS,
  });
  return findRefusal(answer) ?? { state: "ok" };
}
