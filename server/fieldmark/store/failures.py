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


class IdReusedError(StoreError):
    """A client's id of a change came again with another change."""

    field = "id"

    def __init__(self, change_id: str) -> None:
        super().__init__(f"the id «{change_id}» was used for another change already; give each change one of its own")


@dataclass(frozen=True, slots=True)
class DamageReport:
    """A stored file that could not be read, as a whole or in part, and what became of it.

    Attributes:
        file: the file that was damaged.
        kept_as: where the damaged content now lies, untouched; None if the file was missing.
        restored_from: the newest backup that something was taken from, or None.
        spoiled: how many entries were damaged, the rest of the file being as it was; None if the whole file was.
        left_out: how many damaged entries no backup had.
        salvaged: how many decisions were still read from what was damaged, that no backup had.
        is_log_alone: whether the file itself was missing: what is kept is its log.
    """

    file: Path
    kept_as: Path | None
    restored_from: Path | None
    spoiled: int | None = None
    left_out: int = 0
    salvaged: int = 0
    is_log_alone: bool = False

    def __str__(self) -> str:
        problem = "was missing" if self.is_log_alone or not self.kept_as else "was damaged"
        kept = f": {'its log' if self.is_log_alone else 'it'} is kept as {self.kept_as.name}" if self.kept_as else ""
        remedy = self._describe_whole() if self.spoiled is None else self._describe_part(self.spoiled)
        saved = (
            f"; {self.salvaged} later changes of decisions could be read from it and are saved" if self.salvaged else ""
        )
        return f"{self.file} {problem}{kept}, and {remedy}{saved}."

    def _describe_whole(self) -> str:
        if not self.restored_from:
            return "there was no good backup, so it starts empty"
        loss = f", without {self.left_out} of its entries, which were damaged too" if self.left_out else ""
        return f"the newest good backup was restored ({self.restored_from.name}){loss}"

    def _describe_part(self, spoiled: int) -> str:
        source = f" ({self.restored_from.name})" if self.restored_from else ""
        return (
            f"{spoiled} of its entries could not be read: {spoiled - self.left_out} restored from backups{source}, "
            f"{self.left_out} left out; the others are as they were"
        )
