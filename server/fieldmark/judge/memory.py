"""Answers kept in memory for words that come again. What is kept is bounded, so that memory stays flat."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

Answer = TypeVar("Answer")

# Two generations of this many answers are kept.
MOST_KEPT = 20_000
# What is large, or asked for seldom: fewer, so that memory is at its height early.
FEW_KEPT = 4_000
# Words of real bios are shorter; a longer one is nobody's to keep, and 20,000 of them could fill the memory.
LONGEST_KEPT = 64


class Memory(dict[str, Answer]):
    """A function of a text that remembers its answers: ``memory[text]``.

    A full generation becomes the older one; an answer asked for again moves into the younger, so that what is common
    stays. Threads may share it: at worst an answer is worked out twice.

    Args:
        work_out: the function; its answers depend on the text alone.
        most: how many answers make a generation.
        longest: the longest text kept (code points).
    """

    def __init__(self, work_out: Callable[[str], Answer], most: int = MOST_KEPT, longest: int = LONGEST_KEPT) -> None:
        super().__init__()
        self._work_out = work_out
        self._most = most
        self._longest = longest
        self._older: dict[str, Answer] = {}

    def __missing__(self, text: str) -> Answer:
        older = self._older
        answer = older[text] if text in older else self._work_out(text)
        if len(text) <= self._longest:
            if len(self) >= self._most:
                self._turn_over()
            self[text] = answer
        return answer

    def recall(self, text: str, work_out: Callable[[], Answer]) -> Answer:
        """The same, for who has at hand what the text was made into already."""
        if text in self or text in self._older:
            return self[text]
        if len(text) <= self._longest:
            if len(self) >= self._most:
                self._turn_over()
            self[text] = answer = work_out()
            return answer
        return work_out()

    def list_younger(self) -> list[tuple[str, Answer]]:
        """What was asked for lately, with the answers; other threads may go on asking."""
        return list(dict(self).items())

    def _turn_over(self) -> None:
        """Makes a full generation the older one."""
        self._older = dict(self)
        self.clear()


@contextmanager
def no_garbage() -> Iterator[None]:
    """Pauses Python's search for cyclic garbage while much is built that stays: it took half the time of compiling."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def settle_memory() -> None:
    """Lets Python's search for cyclic garbage pass over what is there now and stays.

    Called once everything is loaded. Without it a bio of 100,000 characters, which makes enough objects to start that
    search many times, took up to three times as long a character as one of 1,000.
    """
    gc.collect()
    gc.freeze()


def keep_short(work_out: Callable[[str], Answer]) -> Callable[[str], Answer]:
    """The same function, which remembers its answers for short texts."""
    return Memory(work_out).__getitem__
