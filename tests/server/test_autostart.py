"""`fieldmark autostart`: what it writes on each system, and that it touches nothing else."""

import errno
import plistlib
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldmark.commands import autostart
from fieldmark.commands.autostart import SYSTEMS, Autostart, AutostartError, Service
from fieldmark.commands.autostart.service import MARK
from fieldmark.store import DataFolder
from support import Run

HOME = Path("/home/zoë ünal")
PYTHON = "/home/zoë ünal/100% $HOME/venv/bin/python"
SERVICE = Service(PYTHON, HOME / "da ta", port=27185, remember=False)
WORDS = [PYTHON, "-m", "fieldmark.cli", "serve", "--data", "/home/zoë ünal/da ta", "--port", "27185", "--no-memory"]
UNIT = """\
# Written by 'fieldmark autostart on'; 'fieldmark autostart off' removes it.
[Unit]
Description=Fieldmark, the server of the browser extension

[Service]
Type=exec
ExecStart=@"/home/zoë ünal/100%% $HOME/venv/bin/python" "/home/zoë ünal/100%% $$HOME/venv/bin/python" "-m" \
"fieldmark.cli" "serve" "--data" "/home/zoë ünal/da ta" "--port" "27185" "--no-memory"
Restart=on-failure
RestartSec=2
RestartPreventExitStatus=2 3
SuccessExitStatus=4
TimeoutStopSec=10
UMask=0077
NoNewPrivileges=yes

[Install]
WantedBy=default.target
"""
COMMAND_FILE = (
    "@rem Written by 'fieldmark autostart on'; 'fieldmark autostart off' removes it.\r\n"
    "@chcp 65001 >nul\r\n"
    '@start "" "C:\\Users\\Zoë & Co\\100%% venv\\pythonw.exe" "-m" "fieldmark.cli" "serve" "--data" "C:\\da ta\\\\"\r\n'
)
PATHS = [
    ("linux", {}, HOME / ".config/systemd/user/fieldmark.service"),
    ("linux", {"XDG_CONFIG_HOME": "/etc/zoë"}, Path("/etc/zoë/systemd/user/fieldmark.service")),
    ("linux", {"XDG_CONFIG_HOME": "relative"}, HOME / ".config/systemd/user/fieldmark.service"),
    ("darwin", {}, HOME / "Library/LaunchAgents/local.fieldmark.server.plist"),
    ("win32", {"APPDATA": "/roaming"}, Path("/roaming/Microsoft/Windows/Start Menu/Programs/Startup/Fieldmark.cmd")),
    ("win32", {}, HOME / "AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Startup/Fieldmark.cmd"),
]


@pytest.mark.parametrize(("name", "environment", "path"), PATHS)
def test_the_entry_lies_where_the_system_looks(name: str, environment: dict[str, str], path: Path) -> None:
    assert SYSTEMS[name].make_path(HOME, environment) == path


def test_the_unit_of_systemd() -> None:
    assert SYSTEMS["linux"].make_content(SERVICE).decode() == UNIT


def test_the_agent_of_launchd() -> None:
    content = SYSTEMS["darwin"].make_content(SERVICE)
    agent = plistlib.loads(content)
    assert agent == {
        "Label": "local.fieldmark.server",
        "ProgramArguments": WORDS,
        "RunAtLoad": True,
        "KeepAlive": {"SuccessfulExit": False},
        "ThrottleInterval": 60,
        "ExitTimeOut": 10,
        "ProcessType": "Background",
        "Umask": 0o077,
    }
    assert f"<!-- {MARK} -->".encode() in content


def test_the_command_file_of_windows() -> None:
    service = Service("C:\\Users\\Zoë & Co\\100% venv\\python.exe", Path("C:\\da ta\\"))
    assert SYSTEMS["win32"].make_content(service).decode() == COMMAND_FILE


@given(
    word=st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")) | st.sampled_from('%$\\"\t'), min_size=1)
)
@pytest.mark.parametrize("name", ["linux", "darwin"])
def test_any_path_is_read_back_as_it_was(name: str, word: str) -> None:
    system, service = SYSTEMS[name], Service(f"/bin/{word}", Path("/") / word.replace("\0", ""), 1)
    assert list(system.read_words(system.make_content(service))) == service.list_words()


class Machine:
    """A system of which only the commands are played; files are real."""

    def __init__(self, name: str, home: Path) -> None:
        self.ran: list[str] = []
        self.failing = ""
        system = SYSTEMS[name]
        self.entry = Autostart(system, system.make_path(home, {}), self.run)

    def run(self, words: Sequence[str]) -> "subprocess.CompletedProcess[str]":
        self.ran.append(" ".join(words))
        failed = bool(self.failing) and self.failing in self.ran[-1]
        return subprocess.CompletedProcess(words, int(failed), "", "")

    def take_ran(self) -> list[str]:
        ran, self.ran = self.ran, []
        return ran


@pytest.fixture(params=SYSTEMS)
def machine(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    monkeypatch.setattr("os.getuid", lambda: 501)
    return Machine(request.param, tmp_path / "home")


@pytest.fixture
def service(tmp_path: Path) -> Service:
    return Service(sys.executable, tmp_path / "dätä", 27185)


def test_on_and_off_and_again(machine: Machine, service: Service) -> None:
    entry = machine.entry
    assert entry.find_words() is None
    assert entry.turn_off() == "off"
    assert machine.take_ran() == []
    assert entry.turn_on(service).startswith("on: the server starts at each login")
    assert machine.take_ran() or machine.entry.system is SYSTEMS["win32"]
    words = entry.find_words()
    assert words
    assert words[1:] == service.list_words()[1:]
    before = entry.path.read_bytes(), entry.path.stat().st_ino
    entry.turn_on(service)
    assert (entry.path.read_bytes(), entry.path.stat().st_ino) == before
    assert entry.turn_off().startswith("off: the entry is removed")
    assert entry.turn_off() == "off"
    assert list(entry.path.parent.iterdir()) == []


def test_what_others_wrote_is_neither_overwritten_nor_removed(machine: Machine, service: Service) -> None:
    entry = machine.entry
    entry.path.parent.mkdir(parents=True)
    for content in (b"somebody else's", b"", MARK.encode()):
        entry.path.write_bytes(content)
        with pytest.raises(AutostartError, match="was not written by Fieldmark"):
            entry.turn_on(service)
        with pytest.raises(AutostartError, match="was not written by Fieldmark"):
            entry.turn_off()
        assert entry.path.read_bytes() == content
    assert machine.ran == []


def test_a_place_that_cannot_be_written_is_told(machine: Machine, service: Service) -> None:
    machine.entry.path.parent.parent.mkdir(parents=True)
    machine.entry.path.parent.write_text("a file")
    with pytest.raises(AutostartError, match="cannot be written"):
        machine.entry.turn_on(service)


def test_systemd_is_told_and_a_changed_service_started_anew(tmp_path: Path, service: Service) -> None:
    machine = Machine("linux", tmp_path)
    enabling = [
        f"systemctl --user {words}" for words in ("show-environment", "daemon-reload", "enable fieldmark.service")
    ]
    restart = "systemctl --user restart fieldmark.service"
    assert "and now" in machine.entry.turn_on(service)
    assert machine.take_ran() == [*enabling, restart]
    with DataFolder(service.data).held():
        assert "one runs now" in machine.entry.turn_on(service)
        assert machine.take_ran() == enabling
        assert "and now" in machine.entry.turn_on(Service(service.python, service.data, 27186))
        assert machine.take_ran() == [*enabling, restart]
    machine.entry.turn_off()
    assert machine.take_ran() == [
        f"systemctl --user {words}" for words in ("disable --now fieldmark.service", "daemon-reload")
    ]


def test_a_server_started_by_hand_is_left_alone(tmp_path: Path, service: Service) -> None:
    machine = Machine("linux", tmp_path)
    with DataFolder(service.data).held():
        assert "one runs now" in machine.entry.turn_on(service)
    assert not [words for words in machine.ran if "start " in words]


def test_launchd_is_told(tmp_path: Path, service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.getuid", lambda: 501)
    machine = Machine("darwin", tmp_path)
    # Nothing was loaded, so nothing can be unloaded: that is no failure.
    machine.failing = "bootout"
    machine.entry.turn_on(service)
    path = machine.entry.path
    out = "launchctl bootout gui/501/local.fieldmark.server"
    assert machine.take_ran() == [out, f"launchctl bootstrap gui/501 {path}"]
    machine.entry.turn_off()
    assert machine.take_ran() == [out]


def test_without_a_systemd_nothing_is_written(tmp_path: Path, service: Service) -> None:
    machine = Machine("linux", tmp_path)
    machine.failing = "show-environment"
    with pytest.raises(AutostartError, match="no systemd of the user's own"):
        machine.entry.turn_on(service)
    assert not machine.entry.path.exists()


def test_a_step_that_fails_is_named(tmp_path: Path, service: Service) -> None:
    machine = Machine("linux", tmp_path)
    machine.failing = "enable"
    with pytest.raises(AutostartError, match="systemctl --user enable fieldmark"):
        machine.entry.turn_on(service)
    machine.failing = "systemctl"
    assert machine.entry.turn_off().startswith("off")


def test_the_command_keeps_its_options(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: Path) -> None:
    machine = Machine("linux", tmp_path)
    monkeypatch.setattr(autostart, "get_autostart", lambda: machine.entry)
    assert run("autostart", "status").stdout == "off\n"
    monkeypatch.chdir(tmp_path)
    run("autostart", "on", "--data", "data", "--port", "27185", "--no-memory")
    command = f"-m fieldmark.cli serve --data {data} --port 27185 --no-memory"
    assert command in run("autostart", "status").stdout
    run("autostart", "off")
    assert run("autostart", "status").stdout == "off\n"
    run("autostart", "maybe", status=2)


def test_a_system_that_nobody_knows_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autostart, "SYSTEMS", {})
    assert "run `fieldmark serve` at login" in run("autostart", "on", status=1).stderr


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not installed")
def test_systemd_itself_finds_no_fault_with_the_unit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "da ta 100% $HOME é"
    folder.mkdir()
    (folder / "python").symlink_to(sys.executable)
    unit = tmp_path / "fieldmark.service"
    unit.write_bytes(SYSTEMS["linux"].make_content(Service(str(folder / "python"), folder, 27185)))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    command = [shutil.which("systemd-analyze") or "", "--user", "verify", str(unit)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_full_disk_is_told_and_leaves_nothing(
    machine: Machine, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write_half(path: Path, content: bytes) -> None:
        path.touch()
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", write_half)
    with pytest.raises(AutostartError, match=r"cannot be written \(No space left on device\); make room, then"):
        machine.entry.turn_on(service)
    assert list(machine.entry.path.parent.iterdir()) == []


def test_a_data_folder_that_cannot_be_looked_at_is_told(machine: Machine, service: Service) -> None:
    service.data.mkdir()
    lock = service.data / "fieldmark.lock"
    lock.symlink_to(lock)
    with pytest.raises(AutostartError, match=r"fieldmark\.lock \(.*\); move what lies there away, then try again"):
        machine.entry.turn_on(service)
    assert not machine.entry.path.exists()


def test_a_data_folder_whose_name_is_no_text_is_told(machine: Machine, service: Service) -> None:
    with pytest.raises(AutostartError, match=r"is not plain text; name a folder that is, with --data DIR"):
        machine.entry.turn_on(Service(service.python, Path("/da\udcffta")))
    assert not machine.entry.path.exists()


def test_who_has_no_home_folder_is_told(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def fail() -> None:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", fail)
    for action in ("on", "off", "status"):
        said = run("autostart", action, "--data", tmp_path, status=1).stderr
        assert said == "fieldmark: you have no home folder, where what starts at login is kept; set HOME\n"
