"""What a check finds, and what it may look at."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from pathlib import Path
from typing import Any

from fieldmark.commands.server_client import ServerClient
from fieldmark.store import FolderView, StoreError

# A server of ours answers at once; a stranger may never.
ANSWER_SECONDS = 2.0


class Outcome(Enum):
    """How a check ended: its mark and its word, so that neither colour nor sign alone tells."""

    HOLDS = "✓ ok  "
    NOTE = "– note"
    FAILS = "✗ FAIL"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found.

    Attributes:
        outcome: whether it holds.
        words: what is so, in one line.
        remedy: what to do; empty only where nothing need be done.
    """

    outcome: Outcome
    words: str
    remedy: str = ""


def holds(words: str) -> Finding:
    """All is well."""
    return Finding(Outcome.HOLDS, words)


def note(words: str, remedy: str = "") -> Finding:
    """Nothing is wrong, but the user may want to know."""
    return Finding(Outcome.NOTE, words, remedy)


def fails(words: str, remedy: str) -> Finding:
    """Something is wrong, and this is what to do."""
    return Finding(Outcome.FAILS, words, remedy)


@dataclass(frozen=True)
class Situation:
    """What there is to look at.

    Attributes:
        data: the data folder, which may not be there.
        port: the one the user wants; None for the first free one of the usual range.
    """

    data: Path
    port: int | None = None
    view: FolderView = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "view", FolderView(self.data))

    @cached_property
    def announced(self) -> dict[str, Any] | None:
        """What the folder's server wrote down about itself when it started."""
        return self.view.find_server()

    @cached_property
    def is_answered(self) -> bool:
        """Whether the folder's server answers, and has shown that it is ours."""
        if not self.announced:
            return False
        try:
            return ServerClient(self.view, self.announced["port"], ANSWER_SECONDS).is_ours()
        except StoreError:
            return False


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the report.

    Attributes:
        name: what is looked at, in a word or two.
        look: looks, and changes nothing.
    """

    name: str
    look: Callable[[Situation], Finding]
