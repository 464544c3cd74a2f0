"""All stores of a data folder, opened together."""

from dataclasses import dataclass, field

from fieldmark.store.failures import DamageReport, StoreError
from fieldmark.store.folder import DataFolder
from fieldmark.store.pairings import PairingStore
from fieldmark.store.preferences import PreferenceStore
from fieldmark.store.profiles import ProfileStore, Refusal


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


def open_stores(folder: DataFolder, refuse: Refusal = lambda keywords, known: None) -> Stores:
    """Opens the stores of a folder that this process holds.

    Args:
        folder: the data folder.
        refuse: raises InvalidValue for keywords that are not worth storing.

    Raises:
        StoreError: a file cannot be read, or is from a newer Fieldmark; it tells what was found damaged before too.
    """
    damage: list[DamageReport] = []
    try:
        return Stores(
            profiles=ProfileStore(folder.path, damage.append, refuse),
            pairings=PairingStore(folder.path, damage.append),
            preferences=PreferenceStore(folder.path, damage.append),
            damage=damage,
        )
    except StoreError as error:
        if not damage:
            raise
        raise StoreError("\n".join(map(str, (error, *damage)))) from error
