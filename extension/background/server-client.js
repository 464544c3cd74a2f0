import { browser } from "../shared/browser.js";
import { MessageError } from "../shared/messages.js";
import { findRefusal, findServer } from "./finder.js";
import { ProvenServer } from "./proven-server.js";

/**
 * The one door to the server: the state of the connection, which server is in use, when to try again.
 *
 * @typedef {import("./vault.js").Vault} Vault
 * @typedef {import("./vault.js").Pairing} Pairing
 * @typedef {import("./finder.js").Finding & {at: number}} Finding
 * @typedef {import("../shared/states.js").ConnectionReport} ConnectionReport
 */

const FIRST_WAIT_MS = 500;
// Whoever has started the server looks at the page and waits; asking ports of this machine costs next to nothing.
const LONGEST_WAIT_MS = 5_000;
const SITES = { origins: ["https://x.com/*"] };
const LOOPBACK = { origins: ["http://127.0.0.1/*"] };

export class ServerClient {
  /**
   * @param {object} options
   * @param {Vault} options.vault
   * @param {(report: ConnectionReport) => void} options.onChange told of each change of the state
   * @param {() => number} [options.now] ms
   */
  constructor({ vault, onChange, now = Date.now }) {
    this.vault = vault;
    this.onChange = onChange;
    this.now = now;
    /** @type {ConnectionReport} */
    this.report = { state: "checking" };
    /** @type {ProvenServer | undefined} */
    this.proven = undefined;
    /** @type {Promise<ConnectionReport> | undefined} */
    this.checking = undefined;
    this.failures = 0;
    /** When nobody was there last, and for how long nobody is asked after it, in ms. */
    this.failedAt = 0;
    this.wait = 0;
  }

  /**
   * Makes a call.
   * @param {string} method @param {string} path @param {unknown} [body]
   * @returns {Promise<any>}
   * @throws {MessageError} the server's own error, or the state of the connection as code
   */
  async call(method, path, body) {
    const first = await this.tryCall(method, path, body);
    if (first.ok) return first.value;
    // The server was stopped, restarted or has moved since it was proven: prove it anew, once.
    if (!this.proven) await this.check();
    const second = await this.tryCall(method, path, body);
    if (second.ok) return second.value;
    throw this.makeStateError();
  }

  /** @param {string} method @param {string} path @param {unknown} body */
  async tryCall(method, path, body) {
    if (!this.proven && (await this.checkInTime()).state !== "ok") throw this.makeStateError();
    const { proven } = this;
    if (!proven) throw this.makeStateError();
    let answer;
    try {
      answer = await proven.send(method, path, body);
    } catch {
      this.forgetProven(proven);
      return { ok: false };
    }
    return { ok: true, value: this.readAnswer(answer, proven) };
  }

  /** @param {{status: number, body: any}} answer @param {ProvenServer} proven */
  readAnswer(answer, proven) {
    const { status, body } = answer;
    if (status < 400) return body;
    const refusal = findRefusal(answer);
    if (refusal) {
      // An older request's refusal says nothing of a pairing that was made meanwhile.
      if (this.forgetProven(proven)) this.setReport({ ...refusal, port: proven.port });
      throw this.makeStateError(refusal.state);
    }
    const error = body?.error ?? { code: "bad_answer", message: `the server answered ${status}` };
    throw new MessageError({ ...error, current: body?.current });
  }

  /** @param {ProvenServer} proven @returns {boolean} whether it was the one in use */
  forgetProven(proven) {
    if (this.proven !== proven) return false;
    this.proven = undefined;
    return true;
  }

  /** The state, found anew unless it was not long ago that nobody was there. */
  async checkInTime() {
    return this.checking ?? (this.proven || this.getWait() === 0 ? this.check() : this.report);
  }

  /** @returns {number} how long nobody is to be asked, in ms */
  getWait() {
    const since = this.now() - this.failedAt;
    // A clock that was put back makes nobody wait until it is as late again.
    return since < 0 ? 0 : Math.max(0, this.wait - since);
  }

  /** Finds the state anew; those who ask meanwhile get the same answer. */
  check() {
    this.checking ??= this.findState().finally(() => (this.checking = undefined));
    return this.checking;
  }

  /**
   * Finds the state anew after a change that a check already under way may have missed.
   * @returns {Promise<ConnectionReport>}
   */
  async checkAnew() {
    await this.checking;
    return this.check();
  }

  /** @returns {Promise<ConnectionReport>} */
  async findState() {
    this.proven = undefined;
    if (!(await browser.permissions.contains(SITES)))
      return this.setReport({ state: "no-permission", reason: "sites" });
    const { current, candidate } = await this.vault.read();
    if (candidate) {
      const finding = await this.find(candidate);
      if (finding.report.state === "ok") {
        await this.vault.change((kept) => ({ ...dropCandidate(kept, candidate), current: candidate }));
        return this.setProven(candidate, finding);
      }
      if (!isRefused(finding.report)) return this.takeFinding(candidate, finding);
      await this.vault.change((kept) => dropCandidate(kept, candidate));
    }
    return this.takeFinding(current, await this.find(current));
  }

  /** @param {Pairing | undefined} pairing */
  async find(pairing) {
    const at = this.now();
    return { ...(await findServer(pairing)), at };
  }

  /** @param {Pairing | undefined} pairing @param {Finding} finding */
  async takeFinding(pairing, finding) {
    const { state } = finding.report;
    if (state === "ok" && pairing) return this.setProven(pairing, finding);
    if (state === "down" && !(await browser.permissions.contains(LOOPBACK)))
      return this.setReport({ state: "no-permission", reason: "loopback" });
    if (!pairing && (state === "down" || state === "wrong-app"))
      return this.setReport({ state: "down", reason: "never_paired" });
    return this.setReport(finding.report);
  }

  /** @param {Pairing} pairing @param {Finding} finding */
  setProven(pairing, { report, port, at }) {
    this.proven = new ProvenServer(pairing, port, at, this.now);
    return this.setReport(report);
  }

  /** @param {ConnectionReport} report */
  setReport(report) {
    const isOk = report.state === "ok";
    this.failures = isOk ? 0 : this.failures + 1;
    this.wait = isOk ? 0 : Math.min(FIRST_WAIT_MS * 2 ** (this.failures - 1), LONGEST_WAIT_MS);
    this.failedAt = this.now();
    const before = this.report;
    this.report = isOk ? report : { ...report, retryMs: this.wait };
    if (before.state !== report.state || before.reason !== report.reason) this.onChange(this.report);
    return this.report;
  }

  makeStateError(state = this.report.state) {
    return new MessageError({ code: state, message: `the server cannot be asked: ${state}`, retryMs: this.getWait() });
  }
}

/**
 * @param {import("./vault.js").Pairings} pairings @param {Pairing} candidate
 * @returns {import("./vault.js").Pairings} without the candidate; with a newer one that was pasted meanwhile
 */
function dropCandidate({ candidate, ...rest }, { token }) {
  return candidate && candidate.token !== token ? { ...rest, candidate } : rest;
}

/**
 * Whether a server was there and would not have the pairing; while none is, nobody knows.
 * @param {ConnectionReport} report
 */
function isRefused({ state, reason }) {
  return state === "unpaired" || reason === "no_proof";
}
