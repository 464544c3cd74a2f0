"""The data folder: where it is, who holds it, which files lie in it."""

import contextlib
import json
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import platformdirs
from filelock import FileLock, Timeout

from fieldmark.store.failures import FolderHeldError, StoreError
from fieldmark.store.files import discard, put_in_place, stage_file, sweep_staged
from fieldmark.store.folder_view import ANNOUNCEMENT_NAME, LOCK_NAME, OWNER_TOKEN_NAME, FolderView
from fieldmark.store.system_errors import explain_os_error

PRIVATE_FOLDER, PRIVATE_FILE = 0o700, 0o600
OWNER_TOKEN_BYTES = 32


def get_default_folder() -> Path:
    """Where this system keeps a program's data for the current user.

    Raises:
        StoreError: the user has no home folder: HOME is not set, and the system does not know the user.
    """
    try:
        path = platformdirs.user_data_dir("fieldmark", appauthor=False)
    except (RuntimeError, KeyError):
        path = "~"
    # What cannot be expanded stays, and would be a folder of that name wherever the command was run.
    if path.startswith("~"):
        raise StoreError("you have no home folder to keep data in; set HOME, or name a data folder with --data DIR")
    return Path(path)


class DataFolder(FolderView):
    """A data folder to work in.

    Args:
        path: the folder; made, with mode 0700, if it is not there.

    Raises:
        StoreError: the folder cannot be made or written to.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._lock = FileLock(path / LOCK_NAME, mode=PRIVATE_FILE)
        try:
            path.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
            probe = path / f".probe-{os.getpid()}"
            probe.write_bytes(b"")
            probe.unlink()
        except OSError as error:
            problem = f"the data folder {path} cannot be written to ({error.strerror})"
            raise StoreError(f"{problem}; allow it, or name another with --data DIR") from None

    def hold(self, wait_seconds: float = 0) -> None:
        """Takes the folder for this process.

        Raises:
            FolderHeldError: another process has it, and did not give it up in time.
            StoreError: what should be the lock is no file, or this file system has none.
        """
        try:
            self._lock.acquire(timeout=wait_seconds)
        except Timeout:
            raise FolderHeldError(f"the data folder {self.path} is held by {self._describe_holder()}") from None
        except OSError as error:
            raise StoreError(f"{self.path / LOCK_NAME} cannot be locked {explain_os_error(error)}") from None
        except NotImplementedError:
            # So filelock says that the file system knows no locks.
            problem = f"the file system of the data folder {self.path} cannot lock files"
            raise StoreError(f"{problem}; name a folder on another one with --data DIR") from None

    def _describe_holder(self) -> str:
        """Who holds the folder, and what to do about it."""
        server = self.find_server()
        if not server:
            return "another Fieldmark command; stop it, or name another folder with --data DIR"
        holder = f"a Fieldmark server (process {server['pid']})"
        if not self.find_owner_token():
            # The server knows its token still, and would believe no other.
            return f"{holder} that no command can ask, as {OWNER_TOKEN_NAME} is gone; stop it and start it again"
        return f"{holder}; stop it, or name another folder with --data DIR"

    def release(self) -> None:
        """Gives the folder up."""
        self._lock.release()

    @contextlib.contextmanager
    def held(self, wait_seconds: float = 0) -> Iterator[None]:
        """Holds the folder for as long as the block runs."""
        self.hold(wait_seconds)
        try:
            yield
        finally:
            self.release()

    def get_owner_token(self) -> str:
        """The token by which commands of the folder's owner speak to the server; made on first use, mode 0600.

        Raises:
            StoreError: it is not there and cannot be written.
        """
        token = self.find_owner_token()
        if not token:
            token = secrets.token_urlsafe(OWNER_TOKEN_BYTES)
            self._write_private(self.path / OWNER_TOKEN_NAME, token)
        return token

    def announce_server(self, port: int, instance: str) -> None:
        """Writes down where the server of this folder listens.

        Raises:
            StoreError: that cannot be written.
        """
        self._write_private(
            self.path / ANNOUNCEMENT_NAME, json.dumps({"pid": os.getpid(), "port": port, "instance": instance})
        )

    def withdraw_server(self) -> None:
        """Takes the announcement back. One that stays, where nothing can be removed, is known for a dead server's."""
        discard(self.path / ANNOUNCEMENT_NAME)

    @staticmethod
    def _write_private(file: Path, text: str) -> None:
        try:
            sweep_staged(file)
            put_in_place(stage_file(file, text.encode()), file)
        except OSError as error:
            raise StoreError(f"{file} cannot be written {explain_os_error(error)}") from None
