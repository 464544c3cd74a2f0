import { isStillThere } from "./finder.js";
import { sendRequest } from "./http.js";

/** @typedef {import("./vault.js").Pairing} Pairing */

const REQUEST_TIMEOUT_MS = 20_000;
// Long enough for what one click or one screenful sends at once, short enough that nobody takes the place of a server
// meanwhile but by rare luck. A new proof costs one more round trip on this machine, some 5 ms.
export const PROOF_HOLDS_MS = 100;

/**
 * The server that has shown its proof: the only one that is sent the token, or anything about a person.
 *
 * Its proof holds for a moment. Whoever has taken the port of a server that ended since is asked for a proof first, and
 * can give none.
 */
export class ProvenServer {
  /**
   * @param {Pairing} pairing
   * @param {number} port
   * @param {number} at when it was asked for its proof, ms
   * @param {() => number} now ms
   */
  constructor(pairing, port, at, now) {
    this.pairing = pairing;
    this.port = port;
    this.at = at;
    this.now = now;
    /** @type {Promise<void> | undefined} */
    this.renewal = undefined;
  }

  /**
   * Sends a request with the token.
   * @param {string} method @param {string} path @param {unknown} body
   * @returns {Promise<{status: number, body: any}>}
   * @throws {Error} nobody answers, not in time, or somebody else is there now
   */
  async send(method, path, body) {
    await this.keepProof();
    return sendRequest(this.port, path, {
      method,
      headers: { Authorization: `Bearer ${this.pairing.token}` },
      body,
      timeoutMs: REQUEST_TIMEOUT_MS,
    });
  }

  /** Asks for the proof again unless it is fresh; those who wait meanwhile share the answer. */
  async keepProof() {
    const age = this.now() - this.at;
    // A clock that was put back makes no proof fresh.
    if (age >= 0 && age < PROOF_HOLDS_MS) return;
    this.renewal ??= this.renewProof().finally(() => (this.renewal = undefined));
    await this.renewal;
  }

  async renewProof() {
    // As patient as a request: a server that is busy is no other one.
    if (!(await isStillThere(this.port, this.pairing, REQUEST_TIMEOUT_MS))) throw new Error("somebody else is there");
    this.at = this.now();
  }
}
