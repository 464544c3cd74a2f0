"""The pairings as they are stored."""

from pathlib import Path

import pytest

from damage import spoil_document
from fieldmark.store import DamageReport, NotFoundError, PairingStore


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
