"""Writes the requirements locks: every version pinned, with the hashes of its files."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = {
    "requirements.lock": ["pyproject.toml", "--group", "dev"],
    "requirements-audit.lock": ["--group", "audit"],
    "requirements-bench.lock": ["--group", "bench"],
    "requirements-fuzz.lock": ["--group", "fuzz"],
    "requirements-minilm.lock": ["--group", "minilm", "--no-deps"],
    "requirements-node.lock": ["--group", "node"],
}


def main() -> None:
    """Resolves for every platform and every Python from 3.11 on."""
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "uv"], check=True)
    for name, sources in LOCKS.items():
        command = [sys.executable, "-m", "uv", "pip", "compile", *sources, "--upgrade", "--quiet"]
        options = [
            "--universal",
            "--python-version",
            "3.11",
            "--generate-hashes",
            "--no-header",
            "--no-annotate",
        ]
        subprocess.run([*command, *options, "--output-file", name], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
