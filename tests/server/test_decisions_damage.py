"""Decisions outlive a kill, a full disk, an older format and a damaged file: none lost, none doubled without a word."""

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from children import kill_after
from crashes import Killed, each_step
from fieldmark import Person
from fieldmark.store import DamageReport, Ledger
from fieldmark.store.ledger.migrations import MIGRATIONS
from fieldmark.values import DecisionChange

pytestmark = pytest.mark.process

ACCOUNT = "42"
SAMPLE = Path(__file__).parent / "data" / "kept" / "ledger-1.sql"
PAGE = 4096
EARLY, LATE = 40, 260


def decide(ledger: Ledger, number: int) -> None:
    change = DecisionChange(f"change-{number}", {"triage": "passed", "note": f"note of {number} " * 9}, at=number)
    ledger.decisions.decide(ACCOUNT, str(number), change)


def read_notes(ledger: Ledger) -> dict[str, str | None]:
    return {one.decision.key: one.decision.note for one in ledger.decisions.list_decided(ACCOUNT, 10_000)}


def open_and_read(path: Path, reports: list[DamageReport]) -> dict[str, str | None]:
    ledger = Ledger(path.parent, reports.append)
    try:
        return read_notes(ledger)
    finally:
        ledger.close()


@pytest.fixture
def reports() -> list[DamageReport]:
    return []


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a ledger, a backup with its first decisions, and more decisions since."""
    folder = tmp_path_factory.mktemp("whole")
    ledger = Ledger(folder)
    people = [Person(f"p{number}", id=str(number), bio=f"bio of {number} " * 9) for number in range(EARLY + LATE)]
    ledger.remember(ACCOUNT, "followers", people)
    for number in range(EARLY):
        decide(ledger, number)
    ledger.back_up_if_due()
    for number in range(EARLY, EARLY + LATE):
        decide(ledger, number)
    ledger.close()
    return folder


@pytest.fixture
def path(whole: Path, tmp_path: Path) -> Path:
    shutil.copytree(whole, tmp_path / "data")
    return tmp_path / "data" / "ledger.sqlite3"


def find_root(path: Path, table: str) -> int:
    """The first page of a table."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        root: int = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]
    return root


def spoil_page(path: Path, page: int) -> None:
    with path.open("r+b") as stream:
        stream.seek((page - 1) * PAGE)
        stream.write(b"\xff" * PAGE)


def test_decisions_later_than_the_backup_are_read_out_of_a_damaged_file(
    path: Path, reports: list[DamageReport]
) -> None:
    before = open_and_read(path, reports)
    spoil_page(path, find_root(path, "person"))
    content = path.read_bytes()
    assert open_and_read(path, reports) == before
    (report,) = reports
    assert report.kept_as
    assert report.kept_as.read_bytes() == content
    assert report.salvaged == LATE
    assert f"restored (ledger.sqlite3.backup-1); {LATE} later changes of decisions could be read from it" in str(report)
    assert open_and_read(path, reports) == before
    assert len(reports) == 1
    assert [file.name for file in path.parent.glob(".*")] == []


def decide_and_die(path: Path, numbers: range) -> None:
    """Decisions of which the log alone tells, as after a kill."""
    ledger = Ledger(path.parent)
    for number in numbers:
        decide(ledger, number)
    files = {file: file.read_bytes() for file in (path, path.with_name("ledger.sqlite3-wal"))}
    ledger.close()
    for file, content in files.items():
        file.write_bytes(content)


LOST_FILES: dict[str, Callable[[Path], object]] = {
    "gone": lambda path: path.unlink(),
    "empty": lambda path: os.truncate(path, 0),
    "of one byte": lambda path: path.write_bytes(b"x"),
}


@pytest.mark.parametrize("has_backup", [True, False], ids=["with a backup", "without one"])
@pytest.mark.parametrize("lose", LOST_FILES.values(), ids=LOST_FILES)
def test_decisions_in_the_log_of_a_file_that_is_lost_are_saved_and_the_log_is_kept(
    path: Path, reports: list[DamageReport], lose: Callable[[Path], object], *, has_backup: bool
) -> None:
    if not has_backup:
        # A new one, none of which was ever put into the file.
        shutil.rmtree(path.parent)
        path.parent.mkdir()
    decide_and_die(path, range(1_000, 1_005))
    log = path.with_name("ledger.sqlite3-wal").read_bytes()
    lose(path)
    found = open_and_read(path, reports)
    early = {str(number) for number in range(EARLY)} if has_backup else set()
    # The page that these are in holds some of those before them, too.
    assert set(found) >= early | {str(number) for number in range(1_000, 1_005)}
    (report,) = reports
    assert report.salvaged == len(found) - len(early)
    assert log in [file.read_bytes() for file in path.parent.glob("*.damaged-*")]
    assert ("was missing: its log is kept as" in str(report)) == (lose is LOST_FILES["gone"])
    assert open_and_read(path, reports) == found
    assert len(reports) == 1


def test_people_who_were_decided_about_are_saved_with_what_was_known(path: Path, reports: list[DamageReport]) -> None:
    ledger = Ledger(path.parent)
    ledger.remember(ACCOUNT, "followers", [Person("newcomer", id="9999", bio="potter")])
    decide(ledger, 9999)
    decide(ledger, 8888)
    ledger.close()
    spoil_page(path, find_root(path, "place"))
    ledger = Ledger(path.parent, reports.append)
    assert ledger.decisions.find_standings(ACCOUNT, [Person("newcomer", source="page")]).find(Person("newcomer"))
    people = {person.key: person.fields for person in ledger.list_people(ACCOUNT, 10_000)}
    assert people["9999"] == {"handle": "newcomer", "id": "9999", "bio": "potter"}
    assert people["8888"] == {"id": "8888"}
    ledger.close()


@pytest.mark.parametrize("start", range(5))
def test_whatever_page_is_spoilt_only_what_lay_in_it_is_lost(
    whole: Path, tmp_path: Path, reports: list[DamageReport], start: int
) -> None:
    pages = (whole / "ledger.sqlite3").stat().st_size // PAGE
    told: dict[int, int] = {}
    for page in range(1 + start, pages + 1, 5):
        folder = tmp_path / str(page)
        shutil.copytree(whole, folder)
        spoil_page(folder / "ledger.sqlite3", page)
        found = open_and_read(folder / "ledger.sqlite3", reports)
        told[page] = len(found)
        if reports:
            assert len(found) == EARLY + reports.pop().salvaged
        assert all(note == f"note of {key} " * 9 for key, note in found.items())
    # A page of changes holds a few of them; the first page of the table, or of the file, all.
    roots = {1, find_root(whole / "ledger.sqlite3", "change")}
    assert all(count >= EARLY + LATE - 12 for page, count in told.items() if page not in roots), told


def cut_in_half(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def write_garbage(path: Path) -> None:
    path.write_bytes(b"\0garbage" * 1_000)


def write_other_database(path: Path) -> None:
    """One whose table of that name holds something else, and which is damaged besides."""
    path.unlink()
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE change (change_id INTEGER PRIMARY KEY, id TEXT)")
        connection.execute("CREATE TABLE filler (text TEXT)")
        connection.execute("INSERT INTO filler VALUES (?)", ("x" * 9_000,))
        connection.commit()
    spoil_page(path, 3)


DAMAGES: dict[str, Callable[[Path], None]] = {
    "cut in half": cut_in_half,
    "cut to nothing": lambda path: os.truncate(path, 0),
    "no database at all": write_garbage,
    "another database": write_other_database,
    "gone": Path.unlink,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_with_nothing_to_be_read_the_backups_decisions_are_there(
    path: Path, reports: list[DamageReport], damage: Callable[[Path], None]
) -> None:
    damage(path)
    found = open_and_read(path, reports)
    assert found.keys() >= {str(number) for number in range(EARLY)}
    assert len(found) == EARLY + reports[0].salvaged
    assert open_and_read(path, reports) == found
    assert len(reports) == 1


def test_without_a_backup_decisions_are_read_out_all_the_same(path: Path, reports: list[DamageReport]) -> None:
    before = open_and_read(path, reports)
    path.with_name("ledger.sqlite3.backup-1").unlink()
    spoil_page(path, find_root(path, "place"))
    assert open_and_read(path, reports) == before
    assert "starts empty; 300 later changes" in str(reports[0])


def test_a_kill_in_the_middle_of_the_recovery_loses_nothing(
    whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = open_and_read(whole / "ledger.sqlite3", [])
    for number, run in enumerate(each_step(monkeypatch, Killed)):
        path = tmp_path / str(number) / "ledger.sqlite3"
        shutil.copytree(whole, path.parent)
        spoil_page(path, find_root(path, "person"))
        run(partial(open_and_read, path, []))
        assert open_and_read(path, []) == before, f"killed at step {number + 1}"
        assert [file.name for file in path.parent.glob(".*")] == []


CHILD = """
    import sys
    from pathlib import Path
    from fieldmark.store import Ledger
    from fieldmark.values import DecisionChange
    ledger = Ledger(Path(sys.argv[1]))
    for number in range(100_000):
        change = DecisionChange(f"change-{number}", {"triage": "passed", "note": f"note of {number} " * 9}, at=number)
        ledger.decisions.decide("42", str(number % 50), change)
        print(number, flush=True)
"""


@pytest.mark.parametrize("acknowledged", [1, 40, 200])
def test_every_acknowledged_decision_survives_a_kill_and_none_is_doubled(
    tmp_path: Path, acknowledged: int, reports: list[DamageReport]
) -> None:
    last = kill_after(CHILD, tmp_path, acknowledged)
    ledger = Ledger(tmp_path, reports.append)
    assert reports == []

    def list_ids() -> list[str]:
        decided = ledger.decisions.list_decided(ACCOUNT, 99)
        histories = (ledger.decisions.get_history(ACCOUNT, one.decision.key)[1] for one in decided)
        return sorted(change.id for history in histories for change in history)

    kept = list_ids()
    assert set(kept) >= {f"change-{number}" for number in range(last + 1)}
    assert len(kept) <= last + 2, "the one that was under way, and no more"
    for number in range(last + 2):
        change = DecisionChange(f"change-{number}", {"triage": "passed", "note": f"note of {number} " * 9}, at=number)
        ledger.decisions.decide(ACCOUNT, str(number % 50), change)
    assert list_ids() == sorted(f"change-{number}" for number in range(last + 2))
    ledger.close()


LIMITED = """
    import resource, signal, sys
    from pathlib import Path
    from fieldmark.store import Ledger, StoreError
    from fieldmark.values import DecisionChange
    ledger = Ledger(Path(sys.argv[1]))
    def decide(number):
        ledger.decisions.decide("42", str(number), DecisionChange(f"c{number}", {"note": "x" * 280}))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, resource.RLIM_INFINITY))
    kept = 0
    try:
        for number in range(5_000):
            decide(number)
            kept += 1
    except StoreError as error:
        print(error)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    assert 0 < kept < 5_000
    assert len(ledger.decisions.list_decided("42", 9_999)) == kept, "half a decision was kept"
    decide(kept)
    decide(kept)
    assert len(ledger.decisions.list_decided("42", 9_999)) == kept + 1
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limit")
def test_a_full_disk_keeps_what_was_acknowledged_and_the_next_delivery_works(tmp_path: Path) -> None:
    command = [sys.executable, "-c", textwrap.dedent(LIMITED), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "make room on the disk" in done.stdout


def make_sample(folder: Path) -> Path:
    """The ledger of version 1 that was kept."""
    path = folder / "ledger.sqlite3"
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.executescript(SAMPLE.read_text(encoding="utf-8"))
    return path


def test_a_ledger_of_version_1_keeps_its_people_and_takes_decisions(tmp_path: Path) -> None:
    path = make_sample(tmp_path)
    ledger = Ledger(tmp_path)
    ada, bob = ledger.list_people(ACCOUNT, 9)
    assert ada.fields == {"handle": "ada", "id": "7", "bio": "potter\nשלום 🏺"}
    assert (ada.first_seen, ada.places, bob.key) == (1_790_000_000_000, {"followers": 0}, "@bob")
    assert [person.key for person in ledger.list_people("@me", 9)] == ["9"]
    decide(ledger, 7)
    assert ledger.join_accounts("@me", ACCOUNT) == 1
    ledger.close()
    assert open_and_read(path, []).keys() == {"7"}
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)


def test_a_backup_of_version_1_takes_the_decisions_that_are_salvaged(path: Path, reports: list[DamageReport]) -> None:
    before = open_and_read(path, reports)
    folder = path.parent / "old"
    folder.mkdir()
    make_sample(folder).replace(path.with_name("ledger.sqlite3.backup-1"))
    spoil_page(path, find_root(path, "place"))
    after = open_and_read(path, reports)
    assert after == before
    assert reports[0].salvaged == EARLY + LATE
