"""The data folder's disk is full, or something else lies where a file goes: one line says what, and what to do."""

import errno
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from fieldmark.ports import bind_socket
from fieldmark.store import DataFolder, Ledger, StoreError, open_stores
from support import Run

pytestmark = pytest.mark.process

SERVER_FILES = ("owner-token", "server.json")


def allow_no_byte() -> None:
    """As on a full disk: files can be made, and nothing can be written into them."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))


def start(data: Path, *, full: bool = True) -> str:
    """Starts a server that cannot run; what it says."""
    with bind_socket(0) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "fieldmark.cli", "serve", "--data", str(data), "--port", str(port)]
    before = allow_no_byte if full else None
    done = subprocess.run(command, capture_output=True, text=True, preexec_fn=before, timeout=30, check=False)
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


def list_leftovers(data: Path) -> list[str]:
    return [file.name for file in data.glob(".*")]


def test_a_server_whose_new_folder_is_on_a_full_disk_says_so(data: Path) -> None:
    said = start(data)
    assert said.splitlines()[-1].startswith(f"fieldmark: {data / 'ledger.sqlite3'} ")
    assert "ake room" in said
    assert list_leftovers(data) == []


def test_a_server_whose_old_folder_is_on_a_full_disk_says_so(data: Path) -> None:
    open_stores(DataFolder(data))
    Ledger(data).close()
    said = start(data)
    assert f"fieldmark: {data}" in said
    assert "its log says why" not in said
    assert list_leftovers(data) == []


def test_a_server_that_the_system_refuses_something_says_what(
    run: Run, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("fieldmark.commands.serve.Server", refuse)
    monkeypatch.setattr("fieldmark.commands.serve.watch_signals", lambda: None)
    said = run("serve", "--data", data, status=1).stderr
    assert "the server broke down (No space left on device); make room, then try again" in said


@pytest.mark.parametrize("name", SERVER_FILES)
def test_a_full_disk_is_told_of_each_file_that_the_server_writes(
    data: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    folder = DataFolder(data)
    open_stores(folder)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    allow_no_byte()
    try:
        with pytest.raises(StoreError, match=rf"{name} cannot be written \(File too large\); .*, then try again"):
            folder.get_owner_token() if name == "owner-token" else folder.announce_server(1, "x")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list_leftovers(data) == []


@pytest.mark.parametrize("name", SERVER_FILES)
def test_a_folder_in_the_place_of_a_file_of_the_servers_is_told(data: Path, name: str) -> None:
    DataFolder(data)
    (data / name).mkdir()
    said = start(data, full=False)
    assert f"fieldmark: {data / name} cannot be written (" in said
    assert "move what lies there away" in said
    assert (data / name).is_dir()
    assert list_leftovers(data) == []


def test_what_a_kill_left_of_an_announcement_is_swept(data: Path) -> None:
    folder = DataFolder(data)
    (data / ".server.json.1.tmp").write_text("{")
    folder.announce_server(1, "x")
    assert list_leftovers(data) == []


@pytest.mark.parametrize("kind", ["a folder", "a link to itself"])
@pytest.mark.parametrize("command", ["profile list", "serve", "export"])
def test_a_lock_that_is_no_file_is_told(run: Run, data: Path, kind: str, command: str) -> None:
    DataFolder(data)
    lock = data / "fieldmark.lock"
    if kind == "a folder":
        lock.mkdir()
    else:
        lock.symlink_to(lock)
    said = run(*command.split(), "--data", data, status=1).stderr
    assert str(lock) in said
    assert "move what lies there away" in said
