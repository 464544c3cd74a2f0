"""Nothing from private windows: both browsers refuse to let the extension into one, whatever the user switches on."""

import contextlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from chromium import EXTENSION_ID, POPUP_URL, ROWS, wait_for_badges
from conftest import FOLLOWERS
from connect_proxy import ConnectProxy
from firefox import ADDON_ID, Firefox
from local_server import LocalServer
from stand_in_server import StandInServer

# What the page of extensions does when the user switches «Allow in Incognito» on.
SWITCH_ON = """async (id) => {
  await chrome.developerPrivate.updateExtensionConfiguration({extensionId: id, incognitoAccess: true});
  return (await chrome.developerPrivate.getExtensionInfo(id)).incognitoAccess;
}"""
IS_ALLOWED = "return WebExtensionPolicy.getByID(arguments[0]).privateBrowsingAllowed"


def test_in_an_incognito_window_of_chromium_there_is_no_badge_and_nobody_is_asked_for(
    paired: BrowserContext, server: LocalServer
) -> None:
    settings = paired.new_page()
    settings.goto("chrome://extensions")
    assert settings.evaluate(SWITCH_ON, EXTENSION_ID) == {"isEnabled": False, "isActive": False}

    popup = paired.new_page()
    popup.goto(POPUP_URL)
    with paired.expect_page() as opened:
        popup.evaluate("(url) => chrome.windows.create({incognito: true, url})", FOLLOWERS)
    private = opened.value
    private.wait_for_selector(ROWS)
    # What an ordinary tab needs for its badges, the private one has had as well.
    page = paired.new_page()
    asked = len(server.bodies)
    page.goto(FOLLOWERS)
    wait_for_badges(page)
    assert asked == 0
    assert private.evaluate("document.querySelectorAll('fieldmark-badge').length") == 0
    assert private.evaluate("(rows) => document.querySelectorAll(rows).length", ROWS) > 0


@pytest.fixture
def firefox(extension: Path, x_com: StandInServer) -> Iterator[Firefox]:
    with contextlib.closing(ConnectProxy({"x.com": x_com.port})) as proxy, Firefox(extension, proxy.port) as running:
        yield running


def test_firefox_lets_it_into_no_private_window_even_when_it_is_told_to(
    firefox: Firefox, extension: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    shutil.copytree(extension, other)
    manifest = json.loads((other / "manifest.json").read_text(encoding="utf-8"))
    del manifest["incognito"]
    (other / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    allowed = []
    for folder in (other, extension):
        firefox.call("Addon:Install", path=str(folder), temporary=True, allowPrivateBrowsing=True)
        allowed.append(firefox.run(IS_ALLOWED, ADDON_ID, privileged=True))
    assert allowed == [True, False]
