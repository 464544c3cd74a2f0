"""What can go wrong with what is stored. Each message says what to do."""

from dataclasses import dataclass
from pathlib import Path

from fieldmark.values import Profile


class StoreError(Exception):
    """Something stored cannot be read or written."""


class NotFoundError(StoreError):
    """There is no such thing."""


class FolderHeldError(StoreError):
    """Another process holds the data folder."""


class RevisionConflictError(StoreError):
    """The object was changed by someone else since it was read.

    Attributes:
        current: the object as it is now.
    """

    def __init__(self, current: Profile) -> None:
        self.current = current
        super().__init__(
            f"«{current.name}» was changed meanwhile (it is at revision {current.revision}); "
            "look at what it holds now, then save again"
        )


@dataclass(frozen=True, slots=True)
class DamageReport:
    """A stored file that could not be read and was set aside.

    Attributes:
        file: the file that was damaged.
        kept_as: where the damaged content now lies, untouched.
        restored_from: the backup that took its place, or None: then it starts empty.
    """

    file: Path
    kept_as: Path
    restored_from: Path | None

    def __str__(self) -> str:
        rest = (
            f"the newest good backup was restored ({self.restored_from.name})"
            if self.restored_from
            else "there was no good backup, so it starts empty"
        )
        return f"{self.file} was damaged: it is kept as {self.kept_as.name}, and {rest}."
