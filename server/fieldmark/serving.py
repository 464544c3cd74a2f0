"""Serving: waitress on a socket of our own, and a clean stop."""

import json
import logging
import socket
import sys
import threading
from collections.abc import Callable
from typing import Any

from flask import Flask
from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import create_server
from waitress.task import ErrorTask

from fieldmark.errors import TOO_LARGE, make_error_body
from fieldmark.heap import share_one_heap
from fieldmark.settings import ANSWER_HEADERS, MOST_BODY_BYTES

if sys.platform != "win32":
    import resource

THREADS = 4
STOP_SECONDS = 2.0
WAKE_SECONDS = 0.25
# How long a thread keeps its turn while others wait for theirs. A request needs many turns, and words are learnt in the
# background while people come up: at Python's own 5 ms the slowest hundredth of eight browsers' requests took 265 ms,
# at this 40 (make bench-load).
TURN_SECONDS = 0.0005


# A page may open connections by the hundred and say nothing on them: waitress' own 100 for two minutes each would shut
# the owner out. A browser opens an idle connection anew by itself.
MOST_CONNECTIONS = 400
IDLE_SECONDS = 20
IDLE_LOOK_SECONDS = 5


# What waitress refuses before the app sees it; anything else it refuses is a broken request.
REFUSALS = {413: ("too_large", TOO_LARGE)}
BROKEN = ("bad_request", "this is no request that the server can read; send HTTP/1.1 with a plain body")


class _JsonErrorTask(ErrorTask):  # type: ignore[misc]  # waitress has no types
    """What waitress itself refuses, in our one error body and with our headers."""

    def execute(self) -> None:
        error = self.request.error
        body = json.dumps(make_error_body(*REFUSALS.get(error.code, BROKEN))).encode()
        self.status = f"{error.code} {error.reason}"
        self.response_headers = [("Content-Type", "application/json"), *ANSWER_HEADERS.items()]
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class _Channel(HTTPChannel):  # type: ignore[misc]  # waitress has no types
    error_task_class = _JsonErrorTask


class Server:
    """A running or runnable server.

    Args:
        app: the app.
        listener: the socket of bind_socket.
    """

    def __init__(self, app: Flask, listener: socket.socket) -> None:
        sys.setswitchinterval(TURN_SECONDS)
        share_one_heap()
        # Waitress warns of each request that waits for a thread, as some do for a moment whenever a page is opened.
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)
        self.port: int = listener.getsockname()[1]
        self._server: Any = create_server(
            app,
            sockets=[listener],
            threads=THREADS,
            ident=None,
            # Twice our own limit: up to there the guard answers; past it nothing is even read.
            max_request_body_size=2 * MOST_BODY_BYTES,
            clear_untrusted_proxy_headers=True,
            asyncore_use_poll=True,
            connection_limit=min(MOST_CONNECTIONS, count_open_files() // 2),
            channel_timeout=IDLE_SECONDS,
            cleanup_interval=IDLE_LOOK_SECONDS,
        )
        self._server.channel_class = _Channel
        self._thread: threading.Thread | None = None

    def run(self, wants_stop: Callable[[float], bool]) -> bool:
        """Serves until a stop is wanted, which is then up to the caller; returns False if it ended by itself.

        Args:
            wants_stop: waits so many seconds at most; whether a stop is wanted.
        """
        thread = self.start()
        # Windows wakes no thread for Ctrl-C that waits without end.
        while not wants_stop(WAKE_SECONDS):
            if not thread.is_alive():
                return False
        return True

    def start(self) -> threading.Thread:
        """Serves in a thread of its own."""
        self._thread = threading.Thread(target=self._server.run, name="server", daemon=True)
        self._thread.start()
        return self._thread

    def stop(self, seconds: float = STOP_SECONDS) -> None:
        """Stops serving; requests under way are finished first, or cut off when it takes them longer than that.

        Sending goes on meanwhile: what was done is told. What waited for its turn was not begun, and is not.
        """
        self._server.task_dispatcher.shutdown(timeout=seconds)
        # In the loop's own thread: closing a socket that another thread polls is undefined.
        self._server.trigger.pull_trigger(lambda: wasyncore.close_all(self._server._map, ignore_all=True))
        if self._thread:
            self._thread.join(timeout=seconds)


def count_open_files() -> int:
    """How many files and sockets this process may have open at once, as far as the system says; at least 200."""
    if sys.platform == "win32":
        return 2 * MOST_CONNECTIONS
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return 2 * MOST_CONNECTIONS if soft == resource.RLIM_INFINITY else max(200, soft)
