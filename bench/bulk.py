"""``make bench-bulk``: ``fieldmark score`` on a large file beside the bare engine on the same people."""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bench.inputs import make_bios, make_keywords
from bench.report import print_result, print_table
from fieldmark import Judge, Person, Profile

KEYWORDS = 100
BARE_ROWS = 100_000


def main() -> None:
    """Prints the table and the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    niche = {"name": "bench", "keywords": [{"text": text, "kind": "core"} for text in make_keywords(KEYWORDS)]}
    with tempfile.TemporaryDirectory() as folder:
        source, profile, out = (Path(folder) / name for name in ("in.jsonl", "niche.json", "out.jsonl"))
        profile.write_text(json.dumps(niche), encoding="utf-8")
        with source.open("w", encoding="utf-8") as stream:
            for number, bio in enumerate(make_bios(options.rows, seed=9)):
                stream.write(json.dumps({"handle": f"p{number}", "bio": bio}) + "\n")
        bare = measure_bare(niche, source)
        command = [sys.executable, "-m", "fieldmark.cli", "score", str(source), "--profile", str(profile)]
        started = time.perf_counter()
        subprocess.run([*command, "--out", str(out), "--jobs", str(options.jobs)], check=True)
        seconds = time.perf_counter() - started
        with out.open(encoding="utf-8") as stream:
            written = sum(1 for _ in stream)
    per_core = seconds * options.jobs / options.rows
    megabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print_table(
        ["rows a second and core", "rows", "per second", "times the bare engine", "most MB of a process"],
        [
            ["bare engine", BARE_ROWS, round(1 / bare), 1.0, "-"],
            [f"score --jobs {options.jobs}", written, round(1 / per_core), per_core / bare, round(megabytes)],
        ],
    )
    print_result({"rows": written, "ratio": round(per_core / bare, 2), "megabytes": round(megabytes)})


def measure_bare(niche: Mapping[str, Any], source: Path) -> float:
    """Seconds a person, of reading JSON, making the person and judging, in one process."""
    judge = Judge(Profile.from_dict(niche))
    with source.open(encoding="utf-8") as stream:
        lines = [line for line, _ in zip(stream, range(BARE_ROWS), strict=False)]
    started = time.perf_counter()
    for line in lines:
        judge.verdict(Person.from_dict(json.loads(line)))
    return (time.perf_counter() - started) / len(lines)


if __name__ == "__main__":
    main()
