"""Makes sure that the browsers of the tests are there: Chromium (able to load extensions), Firefox, and a screen.

What the machine has is taken as it is. Else Playwright's own download of Chromium is tried (its headless shell
loads no extension, so the full one), then the system's packages. Without the right to install, the command to
type is printed and the run fails: a browser test is never skipped for lack of a browser.
"""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "together"))
from browsers import find_chromium, find_firefox

FONTS = ["fonts-noto-core", "fonts-noto-cjk", "fonts-noto-color-emoji"]
FONT_FOLDER = Path("/usr/share/fonts")


def download_chromium() -> None:
    """Playwright's own download; where it cannot be reached, nothing is lost but a few seconds."""
    command = [sys.executable, "-m", "playwright", "install", "--no-shell", "chromium"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print("Playwright's download of Chromium can't be had here; trying the system's packages.")


def install_packages(packages: list[str]) -> None:
    """Installs Debian packages, or ends the run with the command to type."""
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if not shutil.which("apt-get"):
        sys.exit(f"Please install by hand, then run this again: {', '.join(packages)}")
    prefix: list[str] = []
    if os.geteuid() != 0:
        prefix = ["sudo", "-n"]
        if not shutil.which("sudo") or subprocess.run([*prefix, "true"], check=False).returncode:
            sys.exit(f"Please type this, then run this again:\n  sudo {' '.join(command)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([*prefix, "apt-get", "update", "-qq"], check=False, env=environment)
    print(f"Installing {' '.join(packages)} ...", flush=True)
    done = subprocess.run([*prefix, *command], capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        sys.exit(f"{done.stdout[-2000:]}{done.stderr[-2000:]}\nThis failed: {' '.join(command)}")


def ensure_browsers() -> None:
    """Installs what is missing and says what will be used."""
    if not find_chromium():
        download_chromium()
    missing = [] if find_chromium() else ["chromium"]
    missing += [] if find_firefox() else ["firefox-esr"]
    # A screen that nobody sees, for the test of the demo's window.
    missing += [] if shutil.which("Xvfb") else ["xvfb"]
    if missing:
        install_packages(missing)
    chromium, firefox = find_chromium(), find_firefox()
    if not chromium or not firefox:
        sys.exit("Chromium or Firefox is still missing: set CHROMIUM or FIREFOX to its path.")
    print(f"Chromium: {chromium}\nFirefox: {firefox}")


def ensure_fonts() -> None:
    """Fonts for the screenshots: the invented people write in many scripts."""
    if not list(FONT_FOLDER.rglob("NotoColorEmoji*")) or not list(FONT_FOLDER.rglob("NotoSansCJK*")):
        install_packages(FONTS)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fonts", action="store_true", help="the fonts of the screenshots instead")
    ensure_fonts() if parser.parse_args().fonts else ensure_browsers()
