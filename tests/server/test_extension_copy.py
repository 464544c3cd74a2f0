"""`fieldmark extension --copy`: replaces its own older copy, and nothing else, ever."""

import json
import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

from fieldmark.commands import extension as command
from fieldmark.commands.extension import get_extension_folder
from support import Run

# The key is what tells a copy of ours; the build has the same one.
MANIFEST = {"manifest_version": 3, "name": "Fieldmark", "key": "MIIBIjANBg"}


@pytest.fixture(autouse=True)
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A built extension of two files."""
    folder = tmp_path / "package" / "_extension"
    (folder / "content").mkdir(parents=True)
    (folder / "manifest.json").write_text(json.dumps(MANIFEST), encoding="utf-8")
    (folder / "content" / "page.css").write_text("new", encoding="utf-8")
    monkeypatch.setattr(command, "PLACES", (folder,))
    return folder


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A copy that an earlier version made, with a file that is no more."""
    folder = tmp_path / "copies" / "extension"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text(json.dumps({**MANIFEST, "version": "0.0.1"}), encoding="utf-8")
    (folder / "gone.js").write_text("old", encoding="utf-8")
    return folder


def list_files(folder: Path) -> list[str]:
    return sorted(str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file())


def test_the_extension_is_found_and_copied_to_a_new_place(run: Run, built: Path, tmp_path: Path) -> None:
    assert Path(run("extension").stdout.strip()) == get_extension_folder() == built
    copy = tmp_path / "not" / "yet" / "there"
    assert run("extension", "--copy", copy).stdout.strip() == str(copy)
    assert list_files(copy) == list_files(built)


def test_the_built_extension_has_the_key_that_tells_a_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    manifest = json.loads((get_extension_folder() / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["key"].startswith(MANIFEST["key"])


def test_an_older_copy_gives_way_whole(run: Run, built: Path, older: Path) -> None:
    run("extension", "--copy", older)
    assert list_files(older) == list_files(built)
    assert [path.name for path in older.parent.iterdir()] == ["extension"]


def test_an_empty_folder_is_filled(run: Run, built: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    run("extension", "--copy", tmp_path / "empty")
    assert list_files(tmp_path / "empty") == list_files(built)


@pytest.mark.parametrize("manifest", [None, "{}", '{"key": "another"}', '{"key": null}', "[]", "{", "\udcff"])
def test_a_folder_of_something_else_is_left_alone(run: Run, tmp_path: Path, manifest: str | None) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "thesis.txt").write_text("precious")
    if manifest is not None:
        (other / "manifest.json").write_text(manifest, encoding="utf-8", errors="surrogateescape")
    before = list_files(other)
    assert "holds something else; name an empty or new folder" in run("extension", "--copy", other, status=1).stderr
    assert list_files(other) == before


@pytest.mark.parametrize(
    "place", ["package/_extension", "package", ".", "package/_extension/content", "package/_extension/x"]
)
def test_a_place_around_or_in_the_source_is_refused(run: Run, built: Path, tmp_path: Path, place: str) -> None:
    before = list_files(built)
    assert "name a folder elsewhere" in run("extension", "--copy", tmp_path / place, status=1).stderr
    assert list_files(built) == before


def test_a_link_to_the_source_is_refused(run: Run, built: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(built)
    assert "name a folder elsewhere" in run("extension", "--copy", tmp_path / "link", status=1).stderr
    assert list_files(built)


def test_through_a_link_its_target_is_replaced(run: Run, built: Path, older: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(older)
    assert run("extension", "--copy", link).stdout.strip() == str(older)
    assert link.is_symlink()
    assert list_files(older) == list_files(built)


def test_the_folder_one_is_in_is_refused(run: Run, older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(older)
    for place in (".", older, "../extension"):
        assert "the folder you are in" in run("extension", "--copy", place, status=1).stderr
    assert (older / "gone.js").exists()


def test_a_file_is_refused(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("precious")
    assert "is a file; name an empty or new folder" in run("extension", "--copy", file, status=1).stderr
    assert "cannot be written" in run("extension", "--copy", file / "below", status=1).stderr
    assert file.read_text() == "precious"


def test_links_in_a_circle_are_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert "name another folder" in run("extension", "--copy", tmp_path / "a", status=1).stderr


def refuse(*_: object, **__: object) -> NoReturn:
    raise PermissionError(13, "Permission denied")


def test_a_copy_that_fails_leaves_the_old_one(run: Run, older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "copytree", refuse)
    assert "cannot be written (Permission denied)" in run("extension", "--copy", older, status=1).stderr
    assert list_files(older) == ["gone.js", "manifest.json"]
    assert [path.name for path in older.parent.iterdir()] == ["extension"]


def test_a_swap_that_fails_half_way_brings_the_old_one_back(
    run: Run, older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def refuse_the_new_one(self: Path, target: str | os.PathLike[str]) -> Path:
        if self.name == "new":
            refuse()
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse_the_new_one)
    assert "cannot be written (Permission denied)" in run("extension", "--copy", older, status=1).stderr
    assert list_files(older) == ["gone.js", "manifest.json"]
    assert [path.name for path in older.parent.iterdir()] == ["extension"]
