"""Makes what is handed out, in dist/: the wheel, the source archive, and the extension as a zip for the stores.

The same sources give the same bytes, in any folder and at any time: entries in one order, with one date and one mode.
"""

import json
import os
import stat
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "dist"
BUILT = ROOT / "extension" / "dist"
# The date in archives where SOURCE_DATE_EPOCH names none: the one that hatchling takes too.
DATE = 1_580_601_600
FILE_MODE = stat.S_IFREG | 0o644


def build_python() -> None:
    """The wheel and the source archive, with the extension as it was just built."""
    environment = {**os.environ, "FIELDMARK_EXTENSION_IS_BUILT": "1", "SOURCE_DATE_EPOCH": str(get_date())}
    command = [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-t", "wheel", "-d", str(DIST)]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


def zip_extension() -> Path:
    """The extension as the stores take it."""
    version = json.loads((BUILT / "manifest.json").read_text(encoding="utf-8"))["version"]
    target = DIST / f"fieldmark-extension-{version}.zip"
    moment = datetime.fromtimestamp(get_date(), UTC)
    date = (moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second)
    files = sorted(file for file in BUILT.rglob("*") if file.is_file())
    with zipfile.ZipFile(target, "w") as archive:
        for file in files:
            entry = zipfile.ZipInfo(file.relative_to(BUILT).as_posix(), date)
            entry.external_attr = FILE_MODE << 16
            # Unix on every system, as the mode is.
            entry.create_system = 3
            archive.writestr(entry, file.read_bytes(), zipfile.ZIP_DEFLATED, 9)
    return target


def get_date() -> int:
    """The date in archives, in seconds since 1970 (https://reproducible-builds.org/specs/source-date-epoch/)."""
    return int(os.environ.get("SOURCE_DATE_EPOCH", DATE))


if __name__ == "__main__":
    DIST.mkdir(exist_ok=True)
    build_python()
    print(zip_extension())
