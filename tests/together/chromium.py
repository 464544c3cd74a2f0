"""Chromium with the extension, on a fake https://x.com; and the means to look inside closed shadow roots."""

import json
import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, Playwright

from browsers import find_chromium
from fieldmark.settings import EXTENSION_IDS

EXTENSION_ID = EXTENSION_IDS[0]
POPUP_URL = f"chrome-extension://{EXTENSION_ID}/popup/popup.html"
QUIET_URL = f"chrome-extension://{EXTENSION_ID}/_locales/en/messages.json"
MAIN = '[data-testid="primaryColumn"]'
WAIT_SECONDS = 15.0
ROWS = f'{MAIN} [data-testid="UserCell"]'

# True once each mounted row has exactly one badge, and it bears the right person's key. The stand-in page knows whose
# row it is by itself; the key is all that a page can read of a badge.
EVERY_ROW_BADGED = """(rows) => {
  const mounted = [...document.querySelectorAll(rows)];
  return mounted.length > 0 && mounted.every((row) => {
    const hosts = row.querySelectorAll('fieldmark-badge');
    const id = row.querySelector('.follow-place button')?.dataset.testid.split('-')[0];
    return hosts.length === 1 && hosts[0].dataset.key === id;
  });
}"""


@dataclass(frozen=True)
class Badge:
    """A badge as the debugger sees it."""

    key: str
    number: str
    band: str
    words: str
    is_chaser: bool


def launch_chromium(
    playwright: Playwright,
    profile: Path,
    extension: Path | str | None,
    x_port: int,
    *,
    names: Mapping[str, str] = {},
    public_ports: Sequence[int] = (),
    switches: Sequence[str] = (),
    **options: Any,
) -> BrowserContext:
    """A browser with the extension, or without, for which x.com and twitter.com are here and nothing else exists.

    Several extensions, with commas between, are loaded in that order. More names lead to the addresses given,
    and servers on public ports count as far away, as that of x.com does.
    """
    places = {"x.com": f"127.0.0.1:{x_port}", "twitter.com": f"127.0.0.1:{x_port}", **names, "*": "~NOTFOUND"}
    rules = ",".join([*(f"MAP {name} {place}" for name, place in places.items()), "EXCLUDE 127.0.0.1"])
    public = ",".join(f"127.0.0.1:{port}=public" for port in (x_port, *public_ports))
    context = playwright.chromium.launch_persistent_context(
        str(profile),
        executable_path=find_chromium(),
        headless=True,
        ignore_https_errors=True,
        args=[
            *([f"--disable-extensions-except={extension}", f"--load-extension={extension}"] if extension else []),
            f"--host-resolver-rules={rules}",
            # The page counts as public, as the real one does, so that Local Network Access is in force.
            f"--ip-address-space-overrides={public}",
            *switches,
        ],
        **options,
    )
    if extension and not context.service_workers:
        context.wait_for_event("serviceworker")
    return context


def ask_background(context: BrowserContext, name: str, request: object = None) -> Any:
    """Sends a message as the popup would; returns its answer's value."""
    page = context.new_page()
    # A page of the extension that asks nothing by itself: the popup's own questions would go on after it is closed.
    page.goto(QUIET_URL)
    answer = page.evaluate("([name, request]) => chrome.runtime.sendMessage({name, request})", [name, request])
    page.close()
    assert "error" not in answer, answer
    return answer["value"]


def stop_worker(context: BrowserContext) -> None:
    """Ends the extension's service worker, as the browser does with one that is idle."""
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("ServiceWorker.enable")
    session.send("ServiceWorker.stopAllWorkers")
    page.close()


def run_in_content_script(page: Page, expression: str) -> Any:
    """What an expression gives in the content script's own world; for what somebody who broke into it could do."""
    session = page.context.new_cdp_session(page)
    worlds: list[dict[str, Any]] = []
    session.on("Runtime.executionContextCreated", lambda event: worlds.append(event["context"]))
    session.send("Runtime.enable")
    world = next(world for world in worlds if world["origin"] == f"chrome-extension://{EXTENSION_ID}")
    outcome = session.send(
        "Runtime.evaluate",
        {"expression": expression, "contextId": world["id"], "awaitPromise": True, "returnByValue": True},
    )
    session.detach()
    assert "exceptionDetails" not in outcome, outcome
    return outcome["result"].get("value")


def wait_for_badges(page: Page) -> None:
    """Waits until each mounted row has its badge."""
    page.wait_for_function(EVERY_ROW_BADGED, arg=ROWS)


def wait_until(page: Page, is_true: Callable[[], object], what: str = "what was waited for") -> None:
    """Waits until something holds that only the debugger or the server can tell; looks once a frame."""
    deadline = time.monotonic() + WAIT_SECONDS
    while not is_true():
        assert time.monotonic() < deadline, f"never came: {what}"
        page.evaluate("new Promise(requestAnimationFrame)")


def read_badges(page: Page, part: str = MAIN) -> dict[str, Badge]:
    """Every badge in a part of the page, by key."""
    badges = [_read_badge(node) for node in find_hosts(page, "fieldmark-badge", part)]
    return {badge.key: badge for badge in badges}


def find_hosts(page: Page, name: str, part: str = "html") -> list[dict[str, Any]]:
    """The nodes of this name in a part of the page, closed shadow roots and all."""
    session = page.context.new_cdp_session(page)
    root = session.send("DOM.getDocument", {"depth": 0})["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": part})["nodeId"]
    tree = session.send("DOM.describeNode", {"nodeId": node, "depth": -1, "pierce": True})["node"]
    session.detach()
    found: list[dict[str, Any]] = []
    _walk(tree, lambda each: found.append(each) if each["nodeName"].lower() == name else None)
    return found


def _walk(node: dict[str, Any], visit: Callable[[dict[str, Any]], object]) -> None:
    visit(node)
    for child in (*node.get("children", ()), *node.get("shadowRoots", ())):
        _walk(child, visit)


def list_buttons(page: Page, host: str) -> list[str]:
    """What the buttons in our closed roots of this name say, those that are hidden too."""
    found: list[dict[str, Any]] = []
    for node in find_hosts(page, host):
        _walk(node, lambda each: found.append(each) if each["nodeName"] == "BUTTON" else None)
    return [" ".join(read_text(button).split()) for button in found]


def click_inside(page: Page, host: str, name: str) -> None:
    """Clicks, as a user would, the button of this name (or aria-label) in a closed root of ours."""
    _click_node(page, _find_button(page, host, name))


def focus_inside(page: Page, host: str, name: str) -> None:
    """Gives the focus to the button of this name in a closed root of ours."""
    session = page.context.new_cdp_session(page)
    session.send("DOM.focus", {"backendNodeId": _find_button(page, host, name)["backendNodeId"]})
    session.detach()


def _find_button(page: Page, host: str, name: str) -> dict[str, Any]:
    found: list[dict[str, Any]] = []
    for node in find_hosts(page, host):
        _walk(node, lambda each: found.append(each) if _is_button(each, name) else None)
    assert found, f"no button {name!r} in {host}"
    return found[0]


def _is_button(node: dict[str, Any], name: str) -> bool:
    if node["nodeName"] not in ("BUTTON", "SUMMARY", "INPUT"):
        return False
    return name in (get_attributes(node).get("aria-label"), read_text(node).strip())


def _click_node(page: Page, node: dict[str, Any]) -> None:
    session = page.context.new_cdp_session(page)
    quad = session.send("DOM.getContentQuads", {"backendNodeId": node["backendNodeId"]})["quads"][0]
    session.detach()
    page.mouse.click(sum(quad[::2]) / 4, sum(quad[1::2]) / 4)


def read_text(node: dict[str, Any]) -> str:
    """All text in a node, shadow roots included."""
    parts: list[str] = []
    _walk(node, lambda each: parts.append(each["nodeValue"]) if each["nodeType"] == 3 else None)
    return " ".join(parts)


def read_host(page: Page, name: str) -> str:
    """What an element of ours says, closed root and all; empty while there is none."""
    return " ".join(" ".join(read_text(node) for node in find_hosts(page, name)).split())


def get_attributes(node: dict[str, Any]) -> dict[str, str]:
    """A node's attributes."""
    flat = node.get("attributes", [])
    return dict(zip(flat[::2], flat[1::2], strict=True))


def _read_badge(node: dict[str, Any]) -> Badge:
    parts: dict[str, dict[str, Any]] = {}

    def note(each: dict[str, Any]) -> None:
        for name in get_attributes(each).get("class", "").split():
            parts[name] = each

    _walk(node, note)
    button = parts["badge"]
    band = next(name for name in ("strong", "maybe", "off", "no_basis") if name in parts)
    words = get_attributes(button)["aria-label"]
    return Badge(get_attributes(node)["data-key"], read_text(button), band, words, "chaser" in parts)


def read_manifest(extension: Path) -> dict[str, Any]:
    """The manifest of a built extension."""
    manifest: dict[str, Any] = json.loads((extension / "manifest.json").read_text(encoding="utf-8"))
    return manifest


def find_number(text: str) -> int:
    """The first whole number in a text."""
    found = re.search(r"\d+", text)
    assert found, text
    return int(found.group())
