"""The real popup of Firefox: opened as by a click on the toolbar's button, and read."""

from dataclasses import dataclass
from typing import Any

from firefox import ADDON_ID, Firefox

# The popup lives in a process of its own, and Marionette counts it to no tab; a frame script reads it. One popup is
# kept ready behind the scenes, in a panel that is never open.
READ = """
const [id, words, done] = arguments;
const win = Services.wm.getMostRecentWindow("navigator:browser");
const SCRIPT = `data:,sendAsyncMessage("fieldmark-popup", {address: content.location.href,
  text: content.document.body.innerText, width: content.innerWidth,
  needed: content.document.documentElement.scrollWidth})`;
const find = (act) => new Promise((resolve) => {
  const look = async () => {
    const found = await act();
    if (found) resolve(found);
    else win.requestAnimationFrame(look);
  };
  look();
});
const read = (popup) => new Promise((resolve) => {
  const { messageManager } = popup;
  messageManager.addMessageListener("fieldmark-popup", function hear({ data }) {
    messageManager.removeMessageListener("fieldmark-popup", hear);
    resolve(data);
  });
  messageManager.loadFrameScript(SCRIPT, false);
});
async function readPopup() {
  const { ExtensionParent } = ChromeUtils.importESModule("resource://gre/modules/ExtensionParent.sys.mjs");
  const { extension } = WebExtensionPolicy.getByID(id);
  await ExtensionParent.apiManager.global.browserActionFor(extension).openPopup(win, true);
  const popup = await find(() => [...win.document.querySelectorAll('browser[webextension-view-type="popup"]')]
    .find((browser) => browser.closest("panel").state === "open"));
  const found = await find(async () => {
    const now = await read(popup);
    return now.text.includes(words) && now;
  });
  const panel = popup.closest("panel");
  const hidden = new Promise((resolve) => panel.addEventListener("popuphidden", resolve, { once: true }));
  panel.hidePopup();
  await hidden;
  return found;
}
readPopup().then(done, (error) => done({ error: String(error) }));
"""


@dataclass(frozen=True)
class Popup:
    """What the popup was, widths in CSS pixels."""

    address: str
    text: str
    width: int
    needed: int


def read_popup(firefox: Firefox, words: str) -> Popup:
    """Opens the popup over the page, reads it once it says these words, and closes it."""
    found: dict[str, Any] = firefox.run_privileged_async(READ, ADDON_ID, words)
    assert "error" not in found, found
    return Popup(**found)
