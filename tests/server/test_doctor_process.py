"""`fieldmark doctor` in a process of its own: what only a real kill, right or import shows."""

import ctypes
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from fieldmark.store import DataFolder, Ledger
from fieldmark.values import Person
from support import Run, take_state

pytestmark = pytest.mark.process

PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 24, 1, 2


def obey_modes() -> None:
    """Makes the modes of files count for root too, as they do for any user."""
    if os.geteuid() == 0 and sys.platform == "linux":
        libc = ctypes.CDLL(None)
        for capability in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
            libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)


def ask(data: Path, before: Callable[[], None] | None = None, **environment: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "fieldmark.cli", "doctor", "--data", str(data)]
    done = subprocess.run(
        command, capture_output=True, text=True, env={**os.environ, **environment}, preexec_fn=before, check=False
    )
    assert done.stderr == ""
    return done.returncode, done.stdout


def test_a_killed_servers_folder_is_looked_at_without_recovering_it(
    running: subprocess.Popen[str], run: Run, data: Path
) -> None:
    run("pair", "--data", data)
    ledger = Ledger(data)
    ledger.remember("1", "followers", [Person.from_dict({"id": "7", "handle": "ada", "bio": "css"})])
    # The log is there and full: neither the server nor this connection has worked it into the file.
    running.kill()
    running.wait()
    assert (data / "ledger.sqlite3-wal").stat().st_size > 0
    before = take_state(data)
    status, said = ask(data)
    assert take_state(data) == before
    ledger.close()
    assert (status, "the last one was killed" in said) == (0, True), said


def test_a_running_servers_folder_is_looked_at_without_disturbing_it(
    running: subprocess.Popen[str], run: Run, data: Path
) -> None:
    run("pair", "--data", data)
    # The server itself makes a backup of its ledger when it has started.
    own = ("ledger.sqlite3.backup", ".ledger")
    before = {name: state for name, state in take_state(data).items() if not Path(name).name.startswith(own)}
    status, said = ask(data)
    assert before.items() <= take_state(data).items()
    assert (status, f"runs (process {running.pid})" in said) == (0, True), said
    assert running.poll() is None


def test_a_folder_that_may_not_be_written_is_told(data: Path) -> None:
    DataFolder(data).get_owner_token()
    data.chmod(0o500)
    status, said = ask(data, obey_modes)
    data.chmod(0o700)
    assert status == 1
    assert f"✗ FAIL  data folder  {data} may not be read and written" in said
    assert "chmod u+rwX" in said


def test_a_file_that_may_not_be_read_is_told(run: Run, data: Path) -> None:
    run("pair", "--data", data)
    (data / "pairings.json").chmod(0)
    (data / "fieldmark.lock").touch()
    (data / "fieldmark.lock").chmod(0)
    status, said = ask(data, obey_modes)
    assert status == 1
    for words in ("pairings.json cannot be read", "who is paired cannot be read", "who holds the data folder cannot"):
        assert words in said


@pytest.mark.parametrize("content", ["raise ImportError('half installed')", "raise SystemError('wrong binary')", ""])
def test_a_spacy_that_cannot_be_loaded_is_told(data: Path, tmp_path: Path, content: str) -> None:
    (tmp_path / "path" / "spacy").mkdir(parents=True)
    (tmp_path / "path" / "spacy" / "__init__.py").write_text(content)
    status, said = ask(data, PYTHONPATH=str(tmp_path / "path"))
    assert status == 1
    assert "cannot be used" in said
    assert "--force-reinstall spacy" in said
