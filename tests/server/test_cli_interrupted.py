"""Ctrl-C at a bad moment: a command ends with 130 and without a stack trace."""

import subprocess
import sys
from pathlib import Path

import pytest

from fieldmark.cli import INTERRUPTED

pytestmark = pytest.mark.process

WAYS = {
    "module": [sys.executable, "-m", "fieldmark.cli"],
    "script": [sys.executable, str(Path(sys.executable).with_name("fieldmark"))],
}
# Loaded among the first and among the last of what a command needs.
MODULES = ("typer", "platformdirs", "tinydb")


@pytest.mark.parametrize("module", MODULES)
@pytest.mark.parametrize("way", WAYS)
def test_ctrl_c_while_a_command_is_loaded_leaves_no_stack_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str, module: str
) -> None:
    (tmp_path / f"{module}.py").write_text("import signal; signal.raise_signal(signal.SIGINT)")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    command = [*WAYS[way], "profile", "list", "--data", str(tmp_path / "data")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (INTERRUPTED, "", "")
