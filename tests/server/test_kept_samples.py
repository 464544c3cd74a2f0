"""Files of every version there ever was are kept in data/kept; each is still read, whole, and can be written."""

import contextlib
import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from fieldmark.exchange import backup
from fieldmark.store import DamageReport, Ledger, PairingStore, ProfileStore
from fieldmark.store.ledger.migrations import MIGRATIONS
from fieldmark.store.preferences import PreferenceStore
from fieldmark.values import Profile
from support import Run

KEPT = Path(__file__).parent / "data" / "kept"
VERSIONS = {
    file.name: int(file.stem.rpartition("-")[2]) for file in KEPT.iterdir() if file.stem.rpartition("-")[2].isdigit()
}


def refuse(report: DamageReport) -> None:
    pytest.fail(str(report))


def list_samples(kind: str) -> list[Path]:
    return sorted(KEPT.glob(f"{kind}-*"))


def make_ledger(sample: Path, folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / "ledger.sqlite3"
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.executescript(sample.read_text(encoding="utf-8"))
    return path


def list_tables(connection: sqlite3.Connection) -> set[str]:
    return {sql for (sql,) in connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")}


@pytest.mark.parametrize("sample", list_samples("profiles"), ids=lambda sample: sample.name)
def test_niches_of_every_version_are_read_and_changed(sample: Path, tmp_path: Path) -> None:
    shutil.copy(sample, tmp_path / "profiles.json")
    store = ProfileStore(tmp_path, refuse)
    pots, ceramics = store.list_profiles()
    assert [keyword.to_dict() for keyword in pots.keywords] == [
        {"text": "glaze", "kind": "core"},
        {"text": "Keramik", "kind": "related", "match": "lemma", "lang": "de"},
        {"text": "crypto*", "kind": "avoid", "match": "exact"},
    ]
    assert (pots.name, ceramics.name, ceramics.active, pots.revision) == ("Töpfern", "陶芸 🏺", True, 1)
    store.add_profile(Profile("new"))
    assert len(ProfileStore(tmp_path, refuse).list_profiles()) == 3


@pytest.mark.parametrize("sample", list_samples("pairings"), ids=lambda sample: sample.name)
def test_pairings_of_every_version_hold(sample: Path, tmp_path: Path) -> None:
    shutil.copy(sample, tmp_path / "pairings.json")
    store = PairingStore(tmp_path, refuse)
    firefox, chromium = store.list_pairings()
    assert (firefox.name, chromium.name, chromium.origin) == ("Firefox at home", "Chromium", None)
    assert store.find_by_token(firefox.token) == firefox
    store.revoke_pairing(firefox.browser_id)
    assert PairingStore(tmp_path, refuse).list_pairings() == [chromium]


@pytest.mark.parametrize("sample", list_samples("settings"), ids=lambda sample: sample.name)
def test_settings_of_every_version_are_what_was_chosen(sample: Path, tmp_path: Path) -> None:
    shutil.copy(sample, tmp_path / "settings.json")
    values = PreferenceStore(tmp_path, refuse).get_values()
    assert (values["strong_cut"], values["maybe_cut"], values["keep_days"]) == (70, 20, 90)


@pytest.mark.parametrize("sample", list_samples("ledger"), ids=lambda sample: sample.name)
def test_a_sample_of_a_ledger_is_what_that_many_migrations_make(sample: Path, tmp_path: Path) -> None:
    version = VERSIONS[sample.name]
    with (
        contextlib.closing(sqlite3.connect(make_ledger(sample, tmp_path))) as kept,
        contextlib.closing(sqlite3.connect(":memory:")) as made,
    ):
        made.executescript("".join(MIGRATIONS[:version]))
        assert list_tables(kept) == list_tables(made)
        assert kept.execute("PRAGMA user_version").fetchone() == (version,)


def test_a_ledger_of_version_2_has_its_people_and_decisions(tmp_path: Path) -> None:
    make_ledger(KEPT / "ledger-2.sql", tmp_path)
    ledger = Ledger(tmp_path, refuse)
    assert [person.key for person in ledger.list_people("42", 9)] == ["7", "@bob", "9"]
    decision, history = ledger.decisions.get_history("42", "9")
    assert (decision.triage, decision.came_back) == ("undecided", "bio_changed")
    assert [change.bio for change in history] == ["glazes", "glazes and kilns now"]
    assert ledger.decisions.get_history("42", "7")[0].note == "met at the fair"
    assert ledger.join_accounts("@me", "42") == 1
    assert ledger.decisions.get_history("42", "@zoe")[0].overrule == "relevant"
    ledger.close()


@pytest.mark.parametrize("sample", list_samples("backup"), ids=lambda sample: sample.name)
def test_a_backup_of_every_version_restores_all_it_holds(sample: Path, data: Path, run: Run, tmp_path: Path) -> None:
    run("import", sample, "--data", data)
    again = tmp_path / "again.json"
    run("export", "--out", again, "--data", data)
    kept, restored = (json.loads(file.read_text(encoding="utf-8")) for file in (sample, again))
    assert restored["accounts"] == kept["accounts"]
    assert restored["settings"] == kept["settings"]
    assert [strip(profile) for profile in restored["profiles"]] == [strip(profile) for profile in kept["profiles"]]


def strip(profile: dict[str, Any]) -> dict[str, Any]:
    """What a niche holds: ids and revisions are given anew, and which one is in use is decided here."""
    return {name: value for name, value in profile.items() if name in ("name", "keywords", "archived")}


def find_version(file: Path) -> int:
    version: int = json.loads(file.read_text(encoding="utf-8"))["version"]
    return version


def test_there_is_a_sample_of_every_version_up_to_todays(tmp_path: Path) -> None:
    """Who raises a version keeps a file of the one before: as it was written, not as it would be written now."""
    ProfileStore(tmp_path).add_profile(Profile("x"))
    PairingStore(tmp_path).add_pairing("x")
    PreferenceStore(tmp_path).set_values({"learn": 0})
    todays = {name: find_version(tmp_path / f"{name}.json") for name in ("profiles", "pairings", "settings")}
    for kind, version in {**todays, "ledger": len(MIGRATIONS), "backup": backup.VERSION}.items():
        versions = [VERSIONS[sample.name] for sample in list_samples(kind)]
        assert versions == list(range(1, version + 1)), kind
    for sample in KEPT.glob("*.json"):
        assert find_version(sample) == VERSIONS[sample.name]
