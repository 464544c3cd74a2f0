"""The user's settings, in TinyDB: a table of what there is, with default and meaning."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tinydb import TinyDB, where

from fieldmark.store.failures import DamageReport
from fieldmark.store.storage import AtomicStorage, Tables
from fieldmark.values import InvalidValue


@dataclass(frozen=True, slots=True)
class Preference:
    """A setting: its name, its default, the range it may take and what it means."""

    name: str
    default: int
    least: int
    most: int
    meaning: str


PREFERENCES = {
    preference.name: preference
    for preference in (
        Preference("strong_cut", 60, 2, 100, "the least relevance of the band «strong»"),
        Preference("maybe_cut", 20, 1, 99, "the least relevance of the band «maybe»; below the strong cut"),
    )
}


class PreferenceStore:
    """The settings of one data folder.

    Args:
        folder: the data folder.
        report: called for each damaged file set aside.
    """

    def __init__(self, folder: Path, report: Callable[[DamageReport], None] = lambda report: None) -> None:
        self._lock = threading.RLock()
        storage = AtomicStorage(folder / "settings.json", form="fieldmark-settings", check=_read_values, report=report)
        self._table = TinyDB(storage=lambda: storage).table("settings")

    def get_values(self) -> dict[str, int]:
        """Every setting's value: what the user chose, else the default."""
        with self._lock:
            chosen = {document["name"]: document["value"] for document in self._table.all()}
        return {name: int(chosen.get(name, preference.default)) for name, preference in PREFERENCES.items()}

    def set_value(self, name: str, value: int) -> None:
        """Chooses a value.

        Raises:
            InvalidValue: there is no such setting, or it may not have this value.
        """
        preference = PREFERENCES.get(name)
        if not preference:
            raise InvalidValue(name, f"is no setting; there are {', '.join(PREFERENCES)}")
        if not preference.least <= value <= preference.most:
            raise InvalidValue(name, f"must be from {preference.least} to {preference.most}")
        with self._lock:
            after = {**self.get_values(), name: value}
            if after["maybe_cut"] >= after["strong_cut"]:
                raise InvalidValue(name, "the maybe cut must stay below the strong cut")
            self._table.upsert({"name": name, "value": value}, where("name") == name)


def _read_values(tables: Tables) -> dict[str, int]:
    """The chosen values in the stored tables.

    Raises:
        ValueError: one of them is none.
    """
    values = {}
    for document in tables.get("settings", {}).values():
        if not isinstance(document, dict) or not isinstance(document.get("value"), int):
            raise ValueError("a setting without a value")
        values[str(document.get("name"))] = document["value"]
    return values
