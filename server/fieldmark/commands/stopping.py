"""When a server is to stop: Ctrl-C, an end by the system, a closed terminal."""

import os
import queue
import signal
import sys

# Ctrl-C; an end by the system; a closed terminal; on Windows, Ctrl-Break and a closed console.
STOP_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")


class BrokenDownError(Exception):
    """The server, or a process that works for a command, ended without having been told to.

    The message says what to do.
    """


class StopWish:
    """Whether somebody wants this process to stop.

    It may be made from a signal handler at any moment: ``SimpleQueue.put`` may interrupt itself and ``get``, while an
    Event that is set in the midst of its own ``wait`` blocks for ever.
    """

    def __init__(self) -> None:
        self._queue: queue.SimpleQueue[None] = queue.SimpleQueue()

    def make(self) -> None:
        """Makes the wish."""
        self._queue.put(None)

    def wait(self, seconds: float) -> bool:
        """Waits so long at most; whether it was made."""
        try:
            self._queue.get(timeout=seconds)
        except queue.Empty:
            return False
        return True


def watch_signals() -> StopWish:
    """The wish that the system's signals make from now on; a signal that is ignored stays so (nohup)."""
    wish = StopWish()
    for name in STOP_SIGNALS:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, lambda *_: wish.make())
    return wish


def end_process(status: int) -> None:
    """Ends this process now, once all it holds is closed.

    A request that was cut off, or spaCy's import, still runs in a thread. The interpreter's own way to the end waits
    for its turn among them, and takes modules away under them: 0.2 s where nothing else runs, 1 s under load.
    """
    for stream in (sys.stdout, sys.stderr):
        # pythonw has none.
        if stream is not None:
            stream.flush()
    os._exit(status)
