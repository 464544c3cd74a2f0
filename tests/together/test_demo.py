"""`fieldmark demo` as a stranger types it: with and without a browser, with and without a window."""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from browsers import find_chromium

DEMO = [sys.executable, "-m", "fieldmark.cli", "demo"]
WAIT_SECONDS = 60


@pytest.fixture
def environment(tmp_path: Path) -> Iterator[dict[str, str]]:
    """No display, and a home of its own: what the demo touches there is seen."""
    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    # Not in pytest's own folder: Chromium puts a socket there, whose path may have 107 bytes at most (unix(7)).
    with tempfile.TemporaryDirectory() as folder:
        yield {**kept, "HOME": str(tmp_path / "home"), "XDG_DATA_HOME": str(tmp_path / "data"), "TMPDIR": folder}


def list_leftovers(environment: dict[str, str]) -> list[str]:
    """What the demo has left behind of its own."""
    return [path.name for path in Path(environment["TMPDIR"]).iterdir() if path.name.startswith("fieldmark-")]


def run_demo(environment: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [*DEMO, *arguments], env=environment, capture_output=True, text=True, timeout=WAIT_SECONDS, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout


def check_ten_rows(output: str) -> None:
    """Ten rows, the most relevant first, each with its reasons."""
    rows = re.findall(r"^ +(\d+)  (\w+) +@\w+ +(.+)$", output, re.MULTILINE)
    assert len(rows) == 10
    numbers = [int(number) for number, _, _ in rows]
    assert numbers == sorted(numbers, reverse=True)
    assert all("core" in reasons for _, _, reasons in rows)


def test_without_a_display_it_saves_a_picture_and_tells_the_ten_best(
    environment: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "picture.png"
    output = run_demo(environment, "--screenshot", str(file))
    assert str(file) in output
    check_ten_rows(output)
    assert file.read_bytes().startswith(b"\x89PNG")
    assert file.stat().st_size > 100_000
    assert not (tmp_path / "data").exists()
    assert list_leftovers(environment) == []


def test_the_picture_has_a_place_that_outlives_the_demo(environment: dict[str, str]) -> None:
    output = run_demo(environment, "--headless")
    found = re.search(r"(/\S+\.png)", output)
    assert found
    assert Path(found.group(1)).is_file()


def test_without_a_browser_it_says_what_to_install_and_tells_the_ten_best(environment: dict[str, str]) -> None:
    output = run_demo({**environment, "PATH": "/nowhere"})
    assert "Install one" in output
    check_ten_rows(output)


def test_a_browser_that_does_not_show_it_makes_room_for_the_next(environment: dict[str, str], tmp_path: Path) -> None:
    folder = tmp_path / "bin"
    folder.mkdir()
    broken = folder / "chromium"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    (folder / "brave").symlink_to(str(find_chromium()))
    path = f"{folder}{os.pathsep}{environment['PATH']}"
    output = run_demo({**environment, "PATH": path}, "--screenshot", str(tmp_path / "picture.png"))
    assert "Chromium: the browser went away" in output
    assert "Brave's picture" in output


@pytest.fixture
def display() -> Iterator[str]:
    """A screen that nobody sees."""
    read, write = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1400x1000x24", "-nolisten", "tcp"],  # noqa: S607  # as installed
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as stream:
        number = stream.readline().strip()
    yield f":{number}"
    screen.terminate()
    screen.wait()


def list_descendants(pid: int) -> set[int]:
    """Every process below this one."""
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        children.setdefault(parent, []).append(int(folder.name))
    found: set[int] = set()
    waiting = [pid]
    while waiting:
        for child in children.get(waiting.pop(), []):
            found.add(child)
            waiting.append(child)
    return found


def is_alive(pid: int) -> bool:
    """Whether a process runs (a zombie does not)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_ends_everything_it_started(
    environment: dict[str, str], display: str, tmp_path: Path, number: signal.Signals
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [*DEMO, "--port", str(port)]
    # Whatever a shell starts in its background ignores Ctrl+C, and so does all that it starts in turn.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen(
        command,
        env={**environment, "DISPLAY": display, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )
    signal.signal(signal.SIGINT, before)
    assert process.stdout
    assert "at work in" in process.stdout.readline()
    started = list_descendants(process.pid)
    assert started
    process.send_signal(number)
    process.stdout.read()
    process.stdout.close()
    assert process.wait(timeout=WAIT_SECONDS) in (0, 130)
    deadline = time.monotonic() + WAIT_SECONDS
    while any(is_alive(pid) for pid in started):
        assert time.monotonic() < deadline
        os.sched_yield()
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", port), timeout=2)
    assert list_leftovers(environment) == []
