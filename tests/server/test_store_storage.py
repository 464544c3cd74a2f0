"""The storage under TinyDB: nothing acknowledged is lost, nothing damaged is overwritten."""

import errno
import json
import os
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tinydb import TinyDB

from fieldmark.store import DamageReport, StoreError
from fieldmark.store.storage import AtomicStorage, Tables


def open_storage(path: Path, reports: list[DamageReport] | None = None, **options: object) -> AtomicStorage:
    report = (reports if reports is not None else []).append
    return AtomicStorage(path, form="test", report=report, **options)  # type: ignore[arg-type]  # a test's own options


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    open_storage(path).write({"t": {"1": {"text": "é🐍"}}})
    assert open_storage(path).read() == {"t": {"1": {"text": "é🐍"}}}


def test_a_reader_cannot_change_what_is_stored(tmp_path: Path) -> None:
    storage = open_storage(tmp_path / "file.json")
    storage.write({"t": {"1": {"n": 1}}})
    storage.read()["t"]["1"]["n"] = 2
    assert storage.read()["t"]["1"]["n"] == 1


def test_the_file_belongs_to_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    open_storage(path).write({})
    assert path.stat().st_mode & 0o777 == 0o600


def test_the_newest_backups_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    storage = open_storage(path)
    for number in range(6):
        storage.write({"t": {"1": {"n": number}}})
    kept = [json.loads((tmp_path / f"file.json.backup-{n}").read_text())["tables"]["t"]["1"]["n"] for n in (1, 2, 3)]
    assert kept == [4, 3, 2]


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"[]", b'{"format": "other", "version": 1, "tables": {}}', b"\xff\xfe", b'{"format":"test"}']
)
def test_a_damaged_file_is_set_aside_and_the_newest_backup_takes_its_place(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "file.json"
    storage = open_storage(path)
    storage.write({"t": {"1": {"n": 1}}})
    storage.write({"t": {"1": {"n": 2}}})
    path.write_bytes(damage)
    reports: list[DamageReport] = []
    assert open_storage(path, reports).read() == {"t": {"1": {"n": 1}}}
    (report,) = reports
    assert report.kept_as.read_bytes() == damage
    assert report.restored_from == tmp_path / "file.json.backup-1"
    assert "backup" in str(report)
    assert open_storage(path).read() == {"t": {"1": {"n": 1}}}


def test_a_damaged_backup_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    storage = open_storage(path)
    for number in range(3):
        storage.write({"t": {"1": {"n": number}}})
    path.write_bytes(b"{")
    (tmp_path / "file.json.backup-1").write_bytes(b"half")
    assert open_storage(path).read() == {"t": {"1": {"n": 0}}}


def test_without_a_good_backup_it_starts_empty_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    path.write_bytes(b"{")
    reports: list[DamageReport] = []
    assert open_storage(path, reports).read() == {}
    assert reports[0].restored_from is None
    assert "starts empty" in str(reports[0])


def test_the_evidence_of_an_earlier_damage_is_kept_too(tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    for content in (b"one", b"two", b"three"):
        path.write_bytes(content)
        open_storage(path)
    kept = sorted(file.read_bytes() for file in tmp_path.glob("file.json.damaged-*"))
    assert kept == [b"one", b"three", b"two"]


def test_tables_that_do_not_hold_what_they_should_are_damage(tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    open_storage(path).write({"t": {"1": {"n": "no number"}}})

    def check(tables: Tables) -> None:
        if any(not isinstance(row["n"], int) for row in tables.get("t", {}).values()):
            raise ValueError

    reports: list[DamageReport] = []
    assert open_storage(path, reports, check=check).read() == {}
    assert len(reports) == 1


def test_a_file_of_a_newer_fieldmark_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    open_storage(path, version=1).write({"t": {}})
    content = path.read_text().replace('"version": 1', '"version": 9')
    path.write_text(content)
    with pytest.raises(StoreError, match="newer Fieldmark"):
        open_storage(path)
    assert path.read_text() == content


def test_an_older_file_is_brought_up_to_date_step_by_step(tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    open_storage(path).write({"t": {"1": {"a": 1}}})
    steps = {
        1: lambda tables: {"t": {"1": {"b": tables["t"]["1"]["a"] + 1}}},
        2: lambda tables: {"t": {"1": {"c": tables["t"]["1"]["b"] + 1}}},
    }
    assert open_storage(path, version=3, migrations=steps).read() == {"t": {"1": {"c": 3}}}


def test_a_full_disk_changes_nothing_and_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file.json"
    storage = open_storage(path)
    storage.write({"t": {"1": {"n": 1}}})

    def refuse(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", refuse)
        with pytest.raises(StoreError, match=r"No space left.*nothing was changed"):
            storage.write({"t": {"1": {"n": 2}}})
    assert storage.read() == open_storage(path).read() == {"t": {"1": {"n": 1}}}
    assert list(tmp_path.glob(".*.tmp")) == []
    storage.write({"t": {"1": {"n": 3}}})
    assert open_storage(path).read() == {"t": {"1": {"n": 3}}}


def test_leftovers_of_a_kill_are_swept(tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    open_storage(path).write({"t": {}})
    leftover = tmp_path / ".file.json.4711.tmp"
    leftover.write_bytes(b"half a fi")
    assert open_storage(path).read() == {"t": {}}
    assert not leftover.exists()


def test_reading_and_writing_from_many_threads_loses_nothing(tmp_path: Path) -> None:
    storage = open_storage(tmp_path / "file.json")
    table = TinyDB(storage=lambda: storage).table("t")
    lock = threading.Lock()

    def add(thread: int) -> None:
        for number in range(10):
            with lock:
                table.insert({"thread": thread, "number": number})
            storage.read()

    threads = [threading.Thread(target=add, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(open_storage(tmp_path / "file.json").read()["t"]) == 80


@settings(max_examples=60, deadline=None)
@given(content=st.binary(max_size=200))
def test_any_bytes_are_a_file_or_are_set_aside(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("storage") / "file.json"
    path.write_bytes(content)
    reports: list[DamageReport] = []
    storage = open_storage(path, reports)
    assert storage.read() == {} or not reports
    assert all(report.kept_as.read_bytes() == content for report in reports)
