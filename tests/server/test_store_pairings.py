"""The pairings as they are stored: a token that was revoked is gone, an origin that was bound stays bound."""

import errno
from functools import partial
from pathlib import Path

import pytest

from crashes import Killed, each_step
from damage import spoil_document
from fieldmark.store import DamageReport, NotFoundError, PairingStore, StoreError, storage

ORIGIN, OTHER = "moz-extension://one", "moz-extension://other"


def test_a_pairing_is_found_by_its_token_until_it_is_revoked(tmp_path: Path) -> None:
    store = PairingStore(tmp_path)
    pairing = store.add_pairing("laptop")
    assert len(pairing.token) >= 43
    assert PairingStore(tmp_path).find_by_token(pairing.token) == pairing
    assert store.find_by_token("x" * 43) is None
    store.revoke_pairing(pairing.browser_id)
    assert PairingStore(tmp_path).find_by_token(pairing.token) is None
    with pytest.raises(NotFoundError):
        store.revoke_pairing(pairing.browser_id)


def list_backups(folder: Path) -> list[Path]:
    return sorted(folder.glob("pairings.json.backup-*"))


def prepare(folder: Path) -> tuple[PairingStore, str, str]:
    """A store with backups, the id of a pairing to revoke and its token, which every backup holds."""
    folder.mkdir()
    store = PairingStore(folder)
    lost = store.add_pairing("lost")
    for name in ("kept", "another", "third"):
        store.add_pairing(name)
    assert len(list_backups(folder)) == 3
    assert all(lost.token in backup.read_text() for backup in list_backups(folder))
    return store, lost.browser_id, lost.token


def test_a_revoked_token_comes_back_from_no_backup(tmp_path: Path) -> None:
    store, browser_id, token = prepare(tmp_path / "data")
    store.revoke_pairing(browser_id)
    (tmp_path / "data" / "pairings.json").write_text("{")
    reopened = PairingStore(tmp_path / "data")
    assert reopened.find_by_token(token) is None
    assert [pairing.name for pairing in reopened.list_pairings()] == ["kept", "another", "third"]


def test_after_revoking_backups_are_kept_as_before(tmp_path: Path) -> None:
    store, browser_id, _ = prepare(tmp_path / "data")
    store.revoke_pairing(browser_id)
    store.add_pairing("later")
    store.add_pairing("last")
    (tmp_path / "data" / "pairings.json").write_text("{")
    names = [pairing.name for pairing in PairingStore(tmp_path / "data").list_pairings()]
    assert names == ["kept", "another", "third", "later"]


@pytest.mark.parametrize("links", [True, False], ids=["links", "copies"])
@pytest.mark.parametrize("error", [Killed, OSError], ids=["kill", "full-disk"])
def test_revoking_that_ends_anywhere_leaves_no_backup_that_the_file_is_ahead_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: type[BaseException], links: bool
) -> None:
    for number, run in enumerate(each_step(monkeypatch, error, links=links)):
        folder = tmp_path / str(number)
        store, browser_id, token = prepare(folder)
        outcome = run(partial(store.revoke_pairing, browser_id))
        reopened = PairingStore(folder)
        gone = reopened.find_by_token(token) is None
        assert {pairing.name for pairing in reopened.list_pairings()} >= {"kept", "another", "third"}
        assert gone or outcome, "what was acknowledged is done"
        assert not gone or not any(token in backup.read_text() for backup in list_backups(folder))
        if isinstance(outcome, StoreError):
            assert store.find_by_token(token), "a revoking that failed is told as such"
            assert not gone


def test_the_first_origin_to_come_gets_the_token(tmp_path: Path) -> None:
    store = PairingStore(tmp_path)
    browser_id = store.add_pairing("laptop").browser_id
    assert [store.claim_origin(browser_id, origin) for origin in (ORIGIN, OTHER, ORIGIN)] == [True, False, True]
    assert not PairingStore(tmp_path).claim_origin(browser_id, OTHER)


def test_a_pairing_that_was_revoked_belongs_to_nobody(tmp_path: Path) -> None:
    store = PairingStore(tmp_path)
    browser_id = store.add_pairing("laptop").browser_id
    store.revoke_pairing(browser_id)
    assert not store.claim_origin(browser_id, ORIGIN)


def test_an_origin_is_bound_on_a_full_disk_too_and_written_once_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = PairingStore(tmp_path)
    browser_id = store.add_pairing("laptop").browser_id

    def refuse(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(storage, "stage_file", refuse)
        assert store.claim_origin(browser_id, ORIGIN)
        assert not store.claim_origin(browser_id, OTHER)
    assert [pairing.origin for pairing in PairingStore(tmp_path).list_pairings()] == [None]
    assert store.claim_origin(browser_id, ORIGIN)
    assert [pairing.origin for pairing in PairingStore(tmp_path).list_pairings()] == [ORIGIN]


@pytest.mark.parametrize(
    "spoil",
    [
        {"token": ...},
        {"token": ""},
        {"token": "short"},
        {"token": 1},
        {"browser_id": "owner"},
        {"browser_id": None},
        {"name": ...},
        {"name": []},
        {"created": 1},
        {"origin": 0},
        {"surprise": 1},
    ],
    ids=str,
)
def test_one_spoiled_pairing_is_restored_and_the_others_stay(tmp_path: Path, spoil: dict[str, object]) -> None:
    store = PairingStore(tmp_path)
    first, second = store.add_pairing("first"), store.add_pairing("second")
    spoil_document(tmp_path / "pairings.json", "pairings", "1", spoil)
    reports: list[DamageReport] = []
    reopened = PairingStore(tmp_path, reports.append)
    assert {pairing.token for pairing in reopened.list_pairings()} == {first.token, second.token}
    assert [report.spoiled for report in reports] == [1]
