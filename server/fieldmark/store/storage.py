"""TinyDB on files that survive a kill, a full disk and a half-written byte.

TinyDB's own JSONStorage overwrites in place: killed between write and truncate it leaves a file nobody can read, and
two threads spoil it for good (measured on 4.9.0). Here each write is a new file, flushed to the disk, that takes the
old one's place in one step; the old one stays as the newest of a few backups; a file that cannot be read is kept under
another name, never overwritten, and the newest backup that can be read takes its place.
"""

import contextlib
import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from tinydb.storages import Storage

from fieldmark.store.backups import Backups
from fieldmark.store.failures import DamageReport, StoreError
from fieldmark.store.files import discard, flush_folder, put_in_place, set_aside, stage_file, sweep_staged
from fieldmark.store.form import Form, Tables
from fieldmark.store.recovery import recover_tables


class AtomicStorage(Storage):
    """One JSON file.

    Args:
        path: the file; made on the first write.
        form: what it holds.
        report: called when the file was damaged and something else took its place.

    Raises:
        StoreError: the file was written by a newer Fieldmark, cannot be read for lack of a right, or is damaged and
            could not be repaired; nothing was thrown away.
    """

    def __init__(self, path: Path, form: Form, report: Callable[[DamageReport], None] = lambda report: None) -> None:
        self._path = path
        self._form = form
        self._report = report
        self._backups = Backups(path)
        self._forgets = False
        self._lock = threading.RLock()
        self._tables = self._load()

    def read(self) -> Tables:
        """The tables. TinyDB changes what it gets, so it gets a copy."""
        with self._lock:
            return _copy(self._tables)

    def write(self, data: Tables) -> None:
        """Writes the tables; when it returns, they are on the disk.

        Raises:
            StoreError: they could not be written; what was stored before is still there.
        """
        with self._lock:
            try:
                self._replace_file(data)
                self._confirm()
            except OSError as error:
                raise StoreError(
                    f"{self._path} could not be written ({error.strerror or error}); nothing was changed. "
                    "Make room or allow writing, then try again"
                ) from None
            self._tables = _copy(data)
            if self._forgets:
                # A backup of what is left. If it cannot be had, the next write makes one.
                with contextlib.suppress(OSError):
                    self._backups.start_anew(self._form.encode(data))

    @contextlib.contextmanager
    def forgetting(self) -> Iterator[None]:
        """What is written in this block has no past: what it takes away comes back from no backup.

        The backups are dropped before the file is replaced. Killed in between, the file is still the old one and has
        no backup for a while; the other way round, a backup would be left that holds what was taken away.
        """
        with self._lock:
            self._forgets = True
            try:
                yield
            finally:
                self._forgets = False

    def close(self) -> None:
        """Nothing is kept open."""

    def _replace_file(self, tables: Tables) -> None:
        fresh = stage_file(self._path, self._form.encode(tables))
        try:
            if self._forgets:
                self._backups.drop()
            else:
                self._backups.rotate()
        except OSError:
            discard(fresh)
            raise
        put_in_place(fresh, self._path)

    def _confirm(self) -> None:
        """Flushes the folder; if that fails, the file is taken back, so that it, memory and answer agree.

        A file that cannot be taken back either is in place for every reader to come, so it counts as written.
        """
        try:
            flush_folder(self._path.parent)
        except OSError:
            if self._take_back():
                raise

    def _take_back(self) -> bool:
        try:
            put_in_place(stage_file(self._path, self._form.encode(self._tables)), self._path)
        except OSError:
            return False
        return True

    def _load(self) -> Tables:
        own = None
        try:
            sweep_staged(self._path)
            own = self._form.decode(self._path.read_bytes(), self._path)
        except FileNotFoundError:
            if not self._backups.list_paths():
                return {}
        except OSError as error:
            raise StoreError(f"{self._path} cannot be read ({error.strerror or error}); allow reading it") from None
        except ValueError:
            pass
        if own is not None and all(
            self._form.is_good(document) for table in own.values() for document in table.values()
        ):
            return own
        try:
            return self._recover(own)
        except OSError as error:
            raise StoreError(
                f"{self._path} is damaged or missing and could not be repaired ({error.strerror or error}); "
                f"nothing was thrown away. Make room in {self._path.parent} or allow writing there, then start again"
            ) from None

    def _recover(self, own: Tables | None) -> Tables:
        """Keeps the damaged file under another name and puts what can be had back in its place.

        In this order, so that a kill between any two steps leaves the damaged file and the backups there, and the next
        start recovers anew.
        """
        backups = self._backups.read(self._form)
        recovered = recover_tables(self._form, own, backups)
        kept_as = set_aside(self._path) if self._path.exists() else None
        if own is None and not backups:
            # None of them can be read: later writes would turn them out, and they may be all there is.
            for backup in self._backups.list_paths():
                set_aside(backup)
        put_in_place(stage_file(self._path, self._form.encode(recovered.tables)), self._path)
        flush_folder(self._path.parent)
        self._report(DamageReport(self._path, kept_as, recovered.restored_from, recovered.spoiled, recovered.left_out))
        return recovered.tables


def _copy(tables: Tables) -> Tables:
    copied: Tables = json.loads(json.dumps(tables))
    return copied
