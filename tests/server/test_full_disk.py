"""The data folder's disk is full, or something else lies where a file goes: one line says what, and what to do."""

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from fieldmark.ports import bind_socket

pytestmark = pytest.mark.process


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
