"""Forgetting for good: no trace on the disk, whatever comes in between, and whoever is remembered can be forgotten."""

import os
import shutil
import threading
import time
from functools import partial
from pathlib import Path

import pytest

from crashes import Killed, each_step
from fieldmark import Person
from fieldmark.store import Ledger, NotFoundError, StoreError
from fieldmark.store.ledger.sqlite_door import copy_database

COPYING = "fieldmark.store.ledger.backups.copy_database"
ACCOUNT = "42"
BIO = b"unforgettable-potter"
ADA = Person("Ada", id="9", bio=BIO.decode())


@pytest.fixture
def ledger(folder: Path) -> Ledger:
    """A ledger with two people and a backup of them."""
    made = Ledger(folder)
    made.remember(ACCOUNT, "followers", [ADA, Person("bob", bio="stays-here")])
    made.back_up_if_due()
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    return tmp_path / "data"


def holds_bio(folder: Path) -> list[str]:
    """The files in which the bio can still be read."""
    return [file.name for file in folder.iterdir() if BIO in file.read_bytes()]


def age_backup(folder: Path, seconds: float) -> None:
    moment = time.time() - seconds
    os.utime(folder / "ledger.sqlite3.backup-1", (moment, moment))


def test_a_backup_that_is_being_made_keeps_nobody_who_is_forgotten_meanwhile(
    folder: Path, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    age_backup(folder, 2 * 86_400)
    forgetting = threading.Thread(target=ledger.forget_person, args=("9", ACCOUNT))

    def copy_slowly(source: Path, target: Path) -> None:
        copy_database(source, target)
        if not forgetting.ident:
            forgetting.start()
            # It waits for this copy; if it did not, it would be done long before.
            forgetting.join(0.5)

    monkeypatch.setattr(COPYING, copy_slowly)
    ledger.back_up_if_due()
    forgetting.join()
    ledger.close()
    assert holds_bio(folder) == []
    assert b"stays-here" in (folder / "ledger.sqlite3.backup-1").read_bytes()


@pytest.mark.process
def test_killed_at_any_step_of_forgetting_whoever_is_gone_has_left_no_trace(
    folder: Path, ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger.close()
    outcomes = set()
    for number, run in enumerate(each_step(monkeypatch, Killed)):
        copy = tmp_path / str(number)
        shutil.copytree(folder, copy)
        forgetful = Ledger(copy)
        run(partial(forgetful.forget_account, ACCOUNT))
        forgetful.close()
        again = Ledger(copy)
        is_known = again.count_people(ACCOUNT) > 0
        again.close()
        outcomes.add(is_known)
        if not is_known:
            assert holds_bio(copy) == [], f"killed at step {number + 1}"
    assert outcomes == {True, False}


def test_forgetting_nobody_leaves_the_backups(folder: Path, ledger: Ledger) -> None:
    backup = folder / "ledger.sqlite3.backup-1"
    before = backup.stat().st_ino
    with pytest.raises(NotFoundError, match="is remembered"):
        ledger.forget_person("77", ACCOUNT)
    assert ledger.forget_account("43") == 0
    assert backup.stat().st_ino == before


def test_without_room_for_a_new_backup_they_are_forgotten_all_the_same(
    folder: Path, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(COPYING, refuse)
        ledger.forget_person("9", ACCOUNT)
        with pytest.raises(StoreError, match="make room"):
            ledger.back_up_if_due()
    assert holds_bio(folder) == []
    ledger.back_up_if_due()
    assert (folder / "ledger.sqlite3.backup-1").exists()


@pytest.mark.parametrize("account", [ACCOUNT, None])
def test_who_has_an_id_can_be_forgotten_by_the_handle_too(ledger: Ledger, account: str | None) -> None:
    ledger.forget_person("@ada", account)
    assert [person.key for person in ledger.list_people(ACCOUNT, 10)] == ["@bob"]


@pytest.mark.parametrize(
    ("age", "is_made"),
    [(3_600, False), (90_000, True), (-600, False), (-9 * 365 * 86_400, True)],
    ids=["an hour old", "a day old", "ten minutes ahead", "years ahead"],
)
def test_a_backup_is_made_when_the_newest_is_a_day_old_or_from_a_clock_that_was_ahead(
    folder: Path, ledger: Ledger, age: float, *, is_made: bool
) -> None:
    age_backup(folder, age)
    ledger.back_up_if_due()
    assert (folder / "ledger.sqlite3.backup-2").exists() == is_made


def test_a_backup_that_cannot_be_looked_at_is_told_as_what_it_is(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "stat", refuse)
        with pytest.raises(StoreError, match="Input/output error"):
            ledger.back_up_if_due()
