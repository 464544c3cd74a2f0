"""``make bench-popup``: what opening the popup takes, with the sample niche and with one of a thousand keywords.

The built extension in real Chromium, on a real server. ``script_ms`` is the time in scripts as the browser counts it,
``task_ms`` all that the popup's main thread did until its keywords could be used, layout and painting too: medians of
many openings.
"""

import argparse
import statistics
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, sync_playwright

from bench.inputs import make_keywords
from bench.page_cost import read_counters
from bench.page_stand import Stand, set_up
from bench.report import print_result, print_table
from chromium import POPUP_URL, ask_background

MANY = 1_000
READY = "() => document.querySelector('.chip') && document.querySelector('#status').textContent === 'connected'"
Times = dict[str, float]


def main() -> None:
    """Prints the table and the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--openings", type=int, default=15)
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as playwright,
        set_up(playwright, Path(folder)) as stand,
    ):
        found = {
            f"{name}_{part}": value
            for name, times in measure(stand, options.openings).items()
            for part, value in times.items()
        }
    print_table(
        ["popup", "ms", "aim"],
        [[name, value, "below 100"] for name, value in found.items()],
    )
    print_result({"popup": found})


def measure(stand: Stand, openings: int) -> dict[str, Times]:
    """Niche -> what opening the popup took, in ms."""
    with stand.open_browser("on") as context:
        few = open_often(context, openings)
        keywords = [{"text": text, "kind": "core"} for text in make_keywords(MANY)]
        niche = ask_background(context, "profiles/add", {"name": "many", "keywords": keywords})
        ask_background(context, "profiles/activate", {"id": niche["id"]})
        return {"sample": few, "many": open_often(context, openings)}


def open_often(context: BrowserContext, openings: int) -> Times:
    """The medians of many openings, after two that warm up."""
    times = [open_once(context) for _ in range(openings + 2)][2:]
    return {name: round(statistics.median(one[name] for one in times), 1) for name in times[0]}


def open_once(context: BrowserContext) -> Times:
    """Opens the popup in a page of its own, until its keywords are there."""
    page = context.new_page()
    session: Any = context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(POPUP_URL)
    page.wait_for_function(READY)
    counters = read_counters(session)
    page.close()
    return {"script_ms": counters["ScriptDuration"] * 1000, "task_ms": counters["TaskDuration"] * 1000}


if __name__ == "__main__":
    main()
