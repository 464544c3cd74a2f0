"""``fieldmark demo``: a throwaway server, niche, browser and page; nothing of it touches the user's own data."""

import contextlib
import signal
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

from fieldmark.app import Services, create_app
from fieldmark.commands.extension import get_extension_folder
from fieldmark.commands.file_error import FileError
from fieldmark.commands.output import check_output
from fieldmark.commands.server_client import ServerClient
from fieldmark.demo.browsers import Browser, describe_installation, find_browsers, has_display
from fieldmark.demo.people import SAMPLE_NICHE, StandInPerson
from fieldmark.demo.site import ME_HANDLE, ME_ID, StandInSite
from fieldmark.pairing import PairingString
from fieldmark.ports import HOST, bind_socket
from fieldmark.serving import Server
from fieldmark.settings import MOST_PEOPLE, Settings
from fieldmark.store import DataFolder
from fieldmark.values import Profile

Say = Callable[[str], None]
ROWS_TOLD = 10
REASONS_TOLD = 4
NAME_WIDTH = 22


@dataclass(frozen=True, slots=True)
class RunningDemo:
    """The demo's server at work."""

    url: str
    pairing: str
    client: ServerClient
    people: tuple[StandInPerson, ...]


def run_demo(*, headless: bool, port: int | None, screenshot: Path | None, say: Say) -> None:
    """Runs the demo until its window is closed or Ctrl-C; without a window, until the picture is taken.

    Raises:
        PortTakenError: the wanted port is taken.
        FileError: the screenshot cannot be written.
    """
    if screenshot:
        check_output(screenshot)
    signal.signal(signal.SIGTERM, _stop)
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="fieldmark-demo-")))
        demo = stack.enter_context(_serve(folder / "data", port, say))
        best = _rank_people(demo)
        in_window = has_display() and not headless and screenshot is None
        shown = _show_in_some_browser(demo, best, in_window=in_window, screenshot=screenshot, say=say)
        if not in_window or not shown:
            _tell_best(best, say)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit


@contextlib.contextmanager
def _serve(data: Path, port: int | None, say: Say) -> Iterator[RunningDemo]:
    """The real server with a throwaway folder, the sample niche and a pairing."""
    folder = DataFolder(data)
    # Port 0: any free one, so that a demo never stands in the way of the user's own server.
    with folder.held(), bind_socket(port if port is not None else 0, say) as listener:
        site = StandInSite(base="/demo")
        bound = listener.getsockname()[1]
        app = create_app(Settings(port=bound, folder=data, demo=site))
        services: Services = app.extensions["fieldmark"]
        services.stores.profiles.add_profile(Profile.from_dict(SAMPLE_NICHE))
        pairing = services.stores.pairings.add_pairing("demo")
        server = Server(app, listener)
        server.start()
        try:
            url = f"http://{HOST}:{bound}/demo/{ME_HANDLE}/followers"
            line = PairingString(bound, pairing.browser_id, pairing.token)
            yield RunningDemo(url, str(line), ServerClient(folder, bound), tuple(site.people))
        finally:
            server.stop()


def _rank_people(demo: RunningDemo) -> list[tuple[StandInPerson, dict[str, Any]]]:
    """Everybody on the page with the server's verdict, the most relevant first."""
    judged: list[tuple[StandInPerson, dict[str, Any]]] = []
    for start in range(0, len(demo.people), MOST_PEOPLE):
        batch = demo.people[start : start + MOST_PEOPLE]
        body = {
            "account": ME_ID,
            "list": "followers",
            "people": [item.to_person().to_dict() for item in batch],
        }
        verdicts = demo.client.call("POST", "/v1/verdicts", body)["verdicts"]
        judged += zip(batch, verdicts, strict=True)
    return sorted(judged, key=lambda pair: -1 if pair[1]["relevance"] is None else pair[1]["relevance"], reverse=True)


def _show_in_some_browser(
    demo: RunningDemo,
    best: list[tuple[StandInPerson, dict[str, Any]]],
    *,
    in_window: bool,
    screenshot: Path | None,
    say: Say,
) -> bool:
    """Tries the installed browsers one after another; returns whether one of them showed the page."""
    browsers = find_browsers()
    if not browsers:
        say(f"No Chromium, Brave, Chrome or Edge was found to show it in. {describe_installation()}")
        return False
    # Here and not above: these need a pipe and signals as POSIX has them.
    from fieldmark.demo.devtools import DevtoolsError

    for browser in browsers:
        try:
            _show_in(browser, demo, best, in_window=in_window, screenshot=screenshot, say=say)
        except DevtoolsError as error:
            say(f"{browser.name}: {error}")
        else:
            return True
    say("No browser could show it. The verdicts below are the server's own.")
    return False


def _show_in(
    browser: Browser,
    demo: RunningDemo,
    best: list[tuple[StandInPerson, dict[str, Any]]],
    *,
    in_window: bool,
    screenshot: Path | None,
    say: Say,
) -> None:
    from fieldmark.demo.devtools import DrivenBrowser
    from fieldmark.demo.extension_copy import make_demo_extension
    from fieldmark.demo.show import make_arguments, show_page, take_screenshot

    with tempfile.TemporaryDirectory(prefix="fieldmark-browser-", dir=browser.temporary_root) as folder:
        extension = make_demo_extension(get_extension_folder(), Path(folder) / "extension", demo.pairing)
        arguments = make_arguments(headless=not in_window)
        with DrivenBrowser(browser.path, Path(folder) / "profile", arguments) as driven:
            session = show_page(driven, browser, extension, demo.url)
            if in_window:
                _say_how_to_look(browser, len(demo.people), say)
                driven.wait_until_closed()
                return
            file = screenshot or _make_screenshot_path()
            try:
                take_screenshot(driven, session, _choose_example(best, demo.people), file)
            except OSError as error:
                raise FileError(f"{file} cannot be written ({error.strerror}); name another file") from None
            say(f"No window here, so this is {browser.name}'s picture of it: {file}")


def _say_how_to_look(browser: Browser, count: int, say: Say) -> None:
    say(f"Fieldmark is at work in {browser.name}: {count} invented people, judged for «{SAMPLE_NICHE['name']}».")
    say("Point at a badge for its reasons. Change a keyword in the popup: the puzzle piece, then Fieldmark.")
    say("Close the window or press Ctrl-C to end it all.")


def _choose_example(best: list[tuple[StandInPerson, dict[str, Any]]], people: tuple[StandInPerson, ...]) -> str:
    """The best person among the first few of the list, who are on the screen."""
    first = {person.id for person in people[:5]}
    return next((person.id for person, _ in best if person.id in first), people[0].id)


def _make_screenshot_path() -> Path:
    """A file that outlives the demo."""
    return Path(tempfile.mkdtemp(prefix="fieldmark-")) / "followers.png"


def _tell_best(best: list[tuple[StandInPerson, dict[str, Any]]], say: Say) -> None:
    say(f"The {ROWS_TOLD} most relevant of {len(best)} invented followers, for the niche «{SAMPLE_NICHE['name']}»:")
    for person, verdict in best[:ROWS_TOLD]:
        seen: dict[str, str] = {}
        for match in verdict["matches"]:
            seen.setdefault(match["keyword"], f"{match['keyword']} ({match['kind']}, {match['weight']:.2f})")
        reasons = ", ".join(list(seen.values())[:REASONS_TOLD])
        say(f"  {verdict['relevance']:3}  {verdict['band']:6}  @{person.handle:{NAME_WIDTH}} {reasons}")
