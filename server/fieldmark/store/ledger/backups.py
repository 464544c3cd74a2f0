"""The ledger's backups: its state of the last few days, newest first; and how one takes a damaged ledger's place."""

import contextlib
import os
import time
from collections.abc import Callable
from pathlib import Path

from fieldmark.store.failures import DamageReport
from fieldmark.store.files import discard, flush_folder, keep_copy, put_in_place, set_aside, stage_file, sweep_staged
from fieldmark.store.ledger.sqlite_door import copy_database, is_sound_backup

BACKUPS_KEPT = 3
DAY_SECONDS = 86_400
# So far a clock may be set right, or another machine's be off, on which the folder lies.
CLOCK_SECONDS = 3_600
# What SQLite keeps beside the file while it is open.
BESIDE = ("-wal", "-shm")
# (the damaged file, its log, what is to take its place) -> how many entries were saved from those into the last.
Salvage = Callable[[Path | None, Path | None, Path], int]


class LedgerBackups:
    """The backups of the ledger.

    Args:
        path: the ledger's file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._paths = [path.with_name(f"{path.name}.backup-{number}") for number in range(1, BACKUPS_KEPT + 1)]

    def sweep(self) -> None:
        """Removes what a kill left of files that were to be backups, or to replace the ledger."""
        for path in (self._path, *self._paths):
            sweep_staged(path)

    def has_any(self) -> bool:
        """Whether there is a backup, sound or not."""
        return any(path.exists() for path in self._paths)

    def is_due(self) -> bool:
        """Whether the newest backup is a day old, or from when the clock was ahead: nobody knows how old that is."""
        newest = self._paths[0]
        return not newest.exists() or not -CLOCK_SECONDS < time.time() - newest.stat().st_mtime < DAY_SECONDS

    def make(self) -> None:
        """Keeps the ledger as it is now. Others read and write meanwhile."""
        fresh = stage_file(self._paths[0], b"")
        try:
            copy_database(self._path, fresh)
            _flush(fresh)
        except BaseException:
            discard(fresh)
            raise
        for older, newer in zip(self._paths[:0:-1], self._paths[-2::-1], strict=True):
            if newer.exists():
                newer.replace(older)
        put_in_place(fresh, self._paths[0])
        flush_folder(self._path.parent)

    def drop(self) -> None:
        """Forgets every earlier state; when it returns, that lasts."""
        for path in self._paths:
            path.unlink(missing_ok=True)
        flush_folder(self._path.parent)

    def restore(self, salvage: Salvage) -> DamageReport:
        """Keeps the damaged ledger for good, the newest sound backup in its place; without one, it starts empty.

        Args:
            salvage: adds to the backup what the damaged file and its log still tell; how many entries that were.
        """
        kept = set_aside(self._path) if self._path.exists() else None
        log = self._keep_log(kept)
        backup = next((path for path in self._paths if path.exists() and is_sound_backup(path)), None)
        fresh = stage_file(self._path, backup.read_bytes() if backup else b"")
        try:
            # Before it takes the place: killed in between, the next start begins anew.
            salvaged = salvage(kept, log, fresh)
            _flush(fresh)
        except BaseException:
            discard(fresh)
            raise
        for suffix in BESIDE:
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
        put_in_place(fresh, self._path)
        flush_folder(self._path.parent)
        return DamageReport(self._path, kept or log, backup, salvaged=salvaged, is_log_alone=kept is None)

    def find_log(self) -> Path | None:
        """The log, if there is anything in it: all that was acknowledged of late, until it goes into the file."""
        log = self._path.with_name(self._path.name + "-wal")
        return log if log.exists() and log.stat().st_size > 0 else None

    def _keep_log(self, kept: Path | None) -> Path | None:
        log = self.find_log()
        if not log:
            return None
        if not kept:
            return set_aside(log)
        beside = kept.with_name(kept.name + "-wal")
        with contextlib.suppress(FileExistsError):
            keep_copy(log, beside)
        return beside


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
