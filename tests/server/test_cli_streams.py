"""Standard streams that are closed, or take nothing: a line says so, and there is neither a trace nor a lost token."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from support import WEB_NICHE, Run, parse_pairing_string

pytestmark = pytest.mark.process

INPUT, OUTPUT, ERRORS = range(3)
CLOSED, FULL = "fieldmark: standard output is closed; ", "fieldmark: standard output cannot be written (No space left"
# What has a result to write. {} is a niche's file.
WITH_RESULT = [
    "--help",
    "profile list",
    "profile show web",
    "profile export web",
    "profile templates",
    "profile import {} --dry-run --replace",
    "pair",
    "pair --list",
    "export",
    "export --format json",
    "score people.jsonl --profile {}",
    "score people.jsonl --format csv",
    "explain typescript",
    "settings",
    "doctor",
    "extension",
]
WITHOUT_DATA = ("--help", "extension")


@pytest.fixture
def filled(run: Run, data: Path, niche_file: Path, tmp_path: Path) -> Path:
    """A data folder with a niche and a pairing; people to score lie beside it."""
    run("profile", "import", niche_file, "--data", data)
    run("pair", "--data", data)
    (tmp_path / "people.jsonl").write_text('{"handle": "a", "bio": "css"}\n')
    return data


@pytest.fixture
def ask(tmp_path: Path, niche_file: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs a command in a process of its own, with streams closed or led into a device that is always full."""

    def ask_with(command: str, *closed: int, full: int | None = None) -> subprocess.CompletedProcess[str]:
        words = [sys.executable, "-m", "fieldmark.cli", *command.replace("{}", str(niche_file)).split()]
        if not command.startswith(WITHOUT_DATA):
            words += ["--data", str(tmp_path / "data")]

        def arrange() -> None:
            for number in closed:
                os.close(number)
            if full is not None:
                os.dup2(os.open("/dev/full", os.O_WRONLY), full)

        return subprocess.run(
            words, cwd=tmp_path, capture_output=True, text=True, preexec_fn=arrange, timeout=60, check=False
        )

    return ask_with


Ask = Callable[..., subprocess.CompletedProcess[str]]


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("command", WITH_RESULT)
def test_a_result_that_goes_nowhere_is_told(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, niche_file: Path, command: str
) -> None:
    monkeypatch.chdir(tmp_path)
    words = command.replace("{}", str(niche_file)).split()
    words += [] if command in WITHOUT_DATA else ["--data", str(tmp_path / "data")]
    with Path("/dev/full").open("w") as full:
        for stream, said in ((None, CLOSED), (full, FULL)):
            monkeypatch.setattr("sys.stdout", stream)
            assert run(*words, status=1).stderr.splitlines()[-1].startswith(said)


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("command", ["--help", "profile list", "export", "score people.jsonl"])
def test_a_process_whose_result_goes_nowhere_ends_without_a_trace(ask: Ask, command: str) -> None:
    for done, words in ((ask(command, OUTPUT), CLOSED), (ask(command, full=OUTPUT), FULL)):
        assert (done.returncode, done.stderr.count("\n")) == (1, 1), done
        assert done.stderr.startswith(words)


def test_no_pairing_is_left_whose_line_nobody_saw(ask: Ask, filled: Path, run: Run) -> None:
    before = run("pair", "--list", "--data", filled).stdout
    stored = (filled / "pairings.json").read_bytes()
    ask("pair", OUTPUT)
    assert (filled / "pairings.json").read_bytes() == stored
    ask("pair", full=OUTPUT)
    assert run("pair", "--list", "--data", filled).stdout == before


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("command", ["score people.jsonl", "profile list", "pair", "nothing", "profile show nothing"])
def test_a_message_that_goes_nowhere_changes_nothing(ask: Ask, command: str) -> None:
    usual = ask(command)
    for done in (ask(command, ERRORS), ask(command, full=ERRORS)):
        assert done.returncode == usual.returncode
        assert done.stderr == ""
        if command == "pair":
            parse_pairing_string(done.stdout)
        else:
            assert done.stdout == usual.stdout


@pytest.mark.usefixtures("filled")
def test_what_is_done_is_done_even_if_nobody_hears_of_it(ask: Ask, run: Run, data: Path, tmp_path: Path) -> None:
    assert ask("settings strong_cut 70", OUTPUT).returncode == 0
    assert run("settings", "strong_cut", "--data", data).stdout == "strong_cut 70\n"
    assert ask("import people.jsonl --account 42", OUTPUT, ERRORS).returncode == 0
    assert "@a," in run("export", "--data", data).stdout
    assert ask("extension --copy copy", OUTPUT).returncode == 0
    assert (tmp_path / "copy" / "manifest.json").is_file()


@pytest.mark.usefixtures("filled")
def test_a_closed_input_is_told_where_it_is_read(ask: Ask) -> None:
    done = ask("score -", INPUT)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "fieldmark: standard input is closed; name a file, or send it something\n"


def test_a_closed_input_is_no_terminal_to_be_asked(ask: Ask, filled: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "less.json").write_text(json.dumps({**WEB_NICHE, "keywords": WEB_NICHE["keywords"][:1]}))
    done = ask("profile import less.json --replace", INPUT)
    assert done.returncode == 0, done.stderr
    assert "  1 keywords" in run("profile", "list", "--data", filled).stdout


def test_with_every_stream_closed_nothing_is_written_into_a_file(ask: Ask, filled: Path) -> None:
    before = (filled / "profiles.json").read_bytes()
    done = ask("profile list", INPUT, OUTPUT, ERRORS)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")
    assert (filled / "profiles.json").read_bytes() == before
    assert (filled / "fieldmark.lock").read_bytes() == b""


@pytest.mark.usefixtures("filled")
def test_a_reader_who_has_enough_is_told_nothing(tmp_path: Path, niche_file: Path) -> None:
    (tmp_path / "many.jsonl").write_text('{"handle": "a", "bio": "css"}\n' * 3_000)
    command = [sys.executable, "-m", "fieldmark.cli", "score", "many.jsonl", "--profile", str(niche_file)]
    command += ["--data", str(tmp_path / "other")]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        said = process.stderr.read()
    assert (process.returncode, said) == (1, "")
