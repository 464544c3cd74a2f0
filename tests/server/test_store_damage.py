"""Damage of every shape: what is good is kept, what is damaged is restored, and the damaged file lies beside."""

import json
from pathlib import Path

import pytest

from damage import BACKUP, DAMAGE, FORM, OLDER_BACKUP, prepare, read_kept, reopen, wrap
from fieldmark.store import DamageReport, DataFolder, StoreError, open_stores
from fieldmark.store.storage import AtomicStorage


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"[" * 100_000,
        wrap("[" * 100_000),
        b'{"format":"test"}',
        b'{"format": "other", "version": 1, "tables": {}}',
        b'{"format": "test", "version": "1", "tables": {}}',
        wrap("null"),
        wrap("[]"),
        wrap('{"t": []}'),
        wrap('{"t": null}'),
        wrap('{"t": {"one": {"n": 1}}}'),
        wrap('{"t": {"-1": {"n": 1}}}'),
        wrap('{"t": {"1.0": {"n": 1}}}'),
        wrap('{"t": {"\u0661": {"n": 1}}}'),
        wrap('{"t": {"%s": {"n": 1}}}' % ("9" * 5_000)),
        wrap('{"t": {"1": [1]}}'),
        wrap('{"t": {"1": null}}'),
        wrap('{"\\ud800": {"1": {"n": 1}}}'),
    ],
    ids=lambda damage: damage[:60],
)
def test_a_damaged_file_is_kept_aside_and_the_newest_backup_takes_its_place(tmp_path: Path, damage: bytes) -> None:
    path = prepare(tmp_path / "data", damage)
    reports: list[DamageReport] = []
    assert reopen(path, reports) == BACKUP
    (report,) = reports
    assert report.kept_as
    assert report.kept_as.read_bytes() == damage
    assert report.restored_from == path.with_name("file.json.backup-1")
    assert "newest good backup was restored" in str(report)
    assert reopen(path, reports) == BACKUP
    assert len(reports) == 1


@pytest.mark.parametrize(
    "document",
    [
        '{"n": "no number"}',
        "{}",
        '{"n": 1, "text": "\\ud800"}',
        '{"n": %s}' % ("[" * 900 + "]" * 900),
    ],
    ids=["type", "missing", "surrogate", "nesting"],
)
def test_a_damaged_entry_comes_from_the_newest_backup_that_has_it_and_the_others_stay(
    tmp_path: Path, document: str
) -> None:
    content = wrap(f'{{"t": {{"2": {document}, "3": {{"n": 3}}, "4": {document}}}}}')
    path = prepare(tmp_path / "data", content)
    reports: list[DamageReport] = []
    assert reopen(path, reports) == {"t": {"2": {"n": 2}, "3": {"n": 3}}}
    (report,) = reports
    assert (report.spoiled, report.left_out, report.restored_from) == (2, 1, path.with_name("file.json.backup-1"))
    assert "2 of its entries could not be read: 1 restored" in str(report)
    assert read_kept(path) == [content]
    assert reopen(path, reports) == {"t": {"2": {"n": 2}, "3": {"n": 3}}}
    assert len(reports) == 1


def test_a_damaged_entry_is_not_replaced_by_another_thing_that_had_its_number(tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    storage = AtomicStorage(path, FORM)
    storage.write({"t": {"1": {"id": "old", "n": 1}}})
    storage.write({"t": {"1": {"id": "new", "n": 1}}})
    path.write_bytes(wrap('{"t": {"1": {"id": "new"}}}'))
    assert reopen(path) == {"t": {}}


def test_a_backup_that_is_damaged_in_part_gives_what_is_good_of_it(tmp_path: Path) -> None:
    path = prepare(tmp_path / "data", DAMAGE)
    path.with_name("file.json.backup-1").write_bytes(wrap('{"t": {"1": {}, "2": {"n": 2}, "5": {}}}'))
    reports: list[DamageReport] = []
    assert reopen(path, reports) == {"t": {"2": {"n": 2}, "1": {"n": 1}}}
    assert "without 1 of its entries" in str(reports[0])


def test_a_damaged_backup_is_passed_over(tmp_path: Path) -> None:
    path = prepare(tmp_path / "data", DAMAGE)
    path.with_name("file.json.backup-1").write_bytes(b"half")
    assert reopen(path) == OLDER_BACKUP


def test_without_a_good_backup_it_starts_empty_says_so_once_and_keeps_all_there_is(tmp_path: Path) -> None:
    path = prepare(tmp_path / "data", DAMAGE)
    for number in (1, 2):
        path.with_name(f"file.json.backup-{number}").write_bytes(b"half %d" % number)
    reports: list[DamageReport] = []
    assert reopen(path, reports) == reopen(path, reports) == {}
    (report,) = reports
    assert report.restored_from is None
    assert "starts empty" in str(report)
    assert read_kept(path) == [b"half 1", b"half 2", DAMAGE]


def test_a_missing_file_is_restored_from_its_backup_and_reported(tmp_path: Path) -> None:
    path = prepare(tmp_path / "data", None)
    reports: list[DamageReport] = []
    assert reopen(path, reports) == reopen(path, reports) == BACKUP
    (report,) = reports
    assert (report.kept_as, report.restored_from) == (None, path.with_name("file.json.backup-1"))
    assert "was missing" in str(report)


def test_a_first_start_is_no_damage(tmp_path: Path) -> None:
    reports: list[DamageReport] = []
    assert reopen(tmp_path / "file.json", reports) == {}
    assert reports == []
    assert [*tmp_path.iterdir()] == []


def test_the_evidence_of_an_earlier_damage_is_kept_too(tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    for content in (b"one", b"two", b"two"):
        path.write_bytes(content)
        reopen(path)
    assert read_kept(path) == [b"one", b"two", b"two"]


def test_damage_does_not_turn_a_backup_out(tmp_path: Path) -> None:
    path = prepare(tmp_path / "data", DAMAGE)
    before = {file.name: file.read_bytes() for file in path.parent.glob("*.backup-*")}
    reopen(path)
    assert {file.name: file.read_bytes() for file in path.parent.glob("*.backup-*")} == before


def test_a_backup_of_a_newer_fieldmark_stops_recovering_before_anything_is_changed(tmp_path: Path) -> None:
    path = prepare(tmp_path / "data", DAMAGE)
    path.with_name("file.json.backup-1").write_bytes(b'{"format": "test", "version": 9, "tables": {}}')
    before = {file.name: file.read_bytes() for file in path.parent.iterdir()}
    with pytest.raises(StoreError, match="newer Fieldmark"):
        reopen(path)
    assert {file.name: file.read_bytes() for file in path.parent.iterdir()} == before


def test_what_was_found_damaged_is_told_even_if_another_file_then_stops_it(tmp_path: Path) -> None:
    (tmp_path / "profiles.json").write_text("{", encoding="utf-8")
    newer = {"format": "fieldmark-pairings", "version": 99, "tables": {}}
    (tmp_path / "pairings.json").write_text(json.dumps(newer), encoding="utf-8")
    with pytest.raises(StoreError, match=r"(?s)pairings.json was written by a newer Fieldmark.*profiles.json"):
        open_stores(DataFolder(tmp_path))
