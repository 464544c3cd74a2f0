"""The command line as a user types it: output, exit status, with and without a running server."""

import errno
import json
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from fieldmark.commands.access import open_access
from fieldmark.ports import bind_socket
from fieldmark.store import DataFolder
from support import WEB_NICHE, Run, parse_pairing_string


def test_help_names_every_command(run: Run) -> None:
    text = run("--help").stdout
    for name in ("serve", "pair", "score", "profile", "extension", "demo"):
        assert name in text


def test_pair_prints_the_string_alone(run: Run, data: Path) -> None:
    done = run("pair", "--data", data, "--name", "laptop")
    string = parse_pairing_string(done.stdout)
    assert done.stdout == f"{string}\n"
    assert string.port == 27182
    listed = run("pair", "--list", "--data", data).stdout
    assert "laptop" in listed
    assert string.token not in listed
    run("pair", "--revoke", string.browser_id, "--data", data)
    assert run("pair", "--list", "--data", data).stdout == ""
    assert "no paired browser" in run("pair", "--revoke", "nothing", "--data", data, status=1).stderr


def test_pair_through_the_server_names_its_port(run: Run, running: subprocess.Popen[str], data: Path) -> None:
    announced = DataFolder(data).find_server()
    assert announced
    assert parse_pairing_string(run("pair", "--data", data).stdout).port == announced["port"]
    assert len(run("pair", "--list", "--data", data).stdout.splitlines()) == 1


@pytest.mark.parametrize("with_server", [False, True])
def test_niches_are_imported_listed_shown_exported_and_activated(
    run: Run, request: pytest.FixtureRequest, data: Path, niche_file: Path, tmp_path: Path, with_server: bool
) -> None:
    if with_server:
        request.getfixturevalue("running")
    assert "It is in use" in run("profile", "import", niche_file, "--data", data).stderr
    assert "already" in run("profile", "import", niche_file, "--data", data, status=1).stderr
    run("profile", "import", niche_file, "--replace", "--data", data)
    other = tmp_path / "pots.json"
    other.write_text('{"name": "Pots", "keywords": []}', encoding="utf-8")
    run("profile", "import", other, "--data", data)
    run("profile", "activate", "pots", "--data", data)
    lines = run("profile", "list", "--data", data).stdout.splitlines()
    assert [line[0] for line in lines] == [" ", "*"]
    assert "typescript" in run("profile", "show", "Web", "--data", data).stdout
    out = tmp_path / "out.json"
    run("profile", "export", "WEB", "--out", out, "--data", data)
    assert json.loads(out.read_text(encoding="utf-8")) == WEB_NICHE
    assert json.loads(run("profile", "export", "web", "--data", data).stdout) == WEB_NICHE
    assert "there are: Web, Pots" in run("profile", "show", "nothing", "--data", data, status=1).stderr


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "is not JSON"),
        ("{", "is not JSON"),
        ("[]", "must hold one object"),
        ('{"keywords": []}', "name: is missing"),
        ('{"name": "x", "keywords": [{"text": "a", "kind": "cor"}]}', "keywords[0].kind: must be one of"),
        ('{"name": "x", "colour": 1}', "colour: is not a known field"),
        ("\x00\x01", "is not JSON"),
    ],
)
def test_a_broken_profile_file_is_told_and_changes_nothing(
    run: Run, data: Path, tmp_path: Path, content: str, words: str
) -> None:
    file = tmp_path / "broken.json"
    file.write_text(content, encoding="utf-8")
    assert words in run("profile", "import", file, "--data", data, status=1).stderr
    assert run("profile", "list", "--data", data).stdout == ""


def test_a_missing_profile_file_is_told(run: Run, data: Path) -> None:
    assert "cannot be read" in run("profile", "import", "nowhere.json", "--data", data, status=1).stderr


def test_a_second_server_on_the_folder_ends_with_3(run: Run, running: subprocess.Popen[str], data: Path) -> None:
    assert f"process {running.pid}" in run("serve", "--data", data, status=3).stderr


def test_a_wanted_port_that_is_taken_ends_with_3(run: Run, data: Path) -> None:
    with bind_socket(0) as taken:
        port = taken.getsockname()[1]
        assert f"port {port} is taken" in run("serve", "--data", data, "--port", str(port), status=3).stderr


def test_a_folder_that_cannot_be_written_ends_with_1(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "cannot be written to" in run("serve", "--data", tmp_path / "file" / "data", status=1).stderr


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (
            OSError(errno.ENOSPC, "No space left on device", "/full/x"),
            "/full/x cannot be used (No space left on device); make room",
        ),
        (
            OSError(errno.EMFILE, "Too many open files"),
            "a file cannot be used (Too many open files); close other programs",
        ),
        (OSError("odd"), "a file cannot be used (odd); make room or allow it"),
    ],
)
def test_what_nobody_foresaw_of_the_system_is_one_line_with_a_remedy(
    run: Run, data: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, words: str
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("fieldmark.commands.access.open_stores", fail)
    said = run("profile", "list", "--data", data, status=1).stderr
    assert said.startswith(f"fieldmark: {words}")
    assert said.endswith(", then try again\n")
    assert said.count("\n") == 1


@pytest.mark.parametrize(
    "answer", ["~/.local/share/fieldmark", RuntimeError("no home"), KeyError("uid not found")], ids=str
)
@pytest.mark.parametrize("command", ["serve", "profile list", "doctor", "score people.csv"])
def test_who_has_no_home_folder_is_told_to_name_a_data_folder(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: str, answer: str | Exception
) -> None:
    def find_home(*_: object, **__: object) -> str:
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("platformdirs.user_data_dir", find_home)
    said = run(*command.split(), status=1).stderr
    assert (
        said == "fieldmark: you have no home folder to keep data in; set HOME, or name a data folder with --data DIR\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_file_ends_with_4_and_says_where_it_is(run: Run, data: Path, niche_file: Path) -> None:
    run("profile", "import", niche_file, "--data", data)
    run("profile", "import", niche_file, "--replace", "--data", data)
    (data / "profiles.json").write_text("{", encoding="utf-8")
    done = run("profile", "list", "--data", data, status=4)
    assert "Web" in done.stdout
    assert "kept as profiles.json.damaged-" in done.stderr
    assert run("profile", "list", "--data", data).stdout == done.stdout


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_server_stops_cleanly(run: Run, running: subprocess.Popen[str], data: Path, number: signal.Signals) -> None:
    run("pair", "--data", data)
    running.send_signal(number)
    assert running.wait(timeout=10) == 0
    assert running.stderr
    assert "everything is saved" in running.stderr.read()
    assert DataFolder(data).find_server() is None
    assert len(run("pair", "--list", "--data", data).stdout.splitlines()) == 1


def test_a_server_that_was_killed_is_not_taken_for_alive(run: Run, running: subprocess.Popen[str], data: Path) -> None:
    running.kill()
    running.wait()
    assert DataFolder(data).find_server()
    assert run("pair", "--list", "--data", data).stdout == ""


def test_two_commands_at_once_both_succeed(run: Run, data: Path) -> None:
    command = [sys.executable, "-m", "fieldmark.cli", "pair", "--data", str(data)]
    processes = [subprocess.Popen(command, stdout=subprocess.DEVNULL) for _ in range(4)]
    assert [process.wait(timeout=60) for process in processes] == [0] * 4
    with open_access(data) as access:
        assert len(access.list_pairings()) == 4


def test_usage_errors_end_with_2(run: Run, data: Path) -> None:
    run("nothing", status=2)
    run("serve", "--port", "0", status=2)
    run("serve", "--port", "x", status=2)
    run("score", "in.csv", "--format", "xml", status=2)


def test_secrets_are_readable_by_their_owner_alone(run: Run, data: Path) -> None:
    run("pair", "--data", data)
    for file in data.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file


@pytest.mark.parametrize("with_server", [False, True])
def test_settings_are_shown_and_changed(
    run: Run, request: pytest.FixtureRequest, data: Path, with_server: bool
) -> None:
    if with_server:
        request.getfixturevalue("running")
    assert run("settings", "--data", data).stdout == "strong_cut 60\nmaybe_cut 20\nlearn 1\nkeep_days 0\n"
    assert run("settings", "strong_cut", "70", "--data", data).stdout == "strong_cut 70\n"
    assert run("settings", "strong_cut", "--data", data).stdout == "strong_cut 70\n"
    assert "must be a whole number" in run("settings", "strong_cut", "0", "--data", data, status=1).stderr
    assert "is no setting" in run("settings", "colour", "1", "--data", data, status=1).stderr
