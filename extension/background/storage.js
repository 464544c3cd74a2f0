import { browser } from "../shared/browser.js";

/**
 * What is stored under a name.
 * @param {string} name
 * @returns {Promise<unknown>} undefined if nothing is
 */
export async function readStored(name) {
  return (await browser.storage.local.get(name))[name];
}

/**
 * @param {string} name
 * @param {unknown} value what JSON can hold
 */
export async function writeStored(name, value) {
  await browser.storage.local.set({ [name]: value });
}

/**
 * Makes changes of what is stored one after the other: two that read, and then write, would lose one.
 * @returns {<Value>(change: () => Promise<Value>) => Promise<Value>}
 */
export function makeTurns() {
  /** @type {Promise<unknown>} */
  let last = Promise.resolve();
  return (change) => {
    const next = last.then(change);
    last = next.catch(() => {});
    return next;
  };
}
