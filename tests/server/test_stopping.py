"""The server is told to stop when it suits it badly: it ends within two seconds, and what it said it did is done."""

import contextlib
import itertools
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from fieldmark.commands.server_client import ServerClient, ServerRefusal
from fieldmark.ports import bind_socket
from fieldmark.store import DataFolder, Ledger
from fieldmark.store.folder_view import FolderView
from fieldmark.values import Person
from support import WEB_NICHE

pytestmark = pytest.mark.process

# Promised where every process gets its turn; where three wait for each core, each takes three times as long.
PROMISED_SECONDS = 2.0
SIGNALS = [signal.SIGTERM, signal.SIGINT, signal.SIGHUP]
ACCOUNT = "42"
MANY = 4_000


def stop(process: subprocess.Popen[str], number: int = signal.SIGTERM) -> str:
    """Tells it to stop; returns all that it said, once it has ended in time and well."""
    begun = time.monotonic()
    process.send_signal(number)
    status = process.wait(timeout=20)
    assert status == 0, process.stderr.read() if process.stderr else ""
    crowd = max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
    assert time.monotonic() - begun < PROMISED_SECONDS * crowd
    assert process.stderr
    said = process.stderr.read()
    assert said.endswith("Stopped; everything is saved.\n")
    assert "Traceback" not in said
    return said


def connect(data: Path) -> ServerClient:
    announced = FolderView(data).find_server()
    assert announced
    return ServerClient(DataFolder(data), announced["port"])


def remember_many(data: Path) -> None:
    ledger = Ledger(data)
    people = [
        Person.from_dict({"id": str(n), "handle": f"p{n}", "bio": f"TypeScript, kilns and {'very ' * 20}{n}"})
        for n in range(MANY)
    ]
    for start in range(0, MANY, 200):
        ledger.remember(ACCOUNT, "followers", people[start : start + 200])
    ledger.close()


@pytest.fixture
def many(data: Path) -> None:
    """A ledger worth learning from, there before the server starts."""
    DataFolder(data)
    remember_many(data)


@pytest.mark.parametrize("number", SIGNALS)
def test_an_idle_server_stops_and_leaves_nothing_open(
    running: subprocess.Popen[str], data: Path, number: signal.Signals
) -> None:
    connect(data).call("GET", "/v1/ledger")
    stop(running, number)
    assert FolderView(data).find_server() is None
    assert not FolderView(data).is_held()
    assert not list(data.glob("*-wal"))
    assert not list(data.glob(".*.tmp"))


@pytest.mark.parametrize("after", range(4))
def test_it_stops_at_any_moment_of_its_start(running: subprocess.Popen[str], data: Path, after: int) -> None:
    # spaCy is being imported in the background, the ledger backed up.
    time.sleep(after * 0.15)
    stop(running)


class Writer(threading.Thread):
    """Writes one thing after another until the server is gone, and knows what was acknowledged."""

    def __init__(self, client: ServerClient, number: int) -> None:
        super().__init__()
        self._client, self._number = client, number
        self.acknowledged: list[str] = []
        self.has_begun = threading.Event()

    def run(self) -> None:
        with contextlib.suppress(ServerRefusal):
            for number in itertools.count():
                self.write(f"{self._number}-{number}")
                self.acknowledged.append(f"{self._number}-{number}")
                if number == 3:
                    self.has_begun.set()

    def write(self, name: str) -> None:
        body = {"account": ACCOUNT, "id": name, "triage": "passed"}
        self._client.call("PUT", f"/v1/decisions/{self._number}", body)

    def list_kept(self, data: Path) -> list[str]:
        ledger = Ledger(data)
        _, history = ledger.decisions.get_history(ACCOUNT, str(self._number))
        ledger.close()
        return [change.id for change in history]


class NicheWriter(Writer):
    """The same, with niches."""

    def write(self, name: str) -> None:
        self._client.call("POST", "/v1/profiles", {**WEB_NICHE, "name": name})

    def list_kept(self, data: Path) -> list[str]:
        stored = json.loads((data / "profiles.json").read_text(encoding="utf-8"))["tables"]["profiles"]
        return [niche["name"] for niche in stored.values()]


def test_no_acknowledged_write_is_lost(running: subprocess.Popen[str], data: Path) -> None:
    client = connect(data)
    writers = [Writer(client, 1), Writer(client, 2), Writer(client, 3), NicheWriter(client, 4)]
    for writer in writers:
        writer.start()
    assert all(writer.has_begun.wait(timeout=20) for writer in writers)
    stop(running)
    for writer in writers:
        writer.join(timeout=20)
        assert set(writer.acknowledged) <= set(writer.list_kept(data))


def make_body(people: range) -> dict[str, object]:
    items = [{"id": str(n), "handle": f"p{n}", "bio": "css " * 30 + str(n), "source": "answer"} for n in people]
    return {"account": ACCOUNT, "list": "followers", "people": items}


def test_a_request_under_way_is_answered(running: subprocess.Popen[str], data: Path) -> None:
    client = connect(data)
    client.call("POST", "/v1/profiles", WEB_NICHE)
    # The first verdict waits for spaCy, longer than a stop waits for a request.
    client.call("POST", "/v1/verdicts", make_body(range(1)))
    answers: list[object] = []
    asker = threading.Thread(target=lambda: answers.append(client.call("POST", "/v1/verdicts", make_body(range(100)))))
    asker.start()
    deadline = time.monotonic() + 20
    # Once the people are in the ledger, the request has come half its way.
    while client.call("GET", "/v1/ledger")["accounts"][0]["people"] < 100:
        assert time.monotonic() < deadline
    stop(running)
    asker.join(timeout=20)
    assert len(answers) == 1


def test_a_reader_who_does_not_read_holds_up_nobody(many: None, running: subprocess.Popen[str], data: Path) -> None:
    client = connect(data)
    token = DataFolder(data).get_owner_token()
    announced = FolderView(data).find_server()
    assert announced
    head = f"Host: 127.0.0.1:{announced['port']}\r\nX-Fieldmark-Client: 1\r\nAuthorization: Bearer {token}"
    with socket.socket() as reader:
        reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        reader.connect(("127.0.0.1", announced["port"]))
        reader.sendall(f"GET /v1/export.csv HTTP/1.1\r\n{head}\r\n\r\n".encode())
        assert reader.recv(9) == b"HTTP/1.1 "
        assert client.call("GET", "/v1/ledger")["accounts"]
        stop(running)


def test_learning_in_the_background_is_given_up(many: None, running: subprocess.Popen[str], data: Path) -> None:
    client = connect(data)
    client.call("POST", "/v1/profiles", WEB_NICHE)
    body = {"account": ACCOUNT, "list": "followers", "people": [{"id": "1", "handle": "p1", "source": "page"}]}
    client.call("POST", "/v1/verdicts", body)
    stop(running)


def test_a_signal_that_is_ignored_stays_ignored() -> None:
    code = (
        "import signal; from fieldmark.commands.stopping import watch_signals;"
        "signal.signal(signal.SIGHUP, signal.SIG_IGN); wish = watch_signals();"
        "signal.raise_signal(signal.SIGHUP); assert not wish.wait(0);"
        "signal.raise_signal(signal.SIGTERM); assert wish.wait(0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_server_that_breaks_down_says_so(data: Path) -> None:
    code = (
        "import sys; from waitress import server; from fieldmark.cli import main;"
        "server.MultiSocketServer.run = server.BaseWSGIServer.run = lambda self: None;"
        f"main(['serve', '--port', sys.argv[1], '--data', {str(data)!r}])"
    )
    with bind_socket(0) as probe:
        port = probe.getsockname()[1]
    done = subprocess.run([sys.executable, "-c", code, str(port)], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "the server broke down" in done.stderr
    assert "everything is saved" not in done.stderr
    assert FolderView(data).find_server() is None
