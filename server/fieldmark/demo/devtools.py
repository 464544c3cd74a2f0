"""A browser driven over its debugging pipe (Chrome DevTools Protocol): no port that anybody else could reach."""

import contextlib
import fcntl
import itertools
import json
import os
import signal
import threading
import time
from pathlib import Path
from queue import Empty, Queue
from types import TracebackType
from typing import Any, Self

ANSWER_SECONDS = 20.0
STOP_SECONDS = 5.0
POLL_SECONDS = 0.05

ARGUMENTS = (
    "--remote-debugging-pipe",
    # Without it, Extensions.loadUnpacked is refused or loads nothing.
    "--enable-unsafe-extension-debugging",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--password-store=basic",
    "--use-mock-keychain",
)


class DevtoolsError(Exception):
    """The browser did not start, went away, or refused a command."""


class DrivenBrowser:
    """A browser process of our own and the pipe to it; use it as a context manager.

    Args:
        path: the program.
        profile: the folder of its throwaway profile.
        arguments: further ones.

    Raises:
        DevtoolsError: it cannot be started.
    """

    def __init__(self, path: str, profile: Path, arguments: list[str]) -> None:
        self._numbers = itertools.count(1)
        self._answers: Queue[dict[str, Any] | None] = Queue()
        their_read, our_write = _make_pipe()
        our_read, their_write = _make_pipe()
        # The protocol's pipe is file 3 (commands) and 4 (answers) of the browser.
        actions = [
            (os.POSIX_SPAWN_DUP2, their_read, 3),
            (os.POSIX_SPAWN_DUP2, their_write, 4),
            (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
            (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
        ]
        command = [path, f"--user-data-dir={profile}", *ARGUMENTS, *arguments, "about:blank"]
        try:
            self._process = os.posix_spawn(path, command, os.environ, file_actions=actions, setpgroup=0)
        except OSError as error:
            raise DevtoolsError(f"{path} cannot be started ({error.strerror})") from None
        os.close(their_read)
        os.close(their_write)
        self._write = our_write
        self._reader = threading.Thread(target=self._read_answers, args=(our_read,), name="devtools", daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def call(self, method: str, session: str | None = None, **parameters: Any) -> dict[str, Any]:
        """Makes the browser do something; returns its result.

        Raises:
            DevtoolsError: it refuses, or does not answer.
        """
        number = next(self._numbers)
        message = {
            "id": number,
            "method": method,
            "params": parameters,
            **({"sessionId": session} if session else {}),
        }
        try:
            os.write(self._write, json.dumps(message).encode() + b"\0")
        except OSError:
            raise DevtoolsError("the browser went away") from None
        deadline = time.monotonic() + ANSWER_SECONDS
        while True:
            try:
                answer = self._answers.get(timeout=max(0.0, deadline - time.monotonic()))
            except Empty:
                raise DevtoolsError(f"the browser did not answer {method}") from None
            if answer is None:
                raise DevtoolsError("the browser went away")
            if answer.get("id") != number:
                continue
            if "error" in answer:
                raise DevtoolsError(f"{method}: {answer['error'].get('message')}")
            result: dict[str, Any] = answer["result"]
            return result

    def open_page(self, url: str) -> str:
        """Loads an address in the first tab; returns the session to drive it by."""
        targets = self.call("Target.getTargets")["targetInfos"]
        tab = next(target["targetId"] for target in targets if target["type"] == "page")
        session: str = self.call("Target.attachToTarget", targetId=tab, flatten=True)["sessionId"]
        self.call("Page.navigate", session, url=url)
        return session

    def evaluate(self, session: str, expression: str) -> Any:
        """The value of an expression in a page."""
        result = self.call("Runtime.evaluate", session, expression=expression, returnByValue=True)
        return result["result"].get("value")

    def wait_for(self, session: str, expression: str, seconds: float) -> Any:
        """The value of an expression once it is true, or its last value when the time is over."""
        deadline = time.monotonic() + seconds
        while True:
            value = self.evaluate(session, expression)
            if value or time.monotonic() > deadline:
                return value
            time.sleep(POLL_SECONDS)

    def wait_until_closed(self) -> None:
        """Waits until the user has closed the browser."""
        os.waitpid(self._process, 0)

    def stop(self) -> None:
        """Ends the browser and all its processes."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process, signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        while not self._has_ended():
            if time.monotonic() > deadline:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(self._process, signal.SIGKILL)
                deadline += STOP_SECONDS
            time.sleep(POLL_SECONDS)
        with contextlib.suppress(OSError):
            os.close(self._write)

    def _has_ended(self) -> bool:
        try:
            return os.waitpid(self._process, os.WNOHANG)[0] != 0
        except ChildProcessError:
            return True

    def _read_answers(self, source: int) -> None:
        with os.fdopen(source, "rb", buffering=0) as stream:
            rest = b""
            while part := stream.read(65_536):
                *messages, rest = (rest + part).split(b"\0")
                for message in messages:
                    self._answers.put(json.loads(message))
        self._answers.put(None)


def _make_pipe() -> tuple[int, int]:
    """A pipe whose ends are files 10 or above, so that none of them is 3 or 4 already; not inherited."""
    ends = os.pipe()
    moved = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in ends]
    for end in ends:
        os.close(end)
    return moved[0], moved[1]
