"""`fieldmark score` on several cores: a process that is lost or cannot be started is told; Ctrl-C ends all of them."""

import signal
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import active_children
from pathlib import Path
from typing import Any

import pytest

from fieldmark.commands.judging_processes import MOST_PROCESSES_ON_WINDOWS, count_processes
from support import Score

pytestmark = pytest.mark.process

CONTENT = '{"handle": "a", "bio": "CSS"}\n' * 40


@pytest.fixture(autouse=True)
def few_rows_go_to_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fieldmark.commands.score.ROWS_A_BATCH", 2)
    monkeypatch.setattr("fieldmark.commands.score.LEAST_ROWS_FOR_PROCESSES", 2)


def act_around_submit(monkeypatch: pytest.MonkeyPatch, before: Callable[[], Any], after: Callable[[], Any]) -> None:
    real = ProcessPoolExecutor.submit

    def submit(*arguments: Any) -> Any:
        before()
        future = real(*arguments)
        after()
        return future

    monkeypatch.setattr(ProcessPoolExecutor, "submit", submit)


def test_a_process_that_is_killed_is_told_and_no_half_result_is_left(
    score: Score, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def kill_all() -> None:
        # Both: while it starts one, Python's pool stumbles over the loss of another (3.11; look again 2027-05).
        children = active_children()
        if len(children) == 2:
            for process in children:
                process.kill()

    act_around_submit(monkeypatch, lambda: None, kill_all)
    said = score(CONTENT, "--jobs", "2", "--out", tmp_path / "out", status=1).stderr
    assert said.startswith("fieldmark: a process that judges was ended from outside")
    assert "--jobs 1" in said
    assert said.count("\n") == 1
    assert [file.name for file in tmp_path.glob("*out*")] == []


def test_a_process_that_cannot_be_started_is_told(score: Score, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise OSError("too many")

    act_around_submit(monkeypatch, refuse, lambda: None)
    said = score(CONTENT, "--jobs", "2", status=1).stderr
    assert said == (
        "fieldmark: no further process that judges can be started (too many); try again with fewer: --jobs 1\n"
    )


def test_ctrl_c_while_processes_start_ends_them_all_without_a_trace(
    score: Score, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []

    def interrupt() -> None:
        signal.raise_signal(signal.SIGINT)

    act_around_submit(monkeypatch, interrupt, lambda: seen.append(len(active_children())))
    assert score(CONTENT, "--jobs", "2", status=130).stderr == ""
    assert seen == [1], "it was heard once the process was started"
    assert active_children() == []


def test_no_more_processes_are_asked_for_than_windows_can_watch(monkeypatch: pytest.MonkeyPatch) -> None:
    assert count_processes(200) == 200
    monkeypatch.setattr("fieldmark.commands.judging_processes.sys.platform", "win32")
    assert count_processes(200) == MOST_PROCESSES_ON_WINDOWS
    assert count_processes(2) == 2
