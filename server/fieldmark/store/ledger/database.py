"""The ledger's file: opened, migrated, repaired and written in whole transactions.

One connection under one lock: a local server has a handful of clients, and no statement here takes long. WAL, so that
a kill loses nothing that was acknowledged; with ``durable`` a power cut loses nothing either (``synchronous=FULL``:
https://www.sqlite.org/pragma.html#pragma_synchronous).
"""

import contextlib
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from fieldmark.store.failures import DamageReport
from fieldmark.store.ledger.backups import LedgerBackups
from fieldmark.store.ledger.migrations import migrate
from fieldmark.store.ledger.salvage import salvage_changes
from fieldmark.store.ledger.sqlite_door import Connection, connect, explain_failures, is_sound, try_to_write


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
        # A file cut to nothing is one that SQLite would take for a new one.
        if self.path.exists() and self.path.stat().st_size > 0:
            return not is_sound(self.path)
        return self._backups.has_any()

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

    def back_up(self) -> None:
        """Keeps the ledger as it is now as the newest backup."""
        with explain_failures(self.path):
            self._backups.make()

    def back_up_if_due(self) -> None:
        """Keeps a backup if the newest is a day old."""
        if self._backups.is_due():
            self.back_up()

    def forget_for_good(self) -> None:
        """Leaves no trace of what was deleted, in the log or in a backup; what is left gets a backup of its own."""
        with self._lock, explain_failures(self.path):
            self._backups.drop()
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
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
