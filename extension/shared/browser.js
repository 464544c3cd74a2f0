/**
 * The browser's extension API: `browser` where there is one (Firefox), else `chrome`. Both answer with promises.
 * @type {typeof chrome}
 */
export const browser = /** @type {any} */ (globalThis).browser ?? globalThis.chrome;
