"""The server is killed while a browser's queue of decisions is delivered: each is kept, once, in its order."""

import contextlib
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldmark.commands.server_client import ServerClient, ServerRefusal
from fieldmark.store import DataFolder, Ledger

pytestmark = pytest.mark.process

PEOPLE, DECISIONS, KILLS = 7, 400, 2
START_SECONDS, LONGEST_SECONDS = 20, 0.15


@contextlib.contextmanager
def serve(data: Path) -> Iterator[tuple[subprocess.Popen[bytes], ServerClient]]:
    command = [sys.executable, "-m", "fieldmark.cli", "serve", "--data", str(data)]
    folder = DataFolder(data)
    # What the killed one announced is no server any more.
    folder.withdraw_server()
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + START_SECONDS
        while not (announced := folder.find_server()):
            assert process.poll() is None
            assert time.monotonic() < deadline
            os.sched_yield()
        yield process, ServerClient(folder, announced["port"])
    finally:
        process.kill()
        process.wait()


def make_queue() -> list[dict[str, object]]:
    kinds = ("passed", "later", "undecided")
    return [{"account": "42", "id": f"c{n}", "triage": kinds[n % 3], "at": 1_000 + n} for n in range(DECISIONS)]


def deliver(client: ServerClient, queue: list[dict[str, object]]) -> None:
    """Delivers in order, each until it is acknowledged; stops where the server is gone."""
    while queue:
        client.call("PUT", f"/v1/decisions/{int(str(queue[0]['id'])[1:]) % PEOPLE}", queue[0])
        del queue[0]


def test_a_server_killed_twice_loses_and_doubles_nothing(tmp_path: Path) -> None:
    queue = make_queue()
    for _ in range(KILLS):
        with serve(tmp_path) as (process, client):
            client.call("GET", "/v1/ledger")
            killer = threading.Timer(random.SystemRandom().uniform(0.01, LONGEST_SECONDS), process.kill)
            killer.start()
            with contextlib.suppress(ServerRefusal):
                deliver(client, queue)
            killer.join()
    with serve(tmp_path) as (_, client):
        deliver(client, queue)
        # A browser that heard no answer delivers all of it once more.
        deliver(client, make_queue())
    ledger = Ledger(tmp_path)
    for person in range(PEOPLE):
        decision, history = ledger.decisions.get_history("42", str(person))
        assert [change.id for change in history] == [f"c{n}" for n in range(person, DECISIONS, PEOPLE)]
        assert decision.triage == history[-1].changes["triage"]
    ledger.close()
