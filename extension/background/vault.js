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
 * @typedef {object} Vault
 * @property {() => Promise<Pairing | undefined>} read
 * @property {(pairing: Pairing | undefined) => Promise<void>} write undefined forgets it
 */

const NAME = "pairing";

/** @returns {Vault} */
export function openVault() {
  // Typed as always there; in Firefox it is not.
  const canClose = typeof (/** @type {any} */ (browser.storage.local).setAccessLevel) === "function";
  return canClose ? openClosedStorage() : openDatabase();
}

/** @returns {Vault} */
function openClosedStorage() {
  const { local } = browser.storage;
  const closed = local.setAccessLevel({ accessLevel: "TRUSTED_CONTEXTS" });
  return {
    async read() {
      return checkPairing((await local.get(NAME))[NAME]);
    },
    async write(pairing) {
      await closed;
      if (pairing) await local.set({ [NAME]: pairing });
      else await local.remove(NAME);
    },
  };
}

/** @returns {Vault} */
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
    read: async () => checkPairing(await run("readonly", (store) => store.get(NAME))),
    write: (pairing) => run("readwrite", (store) => (pairing ? store.put(pairing, NAME) : store.delete(NAME))),
  };
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
