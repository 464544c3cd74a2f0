"""The settings as they are stored."""

from pathlib import Path

import pytest

from damage import spoil_document
from fieldmark.store import DamageReport
from fieldmark.store.preferences import PREFERENCES, PreferenceStore
from fieldmark.values import InvalidValue

DEFAULTS = {name: preference.default for name, preference in PREFERENCES.items()}


def test_settings_have_defaults_ranges_and_an_order(tmp_path: Path) -> None:
    store = PreferenceStore(tmp_path)
    assert store.get_values() == DEFAULTS
    assert store.set_values({"strong_cut": 15, "maybe_cut": 5}) == {**DEFAULTS, "strong_cut": 15, "maybe_cut": 5}
    assert PreferenceStore(tmp_path).get_values()["strong_cut"] == 15
    for name, value in (
        ("strong_cut", 0),
        ("maybe_cut", 15),
        ("nothing", 1),
        ("strong_cut", "70"),
        ("maybe_cut", True),
    ):
        with pytest.raises(InvalidValue):
            store.set_values({name: value})
    assert PreferenceStore(tmp_path).get_values() == {**DEFAULTS, "strong_cut": 15, "maybe_cut": 5}


@pytest.mark.parametrize(
    "spoil",
    [
        {"strong_cut": "60"},
        {"strong_cut": None},
        {"strong_cut": 0},
        {"maybe_cut": True},
        {"maybe_cut": 99},
        {"strong_cut": []},
    ],
    ids=str,
)
def test_spoiled_settings_are_restored(tmp_path: Path, spoil: dict[str, object]) -> None:
    store = PreferenceStore(tmp_path)
    store.set_values({"strong_cut": 70})
    store.set_values({"strong_cut": 80})
    spoil_document(tmp_path / "settings.json", "settings", "1", spoil)
    reports: list[DamageReport] = []
    assert PreferenceStore(tmp_path, reports.append).get_values() == {**DEFAULTS, "strong_cut": 70}
    assert len(reports) == 1


def test_a_setting_that_is_not_stored_is_at_its_default(tmp_path: Path) -> None:
    store = PreferenceStore(tmp_path)
    store.set_values({"strong_cut": 70})
    spoil_document(tmp_path / "settings.json", "settings", "1", {"maybe_cut": ..., "of_a_later_version": "x"})
    reports: list[DamageReport] = []
    assert PreferenceStore(tmp_path, reports.append).get_values() == {**DEFAULTS, "strong_cut": 70}
    assert reports == []
