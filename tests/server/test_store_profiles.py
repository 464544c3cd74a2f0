"""The niches as they are stored, and the folder they lie in."""

from dataclasses import replace
from pathlib import Path

import pytest

from damage import spoil_document
from fieldmark.store import (
    DamageReport,
    DataFolder,
    FolderHeldError,
    NotFoundError,
    ProfileStore,
    RevisionConflictError,
    StoreError,
    open_stores,
)
from fieldmark.values import InvalidValue, Keyword, Profile
from support import WEB_NICHE

NICHE = Profile.from_dict(WEB_NICHE)


def test_the_first_niche_is_the_one_in_use(tmp_path: Path) -> None:
    store = ProfileStore(tmp_path)
    first = store.add_profile(NICHE)
    second = store.add_profile(replace(NICHE, name="Other"))
    assert (first.active, second.active) == (True, False)
    assert store.find_active() == first
    assert ProfileStore(tmp_path).list_profiles() == [first, second]


def test_activating_one_puts_the_other_out_of_use(tmp_path: Path) -> None:
    store = ProfileStore(tmp_path)
    store.add_profile(NICHE)
    second = store.add_profile(replace(NICHE, name="Other"))
    store.activate_profile(second.id)
    assert [profile.name for profile in ProfileStore(tmp_path).list_profiles() if profile.active] == ["Other"]


def test_a_change_raises_the_revision(tmp_path: Path) -> None:
    store = ProfileStore(tmp_path)
    stored = store.add_profile(NICHE)
    changed = store.change_profile(replace(stored, keywords=(Keyword("rust", "core"),)))
    assert changed.revision == stored.revision + 1
    assert ProfileStore(tmp_path).get_profile(stored.id).keywords == (Keyword("rust", "core"),)


def test_a_change_of_what_moved_meanwhile_is_refused_with_what_is_there(tmp_path: Path) -> None:
    store = ProfileStore(tmp_path)
    stored = store.add_profile(NICHE)
    current = store.change_profile(replace(stored, name="Mine"))
    with pytest.raises(RevisionConflictError) as caught:
        store.change_profile(replace(stored, name="Yours"))
    assert caught.value.current == current
    assert store.get_profile(stored.id).name == "Mine"


def test_two_niches_do_not_share_a_name(tmp_path: Path) -> None:
    store = ProfileStore(tmp_path)
    store.add_profile(NICHE)
    with pytest.raises(InvalidValue, match="taken"):
        store.add_profile(replace(NICHE, name="WEB "))


def test_an_archived_niche_is_out_of_use_until_it_is_activated(tmp_path: Path) -> None:
    store = ProfileStore(tmp_path)
    stored = store.add_profile(NICHE)
    store.change_profile(replace(stored, archived=True))
    assert store.find_active() is None
    assert not store.activate_profile(stored.id).archived
    assert store.find_active() is not None


def test_what_is_not_there_is_not_found(tmp_path: Path) -> None:
    store = ProfileStore(tmp_path)
    for act in (store.get_profile, store.activate_profile, store.delete_profile):
        with pytest.raises(NotFoundError):
            act("nothing")


def test_a_deleted_niche_is_gone(tmp_path: Path) -> None:
    store = ProfileStore(tmp_path)
    stored = store.add_profile(NICHE)
    store.delete_profile(stored.id)
    assert ProfileStore(tmp_path).list_profiles() == []


@pytest.mark.parametrize(
    "spoil",
    [
        {"keywords": [{"text": "x", "kind": "coer"}]},
        {"keywords": None},
        {"id": None},
        {"id": ...},
        {"id": ""},
        {"name": ...},
        {"keywords": ...},
        {"revision": ...},
        {"revision": 0},
        {"revision": "2"},
        {"active": 1},
        {"surprise": 1},
    ],
    ids=str,
)
def test_one_spoiled_niche_is_restored_and_the_others_stay(tmp_path: Path, spoil: dict[str, object]) -> None:
    store = ProfileStore(tmp_path)
    first = store.add_profile(NICHE)
    second = store.add_profile(replace(NICHE, name="Other"))
    spoil_document(tmp_path / "profiles.json", "profiles", "1", spoil)
    reports: list[DamageReport] = []
    reopened = ProfileStore(tmp_path, reports.append)
    assert {profile.id: profile for profile in reopened.list_profiles()} == {first.id: first, second.id: second}
    assert [report.spoiled for report in reports] == [1]
    assert reopened.activate_profile(second.id).active
    assert ProfileStore(tmp_path, reports.append).find_active() == reopened.find_active()
    assert len(reports) == 1


def test_a_restored_niche_does_not_come_into_use_beside_another(tmp_path: Path) -> None:
    store = ProfileStore(tmp_path)
    first, second = store.add_profile(NICHE), store.add_profile(replace(NICHE, name="Other"))
    store.activate_profile(second.id)
    spoil_document(tmp_path / "profiles.json", "profiles", "1", {"name": ...})
    reopened = ProfileStore(tmp_path)
    assert {profile.id: profile.active for profile in reopened.list_profiles()} == {first.id: False, second.id: True}


def test_a_niche_file_spoiled_by_hand_is_set_aside(tmp_path: Path) -> None:
    store = ProfileStore(tmp_path)
    stored = store.add_profile(NICHE)
    store.change_profile(stored)
    file = tmp_path / "profiles.json"
    file.write_text(file.read_text().replace('"core"', '"coer"'))
    reports: list[DamageReport] = []
    assert [profile.revision for profile in ProfileStore(tmp_path, reports.append).list_profiles()] == [1]
    assert len(reports) == 1


def test_a_second_process_is_told_who_holds_the_folder(tmp_path: Path) -> None:
    first, second = DataFolder(tmp_path), DataFolder(tmp_path)
    with first.held():
        first.announce_server(27182, "x")
        with pytest.raises(FolderHeldError, match="held by a Fieldmark server"):
            second.hold()
        first.withdraw_server()
        with pytest.raises(FolderHeldError, match="another Fieldmark command"):
            second.hold()
    second.hold()
    second.release()


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    with pytest.raises(StoreError, match="cannot be written to"):
        DataFolder(file / "data")


def test_secrets_belong_to_their_owner_alone(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "data")
    token = folder.get_owner_token()
    assert folder.get_owner_token() == token
    open_stores(folder).pairings.add_pairing("x")
    folder.announce_server(1, "x")
    modes = {file.name: file.stat().st_mode & 0o777 for file in folder.path.iterdir()}
    assert set(modes.values()) == {0o600}, modes
    assert folder.path.stat().st_mode & 0o777 == 0o700
