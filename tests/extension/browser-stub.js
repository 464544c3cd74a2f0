import { readFileSync } from "node:fs";

/**
 * The part of the extension API that our code uses, in memory. Texts and manifest are the real ones. Import it before
 * anything of the extension: the code takes the API when it is loaded.
 */

const root = new URL("../../extension/", import.meta.url);
/** @param {string} name @returns {any} */
const readJson = (name) => JSON.parse(readFileSync(new URL(name, root), "utf8"));

export const MANIFEST = readJson("manifest.json");
export const TEXTS = readJson("_locales/en/messages.json");
/** The texts of a language of ours. @param {string} language @returns {Record<string, {message: string}>} */
export const readTexts = (language) => readJson(`_locales/${language}/messages.json`);
export const OWN_ID = "own-extension-id";
export const OWN_ORIGIN = `chrome-extension://${OWN_ID}/`;

/** @type {any} */
const api = {};
/** @type {any} */ (globalThis).chrome = api;

/** @returns {{addListener: (listener: any) => void, removeListener: (listener: any) => void, listeners: Set<any>}} */
function makeEvent() {
  const listeners = new Set();
  return {
    listeners,
    addListener: (listener) => listeners.add(listener),
    removeListener: (listener) => listeners.delete(listener),
  };
}

/**
 * Puts a fresh stub in place of the browser's API.
 * @returns {any} the stub; `sent` holds messages to the background, `toTabs` those to tabs
 */
export function installBrowser() {
  /** @type {Record<string, any>} */
  const stored = {};
  /** @type {any} */
  const fresh = {
    sent: [],
    toTabs: [],
    stored,
    manifest: structuredClone(MANIFEST),
    granted: true,
    language: "en",
    texts: TEXTS,
    /** @type {(message: any) => any} */
    onSend: () => undefined,
    runtime: {
      id: OWN_ID,
      getURL: (/** @type {string} */ path) => OWN_ORIGIN + path,
      getManifest: () => api.manifest,
      onMessage: makeEvent(),
      onInstalled: makeEvent(),
      onStartup: makeEvent(),
      async sendMessage(/** @type {any} */ message) {
        api.sent.push(message);
        return api.onSend(message);
      },
    },
    i18n: {
      getUILanguage: () => api.language,
      getMessage(/** @type {string} */ name, /** @type {string[]} */ values = []) {
        if (name === "@@bidi_dir") return "ltr";
        if (name === "@@ui_locale") return api.language;
        return (api.texts[name]?.message ?? "").replaceAll(
          /\$(\d)/g,
          (/** @type {string} */ _, /** @type {string} */ place) => values[Number(place) - 1] ?? "",
        );
      },
    },
    permissions: { contains: async () => api.granted, onAdded: makeEvent(), onRemoved: makeEvent() },
    storage: {
      local: {
        get: async (/** @type {string} */ name) => (name in stored ? { [name]: structuredClone(stored[name]) } : {}),
        set: async (/** @type {object} */ values) => void Object.assign(stored, structuredClone(values)),
        remove: async (/** @type {string} */ name) => void delete stored[name],
        setAccessLevel: async (/** @type {object} */ options) => void (api.accessLevel = options),
      },
    },
    contextMenus: {
      created: /** @type {any[]} */ ([]),
      onClicked: makeEvent(),
      removeAll: async () => void (api.contextMenus.created = []),
      create: (/** @type {any} */ entry) => void api.contextMenus.created.push(entry),
    },
    tabs: {
      query: async () => [{ id: 1 }, { id: 2 }],
      async sendMessage(/** @type {number} */ tab, /** @type {any} */ message) {
        api.toTabs.push({ tab, ...message });
      },
    },
    action: { setBadgeText: async () => {}, setBadgeBackgroundColor: async () => {}, setTitle: async () => {} },
  };
  return Object.assign(api, fresh);
}
