"""TinyDB on files that survive a kill, a full disk and a half-written byte.

TinyDB's own JSONStorage overwrites in place: killed between write and truncate it leaves a file nobody can read, and
two threads spoil it for good (measured on 4.9.0). Here each write is a new file, flushed to the disk, that takes the
old one's place in one step; the old one stays as the newest of a few backups; a file that cannot be read is set aside,
never overwritten, and the newest backup that can be read takes its place.
"""

import json
import os
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tinydb.storages import Storage

from fieldmark.store.failures import DamageReport, StoreError

Tables = dict[str, dict[str, Any]]
Migration = Callable[[Tables], Tables]

BACKUPS_KEPT = 3
PRIVATE_FILE = 0o600


class AtomicStorage(Storage):
    """One JSON file: ``{"format", "version", "tables"}``.

    Args:
        path: the file; made on the first write.
        form: what the file holds; another form's file is refused.
        version: of what is in ``tables``; raised with each migration.
        migrations: for each older version, the step to the next one.
        check: raises ValueError for tables that do not hold what they should; such a file counts as damaged.
        report: called for each damaged file set aside.

    Raises:
        StoreError: the file was written by a newer Fieldmark, or cannot be read for lack of a right.
    """

    def __init__(
        self,
        path: Path,
        *,
        form: str,
        version: int = 1,
        migrations: Mapping[int, Migration] | None = None,
        check: Callable[[Tables], object] = lambda tables: None,
        report: Callable[[DamageReport], None] = lambda report: None,
    ) -> None:
        self._path = path
        self._form = form
        self._version = version
        self._migrations = migrations or {}
        self._check = check
        self._report = report
        self._lock = threading.RLock()
        for leftover in path.parent.glob(f".{path.name}.*.tmp"):
            leftover.unlink(missing_ok=True)
        self._tables = self._load()

    def read(self) -> Tables:
        """The tables. TinyDB changes what it gets, so it gets a copy."""
        with self._lock:
            copied: Tables = json.loads(json.dumps(self._tables))
            return copied

    def write(self, data: Tables) -> None:
        """Writes the tables; when it returns, they are on the disk.

        Raises:
            StoreError: they could not be written; what was stored before is still there.
        """
        with self._lock:
            text = json.dumps(
                {"format": self._form, "version": self._version, "tables": data}, ensure_ascii=False, indent=1
            )
            try:
                self._replace_file(text.encode())
            except OSError as error:
                raise StoreError(
                    f"{self._path} could not be written ({error.strerror}); nothing was changed. "
                    "Make room or allow writing, then try again"
                ) from None
            self._tables = json.loads(json.dumps(data))

    def close(self) -> None:
        """Nothing is kept open."""

    def _replace_file(self, content: bytes) -> None:
        fresh = self._path.with_name(f".{self._path.name}.{os.getpid()}.tmp")
        try:
            descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE_FILE)
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            self._rotate_backups()
            replace_patiently(fresh, self._path)
        except OSError:
            fresh.unlink(missing_ok=True)
            raise
        flush_folder(self._path.parent)

    def _rotate_backups(self) -> None:
        """Keeps the file as it is now as the newest backup: linked, not moved, so that it is never missing."""
        if not self._path.exists():
            return
        backups = self._list_backup_paths()
        for older, newer in zip(reversed(backups), [*reversed(backups[:-1])], strict=False):
            if newer.exists():
                newer.replace(older)
        backups[0].unlink(missing_ok=True)
        try:
            os.link(self._path, backups[0])
        except OSError:
            # No hard links here (FAT, some network folders): a copy serves as well.
            backups[0].write_bytes(self._path.read_bytes())

    def _list_backup_paths(self) -> list[Path]:
        return [self._path.with_name(f"{self._path.name}.backup-{number}") for number in range(1, BACKUPS_KEPT + 1)]

    def _load(self) -> Tables:
        if not self._path.exists():
            return {}
        try:
            return self._parse(self._path.read_bytes())
        except ValueError:
            return self._recover()
        except OSError as error:
            raise StoreError(f"{self._path} cannot be read ({error.strerror}); allow reading it") from None

    def _parse(self, content: bytes) -> Tables:
        """The tables of a file, brought to the present version.

        Raises:
            ValueError: it is not such a file.
            StoreError: it is from a newer Fieldmark.
        """
        raw = json.loads(content.decode("utf-8"))
        if not isinstance(raw, dict) or raw.get("format") != self._form or not isinstance(raw.get("tables"), dict):
            raise ValueError("not a file of this form")
        version = raw.get("version")
        if not isinstance(version, int) or version < 1:
            raise ValueError("no version")
        if version > self._version:
            raise StoreError(f"{self._path} was written by a newer Fieldmark; upgrade this one (nothing was changed)")
        tables: Tables = raw["tables"]
        for step in range(version, self._version):
            tables = self._migrations[step](tables)
        self._check(tables)
        return tables

    def _recover(self) -> Tables:
        """Sets the damaged file aside and puts the newest backup that can be read in its place."""
        kept_as = self._path.with_name(f"{self._path.name}.damaged-{time.strftime('%Y%m%d-%H%M%S')}")
        number = 1
        while kept_as.exists():
            number += 1
            kept_as = kept_as.with_name(f"{kept_as.name.partition('.again')[0]}.again{number}")
        self._path.replace(kept_as)
        for backup in self._list_backup_paths():
            try:
                content = backup.read_bytes()
                tables = self._parse(content)
            except (OSError, ValueError):
                continue
            self._replace_file(content)
            self._report(DamageReport(self._path, kept_as, backup))
            return tables
        self._report(DamageReport(self._path, kept_as, None))
        return {}


def replace_patiently(fresh: Path, path: Path) -> None:
    """Puts the fresh file in the place of the other.

    On Windows a virus scanner may hold the file for a moment, so that replacing it is refused; five tries over some
    300 ms outlast that (not seen here; look again 2027-06).
    """
    for delay in (0.01, 0.04, 0.09, 0.16, None):
        try:
            fresh.replace(path)
        except PermissionError:
            if delay is None or os.name != "nt":
                raise
            time.sleep(delay)
        else:
            return


def flush_folder(folder: Path) -> None:
    """Makes the folder's entries last through a power cut; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
