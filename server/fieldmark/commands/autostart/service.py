"""What is to start at login, and the entry by which a system knows it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

# In every entry we write, so that nothing else is ever overwritten or removed.
MARK = "Written by 'fieldmark autostart on'; 'fieldmark autostart off' removes it."


class AutostartError(Exception):
    """The entry cannot be made or removed. The message says what to do."""


@dataclass(frozen=True, slots=True)
class Service:
    """The server that is to start at login.

    Attributes:
        python: the interpreter that Fieldmark is installed for.
        data: the data folder, absolute: at login the surroundings may be others than in the user's terminal.
        port: exactly this one; None for the usual range.
        remember: whether people may be remembered.
    """

    python: str
    data: Path
    port: int | None = None
    remember: bool = True

    def list_words(self) -> list[str]:
        """The command, word by word."""
        words = [self.python, "-m", "fieldmark.cli", "serve", "--data", str(self.data)]
        words += [] if self.port is None else ["--port", str(self.port)]
        return words if self.remember else [*words, "--no-memory"]


@dataclass(frozen=True, slots=True)
class Entry:
    """The file that a system reads at login."""

    path: Path
    content: bytes


@dataclass(frozen=True, slots=True)
class Step:
    """A command of the system's own.

    Attributes:
        words: the command.
        may_fail: whether going on without it is right.
    """

    words: tuple[str, ...]
    may_fail: bool = False


@dataclass(frozen=True, slots=True)
class System:
    """How one operating system starts things at login. Nothing here touches it: these are plans.

    Attributes:
        make_path: where the entry lies, from the home folder and the environment.
        make_content: the entry of a service.
        read_words: the command in an entry that make_content wrote.
        checks: what must succeed for the system to take entries at all.
        missing: what to do where it does not.
        list_enabling: makes a written entry count; and starts it, if ``starts``.
        list_disabling: undoes that, before the entry is removed.
        list_after: to be done once it is removed.
        starts_now: whether the service can be started at once.
    """

    make_path: Callable[[Path, Mapping[str, str]], Path]
    make_content: Callable[[Service], bytes]
    read_words: Callable[[bytes], Sequence[str]]
    checks: tuple[Step, ...] = ()
    missing: str = ""
    list_enabling: Callable[[Path, bool], Sequence[Step]] = lambda path, starts: ()
    list_disabling: Callable[[Path], Sequence[Step]] = lambda path: ()
    list_after: Callable[[Path], Sequence[Step]] = lambda path: ()
    starts_now: bool = True
