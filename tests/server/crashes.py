"""Killing, or failing, at each step that touches the disk, one after the other."""

import errno
import itertools
import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest

STEPS = ("open", "fsync", "link", "replace", "unlink")


class Killed(BaseException):
    """The process ends here: nothing that follows is done, and no tidying up but what a kernel does."""


def fail_at(patched: pytest.MonkeyPatch, step: int, error: type[BaseException], *, lasting: bool = True) -> list[str]:
    """From that step on, or at it alone, each step raises the error in place of what it does.

    Returns:
        The steps as they come.
    """
    seen: list[str] = []

    def wrap(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def act(*arguments: Any, **options: Any) -> Any:
            seen.append(name)
            if len(seen) == step or (lasting and len(seen) > step):
                raise Killed if error is Killed else OSError(errno.ENOSPC, "No space left on device")
            return real(*arguments, **options)

        return act

    for name in STEPS:
        patched.setattr(os, name, wrap(name, getattr(os, name)))
    return seen


def refuse_links(patched: pytest.MonkeyPatch) -> None:
    """As on a file system without hard links."""

    def refuse(*_arguments: object, **_options: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    patched.setattr(os, "link", refuse)


def each_step(
    monkeypatch: pytest.MonkeyPatch, error: type[BaseException], *, lasting: bool = True, links: bool = True
) -> Iterator[Callable[[Callable[[], Any]], BaseException | None]]:
    """For each step a function that runs an act, fails at that step and returns what came out of the act.

    Ends after an act that had fewer steps.
    """
    for step in itertools.count(1):
        done = True

        def run(act: Callable[[], Any], step: int = step) -> BaseException | None:
            nonlocal done
            with monkeypatch.context() as patched:
                if not links:
                    refuse_links(patched)
                seen = fail_at(patched, step, error, lasting=lasting)
                try:
                    act()
                except (Killed, Exception) as raised:  # noqa: BLE001  # what comes out is the test's business
                    done = False
                    return raised
                done = len(seen) < step
                return None

        yield run
        if done:
            assert step > 3, "the act has steps"
            return
