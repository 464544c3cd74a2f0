"""The storage under TinyDB: nothing acknowledged is lost, nothing damaged is overwritten."""

import json
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tinydb import TinyDB

from fieldmark.store import DamageReport, StoreError
from fieldmark.store.form import Form
from fieldmark.store.storage import AtomicStorage


def open_storage(path: Path, reports: list[DamageReport] | None = None, form: Form = Form("test")) -> AtomicStorage:
    return AtomicStorage(path, form, (reports if reports is not None else []).append)


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


def test_a_file_of_a_newer_fieldmark_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    open_storage(path).write({"t": {}})
    content = path.read_text().replace('"version": 1', '"version": 9')
    path.write_text(content)
    with pytest.raises(StoreError, match="newer Fieldmark"):
        open_storage(path)
    assert path.read_text() == content


def test_a_byte_order_mark_is_no_damage(tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    open_storage(path).write({"t": {"1": {"n": 1}}})
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert open_storage(path).read()["t"]["1"]["n"] == 1


def test_an_older_file_is_brought_up_to_date_step_by_step(tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    open_storage(path).write({"t": {"1": {"a": 1}}})
    steps = {
        1: lambda tables: {"t": {"1": {"b": tables["t"]["1"]["a"] + 1}}},
        2: lambda tables: {"t": {"1": {"c": tables["t"]["1"]["b"] + 1}}},
    }
    assert open_storage(path, form=Form("test", 3, steps)).read() == {"t": {"1": {"c": 3}}}


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
    assert all(report.kept_as and report.kept_as.read_bytes() == content for report in reports)
