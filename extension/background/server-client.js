import { browser } from "../shared/browser.js";
import { MessageError } from "../shared/messages.js";
import { makeNonce, makeProof } from "./pairing-string.js";

/**
 * The one door to the server: its address, the token, the proof, when to try again.
 *
 * Nothing secret and nothing about a person is sent before the server has shown, on this very port, that it knows the
 * token; a stranger on the port learns nothing. Once shown, it holds until a request fails or the background restarts.
 *
 * @typedef {import("./vault.js").Vault} Vault
 * @typedef {import("./vault.js").Pairing} Pairing
 * @typedef {import("../shared/states.js").ConnectionReport} ConnectionReport
 * @typedef {{report: ConnectionReport, port: number}} Finding
 */

export const API_NUMBER = 1;
const HOST = "127.0.0.1";
const PORTS = [27182, 27183, 27184, 27185, 27186, 27187, 27188, 27189];
const HEALTH_TIMEOUT_MS = 2_000;
const REQUEST_TIMEOUT_MS = 20_000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
const SITES = { origins: ["https://x.com/*"] };
const LOOPBACK = { origins: ["http://127.0.0.1/*"] };

/** Of several findings over the port range, the one that says most. */
const RANK = ["ok", "version-mismatch", "blocked", "unpaired", "wrong-app", "down"];

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
    /** @type {{pairing: Pairing, port: number} | undefined} the server that has shown its proof */
    this.proven = undefined;
    /** @type {Promise<ConnectionReport> | undefined} */
    this.checking = undefined;
    this.failures = 0;
    this.nextTry = 0;
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
    await this.check();
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
      answer = await this.fetch(proven.port, path, {
        method,
        headers: { Authorization: `Bearer ${proven.pairing.token}` },
        body,
        timeoutMs: REQUEST_TIMEOUT_MS,
      });
    } catch {
      this.proven = undefined;
      return { ok: false };
    }
    return { ok: true, value: this.readAnswer(answer) };
  }

  /** @param {{status: number, body: any}} answer */
  readAnswer({ status, body }) {
    if (status < 400) return body;
    const error = body?.error ?? { code: "bad_answer", message: `the server answered ${status}` };
    if (status === 401) {
      this.proven = undefined;
      this.setReport({ state: "unpaired", reason: "refused" });
    }
    throw new MessageError({ ...error, current: body?.current });
  }

  /** The state, found anew unless it was not long ago that nobody was there. */
  async checkInTime() {
    return this.proven || this.now() >= this.nextTry ? this.check() : this.report;
  }

  /** Finds the state anew; those who ask meanwhile get the same answer. */
  check() {
    this.checking ??= this.findServer().finally(() => (this.checking = undefined));
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
  async findServer() {
    this.proven = undefined;
    if (!(await browser.permissions.contains(SITES)))
      return this.setReport({ state: "no-permission", reason: "sites" });
    const pairing = await this.vault.read();
    const findings = await this.askPorts(pairing);
    findings.sort((one, other) => RANK.indexOf(one.report.state) - RANK.indexOf(other.report.state));
    const best = findings[0];
    if (best?.report.state === "ok" && pairing) this.proven = { pairing, port: best.port };
    if (best?.report.state === "down" && !(await browser.permissions.contains(LOOPBACK)))
      return this.setReport({ state: "no-permission", reason: "loopback" });
    if (!pairing && (!best || best.report.state === "down" || best.report.state === "wrong-app"))
      return this.setReport({ state: "down", reason: "never_paired" });
    return this.setReport(best?.report ?? { state: "down" });
  }

  /**
   * Asks the port of the pairing first, then the others all at once.
   * @param {Pairing | undefined} pairing
   * @returns {Promise<Finding[]>}
   */
  async askPorts(pairing) {
    const first = pairing?.port ?? PORTS[0] ?? 0;
    const finding = await this.askPort(first, pairing);
    if (finding.report.state === "ok") return [finding];
    const others = PORTS.filter((port) => port !== first).map((port) => this.askPort(port, pairing));
    const found = await Promise.all(others);
    // A stranger on a port that was never ours is nobody's business.
    return [finding, ...found.filter(({ report }) => report.state !== "wrong-app")];
  }

  /**
   * @param {number} port @param {Pairing | undefined} pairing
   * @returns {Promise<Finding>}
   */
  async askPort(port, pairing) {
    const nonce = makeNonce();
    const headers = pairing ? { "X-Fieldmark-Browser": pairing.browserId, "X-Fieldmark-Nonce": nonce } : {};
    try {
      const answer = await this.fetch(port, "/v1/health", {
        method: "GET",
        headers,
        timeoutMs: HEALTH_TIMEOUT_MS,
      });
      return { port, report: { ...(await judgeHealth(answer, pairing, nonce, port)), port } };
    } catch {
      return { port, report: { state: "down" } };
    }
  }

  /**
   * @param {number} port @param {string} path
   * @param {{method: string, headers: Record<string, string>, body?: unknown, timeoutMs: number}} options
   * @returns {Promise<{status: number, body: any}>} body undefined if it is empty, null if it is no JSON
   */
  async fetch(port, path, { method, headers, body, timeoutMs }) {
    const response = await fetch(`http://${HOST}:${port}${path}`, {
      method,
      headers: {
        "X-Fieldmark-Client": "1",
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      credentials: "omit",
      cache: "no-store",
      redirect: "error",
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await response.text();
    return { status: response.status, body: text ? parse(text) : undefined };
  }

  /** @param {ConnectionReport} report */
  setReport(report) {
    const isOk = report.state === "ok";
    this.failures = isOk ? 0 : this.failures + 1;
    const wait = Math.min(FIRST_WAIT_MS * 2 ** (this.failures - 1), LONGEST_WAIT_MS);
    this.nextTry = isOk ? 0 : this.now() + wait;
    const before = this.report;
    this.report = isOk ? report : { ...report, retryMs: wait };
    if (before.state !== report.state || before.reason !== report.reason) this.onChange(this.report);
    return this.report;
  }

  makeStateError() {
    const { state } = this.report;
    const retryMs = Math.max(0, this.nextTry - this.now());
    return new MessageError({ code: state, message: `the server cannot be asked: ${state}`, retryMs });
  }
}

/**
 * What an answer to /health says of who is there.
 * @param {{status: number, body: any}} answer
 * @param {Pairing | undefined} pairing @param {string} nonce @param {number} port
 * @returns {Promise<ConnectionReport>}
 */
async function judgeHealth({ status, body }, pairing, nonce, port) {
  const code = body?.error?.code;
  if (status === 403 && typeof code === "string") return { state: "blocked", reason: code };
  if (status !== 200 || body?.app !== "fieldmark") return { state: "wrong-app" };
  if (body.api !== API_NUMBER)
    return { state: "version-mismatch", reason: body.api > API_NUMBER ? "server" : "extension" };
  if (!pairing) return { state: "unpaired", reason: "never" };
  if (typeof body.proof !== "string") return { state: "unpaired", reason: "unknown" };
  const isProven = body.proof === (await makeProof(pairing.token, nonce, port));
  return isProven ? { state: "ok" } : { state: "wrong-app", reason: "no_proof" };
}

/** @param {string} text */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
