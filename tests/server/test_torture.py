"""Every store, killed at fifty random moments (`make torture`: at a thousand): nothing acknowledged is lost."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from torture_stores import STORES

pytestmark = [
    pytest.mark.process,
    pytest.mark.skipif(os.name == "nt", reason="Windows has no fork"),
]

KILLS = 50


@pytest.mark.parametrize("store", STORES)
def test_whatever_was_acknowledged_outlives_fifty_kills(store: str) -> None:
    script = Path(__file__).with_name("torture.py")
    command = [sys.executable, str(script), store, "--kills", str(KILLS)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stdout}{done.stderr}"
    assert f"{store}: {KILLS} kills" in done.stdout
