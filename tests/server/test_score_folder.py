"""`fieldmark score` and the data folder: the niche in use, the user's cuts, damage that is told."""

import json
from pathlib import Path

import pytest

from fieldmark import Profile
from fieldmark.commands.score import ScoreJob, score_file
from fieldmark.judge import Cuts
from support import WEB_NICHE, Run

CONTENT = '{"handle": "a", "bio": "TypeScript"}\n{"handle": "b", "bio": "CSS"}\n'


@pytest.fixture
def people(tmp_path: Path) -> Path:
    """One who is strong and one who is maybe, where the bands begin for everybody."""
    file = tmp_path / "people.jsonl"
    file.write_text(CONTENT, encoding="utf-8")
    return file


def list_bands(text: str) -> list[str]:
    return [json.loads(line)["band"] for line in text.splitlines()]


def test_the_bands_begin_where_the_settings_say(run: Run, data: Path, niche_file: Path, people: Path) -> None:
    run("profile", "import", niche_file, "--data", data)
    assert list_bands(run("score", people, "--data", data).stdout) == ["strong", "maybe"]
    run("settings", "strong_cut", "70", "--data", data)
    run("settings", "maybe_cut", "40", "--data", data)
    assert list_bands(run("score", people, "--data", data).stdout) == ["maybe", "off"]
    assert list_bands(run("score", people, "--profile", niche_file, "--data", data).stdout) == ["maybe", "off"]


@pytest.mark.usefixtures("serving")
def test_the_settings_of_a_running_server_count(run: Run, data: Path, niche_file: Path, people: Path) -> None:
    run("profile", "import", niche_file, "--data", data)
    run("settings", "strong_cut", "70", "--data", data)
    assert list_bands(run("score", people, "--data", data).stdout) == ["maybe", "maybe"]


def test_a_niche_of_its_own_needs_no_data_folder(run: Run, data: Path, niche_file: Path, people: Path) -> None:
    assert list_bands(run("score", people, "--profile", niche_file, "--data", data).stdout) == ["strong", "maybe"]
    assert not data.exists()


@pytest.mark.parametrize("command", [["score", "people.jsonl"], ["explain", "css"]])
def test_a_data_folder_that_cannot_be_looked_into_is_told(
    run: Run, tmp_path: Path, niche_file: Path, command: list[str]
) -> None:
    (tmp_path / "loop").symlink_to("loop")
    for data in (tmp_path / ("x" * 300), tmp_path / "loop"):
        said = run(*command, "--profile", niche_file, "--data", data, status=1).stderr
        assert said.startswith(f"fieldmark: the data folder {data} cannot be looked into (")
        assert said.endswith("); allow it, or name another with --data DIR\n")


def test_the_cuts_reach_every_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fieldmark.commands.score.ROWS_A_BATCH", 2)
    monkeypatch.setattr("fieldmark.commands.score.LEAST_ROWS_FOR_PROCESSES", 2)
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(CONTENT * 10)
    niche = Profile.from_dict(WEB_NICHE)
    score_file(ScoreJob(str(source), out, niche, jobs=2, cuts=Cuts(strong=70, maybe=40)), lambda line: None)
    assert list_bands(out.read_text()) == ["maybe", "off"] * 10


@pytest.fixture
def damaged(run: Run, data: Path, niche_file: Path) -> Path:
    """A data folder whose niches were damaged, with a good backup."""
    run("profile", "import", niche_file, "--data", data)
    run("profile", "import", niche_file, "--replace", "--data", data)
    (data / "profiles.json").write_text("{", encoding="utf-8")
    return data


def test_in_a_damaged_folder_the_whole_output_is_written_and_then_it_ends_with_4(
    run: Run, damaged: Path, people: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.jsonl"
    done = run("score", people, "--out", out, "--data", damaged, status=4)
    assert list_bands(out.read_text()) == ["strong", "maybe"]
    assert "kept as profiles.json.damaged-" in done.stderr
    assert list_bands(run("score", people, "--data", damaged).stdout) == ["strong", "maybe"]


def test_a_niche_of_a_damaged_folder_is_exported_whole(run: Run, damaged: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    run("profile", "export", "web", "--out", out, "--data", damaged, status=4)
    assert json.loads(out.read_text(encoding="utf-8")) == WEB_NICHE


@pytest.mark.parametrize(
    "command", [("profile", "show", "nothing"), ("pair", "--revoke", "nothing"), ("settings", "strong_cut", "0")]
)
def test_damage_is_told_by_a_command_that_fails_too(run: Run, damaged: Path, command: tuple[str, ...]) -> None:
    done = run(*command, "--data", damaged, status=1)
    assert "kept as profiles.json.damaged-" in done.stderr
    assert len(done.stderr.splitlines()) == 2


def test_damage_is_told_where_the_output_cannot_be_written(run: Run, damaged: Path, people: Path) -> None:
    done = run("score", people, "--out", damaged / "no" / "out", "--data", damaged, status=1)
    assert "kept as profiles.json.damaged-" in done.stderr
    assert "cannot be written" in done.stderr
