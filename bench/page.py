"""``make bench-page``: what the badges cost X's page, and when they are there.

The real server, the built extension in real Chromium, the stand-in page at https://x.com. Frames are told by the
``Commit`` events of the page's main thread: element timing sees nothing in a closed root.
"""

import argparse
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from bench.page_cost import measure_cost, measure_heap, measure_idle
from bench.page_frames import measure_cold_start, measure_frames, measure_loads
from bench.page_stand import Stand, set_up
from bench.report import print_result, print_table

# What should be found.
AIMS = {
    "same_frame": "0.95 and more",
    "first_screen_frames": "3 at most",
    "cpu_us_per_row": "50 at most",
    "layouts_added": "0",
    "recalcs_added": "0",
    "layouts_added_again": "0",
    "recalcs_added_again": "0",
    "cpu_ratio": "1.25 at most",
    "control_ratio": "1",
    "cpu_ratio_again": "1.25 at most",
    "idle_cpu": "below 0.01",
    "heap_growth_mb": "0",
}
PARTS = ("frames", "cost", "idle", "heap")


def main() -> None:
    """Prints the tables and the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=2_000, help="people scrolled through for frames and own CPU")
    parser.add_argument(
        "--cost-rows", type=int, default=1_000, help="people scrolled through in each run with or without"
    )
    parser.add_argument("--runs", type=int, default=8, help="runs with, and without, and without again")
    parser.add_argument("--loads", type=int, default=7)
    parser.add_argument("--heap-rows", type=int, default=20_000)
    parser.add_argument("--only", choices=PARTS, action="append", help="leave out the other parts")
    options = parser.parse_args()
    parts = options.only or PARTS
    result: dict[str, Any] = {}
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as playwright,
        set_up(playwright, Path(folder)) as stand,
    ):
        for part in parts:
            found = measure_part(stand, part, options)
            result |= found
            # Part by part, since the whole takes minutes.
            print_table(
                [part, "found", "aim"], [[name, f"{value:g}", AIMS.get(name, "")] for name, value in found.items()]
            )
            print(flush=True)
    print_result({"page": result})


def measure_part(stand: Stand, part: str, options: argparse.Namespace) -> dict[str, Any]:
    """What is found in a part of the benchmark."""
    if part == "frames":
        stand.show_crowd(options.rows)
        return measure_frames(stand) | measure_loads(stand, options.loads) | measure_cold_start(stand)
    if part == "cost":
        return measure_cost(stand, options.rows, options.cost_rows, options.runs)
    if part == "idle":
        return measure_idle(stand)
    return measure_heap(stand, options.heap_rows)


if __name__ == "__main__":
    main()
