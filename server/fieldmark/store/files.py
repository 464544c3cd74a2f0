"""Files that are whole or not there: written beside their place, flushed, put in place in one step.

Tidying up is done for an OSError alone: after a kill nothing tidies up either, so nothing here may need it.
"""

import contextlib
import errno
import itertools
import os
import time
from pathlib import Path

PRIVATE_FILE = 0o600


def stage_file(path: Path, content: bytes) -> Path:
    """Writes and flushes a file beside the path, which it is to replace."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    _write_flushed(fresh, content, os.O_TRUNC)
    return fresh


def sweep_staged(path: Path) -> None:
    """Removes what a kill left behind of files that were to replace the path."""
    for leftover in path.parent.glob(f".{path.name}.*.tmp*"):
        discard(leftover)


def put_in_place(fresh: Path, path: Path) -> None:
    """Puts a staged file in the place of the other; one that cannot be put there is removed.

    On Windows a virus scanner may hold the file for a moment, so that replacing it is refused; five tries over some
    300 ms outlast that (not seen here; look again 2027-06).
    """
    for delay in (0.01, 0.04, 0.09, 0.16, None):
        try:
            fresh.replace(path)
        except OSError as error:
            if delay is None or os.name != "nt" or not isinstance(error, PermissionError):
                discard(fresh)
                raise
            time.sleep(delay)
        else:
            return


def discard(path: Path) -> None:
    """Removes a file if that can be done."""
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)


def keep_copy(path: Path, copy: Path) -> None:
    """Keeps what a file holds under another name too.

    Raises:
        FileExistsError: the other name is taken; what lies there is left alone.
    """
    try:
        copy.hardlink_to(path)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):
        # No hard links here (FAT, some network folders): a copy serves as well.
        _write_flushed(copy, path.read_bytes(), os.O_EXCL)


def set_aside(path: Path) -> Path:
    """Keeps a damaged file for good, under a name that no earlier or later one has; returns that name.

    The file stays where it is, too, until what replaces it is ready: a kill in between loses neither.
    """
    kept_names = path.parent.glob(f"{path.name}.damaged-*")
    # An earlier try to recover, cut off in the middle, has kept this very file.
    kept = next((kept for kept in kept_names if kept.samefile(path)), None) or _keep_under_new_name(path)
    flush_folder(path.parent)
    return kept


def _keep_under_new_name(path: Path) -> Path:
    stamp = time.strftime("%Y%m%d-%H%M%S")
    for number in itertools.count(1):
        kept = path.with_name(f"{path.name}.damaged-{stamp}" + (f"-{number}" if number > 1 else ""))
        with contextlib.suppress(FileExistsError):
            keep_copy(path, kept)
            break
    return kept


def flush_folder(folder: Path) -> None:
    """Makes the folder's entries last through a power cut; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some network folders cannot flush a folder at all; refusing every write there would help nobody.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)


def _write_flushed(path: Path, content: bytes, flag: int) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | flag, PRIVATE_FILE)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError:
        discard(path)
        raise
