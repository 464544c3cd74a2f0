"""What a ledger's file is worth, found out without changing it."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from fieldmark.store.ledger.migrations import MIGRATIONS
from fieldmark.store.ledger.sqlite_door import (
    Connection,
    connect_to_backup,
    connect_to_damaged,
    connect_to_live,
    find_version,
)


def find_ledger_problem(path: Path, *, is_live: bool) -> str | None:
    """What is wrong with a ledger, in words; None if all of it can be read, or if there is none.

    Args:
        path: the file.
        is_live: whether a process holds its folder.

    Raises:
        OSError: it may not be read.
    """
    if not path.exists() or path.stat().st_size == 0:
        has_backup = any(path.parent.glob(f"{path.name}.backup-*"))
        return "is missing or empty, though it has backups" if has_backup else None
    with path.open("rb"), _open(path, is_live=is_live) as connection:
        version = find_version(connection)
    if version is None:
        return "is damaged"
    return "was written by a newer Fieldmark" if version > len(MIGRATIONS) else None


@contextlib.contextmanager
def _open(path: Path, *, is_live: bool) -> Iterator[Connection]:
    log, index = (path.with_name(path.name + suffix) for suffix in ("-wal", "-shm"))
    if is_live and index.exists():
        with contextlib.closing(connect_to_live(path)) as connection:
            yield connection
    elif log.exists() and log.stat().st_size > 0:
        # A kill left a log. SQLite would work it into the file it belongs to, so it gets copies.
        with tempfile.TemporaryDirectory(prefix="fieldmark-") as folder:
            copy = Path(folder) / path.name
            shutil.copyfile(path, copy)
            shutil.copyfile(log, copy.with_name(log.name))
            with contextlib.closing(connect_to_damaged(copy)) as connection:
                yield connection
    else:
        with contextlib.closing(connect_to_backup(path)) as connection:
            yield connection
