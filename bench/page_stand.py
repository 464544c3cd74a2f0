"""Where the page is measured: a real server, the stand-in at https://x.com, Chromium with or without us."""

import contextlib
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, Playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "together"))
from bench.page_people import make_crowd  # noqa: E402
from bench.start import ask  # noqa: E402
from chromium import ask_background, launch_chromium  # noqa: E402
from fieldmark.commands.extension import get_extension_folder  # noqa: E402
from fieldmark.demo.people import SAMPLE_NICHE  # noqa: E402
from fieldmark.demo.site import StandInSite  # noqa: E402
from fieldmark.pairing import PairingString  # noqa: E402
from fieldmark.store import DataFolder, open_stores  # noqa: E402
from fieldmark.values import Profile  # noqa: E402
from stand_in_server import StandInServer  # noqa: E402

FOLLOWERS = "https://x.com/you_standin/followers"
SCRIPTS = ROOT / "bench" / "scripts"
VIEW = {"width": 1280, "height": 800}
# What copies of the extension have for a content script. Badges' roots are closed; with "open" they are not, so that
# the page can see whether one is filled. "bare" is the least that an overlay can do.
OPEN_ROOTS = """{const attach = Element.prototype.attachShadow;
Element.prototype.attachShadow = function (options) { return attach.call(this, {...options, mode: "open"}); };}
"""

CHANGES: dict[str, Callable[[str], str]] = {
    "on": lambda script: script,
    "open": lambda script: OPEN_ROOTS + script,
    "bare": lambda _: (SCRIPTS / "bare.js").read_text(encoding="utf-8"),
}


@dataclass(frozen=True)
class Stand:
    """The parts; each browser is a fresh process, on a profile that was paired before."""

    playwright: Playwright
    x_com: StandInServer
    folder: Path

    @contextlib.contextmanager
    def open_browser(self, variant: str, *, tall: bool = False) -> Iterator[BrowserContext]:
        """A browser of a variant: "off" is without the extension, the others are those of `CHANGES`."""
        extension = None if variant.startswith("off") else self.folder / f"extension-{variant}"
        view = {**VIEW, "height": 3000} if tall else VIEW
        context = launch_chromium(
            self.playwright, self.folder / f"profile-{variant}", extension, self.x_com.port, viewport=view
        )
        try:
            context.add_init_script(path=SCRIPTS / "drive.js")
            yield context
        finally:
            context.close()

    def show_crowd(self, count: int) -> None:
        """From now on the list has so many people."""
        self.x_com.site = StandInSite(people=make_crowd(count))


@contextlib.contextmanager
def set_up(playwright: Playwright, folder: Path) -> Iterator[Stand]:
    """Everything, with the shipped extension ("on") and the copies paired."""
    with contextlib.closing(StandInServer(StandInSite())) as x_com, _serve(folder / "data") as pairing:
        stand = Stand(playwright, x_com, folder)
        for variant, change in CHANGES.items():
            copy = folder / f"extension-{variant}"
            shutil.copytree(get_extension_folder(), copy)
            script = copy / "content.js"
            script.write_text(change(script.read_text(encoding="utf-8")), encoding="utf-8")
            with stand.open_browser(variant) as context:
                ask_background(context, "pairing/save", {"pairing": pairing})
        yield stand


@contextlib.contextmanager
def _serve(path: Path) -> Iterator[str]:
    """A server in a process of its own, with a niche and warm; gives the pairing string."""
    folder = DataFolder(path)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with folder.held():
        stores = open_stores(folder)
        stores.profiles.add_profile(Profile.from_dict(SAMPLE_NICHE))
        pairing = stores.pairings.add_pairing("bench")
        token = folder.get_owner_token()
    command = [sys.executable, "-m", "fieldmark.cli", "serve", "--data", str(path), "--port", str(port)]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        started = time.perf_counter()
        while not ask(port, token, "GET", "/v1/health", None, started)["ready"]:
            time.sleep(0.05)
        yield str(PairingString(port, pairing.browser_id, pairing.token))
    finally:
        server.terminate()
        server.wait()


def open_page(context: BrowserContext, *, marked: bool = False) -> Page:
    """A page in front, not yet anywhere."""
    page = context.new_page()
    if marked:
        page.add_init_script(path=SCRIPTS / "marks.js")
    return page
