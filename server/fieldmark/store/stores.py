"""All stores of a data folder, opened together."""

from dataclasses import dataclass, field

from fieldmark.store.failures import DamageReport
from fieldmark.store.folder import DataFolder
from fieldmark.store.pairings import PairingStore
from fieldmark.store.preferences import PreferenceStore
from fieldmark.store.profiles import ProfileStore


@dataclass(frozen=True, slots=True)
class Stores:
    """The stores of one data folder.

    Attributes:
        damage: what was set aside while opening.
    """

    profiles: ProfileStore
    pairings: PairingStore
    preferences: PreferenceStore
    damage: list[DamageReport] = field(default_factory=list)


def open_stores(folder: DataFolder) -> Stores:
    """Opens the stores of a folder that this process holds.

    Raises:
        StoreError: a file cannot be read, or is from a newer Fieldmark.
    """
    damage: list[DamageReport] = []
    return Stores(
        profiles=ProfileStore(folder.path, damage.append),
        pairings=PairingStore(folder.path, damage.append),
        preferences=PreferenceStore(folder.path, damage.append),
        damage=damage,
    )
