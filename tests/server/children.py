"""A child that writes one thing after another and says the number of each that was acknowledged; killed on the way."""

import subprocess
import sys
import textwrap
from pathlib import Path


def kill_after(code: str, folder: Path, acknowledged: int) -> int:
    """Runs code on a folder, kills it once so many writes were acknowledged, and returns the number of the last one."""
    command = [sys.executable, "-c", textwrap.dedent(code), str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout
        for _ in range(acknowledged):
            last = int(child.stdout.readline())
        child.kill()
        rest = child.stdout.read().split("\n")
    # A line that the kill has cut off is none.
    return max([last, *(int(line) for line in rest[:-1])])
