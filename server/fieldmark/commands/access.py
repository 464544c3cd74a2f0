"""Access to the data folder for a command: through the running server, or, when none runs, under the lock."""

import contextlib
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from fieldmark.commands.server_access import ServerAccess
from fieldmark.commands.server_client import ServerClient
from fieldmark.commands.store_access import StoreAccess
from fieldmark.judge import refuse_unfindable
from fieldmark.store import DamageReport, DataFolder, FolderHeldError, StoreError, open_stores
from fieldmark.values import Entry, Profile

# Another command holds the folder for some milliseconds; a server that has just started answers within a second.
WAIT_SECONDS = 5.0
# {people: {new, known}, decisions: {taken, older, known}}: how many.
Counts = dict[str, dict[str, int]]


class Access(Protocol):
    """What commands may do with a data folder."""

    damage: list[DamageReport]

    def list_profiles(self) -> list[Profile]:
        """All niches."""

    def add_profile(self, profile: Profile) -> Profile:
        """Stores a new niche."""

    def change_profile(self, profile: Profile) -> Profile:
        """Stores new content for a niche."""

    def activate_profile(self, profile_id: str) -> Profile:
        """Makes a niche the one in use."""

    def list_pairings(self) -> list[dict[str, Any]]:
        """The paired browsers, without their tokens."""

    def add_pairing(self, name: str) -> str:
        """Pairs a browser; returns the pairing string."""

    def revoke_pairing(self, browser_id: str) -> None:
        """Ends a pairing."""

    def get_settings(self) -> dict[str, int]:
        """Every setting and its value."""

    def set_settings(self, changes: Mapping[str, object]) -> dict[str, int]:
        """Chooses values, all of them or none; returns every setting's."""

    def list_accounts(self) -> list[str]:
        """The accounts that saw anybody."""

    def list_entries(self, account: str) -> Iterator[dict[str, Any]]:
        """Everything kept about the people an account saw."""

    def take_in(self, account: str, entries: Sequence[Entry]) -> Counts:
        """Takes entries in, at most 200; how many were what."""

    def export_csv(self, account: str | None) -> Iterator[str]:
        """The people an account saw as CSV, piece by piece; those of all accounts for None."""


@contextlib.contextmanager
def open_access(data: Path) -> Iterator[Access]:
    """Opens a data folder for a command.

    Raises:
        FolderHeldError: somebody holds it who is no server of ours.
        StoreError: it cannot be used.
    """
    folder = DataFolder(data)
    deadline = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            with folder.held():
                access = StoreAccess(open_stores(folder, refuse_unfindable), folder)
                with contextlib.closing(access):
                    yield access
                return
        except FolderHeldError:
            client = find_server(folder)
            if client:
                yield ServerAccess(client)
                return
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def has_settings(data: Path) -> bool:
    """Whether the user ever chose a setting in this data folder; looks without making or holding it.

    Raises:
        StoreError: that cannot be seen.
    """
    try:
        (data / "settings.json").stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        problem = f"the data folder {data} cannot be looked into ({error.strerror})"
        raise StoreError(f"{problem}; allow it, or name another with --data DIR") from None
    return True


def find_server(folder: DataFolder) -> ServerClient | None:
    """The server that holds the folder, once it has shown that it is ours; None when there is none yet."""
    announced = folder.find_server()
    # A server has its token before it is announced. One that is made now, beneath it, it would not know.
    if not announced or not folder.find_owner_token():
        return None
    client = ServerClient(folder, announced["port"])
    return client if client.is_ours() else None
