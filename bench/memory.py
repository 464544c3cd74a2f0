"""``make bench-memory``: resident memory while distinct bios go through one judge, after 100,000 and at the end.

What grows for ever fed naively is spaCy's string store; ours holds the words of the niche and nothing of the texts.
"""

import argparse
from pathlib import Path

from bench.inputs import make_bios, make_keywords
from bench.report import print_result, print_table
from fieldmark import Judge, Person, Profile
from fieldmark.values import Keyword

FIRST = 100_000
STEP = 100_000


def read_resident_megabytes(pid: int | str = "self") -> float:
    """The resident memory of a process, this one by default (Linux)."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024


def main() -> None:
    """Prints the table and the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bios", type=int, default=1_000_000)
    parser.add_argument("--keywords", type=int, default=500)
    options = parser.parse_args()
    judge = Judge(Profile("bench", tuple(Keyword(text, "core") for text in make_keywords(options.keywords))))
    rows: list[tuple[str, float]] = [("0", read_resident_megabytes())]
    for number, bio in enumerate(make_bios(options.bios, seed=5), start=1):
        judge.verdict(Person(handle="bench", bio=bio))
        if number % STEP == 0:
            rows.append((f"{number:,}", read_resident_megabytes()))
    print_table(["bios judged", "resident MB"], rows)
    growth = rows[-1][1] / rows[FIRST // STEP][1] - 1
    print_result({"growth": round(growth, 4)})


if __name__ == "__main__":
    main()
