"""Finds browsers that can show the demo: Chromium, Brave, Chrome, Edge, in this order."""

import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

LINUX_COMMANDS = {
    "Chromium": ("chromium", "chromium-browser"),
    "Brave": ("brave-browser", "brave"),
    "Chrome": ("google-chrome", "google-chrome-stable"),
    "Edge": ("microsoft-edge", "microsoft-edge-stable"),
}
MAC_PROGRAMS = {
    "Chromium": "Chromium.app/Contents/MacOS/Chromium",
    "Brave": "Brave Browser.app/Contents/MacOS/Brave Browser",
    "Chrome": "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Edge": "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
}
FIREFOX_COMMANDS = {"Firefox": ("firefox", "firefox-esr")}
FIREFOX_MAC_PROGRAMS = {"Firefox": "Firefox.app/Contents/MacOS/firefox"}
# Below each of WINDOWS_ROOTS.
WINDOWS_PROGRAMS = {
    "Firefox": "Mozilla Firefox/firefox.exe",
    "Chrome": "Google/Chrome/Application/chrome.exe",
    "Edge": "Microsoft/Edge/Application/msedge.exe",
    "Brave": "BraveSoftware/Brave-Browser/Application/brave.exe",
    "Chromium": "Chromium/Application/chrome.exe",
}
WINDOWS_ROOTS = ("ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA")
HOW_TO_INSTALL = {
    "linux": "Install one, for instance: sudo apt-get install chromium",
    "darwin": "Install one, for instance: brew install --cask chromium",
    "win32": "The demo cannot start a browser on Windows yet: see «Use it on x.com» in the README.",
}


@dataclass(frozen=True, slots=True)
class Browser:
    """An installed browser."""

    name: str
    path: str

    @property
    def temporary_root(self) -> Path | None:
        """Where its throwaway files must lie; None for the system's usual place.

        A browser from a snap sees neither /tmp nor hidden folders, but its own folder in the home.
        """
        if "/snap/" not in os.path.realpath(self.path):
            return None
        common = Path.home() / "snap" / Path(self.path).name / "common"
        return common if common.is_dir() else None


def find_browsers() -> list[Browser]:
    """The browsers installed here that the demo can start, best first; empty where none can be started."""
    if sys.platform == "darwin":
        return _find_on_mac(MAC_PROGRAMS)
    return _find_commands(LINUX_COMMANDS) if os.name == "posix" else []


def find_any_browsers() -> list[Browser]:
    """The browsers installed here that can load the extension, on any system."""
    if sys.platform == "win32":
        roots = [Path(os.environ[name]) for name in WINDOWS_ROOTS if name in os.environ]
        return _find_programs(WINDOWS_PROGRAMS, roots)
    more = _find_on_mac(FIREFOX_MAC_PROGRAMS) if sys.platform == "darwin" else _find_commands(FIREFOX_COMMANDS)
    return [*more, *find_browsers()]


def _find_on_mac(programs: Mapping[str, str]) -> list[Browser]:
    return _find_programs(programs, (Path("/Applications"), Path.home() / "Applications"))


def _find_programs(programs: Mapping[str, str], roots: Sequence[Path]) -> list[Browser]:
    places = ((name, root / program) for name, program in programs.items() for root in roots)
    return [Browser(name, str(path)) for name, path in places if path.exists()]


def _find_commands(named: Mapping[str, Sequence[str]]) -> list[Browser]:
    found = ((name, shutil.which(command)) for name, commands in named.items() for command in commands)
    return [Browser(name, path) for name, path in found if path]


def describe_installation() -> str:
    """What to install, in words for this system."""
    return HOW_TO_INSTALL.get(sys.platform, HOW_TO_INSTALL["linux"])


def has_display() -> bool:
    """Whether a window can be shown."""
    if sys.platform in ("darwin", "win32"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
