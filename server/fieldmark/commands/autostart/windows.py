"""Windows: a command file in the user's Startup folder."""

import re
from collections.abc import Mapping
from pathlib import Path, PureWindowsPath

from fieldmark.commands.autostart.service import MARK, Service, System

STARTUP = ("Microsoft", "Windows", "Start Menu", "Programs", "Startup")
# The command line reads a file in the code page of its window: 65001 is UTF-8, for names that are not ASCII.
CONTENT = '@rem {mark}\r\n@chcp 65001 >nul\r\n@start "" {command}\r\n'


def make_path(home: Path, environment: Mapping[str, str]) -> Path:
    """Where the user's startup entries lie."""
    roaming = Path(environment.get("APPDATA") or home / "AppData" / "Roaming")
    return roaming.joinpath(*STARTUP, "Fieldmark.cmd")


def make_content(service: Service) -> bytes:
    """The command file. pythonw opens no window; what goes wrong is in the log."""
    python, *words = service.list_words()
    program = PureWindowsPath(python)
    if program.name.lower() == "python.exe":
        python = str(program.with_name("pythonw.exe"))
    command = " ".join(map(quote_word, [python, *words]))
    return CONTENT.format(mark=MARK, command=command).encode()


def read_words(content: bytes) -> list[str]:
    """The command in the file."""
    (command,) = re.findall(r'^@start "" (.*)\r$', content.decode(), re.MULTILINE)
    return [word.replace("%%", "%") for word in re.findall('"([^"]*)"', command)]


def quote_word(word: str) -> str:
    """A word as the command file reads it. No path holds a quote; a percent sign would begin a variable."""
    # Before a closing quote, a backslash would take the quote for its own.
    ending = "\\" if word.endswith("\\") else ""
    return f'"{word.replace("%", "%%")}{ending}"'


WINDOWS = System(make_path=make_path, make_content=make_content, read_words=read_words, starts_now=False)
