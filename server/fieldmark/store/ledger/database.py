"""The ledger's file: opened, migrated, repaired and written in whole transactions.

One connection under one lock: a local server has a handful of clients, and no statement here takes long. WAL, so that
a kill loses nothing that was acknowledged; with ``durable`` a power cut loses nothing either (``synchronous=FULL``:
https://www.sqlite.org/pragma.html#pragma_synchronous).
"""

import contextlib
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from fieldmark.store.failures import DamageReport, StoreError
from fieldmark.store.ledger.backups import LedgerBackups
from fieldmark.store.ledger.migrations import migrate
from fieldmark.store.ledger.salvage import salvage_changes
from fieldmark.store.ledger.sqlite_door import Connection, connect, explain_failures, is_begun, is_sound, try_to_write


class LedgerDatabase:
    """The ledger's file.

    Args:
        path: the file; made if it is not there.
        report: called when it was damaged and something else took its place.

    Raises:
        StoreError: it is from a newer Fieldmark, or cannot be opened; nothing was thrown away.
    """

    def __init__(self, path: Path, report: Callable[[DamageReport], None] = lambda report: None) -> None:
        self.path = path
        self._lock = threading.RLock()
        # One backup at a time; and whoever forgets waits for the one that is being made, which holds what is to go.
        self._backing_up = threading.Lock()
        self._backups = LedgerBackups(path)
        self._backups.sweep()
        with explain_failures(path):
            if self._is_lost():
                report(self._backups.restore(salvage_changes))
            self._connection = connect(path)
            try:
                migrate(self._connection, path)
                try_to_write(self._connection)
            except BaseException:
                self._connection.close()
                raise

    def _is_lost(self) -> bool:
        if is_begun(self.path):
            return not is_sound(self.path)
        return self._backups.has_any() or self._backups.find_log() is not None

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """The connection, for statements that change nothing.

        Raises:
            StoreError: SQLite fails.
        """
        with self._lock, explain_failures(self.path):
            yield self._connection

    @contextlib.contextmanager
    def writing(self, *, durable: bool = False) -> Iterator[Connection]:
        """The connection inside a transaction: all of the block is stored, or nothing.

        Args:
            durable: whether a power cut right after must not lose it.

        Raises:
            StoreError: SQLite fails; what was stored before is still there.
        """
        with self._lock, explain_failures(self.path):
            self._connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                # A full disk has rolled back already; rolling back again would hide what happened.
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def count_bytes(self) -> int:
        """How large the file is, with its log."""
        files = (self.path, self.path.with_name(self.path.name + "-wal"))
        return sum(file.stat().st_size for file in files if file.exists())

    @contextlib.contextmanager
    def forgetting(self) -> Iterator[Connection]:
        """The connection inside a transaction that deletes for good, leaving no trace in the log or in a backup.

        The backups go before it ends: after a kill in between, what was to go is still there to be forgotten again.
        A transaction that deletes nothing leaves them.

        Raises:
            StoreError: SQLite fails; nothing was deleted, or, after the transaction, a trace may be left in the log.
        """
        with self._backing_up:
            with self.writing(durable=True) as connection:
                before = connection.total_changes
                yield connection
                has_deleted = connection.total_changes > before
                if has_deleted:
                    self._backups.drop()
            if has_deleted:
                with self.reading():
                    self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                # Forgotten it is, whether or not there is room for a backup of the rest: one is due from now on.
                with contextlib.suppress(StoreError), explain_failures(self.path):
                    self._backups.make()

    def back_up_if_due(self) -> None:
        """Keeps the ledger as it is now as the newest backup, if that is a day old.

        Raises:
            StoreError: it cannot be kept; the backups are as they were.
        """
        with self._backing_up, explain_failures(self.path):
            if self._backups.is_due():
                self._backups.make()

    def close(self, wait_seconds: float = -1) -> None:
        """Closes the file; what is in the log goes into it.

        Args:
            wait_seconds: for what is under way; after that the file is left as after a kill: the next start finds all
                that was acknowledged in the log. Without, as long as it takes.
        """
        if self._lock.acquire(timeout=wait_seconds):
            try:
                self._connection.close()
            finally:
                self._lock.release()
