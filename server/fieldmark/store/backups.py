"""The backups of a stored file: its last few states, newest first."""

from pathlib import Path

from fieldmark.store.failures import StoreError
from fieldmark.store.files import flush_folder, keep_copy, put_in_place, stage_file
from fieldmark.store.form import Form, Tables

BACKUPS_KEPT = 3


class Backups:
    """The backups of one file.

    Args:
        path: the file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._paths = [path.with_name(f"{path.name}.backup-{number}") for number in range(1, BACKUPS_KEPT + 1)]

    def list_paths(self) -> list[Path]:
        """The backups there are, newest first."""
        return [path for path in self._paths if path.exists()]

    def rotate(self) -> None:
        """Keeps the file as it is now as the newest backup: linked, not moved, so that it is never missing."""
        newest = self._paths[0]
        if not self._path.exists() or (newest.exists() and newest.samefile(self._path)):
            return
        for older, newer in zip(self._paths[:0:-1], self._paths[-2::-1], strict=True):
            if newer.exists():
                newer.replace(older)
        keep_copy(self._path, newest)

    def drop(self) -> None:
        """Forgets every earlier state; when it returns, that lasts."""
        for path in self._paths:
            path.unlink(missing_ok=True)
        flush_folder(self._path.parent)

    def start_anew(self, content: bytes) -> None:
        """Keeps the content as the newest backup: a file of its own, so that damage in place spares it."""
        put_in_place(stage_file(self._paths[0], content), self._paths[0])

    def read(self, form: Form) -> list[tuple[Path, Tables]]:
        """The backups that can be read, newest first.

        Raises:
            StoreError: one is from a newer Fieldmark; or none can be read, and one only for lack of a right.
        """
        readable, refusal = [], None
        for path in self.list_paths():
            try:
                readable.append((path, form.decode(path.read_bytes(), path)))
            except OSError as error:
                refusal = StoreError(f"the backup {path} cannot be read ({error.strerror or error}); allow reading it")
            except ValueError:
                continue
        if refusal and not readable:
            raise refusal
        return readable
