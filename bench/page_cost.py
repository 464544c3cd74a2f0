"""What the badges cost the page: its main thread's CPU, layouts, memory, and what our own scripts take."""

import statistics
from typing import Any

from playwright.sync_api import CDPSession, Page

from bench.page_stand import FOLLOWERS, Stand, open_page
from bench.page_trace import Trace, record_trace
from bench.report import print_table
from chromium import wait_for_badges

# A screen every other frame.
PACE = {"step": 800, "frames": 2}
CELLS = '[data-testid="primaryColumn"] [data-testid="UserCell"]'
VARIANTS = ("off", "on", "off2")
RUN_BACK = "() => { scrollTo(0, 0); return new Promise((done) => setTimeout(done, 1000)); }"
Counters = dict[str, float]
COUNTED = ("LayoutCount", "RecalcStyleCount")
OWN_RUNS = 3
STIR = {"aSecond": 200, "seconds": 8}
LONG_PACE = {"step": 3000, "frames": 2}
RUN_WALK, RUN_STIR = "(how) => drive.walk(how)", "(how) => drive.stir(how)"


def measure_cost(stand: Stand, rows: int, cost_rows: int, runs: int) -> dict[str, Any]:
    """Own CPU a row, beside that of a bare overlay; and what the page takes with us, without, and without once more.

    That is CPU, layouts and style recalculations.

    Each page is walked through twice. The second time (``again``) all verdicts are there before the rows are; the
    first time those rows get their badge later that are mounted at the very moment when X's answer comes.
    """
    stand.show_crowd(rows)
    own = measure_own(stand, ("on", "bare", "off"))
    stand.show_crowd(cost_rows)
    found: dict[str, list[Counters]] = {variant: [] for variant in VARIANTS}
    for number in range(runs + 1):
        for variant in VARIANTS:
            measured = measure_page(stand, variant)
            if number > 0:  # the first browsers warm up
                found[variant].append(measured)
    cpu = {variant: [round(one["TaskDuration"] * 1000) for one in each] for variant, each in found.items()}
    print_table(
        ["page's CPU in each run, ms", *(str(run + 1) for run in range(runs))], [[v, *cpu[v]] for v in VARIANTS]
    )

    def find(variant: str, name: str) -> float:
        return statistics.median(one[name] for one in found[variant])

    def add(name: str) -> float:
        return find("on", name) - find("off", name)

    return {
        "cpu_us_per_row": round(own["on"], 1),
        "cpu_us_per_row_without_us": round(own["off"], 1),
        "cpu_us_per_row_bare": round(own["bare"], 1),
        "cpu_to_bare_ratio": round(own["on"] / own["bare"], 2),
        "layouts_added": add("LayoutCount"),
        "recalcs_added": add("RecalcStyleCount"),
        "layouts_added_again": add("LayoutCount again"),
        "recalcs_added_again": add("RecalcStyleCount again"),
        "cpu_ratio": round(find("on", "TaskDuration") / find("off", "TaskDuration"), 3),
        "control_ratio": round(find("off2", "TaskDuration") / find("off", "TaskDuration"), 3),
        "cpu_ratio_again": round(find("on", "TaskDuration again") / find("off", "TaskDuration again"), 3),
    }


def load(page: Page, variant: str) -> None:
    """The page with its first rows, and their badges if there are to be any."""
    page.goto(FOLLOWERS)
    if variant.startswith("off"):
        page.wait_for_selector(CELLS)
    else:
        wait_for_badges(page)


def measure_own(stand: Stand, variants: tuple[str, ...]) -> dict[str, float]:
    """Microseconds of an extension's scripts a row, by variant; in turns, since the machine is not always as fast."""
    found = [{variant: measure_own_cpu(stand, variant) for variant in variants} for _ in range(OWN_RUNS)]
    return {variant: statistics.median(one[variant] for one in found) for variant in variants}


def measure_own_cpu(stand: Stand, variant: str) -> float:
    """Microseconds of an extension's scripts a row, in one walk through the list."""
    with stand.open_browser(variant) as context:
        page = open_page(context)
        load(page, variant)
        trace = record_trace(page, lambda: page.evaluate(RUN_WALK, PACE))
        return trace.measure_own_cpu() / int(page.evaluate("standIn.getList().users.length"))


def measure_page(stand: Stand, variant: str) -> Counters:
    """The page's own counters over a walk through the list, and over one more; durations are thread time in seconds."""
    with stand.open_browser(variant) as context:
        page = open_page(context)
        load(page, variant)
        session = context.new_cdp_session(page)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        first = measure_walk(page, session)
        page.evaluate(RUN_BACK)
        again = measure_walk(page, session)
        return first | {f"{name} again": value for name, value in again.items()}


def measure_walk(page: Page, session: CDPSession) -> Counters:
    """What the counters grow by over a walk."""
    before = read_counters(session)
    page.evaluate(RUN_WALK, PACE)
    after = read_counters(session)
    return {name: after[name] - before[name] for name in (*COUNTED, "TaskDuration")}


def read_counters(session: CDPSession) -> Counters:
    """The browser's counters for the page's main thread."""
    return {metric["name"]: metric["value"] for metric in session.send("Performance.getMetrics")["metrics"]}


def measure_idle(stand: Stand) -> dict[str, Any]:
    """Our share of a second while the page changes 200 times in it, nowhere near a row."""
    stand.show_crowd(300)
    shares: dict[str, float] = {}
    for variant in ("off", "on"):
        with stand.open_browser(variant) as context:
            page = open_page(context)
            load(page, variant)
            trace, changes = stir(page)
            if changes < 0.9 * STIR["aSecond"] * STIR["seconds"]:
                raise RuntimeError(f"the page changed {changes} times only: this machine is too busy")
            shares[variant] = trace.measure_own_cpu() / 1e6 / STIR["seconds"]
    return {"idle_cpu": round(shares["on"], 4), "idle_cpu_without_us": round(shares["off"], 4)}


def stir(page: Page) -> tuple[Trace, int]:
    """The trace of some seconds of changes, and how many there were."""
    changes: list[int] = []
    return record_trace(page, lambda: changes.append(page.evaluate(RUN_STIR, STIR))), changes[0]


def measure_heap(stand: Stand, rows: int) -> dict[str, Any]:
    """Our share of the page's heap in MB, at each quarter of a long list; what it grows by over the second half."""
    stand.show_crowd(rows)
    heaps = {variant: walk_far(stand, variant, rows) for variant in ("off", "on")}
    quarters = [f"{rows * quarter // 4:,}" for quarter in range(1, 5)]
    print_table(["page's heap in MB after rows", *quarters], [[variant, *heap] for variant, heap in heaps.items()])
    shares = [with_us - without for with_us, without in zip(heaps["on"], heaps["off"], strict=True)]
    return {"heap_mb": round(shares[-1], 1), "heap_growth_mb": round(shares[-1] - shares[1], 2)}


def walk_far(stand: Stand, variant: str, rows: int) -> list[float]:
    """MB of the heap after each quarter of the list, garbage collected."""
    with stand.open_browser(variant, tall=True) as context:
        page = open_page(context)
        load(page, variant)
        session = context.new_cdp_session(page)
        session.send("Performance.enable")
        found = []
        for quarter in range(1, 5):
            page.evaluate(RUN_WALK, {**LONG_PACE, "people": rows * quarter // 4})
            session.send("HeapProfiler.collectGarbage")
            found.append(round(read_counters(session)["JSHeapUsedSize"] / 2**20, 2))
        return found
