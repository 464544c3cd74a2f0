"""`fieldmark serve` on a folder in a bad way: it tells, sets aside, restores, and never touches the evidence."""

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from fieldmark import Person
from fieldmark.commands.server_client import ServerClient
from fieldmark.ports import bind_socket
from fieldmark.store import DataFolder, Ledger, open_stores
from fieldmark.values import DecisionChange, Profile
from support import WEB_NICHE

pytestmark = pytest.mark.process

ACCOUNT, PEOPLE = "42", 300
# What an ordinary user is; who runs the tests as root may write where nobody else may.
NOBODY = 65_534
SERVE = "from fieldmark.cli import main; main()"


def fill(folder: Path) -> None:
    """Niches, pairings, settings, people and decisions, each with a backup of the state before the last."""
    stores = open_stores(DataFolder(folder))
    stores.profiles.add_profile(Profile.from_dict(WEB_NICHE))
    stores.profiles.add_profile(Profile("Pots"))
    for name in ("one", "two"):
        stores.pairings.add_pairing(name)
    stores.preferences.set_values({"strong_cut": 70})
    stores.preferences.set_values({"strong_cut": 71})
    ledger = Ledger(folder)
    ledger.remember(ACCOUNT, "followers", [Person(f"p{n}", id=str(n), bio=f"bio {n} " * 9) for n in range(PEOPLE)])
    ledger.back_up_if_due()
    for n in range(20):
        ledger.decisions.decide(ACCOUNT, str(n), DecisionChange(f"c{n}", {"triage": "passed"}))
    ledger.close()


def find_port() -> str:
    with bind_socket(0) as probe:
        return str(probe.getsockname()[1])


@contextlib.contextmanager
def serve(folder: Path) -> Iterator[list[str]]:
    """A server in a process of its own, once it answers; all that it says is in the list after it was stopped."""
    said: list[str] = []
    port = find_port()
    command = [sys.executable, "-m", "fieldmark.cli", "serve", "--data", str(folder), "--port", port]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        for line in process.stderr:
            said.append(line)
            if "listens on" in line:
                break
        assert ServerClient(DataFolder(folder), int(port)).is_ours(), said
        yield said
        process.send_signal(signal.SIGTERM)
        said += process.stderr.readlines()
    said.append(str(process.returncode))


def count_all(folder: Path) -> tuple[int, int, int, int, int]:
    """How many niches, pairings, people, decisions; and a setting."""
    stores, ledger = open_stores(DataFolder(folder)), Ledger(folder)
    counts = (
        len(stores.profiles.list_profiles()),
        len(stores.pairings.list_pairings()),
        ledger.count_people(ACCOUNT),
        len(ledger.decisions.list_decided(ACCOUNT, 99)),
        stores.preferences.get_values()["strong_cut"],
    )
    ledger.close()
    return counts


def spoil_page(path: Path) -> None:
    """A page in the middle: of a table, not of the header."""
    with path.open("r+b") as stream:
        stream.seek(path.stat().st_size // 2 // 4096 * 4096)
        stream.write(random.Random(7).randbytes(4096))  # noqa: S311  # damage


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


DAMAGES: dict[str, dict[str, Callable[[Path], None]]] = {
    "damaged JSON": {"profiles.json": cut, "settings.json": cut, "pairings.json": cut},
    "a damaged page of SQLite": {"ledger.sqlite3": spoil_page},
    "everything at once": {
        "profiles.json": cut, "settings.json": spoil_page, "pairings.json": cut, "ledger.sqlite3": spoil_page,
    },
}  # fmt: skip


@pytest.mark.parametrize("damages", DAMAGES.values(), ids=DAMAGES)
def test_a_start_tells_sets_aside_and_restores(data: Path, damages: dict[str, Callable[[Path], None]]) -> None:
    fill(data)
    for name, damage in damages.items():
        damage(data / name)
    evidence = {name: (data / name).read_bytes() for name in damages}
    with serve(data) as said:
        pass
    assert said[-1] == "4"
    for name, content in evidence.items():
        (line,) = [line for line in said if f"{data / name} was damaged" in line]
        (kept,) = [file for file in data.glob(f"{name}.damaged-*") if not file.name.endswith("-wal")]
        assert kept.name in line
        assert "restored" in line
        assert kept.read_bytes() == content
    niches, pairings, people, decisions, cut_value = count_all(data)
    # Backups are of the state before the last write, and of the people; decisions are read out of the damaged file.
    assert (niches, pairings, cut_value) == ((2, 2, 71) if "profiles.json" not in damages else (1, 1, 70))
    assert people == PEOPLE
    assert decisions >= 15
    with serve(data) as said_again:
        pass
    assert said_again[-1] == "0"
    assert not [line for line in said_again if "damaged" in line]
    for name, content in evidence.items():
        (kept,) = [file for file in data.glob(f"{name}.damaged-*") if not file.name.endswith("-wal")]
        assert kept.read_bytes() == content, "a second start touches no evidence"


def test_backups_written_by_half_are_passed_over_and_swept(data: Path) -> None:
    fill(data)
    for name in ("profiles.json", "ledger.sqlite3"):
        newest = data / f"{name}.backup-1"
        shutil.copy(newest, data / f"{name}.backup-2")
        cut(newest)
        # As a kill leaves a backup that is being written.
        shutil.copy(newest, data / f".{name}.backup-1.4711.tmp")
        shutil.copy(newest, data / f".{name}.4711.tmp")
        cut(data / name)
    with serve(data) as said:
        assert not [file.name for file in data.iterdir() if ".tmp" in file.name]
    assert said[-1] == "4"
    assert len([line for line in said if "backup-2" in line]) == 2
    assert count_all(data)[:3] == (1, 2, PEOPLE)


def test_an_announcement_or_a_lock_that_a_kill_left_stops_nobody(data: Path) -> None:
    fill(data)
    (data / "server.json").write_text(json.dumps({"pid": 1, "port": 1, "instance": "x"}))
    (data / "fieldmark.lock").write_text("4711")
    with serve(data):
        pass
    assert count_all(data) == (2, 2, PEOPLE, 20, 71)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that another user may reach, which those of pytest are not."""
    parent = Path(tempfile.mkdtemp(prefix="fieldmark-test-"))
    parent.chmod(0o755)
    yield parent / "data"
    shutil.rmtree(parent)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
@pytest.mark.parametrize(
    ("protect", "words"),
    [
        ({"": 0o500}, "cannot be written to"),
        ({"ledger.sqlite3": 0o400}, "ledger.sqlite3 could not be read or written"),
        ({"profiles.json": 0o000}, "profiles.json cannot be read"),
    ],
    ids=["folder", "ledger", "niches unreadable"],
)
def test_what_may_not_be_written_or_read_is_told_and_left_alone(
    open_folder: Path, protect: dict[str, int], words: str
) -> None:
    fill(open_folder)
    before = {file.name: file.read_bytes() for file in open_folder.iterdir() if file.name != "fieldmark.lock"}
    if os.getuid() == 0:
        for path in (open_folder, *open_folder.iterdir()):
            os.chown(path, NOBODY, NOBODY)
    for name, mode in protect.items():
        (open_folder / name).chmod(mode)
    code = f"import os\nif os.getuid() == 0: os.setgid({NOBODY}); os.setuid({NOBODY})\n{SERVE}"
    # Everything is imported before the rights are given up: the code itself may lie where only root reads.
    imports = "import fieldmark.cli.command_line, fieldmark.commands.serve"
    command = [sys.executable, "-c", f"{imports}\n{textwrap.dedent(code)}"]
    done = subprocess.run(
        [*command, "serve", "--data", str(open_folder), "--port", find_port()],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    after = {file.name: file.read_bytes() for file in open_folder.iterdir() if file.name in before}
    assert after == before
