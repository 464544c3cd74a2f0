"""Judging in several processes, batch by batch, in order."""

import contextlib
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import active_children, get_context

from fieldmark.commands.judged_rows import Judged, Outcome, judge_rows, pair_outcomes
from fieldmark.commands.learn_rows import Learned
from fieldmark.commands.rows import Row
from fieldmark.commands.stopping import BrokenDownError
from fieldmark.judge import Cuts, Judge, settle_memory
from fieldmark.values import Profile

BATCHES_AHEAD = 3
# Windows waits for 63 things at once at most; ProcessPoolExecutor needs two of them.
MOST_PROCESSES_ON_WINDOWS = 61
LOST = (
    "a process that judges was ended from outside, as systems do when memory is short, and the result is not whole; "
    "close other programs, or try again with fewer processes: --jobs 1"
)


def count_processes(wanted: int | None) -> int:
    """How many processes judge: as many as wanted, else one a core; never more than the system can watch."""
    count = wanted or os.cpu_count() or 1
    return min(count, MOST_PROCESSES_ON_WINDOWS) if sys.platform == "win32" else count


def judge_in_processes(
    made_of: tuple[Profile, Cuts | None, Learned], batches: Iterable[list[Row]], count: int
) -> Iterator[list[Judged]]:
    """Hands batches to processes, a few ahead of what is written, so that memory stays flat.

    Raises:
        BrokenDownError: a process could not be started, or ended by itself.
    """
    # «spawn»: a forked child of a process with threads may hang, and Windows and macOS know nothing else.
    with _explaining_start(), _holding_back_interrupts():
        pool = ProcessPoolExecutor(count, get_context("spawn"), _start_worker, made_of)
    with pool:
        try:
            waiting: deque[tuple[list[Row], Future[list[Outcome]]]] = deque()
            for batch in batches:
                waiting.append((batch, _submit(pool, batch)))
                if len(waiting) >= count + BATCHES_AHEAD:
                    done, outcomes = waiting.popleft()
                    yield pair_outcomes(done, outcomes.result())
            for batch, outcomes in waiting:
                yield pair_outcomes(batch, outcomes.result())
        except BrokenProcessPool:
            raise BrokenDownError(LOST) from None
        except BaseException:
            # Nobody wants the rest, and the pool would wait until all that was handed out is judged.
            for process in active_children():
                process.terminate()
            raise


def _submit(pool: ProcessPoolExecutor, batch: list[Row]) -> "Future[list[Outcome]]":
    """Hands a batch out; the pool starts a process for it, if it has fewer than it may."""
    with _explaining_start(), _holding_back_interrupts():
        return pool.submit(_judge_in_worker, batch)


@contextlib.contextmanager
def _explaining_start() -> Iterator[None]:
    try:
        yield
    except (OSError, NotImplementedError) as error:
        problem = f"no further process that judges can be started ({error})"
        raise BrokenDownError(f"{problem}; try again with fewer: --jobs 1") from None


@contextlib.contextmanager
def _holding_back_interrupts() -> Iterator[None]:
    """Ctrl-C is heard after the block, and never by what is started in it, though it goes to all of a terminal.

    A pool whose process is half started would wait for it for ever.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: heard.append(number))
    with _blocking_interrupts():
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)
    if heard:
        signal.raise_signal(signal.SIGINT)


@contextlib.contextmanager
def _blocking_interrupts() -> Iterator[None]:
    """What this thread starts has them blocked from its first moment. Other threads hear them all the same."""
    if sys.platform == "win32":
        yield
        return
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)


_worker_judge: Judge | None = None


def _start_worker(profile: Profile, cuts: Cuts | None, learned: Learned) -> None:
    global _worker_judge  # noqa: PLW0603  # one judge a process, made once
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _worker_judge = Judge(profile, cuts, learned)
    settle_memory()


def _judge_in_worker(batch: list[Row]) -> list[Outcome]:
    if _worker_judge is None:
        raise RuntimeError("the worker has no judge")
    return judge_rows(_worker_judge, batch)
