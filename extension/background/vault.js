import { browser } from "../shared/browser.js";

/**
 * Where the pairing is kept: out of reach of content scripts in both browsers.
 *
 * Chromium closes storage.local to content scripts on request; Firefox cannot, so there it is IndexedDB, which belongs to
 * the extension's own origin (a content script sees the page's).
 *
 * @typedef {object} Pairing
 * @property {number} port where the server listened when it was paired
 * @property {string} browserId
 * @property {string} token
 *
 * A line that was pasted while no server was there is a candidate: it takes the place of the current pairing when a
 * server takes it, and goes when one refuses it.
 * @typedef {{current?: Pairing, candidate?: Pairing}} Pairings
 *
 * @typedef {object} Vault
 * @property {() => Promise<Pairings>} read
 * @property {(change: (pairings: Pairings) => Pairings) => Promise<Pairings>} change one change after another, each on what the
 *   one before has left; `{}` forgets all
 *
 * @typedef {{read: () => Promise<Pairings>, write: (pairings: Pairings) => Promise<void>}} Place
 */

const NAME = "pairings";

/** @returns {Vault} */
export function openVault() {
  // Typed as always there; in Firefox it is not.
  const canClose = typeof (/** @type {any} */ (browser.storage.local).setAccessLevel) === "function";
  const place = canClose ? openClosedStorage() : openDatabase();
  /** @type {Promise<unknown>} */
  let last = Promise.resolve();
  return {
    read: place.read,
    change(change) {
      const changed = last.then(async () => {
        const pairings = change(await place.read());
        await place.write(pairings);
        return pairings;
      });
      last = changed.catch(() => {});
      return changed;
    },
  };
}

/** @returns {Place} */
function openClosedStorage() {
  const { local } = browser.storage;
  const closed = local.setAccessLevel({ accessLevel: "TRUSTED_CONTEXTS" });
  return {
    async read() {
      return readPairings((await local.get(NAME))[NAME]);
    },
    async write(pairings) {
      await closed;
      await local.set({ [NAME]: pairings });
    },
  };
}

/** @returns {Place} */
function openDatabase() {
  /** @type {Promise<IDBDatabase> | undefined} */
  let opened;
  const open = () =>
    (opened ??= new Promise((resolve, reject) => {
      const request = indexedDB.open("fieldmark", 1);
      request.onupgradeneeded = () => request.result.createObjectStore("vault");
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    }));
  /**
   * @param {IDBTransactionMode} mode
   * @param {(store: IDBObjectStore) => IDBRequest} act
   * @returns {Promise<any>}
   */
  const run = async (mode, act) => {
    const transaction = (await open()).transaction("vault", mode);
    const request = act(transaction.objectStore("vault"));
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = () => reject(transaction.error);
    });
  };
  return {
    read: async () => readPairings(await run("readonly", (store) => store.get(NAME))),
    write: (pairings) => run("readwrite", (store) => store.put(pairings, NAME)),
  };
}

/**
 * @param {any} stored
 * @returns {Pairings}
 */
function readPairings(stored) {
  const [current, candidate] = [checkPairing(stored?.current), checkPairing(stored?.candidate)];
  return { ...(current ? { current } : {}), ...(candidate ? { candidate } : {}) };
}

/**
 * A stored pairing, or undefined for what is none.
 * @param {any} stored
 * @returns {Pairing | undefined}
 */
function checkPairing(stored) {
  const isWhole =
    Number.isInteger(stored?.port) && typeof stored.browserId === "string" && typeof stored.token === "string";
  return isWhole ? { port: stored.port, browserId: stored.browserId, token: stored.token } : undefined;
}
