"""The one door to SQLite: opens, checks and copies files, and says in words what went wrong."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fieldmark.store.failures import StoreError
from fieldmark.store.system_errors import explain_os_error

Connection = sqlite3.Connection
PRIVATE_FILE = 0o600
# What SQLite says of a file that holds something else than it should.
DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def connect(path: Path) -> Connection:
    """Opens a file for reading and writing, made if it is not there; transactions are begun and ended by hand.

    Raises:
        sqlite3.Error: it cannot be opened, or is no file of SQLite's.
    """
    # A file made by SQLite would be readable by others, by the umask.
    path.touch(mode=PRIVATE_FILE)
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=5)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA foreign_keys = ON")
        # Forgotten means forgotten: what is deleted is overwritten with zeros.
        connection.execute("PRAGMA secure_delete = ON")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def try_to_write(connection: Connection) -> None:
    """Finds out at once whether the file may be written, not only when somebody wants it to be; changes nothing.

    Raises:
        sqlite3.Error: it may only be read, which neither opening it nor beginning a transaction tells.
    """
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute(f"PRAGMA user_version = {version}")
    finally:
        connection.execute("ROLLBACK")


def connect_to_backup(path: Path) -> Connection:
    """Opens a file that nobody writes, so that nothing is made beside it."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)


def connect_to_live(path: Path) -> Connection:
    """Opens a file that another process reads and writes, to look at it."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=5)


def connect_to_damaged(path: Path) -> Connection:
    """Opens a copy of a damaged file, with the log beside it, to see what can still be read."""
    return sqlite3.connect(path, isolation_level=None)


def find_readable_row(connection: Connection, statement: str, values: tuple[object, ...]) -> tuple[Any, ...] | None:
    """The first row that a statement finds; None if there is none, or if it lies where nothing can be read."""
    try:
        found: tuple[Any, ...] | None = connection.execute(statement, values).fetchone()
    except sqlite3.Error:
        return None
    return found


def is_begun(path: Path) -> bool:
    """Whether there is a file, and more in it than SQLite takes for nothing: with up to one byte it begins anew."""
    return path.exists() and path.stat().st_size > 1


def is_sound(path: Path) -> bool:
    """Whether SQLite can read all of the ledger's file, which must be there.

    Raises:
        sqlite3.Error: it cannot be opened at all, for another reason than what it holds.
    """
    try:
        with contextlib.closing(connect(path)) as connection:
            return _reads_well(connection)
    except sqlite3.DatabaseError as error:
        if is_damage(error):
            return False
        raise


def is_sound_backup(path: Path) -> bool:
    """Whether SQLite can read all of a backup."""
    try:
        with contextlib.closing(connect_to_backup(path)) as connection:
            return _reads_well(connection)
    except sqlite3.Error:
        return False


def find_version(connection: Connection) -> int | None:
    """The version of a ledger of which all can be read; None if it is damaged."""
    try:
        if not _reads_well(connection):
            return None
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
    except sqlite3.Error:
        return None


def copy_database(source: Path, target: Path) -> None:
    """Copies a database as it is now, while others read and write it."""
    with contextlib.closing(connect(source)) as reader, contextlib.closing(sqlite3.connect(target)) as writer:
        reader.backup(writer)
        # Else the copy asks for a log beside it as soon as anybody looks at it.
        writer.execute("PRAGMA journal_mode = DELETE")


def is_damage(error: sqlite3.Error) -> bool:
    """Whether an error says that the file itself is damaged."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in DAMAGED


@contextlib.contextmanager
def explain_failures(path: Path) -> Iterator[None]:
    """Turns what SQLite and the system say of the file into a StoreError that says what to do."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(_describe(error, path)) from error
    except OSError as error:
        raise StoreError(f"{path} could not be read or written {explain_os_error(error)}") from error


def _reads_well(connection: Connection) -> bool:
    return bool(connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))


def _describe(error: sqlite3.Error, path: Path) -> str:
    if is_damage(error):
        return f"{path} is damaged; stop Fieldmark and start it again: it keeps the file and restores the newest backup"
    return f"{path} could not be read or written ({error}); make room on the disk, or allow it, then try again"
