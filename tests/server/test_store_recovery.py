"""Recovering, wherever it ends: neither the damaged file nor a backup is lost."""

import errno
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from crashes import Killed, each_step, fail_at
from damage import BACKUP, DAMAGE, prepare, read_kept, reopen, wrap
from fieldmark.store import StoreError
from fieldmark.store.form import Tables


@pytest.mark.parametrize("links", [True, False], ids=["links", "copies"])
@pytest.mark.parametrize("error", [Killed, OSError], ids=["kill", "full-disk"])
@pytest.mark.parametrize(
    ("content", "recovered"),
    [
        (DAMAGE, BACKUP),
        (None, BACKUP),
        (wrap('{"t": {"1": {}, "3": {"n": 3}}}'), {"t": {"3": {"n": 3}, "1": {"n": 1}}}),
    ],
    ids=["damaged", "missing", "one entry"],
)
def test_recovering_that_ends_anywhere_loses_neither_the_file_nor_a_backup(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    content: bytes | None,
    recovered: Tables,
    error: type[BaseException],
    links: bool,
) -> None:
    for number, run in enumerate(each_step(monkeypatch, error, links=links)):
        path = prepare(tmp_path / str(number), content)
        before = {file.name: file.read_bytes() for file in path.parent.glob("*.backup-*")}
        outcome = run(partial(reopen, path))
        assert outcome is None or isinstance(outcome, Killed if error is Killed else StoreError)
        assert {file.name: file.read_bytes() for file in path.parent.glob("*.backup-*")} == before
        assert reopen(path) == recovered
        kept = read_kept(path)
        assert content is None or content in kept
        assert len(kept) <= 1 or not links


def test_a_file_that_cannot_be_repaired_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = prepare(tmp_path / "data", DAMAGE)
    with monkeypatch.context() as patched:
        fail_at(patched, 1, OSError)
        with pytest.raises(StoreError, match=r"could not be repaired \(No space left.*nothing was thrown away.*room"):
            reopen(path)
    assert path.read_bytes() == DAMAGE


def refuse_reading(monkeypatch: pytest.MonkeyPatch, refused: Callable[[Path], bool]) -> None:
    real = Path.read_bytes

    def read(path: Path) -> bytes:
        if refused(path):
            raise OSError(errno.EACCES, "Permission denied")
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", read)


def test_a_file_that_may_not_be_read_is_not_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = prepare(tmp_path / "data", wrap("{}"))
    refuse_reading(monkeypatch, lambda file: file == path)
    with pytest.raises(StoreError, match=r"cannot be read \(Permission denied\); allow reading it"):
        reopen(path)
    assert read_kept(path) == []


def test_backups_that_may_not_be_read_are_not_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = prepare(tmp_path / "data", DAMAGE)
    with monkeypatch.context() as patched:
        refuse_reading(patched, lambda file: "backup" in file.name)
        with pytest.raises(StoreError, match=r"backup .* cannot be read \(Permission denied\); allow reading it"):
            reopen(path)
    assert reopen(path) == BACKUP
