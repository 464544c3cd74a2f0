"""What a user types and reads at the command line: names, ids, limits and letters, in words, by any way to the data."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from fieldmark.commands.access import find_server
from fieldmark.commands.server_access import ServerAccess
from fieldmark.commands.server_client import ServerClient
from fieldmark.store import DataFolder
from support import WEB_NICHE, Run, parse_pairing_string


@pytest.fixture(params=["alone", "with a server"])
def folder(request: pytest.FixtureRequest, data: Path) -> Path:
    """A data folder that is used by the command itself, and one that a server holds."""
    if request.param == "with a server":
        request.getfixturevalue("serving")
    return data


def count_pairings(run: Run, folder: Path) -> int:
    return len(run("pair", "--list", "--data", folder).stdout.splitlines())


@pytest.mark.parametrize("browser_id", ["", " ", "..", "a/b", "a?b", "%2e", "é\n", "\udcff", "nothing"])
def test_an_id_of_no_pairing_ends_none_and_makes_none(run: Run, folder: Path, browser_id: str) -> None:
    run("pair", "--data", folder)
    done = run("pair", "--revoke", browser_id, "--data", folder, status=1)
    assert "there is no paired browser «" in done.stderr
    assert "--list lists them" in done.stderr
    assert done.stdout == ""
    assert count_pairings(run, folder) == 1


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("", "1 to 100 characters"),
        ("  ", "1 to 100 characters"),
        ("x" * 101, "1 to 100 characters"),
        ("lap\ntop", "line break"),
        ("lap\x1b[31mtop", "control character"),
        ("lap\x85top", "control character"),
        ("lap\u2028top", "line break"),
        ("lap\udcfftop", "half a character"),
        (f"lap{chr(0xFFFD)}top", "half a character"),
    ],
)
def test_a_name_that_is_no_line_of_text_is_refused(run: Run, folder: Path, name: str, words: str) -> None:
    assert words in run("pair", "--name", name, "--data", folder, status=1).stderr
    assert count_pairings(run, folder) == 0


def test_a_name_in_any_script_is_kept_without_the_spaces_around_it(run: Run, folder: Path) -> None:
    parse_pairing_string(run("pair", "--name", "  Hülya's 💻 ноутбук ", "--data", folder).stdout)
    assert "  Hülya's 💻 ноутбук  " in run("pair", "--list", "--data", folder).stdout


def test_a_setting_that_is_none_is_told_with_those_there_are(run: Run, folder: Path) -> None:
    for arguments in (["colour"], ["colour", "1"]):
        done = run("settings", *arguments, "--data", folder, status=1)
        assert "colour: is no setting; there are strong_cut, maybe_cut, learn, keep_days" in done.stderr
        assert done.stdout == ""


def test_replace_takes_the_niche_of_that_name_whatever_the_spaces(run: Run, folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "niche.json"
    for name in ("Web", "Web ", " wEB"):
        file.write_text(json.dumps({**WEB_NICHE, "name": name}), encoding="utf-8")
        run("profile", "import", file, "--replace", "--data", folder)
    (line,) = run("profile", "list", "--data", folder).stdout.splitlines()
    assert "  wEB  3 keywords" in line
    assert "already" in run("profile", "import", file, "--data", folder, status=1).stderr


def test_a_name_that_is_the_id_of_another_niche_is_taken(
    run: Run, folder: Path, niche_file: Path, tmp_path: Path
) -> None:
    run("profile", "import", niche_file, "--data", folder)
    before = run("profile", "list", "--data", folder).stdout
    other = tmp_path / "other.json"
    other.write_text(json.dumps({"name": before.split()[1].upper(), "keywords": []}), encoding="utf-8")
    for arguments in ([], ["--replace"]):
        assert "is taken by another" in run("profile", "import", other, *arguments, "--data", folder, status=1).stderr
    assert run("profile", "list", "--data", folder).stdout == before


def make_niche(file: Path, keywords: int, letter: str) -> Path:
    """A profile file of some size: 200 letters a keyword."""
    texts = [f"{n:05}{letter * 195}" for n in range(keywords)]
    content = {"name": "Large", "keywords": [{"text": text, "kind": "core"} for text in texts]}
    file.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return file


def test_a_niche_may_be_as_large_by_any_way(run: Run, folder: Path, tmp_path: Path) -> None:
    too_large = make_niche(tmp_path / "large.json", 6_600, "x")
    assert too_large.stat().st_size > 1_500_000
    done = run("profile", "import", too_large, "--data", folder, status=1)
    assert f"{too_large}: holds a niche of 1.5 MB; at most 1 MB can be stored: split it" in done.stderr
    # Of letters that JSON could also write as six-letter escapes.
    largest = make_niche(tmp_path / "fits.json", 2_340, "é")
    assert largest.stat().st_size > 990_000
    run("profile", "import", largest, "--data", folder)
    run("profile", "import", largest, "--replace", "--data", folder)


@pytest.mark.parametrize("levels", [600, 5_000, 100_000])
def test_a_profile_file_nested_too_deep_is_told(run: Run, folder: Path, tmp_path: Path, levels: int) -> None:
    file = tmp_path / "deep.json"
    file.write_text('{"name": "x", "keywords": ' + "[" * levels + "]" * levels + "}")
    done = run("profile", "import", file, "--data", folder, status=1)
    assert done.stderr.startswith(f"fieldmark: {file}: has lists or objects more than 100 deep in each other; ")


@pytest.mark.parametrize("port", [None, "x", "27182", True, 0, -1, 70_000, 1e999, [], {}, 10**20])
def test_a_port_that_is_none_announces_no_server(data: Path, port: object) -> None:
    folder = DataFolder(data)
    (data / "server.json").write_text(json.dumps({"pid": 1, "port": port, "instance": "x"}))
    assert find_server(folder) is None


@pytest.mark.usefixtures("serving")
def test_a_held_folder_with_a_spoilt_announcement_is_told(
    run: Run, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fieldmark.commands.access.WAIT_SECONDS", 0.1)
    (data / "server.json").write_text('{"pid": 1, "port": "garbage"}')
    assert "is held by" in run("profile", "list", "--data", data, status=3).stderr


def test_a_running_servers_token_that_is_gone_is_told_and_no_other_is_made(
    run: Run, running: subprocess.Popen[str], data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fieldmark.commands.access.WAIT_SECONDS", 0.1)
    token = data / "owner-token"
    kept = token.read_bytes()
    token.unlink()
    for command in (["profile", "list"], ["pair"]):
        said = run(*command, "--data", data, status=3).stderr
        assert f"held by a Fieldmark server (process {running.pid}) that no command can ask" in said
        assert "owner-token is gone; stop it and start it again" in said
        assert not token.exists()
    # It is not made anew by a look either, and once it is back, all is well.
    token.write_bytes(kept)
    run("profile", "list", "--data", data)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_any_letter_is_printed_in_any_locale(data: Path, tmp_path: Path, encoding: str) -> None:
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": encoding}
    file = tmp_path / "niche.json"
    niche = {"name": "Töpfern 陶芸", "keywords": [{"text": "🏺", "kind": "core"}]}
    file.write_text(json.dumps(niche), encoding="utf-8")

    def run_in_c(*arguments: str) -> str:
        command = [sys.executable, "-m", "fieldmark.cli", *arguments, "--data", str(data)]
        done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout + done.stderr

    assert "«Töpfern 陶芸» is stored" in run_in_c("profile", "import", str(file))
    (identity,) = [line.split()[1] for line in run_in_c("profile", "list").splitlines() if "Töpfern 陶芸" in line]
    assert "🏺" in run_in_c("profile", "show", identity)
    assert json.loads(run_in_c("profile", "export", identity)) == niche


def test_the_demo_refuses_a_picture_that_cannot_be_saved_before_it_starts(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fieldmark.commands.demo.bind_socket", lambda *_: pytest.fail("it has started"))
    for place, words in ((tmp_path / "no" / "picture.png", "there is no folder"), (tmp_path, "is a folder")):
        assert words in run("demo", "--screenshot", place, status=1).stderr


def test_an_id_stays_one_part_of_the_address(monkeypatch: pytest.MonkeyPatch, data: Path) -> None:
    asked: list[str] = []
    monkeypatch.setattr(ServerClient, "call", lambda self, method, path, body=None: asked.append(path))
    access = ServerAccess(ServerClient(DataFolder(data), 1))
    for browser_id in ("a/b?c#d", "..\udcff"):
        access.revoke_pairing(browser_id)
    assert asked == ["/v1/pairings/a%2Fb%3Fc%23d", "/v1/pairings/..%ED%B3%BF"]
