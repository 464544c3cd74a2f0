"""A process that is killed while it writes: whatever it had acknowledged is there."""

import contextlib
import random
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from fieldmark.store import DamageReport, ProfileStore

pytestmark = pytest.mark.process

ROUNDS, MOST_WRITES, LONGEST_SECONDS = 6, 20, 0.05
WRITER = textwrap.dedent(
    """
    import itertools, os, sys
    from pathlib import Path
    from fieldmark.store import ProfileStore
    from fieldmark.values import Keyword, Profile

    store = ProfileStore(Path(sys.argv[1]))
    # Large, so that writing takes a while.
    large = Profile("changed", tuple(Keyword(f"word {number}", "core") for number in range(1_000)))
    changed = store.find_active() or store.add_profile(large)
    for number in itertools.count():
        changed = store.change_profile(changed)
        os.write(1, f"changed {changed.revision}\\n".encode())
        if number < 20:
            added = store.add_profile(Profile(f"{os.getpid()} {number}"))
            os.write(1, f"added {added.id}\\n".encode())
    """
)


def test_every_acknowledged_write_outlives_kill_9_at_any_moment(tmp_path: Path) -> None:
    added, revision = set[str](), 1
    for _ in range(ROUNDS):
        for what, value in map(str.split, write_until_killed(tmp_path)):
            added |= {value} if what == "added" else set()
            revision = int(value) if what == "changed" else revision
        reports: list[DamageReport] = []
        store = ProfileStore(tmp_path, reports.append)
        assert reports == []
        changed = store.find_active()
        assert changed
        assert changed.revision >= revision
        found = {profile.id for profile in store.list_profiles()} - {changed.id}
        assert found >= added
        assert len(found - added) + changed.revision - revision <= 1, "the one write that was under way, and no more"
        added, revision = found, changed.revision


def write_until_killed(folder: Path) -> list[str]:
    """Runs the writer, kills it at some moment after some writes, and returns all that it acknowledged."""
    chance = random.SystemRandom()
    with subprocess.Popen([sys.executable, "-c", WRITER, str(folder)], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout
        acknowledged = [writer.stdout.readline() for _ in range(chance.randint(1, MOST_WRITES))]
        with contextlib.suppress(subprocess.TimeoutExpired):
            writer.wait(chance.uniform(0, LONGEST_SECONDS))
        writer.kill()
        acknowledged += writer.stdout.readlines()
    assert writer.returncode < 0, "it was killed; it did not end by itself"
    return acknowledged
