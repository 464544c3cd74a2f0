/** @type {string | undefined} */
let held;
let holds = 0;

/**
 * Does something during which the address stays the same: the browser makes the text of it anew each time it is asked for.
 * @template T
 * @param {() => T} act
 * @returns {T}
 */
export function holdHref(act) {
  held = location.href;
  holds += 1;
  try {
    return act();
  } finally {
    held = undefined;
  }
}

/** @returns {number} another one for each time that the address is held; 0 while it is not */
export function getHold() {
  return held === undefined ? 0 : holds;
}

/** @returns {string} the page's address */
export function getHref() {
  return held ?? location.href;
}

/**
 * The path within the site. `fieldmark demo` serves its stand-in under /demo on loopback, where the shipped manifest
 * never lets this script run.
 * @param {{hostname: string, pathname: string}} address
 * @returns {string}
 */
export function getPath({ hostname, pathname }) {
  return hostname === "127.0.0.1" ? pathname.replace(/^\/demo(?=\/)/, "") : pathname;
}

/**
 * Path and query within the site.
 * @param {{hostname: string, pathname: string, search: string}} address
 * @returns {string}
 */
export function getAddress(address) {
  return getPath(address) + address.search;
}

/**
 * Whether a path is that of the page. X may write a handle otherwise than whoever typed it, and drops parts of the query.
 * @param {string} path
 */
export function isPathHere(path) {
  return path.toLowerCase() === location.pathname.toLowerCase();
}
