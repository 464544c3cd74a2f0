"""`fieldmark doctor`: what holds, what does not, what to do; and that looking changes nothing."""

import contextlib
import importlib
import json
import pkgutil
import shutil
import socket
import sqlite3
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from fieldmark.commands import doctor, extension
from fieldmark.commands.autostart import Service, get_autostart
from fieldmark.commands.doctor import CHECKS, browser, finding, runtime, server
from fieldmark.commands.stranger import ask_stranger
from fieldmark.ports import bind_socket
from fieldmark.store import DataFolder, Ledger
from fieldmark.values import Person
from support import Run, take_state


class Line(NamedTuple):
    """One line of the report, with the remedy under it."""

    outcome: str
    text: str
    remedy: str


class Doctor:
    """Asks the doctor about a folder, and checks that nothing changed."""

    def __init__(self, run: Run, data: Path) -> None:
        self._run, self.data = run, data

    def ask(self, *arguments: str, status: int = 1) -> dict[str, Line]:
        before = take_state(self.data)
        said = self._run("doctor", "--data", self.data, *arguments, status=status)
        assert take_state(self.data) == before
        lines = said.stdout.splitlines()
        found: dict[str, Line] = {}
        for check in CHECKS:
            (number,) = [number for number, line in enumerate(lines) if line[8:].startswith(f"{check.name}  ")]
            below = lines[number + 1].strip()
            outcome, text = lines[number][:6].split()[1], lines[number][8:].removeprefix(check.name).strip()
            found[check.name] = Line(outcome, text, below.removeprefix("→ ") if below.startswith("→") else "")
        failing = [line for line in found.values() if line.outcome == "FAIL"]
        assert bool(failing) == bool(status)
        assert all(line.remedy for line in failing)
        return found

    def find_failing(self, *arguments: str) -> dict[str, Line]:
        found = self.ask(*arguments)
        return {name: line for name, line in found.items() if line.outcome == "FAIL"}


@pytest.fixture
def asked(run: Run, data: Path, niche_file: Path, monkeypatch: pytest.MonkeyPatch) -> Doctor:
    """The doctor, about a folder where all holds; on ports that no other test uses."""
    with bind_socket(0) as probe:
        port = probe.getsockname()[1]
    monkeypatch.setattr(server, "PORTS", (port,))
    run("pair", "--data", data)
    run("profile", "import", niche_file, "--data", data)
    run("settings", "learn", "0", "--data", data)
    ledger = Ledger(data)
    ledger.remember("1", "followers", [Person.from_dict({"id": "7", "handle": "ada", "bio": "css"})])
    ledger.close()
    return Doctor(run, data)


def test_a_good_machine_holds_without_a_server(asked: Doctor) -> None:
    found = asked.ask(status=0)
    assert {name for name, line in found.items() if line.outcome != "ok"} == {"server"}
    assert "fieldmark serve" in found["server"].remedy


def test_a_good_machine_holds_while_the_server_runs(asked: Doctor, serving: None) -> None:
    found = asked.ask(status=0)
    assert {line.outcome for line in found.values()} == {"ok"}
    assert "answers on 127.0.0.1" in found["server"].text
    assert "the running server holds" in found["lock"].text
    assert "is the running server's" in found["port"].text


def test_a_folder_that_is_not_there_is_not_made(run: Run, data: Path) -> None:
    found = Doctor(run, data).find_failing()
    assert found.keys() == {"pairing"}
    assert not data.exists()


def test_every_check_is_in_the_table_once() -> None:
    modules = [
        importlib.import_module(f"{doctor.__name__}.{one.name}") for one in pkgutil.iter_modules(doctor.__path__)
    ]
    written = {
        value
        for module in modules
        for name, value in vars(module).items()
        if name.startswith("check_") and value.__module__ == module.__name__
    }
    assert {check.look for check in CHECKS} == written
    assert len({check.name for check in CHECKS}) == len(CHECKS) == len(written)


def test_a_check_that_breaks_takes_no_other_with_it(asked: Doctor, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(_: object) -> None:
        raise RuntimeError("unforeseen")

    monkeypatch.setattr("shutil.disk_usage", break_down)
    found = asked.find_failing()
    assert found.keys() == {"room"}
    assert "RuntimeError: unforeseen" in found["room"].text
    assert "report it" in found["room"].remedy


def test_an_old_python_is_told(asked: Doctor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runtime, "OLDEST_PYTHON", (99, 0))
    assert "is too old" in asked.find_failing()["Python"].text


def test_the_oldest_python_is_the_packages() -> None:
    wanted = ".".join(map(str, runtime.OLDEST_PYTHON))
    project = (Path(__file__).resolve().parents[2] / "pyproject.toml").read_text(encoding="utf-8")
    assert f'requires-python = ">={wanted}"' in project


def test_a_package_that_is_missing_is_named(asked: Doctor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.metadata.requires", lambda _: ["flask>=3.1", "no-such-package-here>=1"])
    line = asked.find_failing()["packages"]
    assert line.text == "not installed: no-such-package-here"
    assert "pip install no-such-package-here" in line.remedy


def test_a_spacy_that_finds_nothing_is_told(asked: Doctor, monkeypatch: pytest.MonkeyPatch) -> None:
    from fieldmark.judge import spacy_door

    monkeypatch.setattr(spacy_door._SpacyPhrases, "find", lambda *_: [])
    assert "does not find a word that is there" in asked.find_failing()["spaCy"].text


def test_a_file_in_the_folders_place_is_told(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    assert "is no folder" in Doctor(run, file).find_failing()["data folder"].text
    assert "cannot be made" in Doctor(run, file / "data").find_failing()["data folder"].text


def test_a_folder_that_others_may_read_is_told(asked: Doctor) -> None:
    asked.data.chmod(0o755)
    assert {line.outcome for name, line in asked.ask(status=0).items() if name == "privacy"} == {"ok"}
    (asked.data / "pairings.json").chmod(0o644)
    line = asked.find_failing()["privacy"]
    assert "others may read pairings.json" in line.text
    assert "chmod 600" in line.remedy


def test_a_full_disk_is_told(asked: Doctor, monkeypatch: pytest.MonkeyPatch) -> None:
    real = shutil.disk_usage

    def be_full(path: Path) -> object:
        return real(path)._replace(free=1_000_000)

    monkeypatch.setattr("shutil.disk_usage", be_full)
    assert asked.find_failing()["room"].text == "1 MB free"


def spoil_one_niche(file: Path) -> None:
    content = json.loads(file.read_text(encoding="utf-8"))
    content["tables"]["profiles"]["1"]["keywords"] = 5
    file.write_text(json.dumps(content), encoding="utf-8")


def make_newer(file: Path) -> None:
    content = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps({**content, "version": 99}), encoding="utf-8")


def lose(file: Path) -> None:
    file.with_name(f"{file.name}.backup-1").write_bytes(file.read_bytes())
    file.unlink()


def spoil_page(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[:4096] + b"\xff" * 4096 + content[8192:])


def make_newer_ledger(file: Path) -> None:
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA user_version = 99")
    connection.close()


DAMAGES: list[tuple[str, Callable[[Path], object], str]] = [
    ("profiles.json", lambda file: file.write_text("{"), "is damaged"),
    ("settings.json", lambda file: file.write_bytes(b"\x00\xff"), "is damaged"),
    ("profiles.json", spoil_one_niche, "is damaged in part"),
    ("settings.json", make_newer, "was written by a newer Fieldmark"),
    ("profiles.json", lose, "is missing, though it has backups"),
    ("ledger.sqlite3", spoil_page, "is damaged"),
    ("ledger.sqlite3", lambda file: file.write_bytes(b"no database at all" * 99), "is damaged"),
    ("ledger.sqlite3", lose, "is missing or empty, though it has backups"),
    ("ledger.sqlite3", make_newer_ledger, "was written by a newer Fieldmark"),
]


@pytest.mark.parametrize(("name", "damage", "words"), DAMAGES)
def test_damaged_data_is_told_and_left_as_it_is(
    asked: Doctor, name: str, damage: Callable[[Path], object], words: str
) -> None:
    damage(asked.data / name)
    found = asked.find_failing()
    assert found.keys() == {"stored data"}
    assert found["stored data"].text == f"{name} {words}"
    assert ("upgrade" if "newer" in words else "start the server") in found["stored data"].remedy


def test_damage_under_a_running_server_is_told(asked: Doctor, serving: None) -> None:
    (asked.data / "profiles.json").write_text("{")
    assert asked.find_failing()["stored data"].text == "profiles.json is damaged"


def test_pairings_that_cannot_be_read_are_no_pairings(asked: Doctor) -> None:
    (asked.data / "pairings.json").write_text("{")
    found = asked.find_failing()
    assert found.keys() == {"stored data", "pairing"}
    assert "cannot be read" in found["pairing"].text


def test_a_browser_that_is_not_paired_is_told(asked: Doctor, run: Run) -> None:
    (line,) = run("pair", "--list", "--data", asked.data).stdout.splitlines()
    run("pair", "--revoke", line.split()[0], "--data", asked.data)
    assert "fieldmark pair" in asked.find_failing()["pairing"].remedy


def test_a_folder_that_a_command_holds_is_told(asked: Doctor) -> None:
    with DataFolder(asked.data).held():
        found = asked.find_failing()
    assert found.keys() == {"lock"}
    assert "a Fieldmark command" in found["lock"].text


def test_a_server_that_does_not_answer_is_told(asked: Doctor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "ANSWER_SECONDS", 0.2)
    held = DataFolder(asked.data)
    # It listens, and never says a word.
    with held.held(), bind_socket(0) as silent:
        held.announce_server(silent.getsockname()[1], "instance")
        found = asked.find_failing()
    assert found.keys() == {"server", "lock"}
    assert "does not" in found["server"].text


def test_a_server_that_was_killed_is_no_failure(asked: Doctor) -> None:
    with bind_socket(0) as gone:
        DataFolder(asked.data).announce_server(gone.getsockname()[1], "instance")
    line = asked.ask(status=0)["server"]
    assert (line.outcome, "was killed" in line.text) == ("note", True)


def test_an_announcement_that_is_garbage_is_no_server(asked: Doctor) -> None:
    for content in ("", "[]", '{"pid": 1, "port": "x"}', '{"pid": 1, "port": 99999999}', "[" * 99_999):
        (asked.data / "server.json").write_text(content)
        assert asked.ask(status=0)["server"].text == "none runs"


def test_a_wanted_port_that_a_stranger_holds_is_told(asked: Doctor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "ANSWER_SECONDS", 0.2)
    with bind_socket(0) as stranger:
        port = stranger.getsockname()[1]
        found = asked.find_failing("--port", str(port))
        assert found.keys() == {"port"}
        assert found["port"].text == f"port {port} is held by another program"
        monkeypatch.setattr(server, "PORTS", (port,))
        assert "are all taken" in asked.find_failing()["port"].text


def test_the_next_port_is_taken_where_a_stranger_has_the_first(asked: Doctor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "ANSWER_SECONDS", 0.2)
    with bind_socket(0) as free:
        second = free.getsockname()[1]
    with bind_socket(0) as stranger:
        monkeypatch.setattr(server, "PORTS", (stranger.getsockname()[1], second))
        line = asked.ask(status=0)["port"]
    assert line.outcome == "note"
    assert f"the server will take {second}" in line.text


def test_a_server_of_another_folder_is_told_from_a_stranger(
    asked: Doctor, serving: None, run: Run, tmp_path: Path
) -> None:
    announced = DataFolder(asked.data).find_server()
    assert announced
    other = Doctor(run, tmp_path / "other")
    assert "a Fieldmark server" in other.find_failing("--port", str(announced["port"]))["port"].text


def test_asking_a_stranger_tells_it_nothing(asked: Doctor) -> None:
    with socket.socket() as stranger:
        stranger.bind(("127.0.0.1", 0))
        stranger.listen()
        port = stranger.getsockname()[1]
        # The folder says that its server is there: a killed server's port, which somebody else has taken since.
        held = DataFolder(asked.data)
        held.announce_server(port, "instance")
        token = held.get_owner_token().encode()
        heard: list[bytes] = []

        def listen() -> None:
            for _ in range(2):
                connection, _ = stranger.accept()
                with connection:
                    heard.append(connection.recv(65_536))
                    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")

        thread = threading.Thread(target=listen, daemon=True)
        thread.start()
        assert asked.find_failing("--port", str(port))["port"].text == f"port {port} is held by another program"
        thread.join(timeout=10)
    assert len(heard) == 2
    assert all(token not in request for request in heard)


@pytest.mark.parametrize(
    ("piece", "pause"), [(b" " * 1_000_000, 0), (b" ", 0.05), (b"[" * 16_000, 0)], ids=["much", "slowly", "deeply"]
)
def test_a_stranger_that_answers_for_ever_is_hung_up_on(piece: bytes, pause: float) -> None:
    def answer() -> None:
        connection, _ = stranger.accept()
        with connection, contextlib.suppress(OSError):
            connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
            while True:
                connection.sendall(piece)
                # Nothing waits for this: so slow is this stranger.
                time.sleep(pause)

    with bind_socket(0) as stranger:
        thread = threading.Thread(target=answer)
        thread.start()
        assert ask_stranger(stranger.getsockname()[1], {}, 0.3) is None
        # It can send no more.
        thread.join()


@pytest.mark.skipif(sys.platform != "linux", reason="the entry is systemd's")
def test_an_autostart_that_starts_nothing_is_told(asked: Doctor) -> None:
    entry = get_autostart()
    entry.path.parent.mkdir(parents=True)

    def write(python: str, data: Path) -> None:
        entry.path.write_bytes(entry.system.make_content(Service(python, data)))

    assert "off" in asked.ask(status=0)["autostart"].text
    write("/no/python/here", asked.data)
    assert "fieldmark autostart on" in asked.find_failing()["autostart"].remedy
    write(sys.executable, Path("/elsewhere"))
    assert asked.ask(status=0)["autostart"].text == "on, for another data folder"
    write(sys.executable, asked.data)
    assert asked.ask(status=0)["autostart"] == ("ok", "on", "")
    entry.path.write_text("another's")
    assert asked.ask(status=0)["autostart"].outcome == "note"


def test_an_extension_that_is_not_built_is_told(asked: Doctor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(extension, "PLACES", (tmp_path,))
    assert "make build" in asked.find_failing()["extension"].remedy


@pytest.mark.parametrize(
    ("content", "words"),
    [("{", "cannot be read"), ("[]", "cannot be read"), ("{}", "cannot be read")],
)
def test_a_manifest_that_is_none_is_told(
    asked: Doctor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: str, words: str
) -> None:
    monkeypatch.setattr(extension, "PLACES", (tmp_path,))
    (tmp_path / "manifest.json").write_text(content)
    assert words in asked.find_failing()["extension"].text


def test_an_extension_that_lacks_a_file_or_is_of_another_version_is_told(
    asked: Doctor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    copy = extension.copy_extension(tmp_path / "copy")
    monkeypatch.setattr(extension, "PLACES", (copy,))
    (copy / "tap.js").unlink()
    assert "lacks tap.js" in asked.find_failing()["extension"].text
    (copy / "tap.js").write_text("")
    manifest = json.loads((copy / "manifest.json").read_text(encoding="utf-8"))
    (copy / "manifest.json").write_text(json.dumps({**manifest, "version": "0.0.9"}), encoding="utf-8")
    assert "is of version 0.0.9" in asked.find_failing()["extension"].text


def test_a_machine_without_a_browser_is_told(asked: Doctor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "find_any_browsers", list)
    assert "install Firefox" in asked.find_failing()["browser"].remedy


def test_browsers_are_found_on_windows_where_they_install_themselves(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from fieldmark.demo import browsers

    program = tmp_path / "Mozilla Firefox" / "firefox.exe"
    program.parent.mkdir()
    program.write_bytes(b"")
    monkeypatch.setattr("sys.platform", "win32")
    for name in browsers.WINDOWS_ROOTS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ProgramFiles", str(tmp_path))
    assert [browser.name for browser in browsers.find_any_browsers()] == ["Firefox"]
