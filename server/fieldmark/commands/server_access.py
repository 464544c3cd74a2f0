"""Access to the data folder through the running server."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from fieldmark.commands.server_client import ServerClient
from fieldmark.store import DamageReport
from fieldmark.values import Entry, Profile


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
        content = {**profile.to_file(), **({"never": list(profile.never)} if profile.never else {})}
        return Profile.from_dict(self._client.call("POST", "/v1/profiles", content))

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

    def set_settings(self, changes: Mapping[str, object]) -> dict[str, int]:
        """Chooses values, all of them or none; returns every setting's."""
        return dict(self._client.call("PUT", "/v1/settings", dict(changes)))

    def list_accounts(self) -> list[str]:
        """The accounts that saw anybody."""
        return [one["account"] for one in self._client.call("GET", "/v1/ledger")["accounts"]]

    def list_entries(self, account: str) -> Iterator[dict[str, Any]]:
        """Everything kept about the people an account saw."""
        return self._client.iterate("/v1/entries", {"account": account})

    def take_in(self, account: str, entries: Sequence[Entry]) -> dict[str, dict[str, int]]:
        """Takes entries in, at most 200; how many were what."""
        body = {"account": account, "entries": [entry.to_dict() for entry in entries]}
        return dict(self._client.call("POST", "/v1/entries", body))

    def export_csv(self, account: str | None) -> Iterator[str]:
        """The people an account saw as CSV, piece by piece; those of all accounts for None."""
        return self._client.stream("/v1/export.csv", {} if account is None else {"account": account})


def _make_path(*parts: str) -> str:
    """The path of a call. Quoted, a part stays one part, whatever it holds."""
    return "/".join(["/v1", *(quote(part, safe="", errors="surrogatepass") for part in parts)])
