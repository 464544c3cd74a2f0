"""The server's log: a rotating file that holds no person's text, whatever goes wrong.

An exception's own words may be a bio, an address may hold a handle, and other libraries write both down. So a record
of another logger than ours is written without its values, and of an exception only what no person could have written:
its type, the system's error, the places in the code. At the level ``debug`` all of it is written.
"""

import contextlib
import logging
import os
import threading
import time
import traceback
from collections.abc import Iterator
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TextIO

LOG_NAME = "fieldmark.log"
LEVELS = ("error", "warning", "info", "debug")
DEFAULT_LEVEL = "info"
MOST_BYTES, OLDER_KEPT = 1_000_000, 2
PRIVATE_FILE = 0o600
# Loggers whose records we write ourselves, values included. Flask's own is called «fieldmark» and writes addresses.
OURS = "fieldmark."
MOST_CAUSES = 5

logger = logging.getLogger(__name__)


@contextlib.contextmanager
def writing_log(folder: Path, level: str = DEFAULT_LEVEL) -> Iterator[None]:
    """Writes what is logged in this process into the data folder's log for as long as the block runs.

    Args:
        folder: the data folder.
        level: one of LEVELS; the least severe one that is written.
    """
    tells_all = level == "debug"
    file = _LogFile(folder / LOG_NAME, tells_all=tells_all)
    terminal = _Terminal()
    terminal.setLevel(logging.WARNING)
    terminal.setFormatter(_OneLine(folder / LOG_NAME))
    root = logging.getLogger()
    before = root.level, threading.excepthook
    root.setLevel(level.upper())
    threading.excepthook = _log_uncaught
    handlers: list[logging.Handler] = [file, terminal]
    for handler in handlers:
        root.addHandler(handler)
    try:
        yield
    finally:
        root.setLevel(before[0])
        threading.excepthook = before[1]
        for handler in handlers:
            root.removeHandler(handler)
            # What a full disk did not take is flushed once more here; that it fails again must not hide why we end.
            with contextlib.suppress(OSError):
                handler.close()


class _Silent(logging.Handler):
    """One that cannot write says nothing: logging's own way is to print the record, values included."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  # logging's own name
        """Nothing."""


class _Terminal(_Silent, logging.StreamHandler[TextIO]):
    """Standard error."""


class _LogFile(_Silent, RotatingFileHandler):
    """The file and its older parts, readable by their owner alone."""

    def __init__(self, path: Path, *, tells_all: bool) -> None:
        super().__init__(path, maxBytes=MOST_BYTES, backupCount=OLDER_KEPT, encoding="utf-8", delay=True)
        self.setFormatter(logging.Formatter(_FORMAT) if tells_all else _WithoutText())

    def _open(self) -> TextIO:  # type: ignore[override]  # typeshed's type is that of any mode
        return open(self.baseFilename, "a", encoding="utf-8", errors="backslashreplace", opener=_open_private)


_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class _WithoutText(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        # In UTC, so that a log that is sent along tells nothing about where its owner lives.
        moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created))
        head = f"{moment} {record.levelname} {record.name}: {_describe_record(record)}"
        error = record.exc_info[1] if record.exc_info else None
        return "\n".join([head, *_describe_error(error)] if error else [head])


class _OneLine(logging.Formatter):
    def __init__(self, log: Path) -> None:
        super().__init__()
        self._log = log

    def format(self, record: logging.LogRecord) -> str:
        return f"fieldmark: {record.levelname.lower()}: {_describe_record(record)} ({self._log} has more)"


def _describe_record(record: logging.LogRecord) -> str:
    if record.name.startswith(OURS):
        return record.getMessage()
    # A text that takes values is the same for everybody; one that takes none may hold them already.
    words = str(record.msg) if record.args else "a message that is not written down"
    return f"{words} [{record.filename}:{record.lineno}]"


def _describe_error(error: BaseException) -> Iterator[str]:
    """Types, numbers and places of an exception and of what caused it, innermost last."""
    current: BaseException | None = error
    for _ in range(MOST_CAUSES):
        if current is None:
            return
        yield f"  {type(current).__module__}.{type(current).__qualname__}{_describe_number(current)}"
        for frame in traceback.extract_tb(current.__traceback__):
            yield f"    {frame.filename}:{frame.lineno} in {frame.name}"
        current = current.__cause__ or current.__context__


def _describe_number(error: BaseException) -> str:
    named: str | None = getattr(error, "sqlite_errorname", None)
    if isinstance(error, OSError) and error.errno:
        named = os.strerror(error.errno)
    return f" ({named})" if named else ""


def _open_private(path: str, flags: int) -> int:
    return os.open(path, flags, PRIVATE_FILE)


def _log_uncaught(ended: threading.ExceptHookArgs) -> None:
    if ended.exc_value is not None:
        logger.error("a thread ended by an unexpected %s", ended.exc_type.__name__, exc_info=ended.exc_value)
