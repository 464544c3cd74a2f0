"""A browser's own trace of the page's main thread: what our scripts took, and in which frame what was painted."""

import bisect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import CDPSession, Page

CATEGORIES = ["devtools.timeline", "disabled-by-default-devtools.timeline", "blink.user_timing", "v8.execute"]
OURS = "chrome-extension://"
# In a task with one of these the page itself had its turn.
PAGES_OWN = {"FireAnimationFrame", "XHRLoad", "XHRReadyStateChange", "EventDispatch", "EvaluateScript", "TimerFire"}
LAST_MARK = "end of the trace"
Event = dict[str, Any]


@dataclass(frozen=True)
class Trace:
    """What the page's main thread did, in the order of time."""

    events: list[Event]

    def count_frames(self) -> dict[int, int | None]:
        """Number of a row -> how many frames after itself its badge was painted; None for one without a badge.

        Both are marked as they are put into the page; a frame ends with the thread's `Commit`.
        """
        commits = [event["ts"] for event in self.events if event["name"] == "Commit"]

        def count(row: int, badge: int | None) -> int | None:
            return None if badge is None else bisect.bisect(commits, badge) - bisect.bisect(commits, row)

        return {number: count(row, badge) for number, (row, badge) in self._find_marks().items()}

    def get_waits(self) -> dict[int, float]:
        """Number of a row -> milliseconds between it and its badge, if it has one."""
        return {n: (badge - row) / 1000 for n, (row, badge) in self._find_marks().items() if badge is not None}

    def _find_marks(self) -> dict[int, tuple[int, int | None]]:
        """Number of a row -> when it was mounted, and its badge, in microseconds."""
        marks = {event["name"]: event["ts"] for event in self.events if "user_timing" in event.get("cat", "")}
        rows = {int(name.removeprefix("row:")): moment for name, moment in marks.items() if name.startswith("row:")}
        return {number: (moment, marks.get(f"badge:{number}")) for number, moment in rows.items()}

    def measure_own_cpu(self) -> float:
        """Thread time of our scripts in microseconds.

        Their functions are told by the script's address. What goes on after an answer of the background is no function
        of theirs to the trace, but a task in which nothing of the page's ran; such a task is counted as a whole.
        """
        total = 0.0
        for task in self._list_tasks():
            inner = [event for event in task if event["name"] == "FunctionCall"]
            ours = [event for event in inner if _is_ours(event)]
            is_pages = len(ours) < len(inner) or any(event["name"] in PAGES_OWN for event in task)
            has_script = any(event["name"] == "RunMicrotasks" for event in task)
            if not is_pages and (has_script or ours):
                total += task[0].get("tdur", 0)
            else:
                total += sum(event.get("tdur", 0) for event in _list_outermost(ours))
        return total

    def _list_tasks(self) -> Iterator[list[Event]]:
        """Each task with what happened in it, the task first."""
        task: list[Event] = []
        end = -1.0
        for event in self.events:
            if event["ph"] != "X":
                continue
            if event["name"] == "RunTask" and event["ts"] >= end:
                if task:
                    yield task
                task, end = [event], event["ts"] + event["dur"]
            elif event["ts"] < end:
                task.append(event)
        if task:
            yield task


def record_trace(page: Page, act: Callable[[], object]) -> Trace:
    """Does something with the page and traces it."""
    session: CDPSession = page.context.new_cdp_session(page)
    events: list[Event] = []
    ended: list[bool] = []
    session.on("Tracing.dataCollected", lambda data: events.extend(data["value"]))
    session.on("Tracing.tracingComplete", lambda _: ended.append(True))
    config = {"includedCategories": CATEGORIES}
    session.send("Tracing.start", {"transferMode": "ReportEvents", "traceConfig": config})
    act()
    page.evaluate("(name) => void performance.mark(name)", LAST_MARK)
    session.send("Tracing.end")
    while not ended:
        page.wait_for_timeout(20)
    session.detach()
    return Trace(_pick_main_thread(events))


def _pick_main_thread(events: list[Event]) -> list[Event]:
    """The events of the page's main thread, which is where the last mark is; outer ones before those within them."""
    (mark,) = [event for event in events if event["name"] == LAST_MARK]
    chosen = [event for event in events if (event["pid"], event["tid"]) == (mark["pid"], mark["tid"])]
    return sorted(chosen, key=lambda event: (event["ts"], -event.get("dur", 0)))


def _list_outermost(events: list[Event]) -> Iterator[Event]:
    end = -1.0
    for event in events:
        if event["ts"] >= end:
            end = event["ts"] + event["dur"]
            yield event


def _is_ours(event: Event) -> bool:
    return str(event["args"].get("data", {}).get("url", "")).startswith(OURS)
