"""Where a command writes what it makes: standard output, a file, or whatever else a path may name."""

import contextlib
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from fieldmark.commands.file_error import FileError
from fieldmark.commands.streams import check_standard_output

# Opened anew, these would have a place of their own in a file that standard output was sent to, and write over it.
STANDARD_OUTPUT = ("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1")
# What lies here stands for something open already: never to be replaced by a file.
DEVICES = ("/dev/", "/proc/")


@contextlib.contextmanager
def open_output(out: Path | None) -> Iterator[TextIO]:
    """Opens an output; None is standard output. A file appears under its name only once it is whole.

    Raises:
        FileError: it cannot be written.
    """
    if out is None or str(out) in STANDARD_OUTPUT:
        check_standard_output()
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # a text stream
        yield sys.stdout
        # Here and not when the process ends, where nobody is told any more that it failed.
        sys.stdout.flush()
        return
    try:
        with _open(out) as stream:
            yield stream
    except OSError as error:
        raise FileError(f"{out} cannot be written ({error.strerror}); name another file") from None


def check_output(file: Path) -> None:
    """Refuses a file that could not be written, before anything is started for it.

    Raises:
        FileError: saying why.
    """
    try:
        problem = _find_problem(file)
    except OSError as error:
        problem = f"cannot be written ({error.strerror})"
    if problem:
        raise FileError(f"{file} {problem}; name another file")


def _find_problem(file: Path) -> str:
    if file.is_dir():
        return "is a folder"
    if file.exists():
        return "" if os.access(file, os.W_OK) else "may not be written"
    if not file.parent.is_dir():
        return f"cannot be written: there is no folder {file.parent}"
    return "" if os.access(file.parent, os.W_OK) else f"cannot be written: {file.parent} allows no new file"


def _open(out: Path) -> contextlib.AbstractContextManager[TextIO]:
    is_pipe_or_device = out.exists() and not out.is_file() and not out.is_dir()
    if is_pipe_or_device or out.absolute().as_posix().startswith(DEVICES):
        # «a», not «w»: what is open already may be a file to which something was written.
        return out.open("a", encoding="utf-8", errors="replace", newline="")
    return _replace(out)


@contextlib.contextmanager
def _replace(out: Path) -> Iterator[TextIO]:
    """A new file that takes the place of the old one, or of what a link leads to, at the end."""
    old = _find_mode(out)
    place = Path(os.path.realpath(out))
    fresh = place.with_name(f".{place.name}.{os.getpid()}.part")
    try:
        with fresh.open("w", encoding="utf-8", errors="replace", newline="") as stream:
            yield stream
        if old is not None:
            fresh.chmod(old)
        fresh.replace(place)
    finally:
        fresh.unlink(missing_ok=True)


def _find_mode(file: Path) -> int | None:
    """Who may read and write the file; None when there is none.

    Raises:
        OSError: the way there is none (links in a circle, a file for a folder).
    """
    try:
        return stat.S_IMODE(file.stat().st_mode)
    except FileNotFoundError:
        return None
