"""Access to the data folder under its lock, when no server runs."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from fieldmark.exchange.export import export_people, list_entries
from fieldmark.judge import Cuts, Judge, JudgePool
from fieldmark.learner import Learner
from fieldmark.pairing import PairingString
from fieldmark.ports import PORTS
from fieldmark.store import DataFolder, Ledger, Stores
from fieldmark.values import Entry, Profile


class StoreAccess:
    """Access under the lock."""

    def __init__(self, stores: Stores, folder: DataFolder) -> None:
        self._stores = stores
        self._folder = folder
        self._opened: Ledger | None = None
        self.damage = stores.damage

    def close(self) -> None:
        """Closes what was opened."""
        if self._opened:
            self._opened.close()

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

    def set_settings(self, changes: Mapping[str, object]) -> dict[str, int]:
        """Chooses values, all of them or none; returns every setting's."""
        return self._stores.preferences.set_values(changes)

    def list_accounts(self) -> list[str]:
        """The accounts that saw anybody."""
        return [one["account"] for one in self._ledger.entries.describe()["accounts"]]

    def list_entries(self, account: str) -> Iterator[dict[str, Any]]:
        """Everything kept about the people an account saw."""
        return (entry.to_dict() for page in list_entries(self._ledger, account) for entry in page)

    def take_in(self, account: str, entries: Sequence[Entry]) -> dict[str, dict[str, int]]:
        """Takes entries in; how many were what."""
        return self._ledger.entries.take_in(account, entries)

    def export_csv(self, account: str | None) -> Iterator[str]:
        """The people an account saw as CSV, piece by piece; those of all accounts for None."""
        profile = self._stores.profiles.find_active()
        chosen = self._stores.preferences.get_values()
        judges = JudgePool(Cuts(chosen["strong_cut"], chosen["maybe_cut"]))
        learner = Learner(self._ledger, judges, counts=bool(chosen["learn"]))

        def find_judge(account: str) -> Judge | None:
            return learner.get_settled_judge(profile, account) if profile else None

        return export_people(self._ledger, self.list_accounts() if account is None else [account], find_judge)

    @property
    def _ledger(self) -> Ledger:
        # Most commands need no ledger, and none should be made for them.
        self._opened = self._opened or Ledger(self._folder.path, self.damage.append)
        return self._opened
