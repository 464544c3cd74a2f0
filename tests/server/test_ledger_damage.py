"""The ledger's file, damaged, cut, gone, too new, read-only, killed or without room: told, kept, restored."""

import contextlib
import os
import sqlite3
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from children import kill_after
from fieldmark import Person
from fieldmark.store import DamageReport, Ledger, StoreError
from fieldmark.store.ledger.migrations import MIGRATIONS

pytestmark = pytest.mark.process

ACCOUNT = "42"
PEOPLE = [Person(f"person{number}", id=str(number), bio=f"bio of number {number} " * 5) for number in range(400)]


@pytest.fixture
def reports() -> list[DamageReport]:
    return []


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger with people and a backup of them."""
    ledger = Ledger(tmp_path)
    ledger.remember(ACCOUNT, "followers", PEOPLE)
    ledger.back_up_if_due()
    ledger.close()
    return tmp_path / "ledger.sqlite3"


def count_after_start(path: Path, reports: list[DamageReport]) -> int:
    ledger = Ledger(path.parent, reports.append)
    try:
        return ledger.count_people(ACCOUNT)
    finally:
        ledger.close()


def overwrite_middle(path: Path) -> None:
    with path.open("r+b") as stream:
        stream.seek(path.stat().st_size // 2 // 4096 * 4096)
        stream.write(b"\xff" * 4096)


def count_people(path: Path) -> int:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        count: int = connection.execute("SELECT count(*) FROM person").fetchone()[0]
    return count


def cut_in_half(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def write_garbage(path: Path) -> None:
    path.write_bytes(b"\0garbage" * 1_000)


DAMAGES: dict[str, Callable[[Path], None]] = {
    "a spoiled page": overwrite_middle,
    "cut in half": cut_in_half,
    "cut to nothing": lambda path: os.truncate(path, 0),
    "no database at all": write_garbage,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_ledger_is_kept_and_the_newest_backup_restored(
    path: Path, reports: list[DamageReport], damage: Callable[[Path], None]
) -> None:
    damage(path)
    content = path.read_bytes()
    assert count_after_start(path, reports) == len(PEOPLE)
    (report,) = reports
    assert report.kept_as
    assert report.kept_as.read_bytes() == content
    assert report.restored_from == path.with_name("ledger.sqlite3.backup-1")
    assert "backup was restored" in str(report)
    assert count_after_start(path, reports) == len(PEOPLE)
    assert len(reports) == 1


def test_a_ledger_that_is_gone_comes_back_from_its_backup(path: Path, reports: list[DamageReport]) -> None:
    path.unlink()
    assert count_after_start(path, reports) == len(PEOPLE)
    assert "was missing" in str(reports[0])


def test_a_damaged_backup_is_passed_over(path: Path, reports: list[DamageReport]) -> None:
    newest = path.with_name("ledger.sqlite3.backup-1")
    newest.rename(path.with_name("ledger.sqlite3.backup-2"))
    write_garbage(newest)
    write_garbage(path)
    assert count_after_start(path, reports) == len(PEOPLE)
    assert reports[0].restored_from == path.with_name("ledger.sqlite3.backup-2")


def test_without_a_backup_a_damaged_ledger_starts_empty_and_says_so(path: Path, reports: list[DamageReport]) -> None:
    path.with_name("ledger.sqlite3.backup-1").unlink()
    overwrite_middle(path)
    assert count_after_start(path, reports) == 0
    assert reports[0].kept_as
    assert "starts empty" in str(reports[0])


def test_a_ledger_of_a_newer_fieldmark_is_left_alone(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    content = path.read_bytes()
    with pytest.raises(StoreError, match="newer Fieldmark"):
        Ledger(path.parent)
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    "script",
    [
        "CREATE TABLE notes (text TEXT)",
        "CREATE TABLE notes (text TEXT); PRAGMA user_version = 1",
        "CREATE TABLE account (name TEXT); CREATE TABLE person (name TEXT); PRAGMA user_version = 2",
        "PRAGMA user_version = -1",
    ],
)
def test_a_file_of_another_program_is_left_alone(tmp_path: Path, script: str) -> None:
    path = tmp_path / "ledger.sqlite3"
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.executescript(script)
        before = list(connection.iterdump())
    with pytest.raises(StoreError, match="another program's file; move it elsewhere"):
        Ledger(tmp_path)
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert list(connection.iterdump()) == before


def test_backups_rotate_and_three_are_kept(path: Path) -> None:
    ledger = Ledger(path.parent)
    for day in range(1, 6):
        old = time.time() - 90_000
        os.utime(path.with_name("ledger.sqlite3.backup-1"), (old, old))
        ledger.remember(ACCOUNT, "followers", [Person(f"day{day}")])
        ledger.back_up_if_due()
        ledger.back_up_if_due()
    ledger.close()
    names = sorted(file.name for file in path.parent.glob("*.backup-*"))
    assert names == [f"ledger.sqlite3.backup-{number}" for number in (1, 2, 3)]
    counts = [
        sqlite3.connect(path.with_name(name)).execute("SELECT count(*) FROM person").fetchone()[0] for name in names
    ]
    assert counts == [len(PEOPLE) + 5, len(PEOPLE) + 4, len(PEOPLE) + 3]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_nobody_else_may_read_any_file_of_it(path: Path) -> None:
    ledger = Ledger(path.parent)
    ledger.remember(ACCOUNT, "followers", [Person("ada")])
    modes = {file.name: file.stat().st_mode & 0o777 for file in path.parent.iterdir()}
    ledger.close()
    assert len(modes) == 4
    assert set(modes.values()) == {0o600}


def test_leftovers_of_a_kill_are_swept(path: Path) -> None:
    leftover = path.with_name(".ledger.sqlite3.backup-1.999.tmp")
    leftover.write_bytes(b"half")
    Ledger(path.parent).close()
    assert not leftover.exists()


CHILD = """
    import sys
    from pathlib import Path
    from fieldmark import Person
    from fieldmark.store import Ledger
    ledger = Ledger(Path(sys.argv[1]))
    for number in range(100_000):
        ledger.remember("42", "followers", [Person(f"p{number}", bio="x" * (number % 300))])
        print(number, flush=True)
"""


@pytest.mark.parametrize("acknowledged", [1, 40, 300])
def test_what_was_acknowledged_survives_a_kill(tmp_path: Path, acknowledged: int, reports: list[DamageReport]) -> None:
    last = kill_after(CHILD, tmp_path, acknowledged)
    assert count_after_start(tmp_path / "ledger.sqlite3", reports) >= last + 1
    assert reports == []


LIMITED = """
    import resource, signal, sys
    from pathlib import Path
    from fieldmark import Person
    from fieldmark.store import Ledger, StoreError
    ledger = Ledger(Path(sys.argv[1]))
    ledger.remember("42", "followers", [Person("first")])
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, resource.RLIM_INFINITY))
    kept = 1
    try:
        for number in range(1_000):
            ledger.remember("42", "followers", [Person(f"p{number}_{n}", bio="x" * 300) for n in range(20)])
            kept += 20
    except StoreError as error:
        print(error)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    assert ledger.count_people("42") == kept, "half a request was kept"
    ledger.remember("42", "followers", [Person("last")])
    assert ledger.count_people("42") == kept + 1
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limit")
def test_a_full_disk_loses_nothing_and_the_next_write_works(tmp_path: Path) -> None:
    command = [sys.executable, "-c", textwrap.dedent(LIMITED), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "make room on the disk" in done.stdout
