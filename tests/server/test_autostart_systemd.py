"""`fieldmark autostart` under a real systemd: a user manager of the test's own, in namespaces of its own.

The user's own systemd is never asked: a test that switches somebody's autostart on and off is no test.
"""

import os
import shutil
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from fieldmark.ports import bind_socket

pytestmark = pytest.mark.process

MANAGER = Path("/usr/lib/systemd/systemd")
NAMESPACES = ("unshare", "--mount", "--pid", "--fork", "--mount-proc", "--kill-child")
# /run is hidden, so that no bus of the machine is found. A user manager asks for a machine that runs systemd.
PRELUDE = textwrap.dedent(
    """
    set -eu
    mount -t tmpfs tmpfs /run
    mkdir -p -m 700 /run/systemd/system "$XDG_RUNTIME_DIR"
    """
)
BEGIN_MANAGER = textwrap.dedent(
    f"""
    {MANAGER} --user --log-target=null &
    until systemctl --user show-environment >/dev/null 2>&1; do kill -0 $!; sleep 0.05; done
    """
)


def run_apart(tmp_path: Path, script: str) -> "subprocess.CompletedProcess[str]":
    environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": str(tmp_path / "höme dir")}
    environment["XDG_RUNTIME_DIR"] = "/run/user/0"
    Path(environment["HOME"]).mkdir(exist_ok=True)
    command = [*NAMESPACES, "sh", "-c", PRELUDE + script]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, env=environment, check=False)


@pytest.fixture
def apart(tmp_path: Path) -> Path:
    if not MANAGER.exists() or not shutil.which("unshare"):
        pytest.skip("there is no systemd here")
    if run_apart(tmp_path, BEGIN_MANAGER).returncode:
        pytest.skip("no user manager of systemd can be started here (it takes root and cgroups)")
    return tmp_path


def test_it_starts_at_login_is_changed_is_restarted_and_goes(apart: Path) -> None:
    with bind_socket(0) as one, bind_socket(0) as other:
        first, second = one.getsockname()[1], other.getsockname()[1]
    script = f"""
    fieldmark() {{ "{sys.executable}" -m fieldmark.cli "$@"; }}
    data="$HOME/da ta 100% é"
    wait_for() {{
        until grep -qs '"port": '$1, "$data/server.json"; do sleep 0.05; done
        fieldmark pair --list --data "$data"
    }}
    get_pid() {{ systemctl --user show --property MainPID --value fieldmark.service; }}
    {BEGIN_MANAGER}
    fieldmark autostart on --data "$data" --port {first}
    wait_for {first}
    pid=$(get_pid)
    fieldmark autostart on --data "$data" --port {first}
    test "$pid" = "$(get_pid)" && echo "again changes nothing"
    fieldmark autostart on --data "$data" --port {second}
    wait_for {second}
    echo "another port is taken"
    systemctl --user is-enabled fieldmark.service
    fieldmark autostart status
    kill -{signal.SIGKILL} "$(get_pid)"
    until test "$(systemctl --user show --property NRestarts --value fieldmark.service)" = 1; do sleep 0.1; done
    wait_for {second}
    echo "comes back after a crash"
    fieldmark autostart off
    systemctl --user is-active fieldmark.service || true
    systemctl --user list-unit-files fieldmark.service --no-legend || true
    ls -A "$HOME/.config/systemd/user"
    tail -n 1 "$data/fieldmark.log"
    """
    done = run_apart(apart, textwrap.dedent(script))
    assert done.returncode == 0, done.stdout + done.stderr
    lines = done.stdout.splitlines()
    home = apart / "höme dir"
    unit = home / ".config/systemd/user/fieldmark.service"
    assert lines[:5] == [
        f"on: the server starts at each login, and now ({unit})",
        f"on: the server starts at each login; one runs now ({unit})",
        "again changes nothing",
        f"on: the server starts at each login, and now ({unit})",
        "another port is taken",
    ]
    assert lines[5] == "enabled"
    assert f"--data '{home}/da ta 100% é' --port {second}" in lines[6]
    assert lines[7:10] == ["comes back after a crash", f"off: the entry is removed ({unit})", "inactive"]
    assert lines[-1].endswith("stopped")
    assert "fieldmark.service" not in lines[10:-1]
