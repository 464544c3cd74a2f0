import { browser } from "../shared/browser.js";

/**
 * Who may send what: content scripts of the two sites (ring 1), the extension's own pages (ring 2), nobody else.
 * @typedef {"page" | "own" | undefined} Ring
 */

/**
 * The ring of a sender.
 * @param {chrome.runtime.MessageSender} sender
 * @returns {Ring}
 */
export function findRing(sender) {
  if (sender.id !== browser.runtime.id || !sender.url) return undefined;
  if (sender.url.startsWith(browser.runtime.getURL(""))) return "own";
  return sender.tab && sender.frameId === 0 && getSites().some((site) => site.covers(sender.url ?? ""))
    ? "page"
    : undefined;
}

/**
 * The match patterns of the tabs that the content script runs in.
 * @returns {string[]}
 */
export function getSitePatterns() {
  return browser.runtime.getManifest()["content_scripts"]?.[0]?.matches ?? [];
}

/**
 * The sites of the manifest: a build for x.com knows these two alone; the throwaway one of `fieldmark demo` its stand-in too.
 */
function getSites() {
  return getSitePatterns().map((pattern) => {
    const [, scheme, host, path] = /^(\w+):\/\/([^/]+)(\/.*)\*$/.exec(pattern) ?? [];
    return {
      /** @param {string} address */
      covers(address) {
        const { protocol, hostname, pathname } = new URL(address);
        return protocol === `${scheme}:` && hostname === host && pathname.startsWith(path ?? "/");
      },
    };
  });
}
