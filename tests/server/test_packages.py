"""What is handed out: the same bytes from the same sources, and everything in it that belongs there."""

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

import fieldmark

pytestmark = pytest.mark.process

ROOT = Path(__file__).resolve().parents[2]
VERSION = fieldmark.__version__
NAMES = {
    f"fieldmark-{VERSION}-py3-none-any.whl",
    f"fieldmark-{VERSION}.tar.gz",
    f"fieldmark-extension-{VERSION}.zip",
}
# What a build makes or a tool leaves behind, and git's own.
NOT_SOURCES = shutil.ignore_patterns(
    ".*", "node_modules", "dist", "__pycache__", "build", "*.egg-info", "screenshots", "bench"
)
KEPT_THOUGH_HIDDEN = (".gitignore",)


def copy_sources(folder: Path, *, date: int, mode: int) -> None:
    """The sources as another clone, at another time and by another user, would have them."""
    shutil.copytree(ROOT, folder, ignore=NOT_SOURCES)
    for name in KEPT_THOUGH_HIDDEN:
        shutil.copy(ROOT / name, folder / name)
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink() and "node_modules" not in path.parts:
            path.chmod(mode)
            os.utime(path, (date, date))


def make_package(folder: Path, *, zone: str, umask: int) -> dict[str, bytes]:
    environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": "random"}
    environment.pop("SOURCE_DATE_EPOCH", None)
    for tool in (("tools/node.py", "extension/build.mjs"), ("tools/package.py",)):
        subprocess.run(
            [sys.executable, *tool], cwd=folder, env=environment, umask=umask, check=True, capture_output=True
        )
    return {file.name: file.read_bytes() for file in (folder / "dist").iterdir()}


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, bytes]]:
    one, other = tmp_path_factory.mktemp("one") / "a", tmp_path_factory.mktemp("other") / "another folder é"
    copy_sources(one, date=1_000_000_000, mode=0o644)
    copy_sources(other, date=1_700_000_000, mode=0o600)
    return [make_package(one, zone="UTC", umask=0o022), make_package(other, zone="Asia/Tokyo", umask=0o077)]


def test_two_builds_in_different_folders_at_different_times_give_the_same_bytes(
    packages: list[dict[str, bytes]],
) -> None:
    one, other = packages
    assert one.keys() == other.keys() == NAMES
    assert [name for name in sorted(NAMES) if one[name] != other[name]] == []


def test_the_wheel_carries_the_extension_and_the_archive_what_a_build_needs(
    packages: list[dict[str, bytes]], tmp_path: Path
) -> None:
    for name, content in packages[0].items():
        (tmp_path / name).write_bytes(content)
    with zipfile.ZipFile(tmp_path / f"fieldmark-extension-{VERSION}.zip") as archive:
        extension = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(tmp_path / f"fieldmark-{VERSION}-py3-none-any.whl") as wheel:
        prefix = "fieldmark/_extension/"
        carried = {name.removeprefix(prefix): wheel.read(name) for name in wheel.namelist() if name.startswith(prefix)}
        assert "fieldmark/cli/command_line.py" in wheel.namelist()
    assert carried == extension
    assert {"manifest.json", "content.js", "tap.js", "background/index.js"} <= extension.keys()
    with tarfile.open(tmp_path / f"fieldmark-{VERSION}.tar.gz") as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"extension/dist/manifest.json", "tools/node.py", "package-lock.json", "SECURITY.md"} <= names
    assert not [name for name in names if "node_modules" in name]
