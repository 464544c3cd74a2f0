"""Answers kept in memory for words that come again."""

from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

Answer = TypeVar("Answer")

MOST_KEPT = 20_000
# Words of real bios are shorter; a longer one is nobody's to keep, and 20,000 of them could fill the memory.
LONGEST_KEPT = 64


def keep_short(work_out: Callable[[str], Answer]) -> Callable[[str], Answer]:
    """The same function, which remembers its answers for short texts (up to 64 characters, 20,000 of them)."""
    kept = lru_cache(maxsize=MOST_KEPT)(work_out)
    return lambda text: kept(text) if len(text) <= LONGEST_KEPT else work_out(text)
