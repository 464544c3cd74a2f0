"""macOS: an agent of launchd's (launchd.plist(5))."""

import os
import plistlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from fieldmark.commands.autostart.service import MARK, Service, Step, System

LABEL = "local.fieldmark.server"
# After the line with the document type; plists know comments, plistlib writes none.
COMMENT_AFTER = b'.dtd">\n'


def make_path(home: Path, _: Mapping[str, str]) -> Path:
    """Where the user's agents lie."""
    return home / "Library" / "LaunchAgents" / f"{LABEL}.plist"


def make_content(service: Service) -> bytes:
    """The agent: started at login, and again after a crash, but once a minute at most."""
    agent: dict[str, Any] = {
        "Label": LABEL,
        "ProgramArguments": service.list_words(),
        "RunAtLoad": True,
        "KeepAlive": {"SuccessfulExit": False},
        "ThrottleInterval": 60,
        "ExitTimeOut": 10,
        "ProcessType": "Background",
        "Umask": 0o077,
    }
    head, after, rest = plistlib.dumps(agent, sort_keys=False).partition(COMMENT_AFTER)
    return head + after + f"<!-- {MARK} -->\n".encode() + rest


def read_words(content: bytes) -> list[str]:
    """The command in the agent."""
    words: list[str] = plistlib.loads(content)["ProgramArguments"]
    return words


def list_enabling(path: Path, starts: bool) -> Sequence[Step]:
    """Loading is starting; one that is loaded goes first. What is not loaded counts from the next login on."""
    if not starts:
        return []
    return [*list_disabling(path), Step(("launchctl", "bootstrap", _name_session(), str(path)))]


def list_disabling(_: Path) -> Sequence[Step]:
    """Stopped and unloaded, if it was loaded."""
    return [Step(("launchctl", "bootout", f"{_name_session()}/{LABEL}"), may_fail=True)]


def _name_session() -> str:
    return f"gui/{os.getuid()}"


LAUNCHD = System(
    make_path=make_path,
    make_content=make_content,
    read_words=read_words,
    list_enabling=list_enabling,
    list_disabling=list_disabling,
)
