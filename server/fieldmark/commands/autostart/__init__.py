"""``fieldmark autostart``: the server at each login, by each system's own means."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from fieldmark.commands.autostart.launchd import LAUNCHD
from fieldmark.commands.autostart.service import MARK, AutostartError, Entry, Service, Step, System
from fieldmark.commands.autostart.systemd import SYSTEMD
from fieldmark.commands.autostart.windows import WINDOWS
from fieldmark.store import FolderView, explain_os_error

__all__ = ["SYSTEMS", "Autostart", "AutostartError", "Service", "get_autostart", "make_service"]

SYSTEMS: dict[str, System] = {"linux": SYSTEMD, "darwin": LAUNCHD, "win32": WINDOWS}
STEP_SECONDS = 30

Runner = Callable[[Sequence[str]], "subprocess.CompletedProcess[str]"]


def make_service(data: Path, port: int | None, *, remember: bool) -> Service:
    """The server of this installation."""
    return Service(sys.executable, data.absolute(), port, remember)


def get_autostart() -> "Autostart":
    """The entry of the system that this process runs on.

    Raises:
        AutostartError: it is none that we know, or the user has no home folder.
    """
    system = SYSTEMS.get(sys.platform)
    if not system:
        raise AutostartError(f"on {sys.platform} nothing is known that starts it; run `fieldmark serve` at login")
    try:
        home = Path.home()
    except RuntimeError:
        raise AutostartError("you have no home folder, where what starts at login is kept; set HOME") from None
    return Autostart(system, system.make_path(home, os.environ))


@dataclass(frozen=True)
class Autostart:
    """The entry of a system, as it is and as it is to be.

    Attributes:
        system: the plans.
        path: where the entry lies.
        run: runs a command of the system's.
    """

    system: System
    path: Path
    run: Runner = lambda words: subprocess.run(  # noqa: S603  # the words are our own
        words, capture_output=True, text=True, timeout=STEP_SECONDS, check=False
    )

    def turn_on(self, service: Service) -> str:
        """Writes the entry and makes it count; says what is so now. Again does no harm.

        Raises:
            AutostartError: another's file lies there, or the system does not take it.
        """
        self._check_ours()
        for step in self.system.checks:
            if not self._succeeds(step):
                raise AutostartError(self.system.missing)
        was_on, is_held = self.find_words() is not None, _is_held(service.data)
        is_changed = _write(Entry(self.path, _make_content(self.system, service)))
        # A server that runs already, by hand or as it is to run, is left alone.
        starts = self.system.starts_now and (not is_held or (was_on and is_changed))
        for step in self.system.list_enabling(self.path, starts):
            self._do(step)
        now = ", and now" if starts else "; one runs now" if is_held else ""
        return f"on: the server starts at each login{now} ({self.path})"

    def turn_off(self) -> str:
        """Stops it and removes the entry; says what is so now. Again does no harm.

        Raises:
            AutostartError: another's file lies there, or it cannot be removed.
        """
        self._check_ours()
        if self.find_words() is None:
            return "off"
        for step in self.system.list_disabling(self.path):
            self._do(step)
        try:
            self.path.unlink()
        except OSError as error:
            raise AutostartError(f"{self.path} cannot be removed ({error.strerror}); remove it") from None
        for step in self.system.list_after(self.path):
            self._do(step)
        return f"off: the entry is removed ({self.path})"

    def find_words(self) -> Sequence[str] | None:
        """The command of our entry; None if there is none of ours."""
        try:
            content = self.path.read_bytes()
            return self.system.read_words(content) if MARK.encode() in content else None
        except (OSError, ValueError, LookupError, TypeError):
            return None

    def _check_ours(self) -> None:
        if os.path.lexists(self.path) and self.find_words() is None:
            raise AutostartError(f"{self.path} was not written by Fieldmark, or was changed; move it away first")

    def _do(self, step: Step) -> None:
        if not self._succeeds(step) and not step.may_fail:
            raise AutostartError(f"`{' '.join(step.words)}` failed; run it to see why, then try again")

    def _succeeds(self, step: Step) -> bool:
        try:
            return self.run(step.words).returncode == 0
        except (OSError, subprocess.TimeoutExpired):
            return False


def _make_content(system: System, service: Service) -> bytes:
    try:
        return system.make_content(service)
    # Bytes that are no UTF-8; on macOS, control characters too.
    except ValueError:
        problem = f"no entry can hold the name of {service.data} (or of {service.python}), which is not plain text"
        raise AutostartError(f"{problem}; name a folder that is, with --data DIR") from None


def _is_held(data: Path) -> bool:
    try:
        return FolderView(data).is_held()
    except OSError as error:
        problem = f"whether a server runs cannot be seen by {error.filename or data} {explain_os_error(error)}"
        raise AutostartError(problem) from None


def _write(entry: Entry) -> bool:
    """Writes the entry in one step; whether it is another than before."""
    fresh = entry.path.with_name(f".{entry.path.name}.{os.getpid()}.tmp")
    try:
        if entry.path.is_file() and entry.path.read_bytes() == entry.content:
            return False
        entry.path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(entry.content)
        fresh.replace(entry.path)
    except OSError as error:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise AutostartError(f"{entry.path} cannot be written {explain_os_error(error)}") from None
    return True
