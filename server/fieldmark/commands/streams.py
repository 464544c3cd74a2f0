"""The streams of this process: one that is closed, or takes nothing, is told in words or does no harm.

Where a stream was closed (``>&-``), Python has None for it. Nearly every use of that is an error, and the next file
that is opened would get its number: what a library writes to standard output would stand in the ledger.
"""

import contextlib
import errno
import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, NoReturn, TextIO, cast

from fieldmark.commands.file_error import FileError
from fieldmark.store import explain_os_error

# The highest number of a stream that every process has.
STANDARD_ERROR = 2
CLOSED_OUTPUT = "standard output is closed; let it lead somewhere, or leave `>&-` out"
CLOSED_INPUT = "standard input is closed; name a file, or send it something"


@contextlib.contextmanager
def guarded_streams() -> Iterator[None]:
    """For as long as the block runs, no stream is None, and writing UTF-8 to one fails in words or not at all."""
    before = sys.stdin, sys.stdout, sys.stderr
    with contextlib.ExitStack() as opened:
        # In this order: each takes the lowest number that is free, which is its own.
        if sys.stdin is None:
            sys.stdin = opened.enter_context(_ClosedInput(_open_nowhere("rb")))
        is_closed = sys.stdout is None
        output = opened.enter_context(_open_text_nowhere()) if sys.stdout is None else sys.stdout
        messages = opened.enter_context(_open_text_nowhere()) if sys.stderr is None else sys.stderr
        sys.stdout = cast("TextIO", _ClosedOutput(output) if is_closed else _Output(output))
        sys.stderr = cast("TextIO", _Messages(messages))
        try:
            yield
        finally:
            sys.stdin, sys.stdout, sys.stderr = before


def has_output() -> bool:
    """Whether standard output leads anywhere."""
    return not isinstance(sys.stdout, _ClosedOutput)


def check_standard_output() -> None:
    """Refuses to begin what is to be written to standard output where that is closed.

    Raises:
        FileError: saying so.
    """
    if not has_output():
        raise FileError(CLOSED_OUTPUT)


def get_standard_input() -> TextIO:
    """Standard input.

    Raises:
        FileError: it is closed.
    """
    if isinstance(sys.stdin, _ClosedInput):
        raise FileError(CLOSED_INPUT)
    return sys.stdin


class _Guarded:
    """A stream that is all but its writing."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        # Profile files are UTF-8 and names are in any script, whatever the locale says; what is no text is escaped.
        # Something else stands there under a test's or a notebook's own stream.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        # So click asks whether this is a stream of text; what comes of it, it does not say.
        if text == "":
            return 0
        try:
            return self._stream.write(text)
        except OSError as error:
            self._give_up(error)
            return len(text)

    def flush(self) -> None:
        try:
            self._stream.flush()
        except OSError as error:
            self._give_up(error)

    def _give_up(self, _: OSError) -> None:
        """Lets what could not be written go nowhere; else Python tries again when it ends, and complains of it."""
        with contextlib.suppress(OSError, ValueError), _open_nowhere("wb") as nowhere:
            os.dup2(nowhere.fileno(), self._stream.fileno())


class _Messages(_Guarded):
    """Standard error. Nothing fails for want of somebody who reads its messages."""


class _Output(_Guarded):
    """Standard output."""

    def _give_up(self, error: OSError) -> None:
        super()._give_up(error)
        # Who reads has enough, as in `| head`: that is told by the exit status alone.
        if error.errno == errno.EPIPE:
            raise error
        raise FileError(f"standard output cannot be written {explain_os_error(error)}") from None


class _ClosedOutput(_Output):
    def write(self, text: str) -> NoReturn:
        raise FileError(CLOSED_OUTPUT)


class _ClosedInput(io.TextIOWrapper):
    pass


def _open_nowhere(mode: str) -> IO[bytes]:
    nowhere = cast("IO[bytes]", Path(os.devnull).open(mode))  # noqa: SIM115  # closed by who opens it
    # As any stream of the process: a program that it starts gets it too.
    os.set_inheritable(nowhere.fileno(), nowhere.fileno() <= STANDARD_ERROR)
    return nowhere


def _open_text_nowhere() -> TextIO:
    return io.TextIOWrapper(_open_nowhere("wb"))
