/** @typedef {import("./vault.js").Pairing} Pairing */

const PAIRING = /^fieldmark1:(\d{1,5}):([\w-]{1,64}):([\w-]{32,128})$/;

/**
 * Reads what the user pasted. White space around it, and a line break that a terminal put into it, do no harm.
 * @param {string} text
 * @returns {Pairing | undefined} undefined for what is no pairing string
 */
export function readPairingString(text) {
  const match = PAIRING.exec(text.replace(/\s+/g, ""));
  const port = Number(match?.[1]);
  if (!match || port < 1 || port > 65_535) return undefined;
  return { port, browserId: /** @type {string} */ (match[2]), token: /** @type {string} */ (match[3]) };
}

/**
 * 32 random bytes in hex.
 * @returns {string}
 */
export function makeNonce() {
  return toHex(crypto.getRandomValues(new Uint8Array(32)));
}

/**
 * The proof that only a server with this token can give: HMAC-SHA256(token, nonce:port), in hex.
 * @param {string} token @param {string} nonce @param {number} port
 * @returns {Promise<string>}
 */
export async function makeProof(token, nonce, port) {
  const encoder = new TextEncoder();
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", encoder.encode(token), algorithm, false, ["sign"]);
  return toHex(new Uint8Array(await crypto.subtle.sign("HMAC", key, encoder.encode(`${nonce}:${port}`))));
}

/** @param {Uint8Array} bytes */
function toHex(bytes) {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
