"""The real server as a process of its own, which can be killed and started again on the same data and port."""

import http.client
import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fieldmark.ports import bind_socket

START_SECONDS = 30.0


class ServerProcess:
    """`fieldmark serve` on a data folder.

    Args:
        data: the folder.
        niche: the niche in use, as a profile file holds it.
        environment: what it finds in its environment beside the test's own.
        port: where it listens; 0 for a free one.
    """

    def __init__(
        self, data: Path, niche: Mapping[str, Any], environment: Mapping[str, str] = {}, port: int = 0
    ) -> None:
        self._data = data
        self._environment = {**os.environ, **environment}
        with bind_socket(port) as free:
            self.port: int = free.getsockname()[1]
        data.mkdir(parents=True)
        profile = data.parent / "niche.json"
        profile.write_text(json.dumps(niche), encoding="utf-8")
        self.start()
        self.run("profile", "import", str(profile), "--yes")

    def start(self) -> None:
        """Starts it and waits until it answers."""
        command = [sys.executable, "-m", "fieldmark.cli", "serve", "--data", str(self._data), "--port", str(self.port)]
        self._process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=self._environment
        )
        deadline = time.monotonic() + START_SECONDS
        while not self._is_ready():
            assert self._process.poll() is None, "the server ended"
            assert time.monotonic() < deadline, "the server never answered"

    def _is_ready(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=1)
        try:
            connection.request("GET", "/v1/health", headers={"X-Fieldmark-Client": "1"})
            return bool(json.load(connection.getresponse())["ready"])
        except OSError:
            # It does not listen yet.
            return False
        finally:
            connection.close()

    def kill(self) -> None:
        """Kills it as a power cut would."""
        self._process.kill()
        self._process.wait()

    def run(self, *words: str) -> str:
        """What a command on its data prints."""
        command = [sys.executable, "-m", "fieldmark.cli", *words, "--data", str(self._data)]
        return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout
