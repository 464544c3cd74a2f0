const HOST = "127.0.0.1";

/**
 * One request to a port of this machine: the only place where the extension speaks to anything.
 * @param {number} port
 * @param {string} path
 * @param {{method: string, headers?: Record<string, string>, body?: unknown, timeoutMs: number}} options
 * @returns {Promise<{status: number, body: any}>} body undefined if it is empty, a string if it is plain text, null if it
 *   is neither that nor JSON
 * @throws {TypeError | DOMException} nobody answers, not in time, or with a redirect
 */
export async function sendRequest(port, path, { method, headers = {}, body, timeoutMs }) {
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
  const isPlain = response.headers?.get("Content-Type")?.startsWith("text/plain");
  return { status: response.status, body: text ? (isPlain ? text : parse(text)) : undefined };
}

/** @param {string} text */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
