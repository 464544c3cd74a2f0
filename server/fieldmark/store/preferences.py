"""The user's settings, in TinyDB: a table of what there is, with default and meaning."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tinydb import TinyDB
from tinydb.table import Document

from fieldmark.store.failures import DamageReport
from fieldmark.store.form import Form
from fieldmark.store.storage import AtomicStorage
from fieldmark.values import InvalidValue

ONLY_DOCUMENT = 1


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
        Preference("learn", 1, 0, 1, "1: what is learnt from people and decisions counts for the relevance; 0: not"),
        Preference(
            "keep_days", 0, 0, 36_500, "forget who did not come up for so many days, but those decided on; 0: never"
        ),
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
        storage = AtomicStorage(folder / "settings.json", FORM, report)
        self._table = TinyDB(storage=lambda: storage).table("settings")

    def get_values(self) -> dict[str, int]:
        """Every setting's value: what the user chose, else the default."""
        with self._lock:
            chosen = self._table.get(doc_id=ONLY_DOCUMENT)
        return _read_values(chosen if isinstance(chosen, dict) else {})

    def set_values(self, changes: Mapping[str, object]) -> dict[str, int]:
        """Chooses values, all of them or none; returns every setting's value afterwards.

        Raises:
            InvalidValue: there is no such setting, or it may not have this value.
        """
        with self._lock:
            after = {**self.get_values(), **{name: _check_value(name, value) for name, value in changes.items()}}
            _check_order(after, next(iter(changes), ""))
            # One document, so that it is one write: all of the change is on the disk, or none.
            self._table.upsert(Document(after, doc_id=ONLY_DOCUMENT))
            return after


def _check_value(name: str, value: object) -> int:
    preference = PREFERENCES.get(name)
    if not preference:
        raise InvalidValue(name, f"is no setting; there are {', '.join(PREFERENCES)}")
    if not isinstance(value, int) or isinstance(value, bool) or not preference.least <= value <= preference.most:
        raise InvalidValue(name, f"must be a whole number from {preference.least} to {preference.most}")
    return value


def _check_order(values: Mapping[str, int], changed: str) -> None:
    if values["maybe_cut"] >= values["strong_cut"]:
        raise InvalidValue(changed, "is refused: the maybe cut must stay below the strong cut")


def _read_values(document: Mapping[str, object]) -> dict[str, int]:
    """Every setting's value by a stored document; what it does not hold is at its default.

    Raises:
        InvalidValue: it holds something that no setting may be.
    """
    values = {name: _check_value(name, document.get(name, known.default)) for name, known in PREFERENCES.items()}
    _check_order(values, "settings")
    return values


FORM = Form("fieldmark-settings", check=_read_values)
