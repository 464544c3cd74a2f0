"""Checks of the data folder: that it is there, private, roomy, and that what lies in it can be read."""

import os
import shutil
import stat
from pathlib import Path

from fieldmark.commands.doctor.finding import Finding, Situation, fails, holds
from fieldmark.store.inspection import list_problems

# A write of the largest file, its backup and the ledger's log; below that a full disk is a matter of days.
LEAST_FREE_BYTES = 50_000_000
OTHERS = stat.S_IRWXG | stat.S_IRWXO
MEGABYTE = 1_000_000


def check_folder(situation: Situation) -> Finding:
    """It is there and may be written, or can be made."""
    data = situation.data
    if not os.path.lexists(data):
        parent = _find_existing_parent(data)
        if parent.is_dir() and os.access(parent, os.W_OK | os.X_OK):
            return holds(f"{data} is not there yet; the first command that needs it makes it")
        return fails(f"{data} is not there and cannot be made: {parent} allows no new folder", _allow(parent))
    if not data.is_dir():
        return fails(f"{data} is no folder", "move it away, or name another folder with --data DIR")
    if not os.access(data, os.R_OK | os.W_OK | os.X_OK):
        return fails(f"{data} may not be read and written", _allow(data))
    # A file that is gone by now was one that takes another's place.
    closed = [file.name for file in sorted(data.iterdir()) if not os.access(file, os.R_OK | os.W_OK) and file.exists()]
    if closed:
        return fails(f"in {data} may not be read and written: {', '.join(closed)}", _allow(data))
    return holds(str(data))


def check_privacy(situation: Situation) -> Finding:
    """Nobody else may read what is kept."""
    if os.name == "nt":
        return holds("kept in your own user folder, which Windows opens to you alone")
    data = situation.data
    if not data.is_dir():
        return holds("nothing is kept yet")
    open_ones = [file.name for file in sorted(data.iterdir()) if file.is_file() and file.stat().st_mode & OTHERS]
    if data.stat().st_mode & OTHERS and open_ones:
        words = f"others may read {', '.join(open_ones)} in {data}"
        return fails(words, f"chmod 700 '{data}' && chmod 600 '{data}'/*")
    return holds("for your eyes alone")


def check_room(situation: Situation) -> Finding:
    """The disk has room for the next writes."""
    free = shutil.disk_usage(_find_existing_parent(situation.data)).free
    words = f"{free // MEGABYTE:,} MB free"
    if free < LEAST_FREE_BYTES:
        return fails(words, f"make room on the disk of {situation.data}: changes are refused when it is full")
    return holds(words)


def check_stored(situation: Situation) -> Finding:
    """Every stored file can be read, all of it."""
    problems = list_problems(situation.view)
    if not problems:
        return holds("every file can be read")
    words = "; ".join(f"{problem.name} {problem.words}" for problem in problems)
    if any("newer" in problem.words for problem in problems):
        return fails(words, "upgrade Fieldmark; until then nothing of it is touched")
    remedy = "start the server (or stop it and start it again): it keeps what is damaged and restores the newest backup"
    return fails(words, f"{remedy}. What may not be read, allow to be read first")


def _find_existing_parent(path: Path) -> Path:
    return next(parent for parent in (path, *path.absolute().parents) if parent.exists())


def _allow(path: Path) -> str:
    return f"allow it (chmod u+rwX '{path}'; if it is another user's, chown), or name another folder with --data DIR"
