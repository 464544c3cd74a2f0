"""Where `fieldmark score --out` writes: a file appears whole, a link stays a link, a pipe stays a pipe."""

import json
import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from fieldmark.commands.file_error import FileError
from fieldmark.commands.output import check_output, open_output
from support import Score

pytestmark = pytest.mark.process

CONTENT = '{"handle": "a", "bio": "CSS"}\n'


def test_a_link_is_written_through_and_stays(score: Score, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    target, link = tmp_path / "elsewhere" / "out.jsonl", tmp_path / "link.jsonl"
    target.write_text("old")
    target.chmod(0o640)
    link.symlink_to(target)
    score(CONTENT, "--out", link)
    assert link.is_symlink()
    assert json.loads(target.read_text())["band"] == "maybe"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert [file.name for file in target.parent.iterdir()] == ["out.jsonl"]


def test_a_link_to_what_is_not_there_yet_makes_it(score: Score, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("target")
    score(CONTENT, "--out", tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert json.loads((tmp_path / "target").read_text())["band"] == "maybe"


def test_links_in_a_circle_are_told(score: Score, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("link")
    assert "cannot be written" in score(CONTENT, "--out", tmp_path / "link", status=1).stderr
    assert (tmp_path / "link").is_symlink()


def test_a_pipe_is_written_to_and_stays(score: Score, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    heard: list[str] = []
    reader = threading.Thread(target=lambda: heard.append(pipe.read_text()))
    reader.start()
    score(CONTENT, "--out", pipe)
    if not pipe.is_fifo():
        # Else the reader would wait for ever.
        pipe.unlink()
    reader.join(timeout=10)
    assert pipe.is_fifo()
    assert json.loads(heard[0])["band"] == "maybe"


@pytest.mark.parametrize("into_file", [False, True])
def test_the_device_of_standard_output_is_written_to(niche_file: Path, tmp_path: Path, into_file: bool) -> None:
    (tmp_path / "in").write_text(CONTENT)
    command = [sys.executable, "-m", "fieldmark.cli", "score", str(tmp_path / "in"), "--profile", str(niche_file)]
    command += ["--out", "/dev/stdout", "--data", str(tmp_path / "data")]
    if into_file:
        file = tmp_path / "said"
        with file.open("w") as stream:
            stream.write("before\n")
            stream.flush()
            subprocess.run(command, stdout=stream, check=True)
            stream.write("after\n")
        first, row, last = file.read_text().splitlines()
        assert (first, last) == ("before", "after")
    else:
        row = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    assert json.loads(row)["band"] == "maybe"


def test_work_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    file = tmp_path / "out"
    file.write_text("old")

    def write_half() -> None:
        with open_output(file) as stream:
            stream.write("new")
            raise ValueError("half way")

    with pytest.raises(ValueError, match="half way"):
        write_half()
    assert file.read_text() == "old"
    assert [*tmp_path.iterdir()] == [file]


def test_an_output_can_be_checked_before_anything_is_started(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for place, words in (
        (tmp_path, "is a folder; name another file"),
        (tmp_path / "no" / "out.png", f"there is no folder {tmp_path / 'no'}"),
        (tmp_path / "file" / "out.png", "there is no folder"),
        (tmp_path / ("x" * 300), "cannot be written .*; name another file"),
    ):
        with pytest.raises(FileError, match=words):
            check_output(place)
    check_output(tmp_path / "file")
    check_output(tmp_path / "new.png")
    assert not (tmp_path / "new.png").exists()
