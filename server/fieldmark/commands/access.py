"""Access to the data folder for a command: through the running server, or, when none runs, under the lock."""

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote

from fieldmark.commands.server_client import ServerClient
from fieldmark.judge import refuse_unfindable
from fieldmark.pairing import PairingString
from fieldmark.ports import PORTS
from fieldmark.store import DamageReport, DataFolder, FolderHeldError, Stores, open_stores
from fieldmark.values import Profile

# Another command holds the folder for some milliseconds; a server that has just started answers within a second.
WAIT_SECONDS = 5.0
MOST_PORT = 65_535


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

    def set_setting(self, name: str, value: int) -> dict[str, int]:
        """Chooses a value; returns every setting's."""


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
                yield StoreAccess(open_stores(folder, refuse_unfindable), folder)
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
    """Whether the user ever chose a setting in this data folder; looks without making or holding it."""
    return (data / "settings.json").exists()


def find_server(folder: DataFolder) -> ServerClient | None:
    """The server that holds the folder, once it has shown that it is ours; None when there is none yet."""
    announced = folder.find_server()
    port = announced["port"] if announced else None
    # The file may hold anything: half of it, or what somebody else wrote there.
    if not isinstance(port, int) or isinstance(port, bool) or not 1 <= port <= MOST_PORT:
        return None
    client = ServerClient(folder, port)
    return client if client.is_ours() else None


class StoreAccess:
    """Access under the lock."""

    def __init__(self, stores: Stores, folder: DataFolder) -> None:
        self._stores = stores
        self._folder = folder
        self.damage = stores.damage

    def list_profiles(self) -> list[Profile]:
        """All niches."""
        return self._stores.profiles.list_profiles()

    def add_profile(self, profile: Profile) -> Profile:
        """Stores a new niche."""
        return self._stores.profiles.add_profile(profile)

    def change_profile(self, profile: Profile) -> Profile:
        """Stores new content for a niche."""
        return self._stores.profiles.change_profile(profile)

    def activate_profile(self, profile_id: str) -> Profile:
        """Makes a niche the one in use."""
        return self._stores.profiles.activate_profile(profile_id)

    def list_pairings(self) -> list[dict[str, Any]]:
        """The paired browsers, without their tokens."""
        return [pairing.describe() for pairing in self._stores.pairings.list_pairings()]

    def add_pairing(self, name: str) -> str:
        """Pairs a browser; the string names the usual port, and the extension looks over the whole range."""
        pairing = self._stores.pairings.add_pairing(name)
        return str(PairingString(PORTS[0], pairing.browser_id, pairing.token))

    def revoke_pairing(self, browser_id: str) -> None:
        """Ends a pairing."""
        self._stores.pairings.revoke_pairing(browser_id)

    def get_settings(self) -> dict[str, int]:
        """Every setting and its value."""
        return self._stores.preferences.get_values()

    def set_setting(self, name: str, value: int) -> dict[str, int]:
        """Chooses a value; returns every setting's."""
        return self._stores.preferences.set_values({name: value})


class ServerAccess:
    """Access through the running server."""

    def __init__(self, client: ServerClient) -> None:
        self._client = client
        self.damage: list[DamageReport] = []

    def list_profiles(self) -> list[Profile]:
        """All niches."""
        return [Profile.from_dict(item) for item in self._client.list_all("/v1/profiles")]

    def add_profile(self, profile: Profile) -> Profile:
        """Stores a new niche."""
        return Profile.from_dict(self._client.call("POST", "/v1/profiles", profile.to_file()))

    def change_profile(self, profile: Profile) -> Profile:
        """Stores new content for a niche."""
        return Profile.from_dict(self._client.call("PUT", _make_path("profiles", profile.id), profile.to_dict()))

    def activate_profile(self, profile_id: str) -> Profile:
        """Makes a niche the one in use."""
        return Profile.from_dict(self._client.call("POST", _make_path("profiles", profile_id, "activate")))

    def list_pairings(self) -> list[dict[str, Any]]:
        """The paired browsers, without their tokens."""
        return self._client.list_all("/v1/pairings")

    def add_pairing(self, name: str) -> str:
        """Pairs a browser; returns the pairing string."""
        return str(self._client.call("POST", "/v1/pairings", {"name": name})["pairing"])

    def revoke_pairing(self, browser_id: str) -> None:
        """Ends a pairing."""
        self._client.call("DELETE", _make_path("pairings", browser_id))

    def get_settings(self) -> dict[str, int]:
        """Every setting and its value."""
        return dict(self._client.call("GET", "/v1/settings"))

    def set_setting(self, name: str, value: int) -> dict[str, int]:
        """Chooses a value; returns every setting's."""
        return dict(self._client.call("PUT", "/v1/settings", {name: value}))


def _make_path(*parts: str) -> str:
    """The path of a call. Quoted, a part stays one part, whatever it holds."""
    return "/".join(["/v1", *(quote(part, safe="", errors="surrogatepass") for part in parts)])
