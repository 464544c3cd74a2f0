"""How many frames after its row a badge is painted: while one scrolls, on the first screen, and after a cold start."""

import statistics
from typing import Any

from playwright.sync_api import Page

from bench.page_stand import FOLLOWERS, Stand, open_page
from bench.page_trace import Trace, record_trace
from chromium import stop_worker, wait_for_badges

# A flick of the wheel or the fingers: at 60 frames a second, 8,000 CSS pixels a second.
FLICK = {"step": 133, "frames": 1}
# Faster than anybody reads: a screen every third frame.
DASH = {"step": 800, "frames": 3}


def measure_frames(stand: Stand) -> dict[str, Any]:
    """The share of rows whose badge is painted in their own frame, after the first screenful."""
    frames, bare = scroll_through(stand, FLICK)
    dash, bare_in_dash = scroll_through(stand, DASH)
    return {
        "same_frame": get_share(frames),
        "same_frame_dash": get_share(dash),
        "seen_bare": bare,
        "seen_bare_dash": bare_in_dash,
        "rows": len(frames),
    }


def scroll_through(stand: Stand, pace: dict[str, int]) -> tuple[list[int | None], float]:
    """(frames between each row and its badge, share of rows that were on the screen without their badge)."""
    with stand.open_browser("open") as context:
        page = open_page(context, marked=True)
        page.goto(FOLLOWERS)
        wait_for_badges(page)
        page.evaluate("marks.forget()")
        trace = record_trace(page, lambda: page.evaluate("(how) => drive.walk(how)", pace))
        seen = page.evaluate("marks.read()")
        return list(trace.count_frames().values()), round(len(seen["bare"]) / len(seen["seen"]), 4)


def get_share(frames: list[int | None]) -> float:
    """The share that is 0."""
    return round(sum(late == 0 for late in frames) / len(frames), 4)


def measure_loads(stand: Stand, loads: int) -> dict[str, Any]:
    """Frames until the whole first screen has its badges, over several loads; the worker is warm, its proof done."""
    frames, waits = [], []
    with stand.open_browser("open") as context:
        for number in range(loads + 1):
            page = open_page(context, marked=True)
            trace = trace_load(page)
            if number > 0:  # the first one warms up
                late, wait = get_last(page, trace)
                frames.append(late)
                waits.append(wait)
            page.close()
    return {
        "first_screen_frames": statistics.median(frames),
        "first_screen_most_frames": max(frames),
        "first_screen_ms": round(statistics.median(waits), 1),
    }


def measure_cold_start(stand: Stand) -> dict[str, Any]:
    """Milliseconds until the whole first screen has its badges, in a fresh browser whose worker was ended."""
    with stand.open_browser("open") as context:
        stop_worker(context)
        page = open_page(context, marked=True)
        _, wait = get_last(page, trace_load(page))
    return {"cold_start_ms": round(wait, 1)}


def trace_load(page: Page) -> Trace:
    """Loads the page."""

    def load() -> None:
        page.goto(FOLLOWERS)
        wait_for_badges(page)

    return record_trace(page, load)


def get_last(page: Page, trace: Trace) -> tuple[int, float]:
    """(frames, milliseconds) that the last badge of the rows on the screen came after its row."""
    on_screen = page.evaluate("marks.read()")["seen"]
    frames, waits = trace.count_frames(), trace.get_waits()
    return max(frames[row] or 0 for row in on_screen), max(waits[row] for row in on_screen)
