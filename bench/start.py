"""``make bench-start``: from a fresh ``fieldmark serve`` to its first answers, beside ``python -c "import spacy"``."""

import http.client
import json
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.report import print_result, print_table
from fieldmark.store import DataFolder, open_stores
from fieldmark.values import Keyword, Profile

REPEATS = 5
GIVE_UP_SECONDS = 30.0


def measure_import() -> float:
    """Seconds of a process that imports spaCy and ends."""
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import spacy"], check=True)
    return time.perf_counter() - started


def measure_start() -> tuple[float, float, bool]:
    """(seconds to the first /health, to the first verdict, whether /health came before spaCy was loaded)."""
    with tempfile.TemporaryDirectory() as name:
        folder = DataFolder(Path(name))
        with folder.held():
            open_stores(folder).profiles.add_profile(Profile("bench", (Keyword("kiln", "core"),)))
            token = folder.get_owner_token()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        started = time.perf_counter()
        command = [sys.executable, "-m", "fieldmark.cli", "serve", "--data", name, "--port", str(port)]
        server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        try:
            health = ask(port, token, "GET", "/v1/health", None, started)
            to_health = time.perf_counter() - started
            body = {"account": "1", "list": "followers", "people": [{"handle": "ada", "bio": "kiln"}]}
            verdict = ask(port, token, "POST", "/v1/verdicts", body, started)
            to_verdict = time.perf_counter() - started
        finally:
            server.terminate()
            server.wait()
        if verdict["verdicts"][0]["relevance"] != 62:  # one core keyword
            raise RuntimeError("this is no right verdict")
        return to_health, to_verdict, not health["ready"]


def ask(port: int, token: str, method: str, path: str, body: object, started: float) -> dict[str, Any]:
    """The answer of the server, asked again until it listens."""
    headers = {"X-Fieldmark-Client": "1", "Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    while True:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=GIVE_UP_SECONDS)
        try:
            connection.request(method, path, json.dumps(body) if body else None, headers)
            return dict(json.loads(connection.getresponse().read()))
        except ConnectionRefusedError:
            if time.perf_counter() - started > GIVE_UP_SECONDS:
                raise
            time.sleep(0.002)
        finally:
            connection.close()


def median(measure: Callable[[], float]) -> float:
    """The median of several fresh processes."""
    return statistics.median(measure() for _ in range(REPEATS))


def main() -> None:
    """Prints the table and the result."""
    measure_import()
    starts = [measure_start() for _ in range(REPEATS)]
    base = median(measure_import)
    to_health = statistics.median(health for health, _, _ in starts)
    to_verdict = statistics.median(verdict for _, verdict, _ in starts)
    print_table(
        ["medians of fresh processes", "ms", "times import spacy"],
        [
            ['python -c "import spacy"', round(base * 1000), 1.0],
            ["serve to first /health", round(to_health * 1000), to_health / base],
            ["serve to first verdict", round(to_verdict * 1000), to_verdict / base],
        ],
    )
    before = sum(early for _, _, early in starts)
    print(f"/health was answered before spaCy was loaded in {before} of {REPEATS} starts")
    print_result({"health": round(to_health / base, 2), "verdict": round(to_verdict / base, 2), "early": before})


if __name__ == "__main__":
    main()
