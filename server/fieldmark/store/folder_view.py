"""A data folder as it is. Looking makes nothing and changes nothing."""

import json
import os
import sys
from pathlib import Path
from typing import Any

from fieldmark.store.failures import StoreError

LOCK_NAME, ANNOUNCEMENT_NAME, OWNER_TOKEN_NAME = "fieldmark.lock", "server.json", "owner-token"
MOST_PORT = 65_535


class FolderView:
    """A data folder that may not be there.

    Args:
        path: the folder.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def find_server(self) -> dict[str, Any] | None:
        """What a server announced (``pid``, ``port``, ``instance``), or None. It may have died since."""
        try:
            found = json.loads((self.path / ANNOUNCEMENT_NAME).read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return None
        # The file may hold anything: half of it, or what somebody else wrote there.
        if not isinstance(found, dict) or not {"pid", "port"} <= found.keys():
            return None
        return found if type(found["port"]) is int and 1 <= found["port"] <= MOST_PORT else None

    def find_owner_token(self) -> str | None:
        """The token by which commands of the folder's owner speak to the server; None before the first server."""
        try:
            return (self.path / OWNER_TOKEN_NAME).read_text(encoding="ascii").strip() or None
        except (OSError, ValueError):
            return None

    def get_owner_token(self) -> str:
        """The same token.

        Raises:
            StoreError: there is none yet.
        """
        token = self.find_owner_token()
        if not token:
            raise StoreError(
                f"{self.path / OWNER_TOKEN_NAME} cannot be read; the server makes it when it starts: start it again"
            )
        return token

    def is_held(self) -> bool:
        """Whether a process holds the folder.

        Raises:
            OSError: that cannot be found out, for lack of a right.
        """
        try:
            descriptor = os.open(self.path / LOCK_NAME, os.O_RDWR if sys.platform == "win32" else os.O_RDONLY)
        except (FileNotFoundError, NotADirectoryError):
            return False
        try:
            return _is_locked(descriptor)
        finally:
            os.close(descriptor)


def _is_locked(descriptor: int) -> bool:
    """Whether another process has locked this file. A shared lock, given back at once, is the only way to ask."""
    if sys.platform == "win32":
        import msvcrt

        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return True
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)
        return False
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    return False
