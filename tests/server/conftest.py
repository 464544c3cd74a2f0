"""Fixtures of the server's tests: a fresh data folder, an app on it, clients, and the command line."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import settings

from fieldmark.app import Services, create_app
from fieldmark.cli import main
from fieldmark.ports import bind_socket
from fieldmark.serving import Server
from fieldmark.settings import Settings
from fieldmark.store import DataFolder, Ledger
from fieldmark.values import Profile
from support import PORT, WEB_NICHE, Client, Clock, Done, Run, Score

START_SECONDS = 20
# How long an example takes says how busy the machine is, not whether it is right.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")

# Under nohup, or in the background of a shell, a process ignores these, and so would all that the tests start.
for name in ("SIGINT", "SIGHUP"):
    number = getattr(signal, name, None)  # Windows has no SIGHUP
    if number and signal.getsignal(number) is signal.SIG_IGN:
        signal.signal(number, signal.SIG_DFL)


@pytest.fixture(autouse=True)
def own_data_is_not_touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A command without --data finds a folder of the test's own."""
    monkeypatch.setattr("platformdirs.user_data_dir", lambda *_, **__: str(tmp_path / "user-data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "user-config"))


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    app = create_app(Settings(port=PORT, folder=tmp_path / "data"))
    app.testing = False
    return app


@pytest.fixture
def services(app: Flask) -> Services:
    found: Services = app.extensions["fieldmark"]
    return found


@pytest.fixture
def client(app: Flask, services: Services) -> Client:
    """A paired browser."""
    return Client(app, services.stores.pairings.add_pairing("test").token)


@pytest.fixture
def owner(app: Flask, services: Services) -> Client:
    """The owner's command line."""
    return Client(app, services.owner_token)


@pytest.fixture
def stranger(app: Flask) -> Client:
    """Somebody without a token."""
    return Client(app, None)


@pytest.fixture
def niche(services: Services) -> Profile:
    """A stored niche, in use."""
    return services.stores.profiles.add_profile(Profile.from_dict(WEB_NICHE))


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """The command line, in this process."""

    def run_command(*arguments: str | Path, status: int = 0) -> Done:
        with pytest.raises(SystemExit) as ended:
            main([*map(str, arguments)])
        said = capsys.readouterr()
        assert (ended.value.code or 0) == status, said
        return Done(said.out, said.err)

    return run_command


@pytest.fixture
def clock() -> Clock:
    """A clock that a test sets."""
    return Clock()


@pytest.fixture
def ledger(tmp_path: Path, clock: Clock) -> Iterator[Ledger]:
    """A fresh ledger, by that clock."""
    ledger = Ledger(tmp_path, clock=clock)
    yield ledger
    ledger.close()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def niche_file(tmp_path: Path) -> Path:
    file = tmp_path / "web.json"
    file.write_text(json.dumps(WEB_NICHE), encoding="utf-8")
    return file


@pytest.fixture
def running(data: Path) -> Iterator[subprocess.Popen[str]]:
    """`fieldmark serve` on a free port."""
    with bind_socket(0) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "fieldmark.cli", "serve", "--data", str(data), "--port", str(port)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    folder = DataFolder(data)
    deadline = time.monotonic() + START_SECONDS
    while not folder.find_server():
        assert process.poll() is None, process.stderr.read() if process.stderr else ""
        assert time.monotonic() < deadline
        os.sched_yield()
    yield process
    process.kill()
    process.wait()
    if process.stderr:
        process.stderr.close()


@pytest.fixture
def serving(data: Path) -> Iterator[None]:
    """The same server in a thread of this process: for what is not about the process."""
    folder = DataFolder(data)
    with folder.held():
        listener = bind_socket(0)
        app = create_app(Settings(port=listener.getsockname()[1], folder=data))
        server = Server(app, listener)
        server.start()
        folder.announce_server(server.port, app.extensions["fieldmark"].settings.instance)
        yield
        server.stop()
        folder.withdraw_server()


@pytest.fixture
def score(tmp_path: Path, niche_file: Path, run: Run) -> Score:
    def score_content(content: str | bytes | None, *arguments: str | Path, status: int = 0) -> Done:
        if content is None:
            return run("score", "-", "--profile", niche_file, *arguments, status=status)
        file = tmp_path / "in"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return run("score", file, "--profile", niche_file, *arguments, status=status)

    return score_content
