"""Writing that fails or is killed: the file, memory and the answer agree, and what was acknowledged is there."""

import errno
import os
import stat
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from crashes import Killed, each_step, refuse_links
from fieldmark.store import StoreError, files, storage
from fieldmark.store.form import Form, Tables
from fieldmark.store.storage import AtomicStorage

OLD: Tables = {"t": {"1": {"n": 1}}}
NEW: Tables = {"t": {"1": {"n": 2}}}


def open_storage(path: Path) -> AtomicStorage:
    def refuse(report: object) -> None:
        pytest.fail(f"no damage was done: {report}")

    return AtomicStorage(path, Form("test"), refuse)


def prepare(folder: Path) -> AtomicStorage:
    folder.mkdir()
    made = open_storage(folder / "file.json")
    made.write(OLD)
    return made


@pytest.mark.parametrize("links", [True, False], ids=["links", "copies"])
@pytest.mark.parametrize("lasting", [True, False], ids=["full", "once"])
def test_a_write_that_fails_at_any_step_is_told_and_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lasting: bool, links: bool
) -> None:
    told = 0
    for number, run in enumerate(each_step(monkeypatch, OSError, lasting=lasting, links=links)):
        made = prepare(tmp_path / str(number))
        outcome = run(partial(made.write, NEW))
        assert outcome is None or isinstance(outcome, StoreError)
        told += bool(outcome and "No space left" in str(outcome) and "nothing was changed" in str(outcome))
        after = OLD if outcome else NEW
        assert made.read() == open_storage(tmp_path / str(number) / "file.json").read() == after
        made.write({"t": {"1": {"n": 3}}})
        assert open_storage(tmp_path / str(number) / "file.json").read() == {"t": {"1": {"n": 3}}}
        assert [*tmp_path.glob("*/.*.tmp")] == []
    assert told >= 4


@pytest.mark.parametrize("links", [True, False], ids=["links", "copies"])
def test_a_write_killed_at_any_step_leaves_the_old_state_or_the_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    found = []
    for number, run in enumerate(each_step(monkeypatch, Killed, links=links)):
        made = prepare(tmp_path / str(number))
        outcome = run(partial(made.write, NEW))
        after = open_storage(tmp_path / str(number) / "file.json").read()
        assert after == NEW or (after == OLD and outcome)
        found.append(after)
    assert OLD in found


def test_a_folder_that_is_not_flushed_is_not_acknowledged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = prepare(tmp_path / "data")

    def refuse(_folder: Path) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(storage, "flush_folder", refuse)
    with pytest.raises(StoreError, match=r"Input/output error.*nothing was changed"):
        made.write(NEW)
    assert made.read() == open_storage(tmp_path / "data" / "file.json").read() == OLD


def test_a_write_that_is_neither_flushed_nor_taken_back_counts_in_memory_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = prepare(tmp_path / "data")

    def refuse(_folder: Path) -> None:
        monkeypatch.setattr(os, "replace", refuse_all)
        raise OSError(errno.EIO, "Input/output error")

    def refuse_all(*_arguments: object, **_options: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(storage, "flush_folder", refuse)
    made.write(NEW)
    assert made.read() == open_storage(tmp_path / "data" / "file.json").read() == NEW


def test_a_folder_that_cannot_be_flushed_at_all_takes_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = prepare(tmp_path / "data")
    real = os.fsync

    def flush_files_only(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "Invalid argument")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", flush_files_only)
    made.write(NEW)
    assert open_storage(tmp_path / "data" / "file.json").read() == NEW


@pytest.mark.skipif(os.name == "nt", reason="Windows flushes no folders")
def test_a_write_is_flushed_before_it_is_in_place_and_its_place_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = prepare(tmp_path / "data")
    path, done = tmp_path / "data" / "file.json", []
    real: dict[str, Any] = {"fsync": os.fsync, "replace": os.replace}

    def flush(descriptor: int) -> None:
        real["fsync"](descriptor)
        is_folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
        done.append(("folder" if is_folder else "file", path.read_bytes()))

    def put(source: Path, target: Path) -> None:
        real["replace"](source, target)
        done.append(("replace", path.read_bytes()))

    monkeypatch.setattr(os, "fsync", flush)
    monkeypatch.setattr(os, "replace", put)
    made.write(NEW)
    old, new = Form("test").encode(OLD), Form("test").encode(NEW)
    assert done == [("file", old), ("replace", new), ("folder", new)]


def test_a_backup_is_not_turned_out_by_writes_that_fail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = prepare(tmp_path / "data")
    made.write(NEW)

    def refuse(*_arguments: object, **_options: object) -> None:
        raise OSError(errno.EACCES, "Permission denied")

    for _ in range(5):
        with monkeypatch.context() as patched:
            patched.setattr(storage, "put_in_place", refuse)
            with pytest.raises(StoreError):
                made.write(OLD)
    (tmp_path / "data" / "file.json").write_bytes(b"")
    (tmp_path / "data" / "file.json.backup-1").unlink()
    assert AtomicStorage(tmp_path / "data" / "file.json", Form("test")).read() == OLD


def test_a_name_that_is_taken_is_never_copied_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_bytes(b"a")
    (tmp_path / "b").write_bytes(b"b")
    for _ in range(2):
        with pytest.raises(FileExistsError):
            files.keep_copy(tmp_path / "a", tmp_path / "b")
        assert (tmp_path / "b").read_bytes() == b"b"
        refuse_links(monkeypatch)


def test_a_copy_that_fails_leaves_no_half_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_bytes(b"a")
    refuse_links(monkeypatch)

    def refuse(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError, match="No space left"):
        files.keep_copy(tmp_path / "a", tmp_path / "b")
    assert not (tmp_path / "b").exists()
