"""A stored file that is damaged, and what lies beside it."""

import json
from pathlib import Path
from typing import Any

from fieldmark.store import DamageReport
from fieldmark.store.form import Form, Tables
from fieldmark.store.storage import AtomicStorage

DAMAGE = b'{"format": "test", "half a fi'
BACKUP: Tables = {"t": {"1": {"n": 1}, "2": {"n": 2}}}
OLDER_BACKUP: Tables = {"t": {"1": {"n": 1}}}
EMPTY: Tables = {"t": {}}


def check_number(document: dict[str, Any]) -> None:
    if not isinstance(document["n"], int):
        raise ValueError("n is no number")


FORM = Form("test", check=check_number)


def wrap(tables: str) -> bytes:
    return f'{{"format": "test", "version": 1, "tables": {tables}}}'.encode()


def prepare(folder: Path, content: bytes | None) -> Path:
    """A file with two backups and this content; None: the file is missing."""
    folder.mkdir()
    path = folder / "file.json"
    storage = AtomicStorage(path, FORM)
    for tables in (OLDER_BACKUP, BACKUP, EMPTY):
        storage.write(tables)
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    return path


def reopen(path: Path, reports: list[DamageReport] | None = None) -> Tables:
    return AtomicStorage(path, FORM, (reports if reports is not None else []).append).read()


def read_kept(path: Path) -> list[bytes]:
    return sorted(kept.read_bytes() for kept in path.parent.glob("*.damaged-*"))


def spoil_document(path: Path, table: str, number: str, changes: dict[str, object]) -> None:
    """Changes fields of one document of a file by hand; ``...`` takes a field away."""
    whole = json.loads(path.read_text(encoding="utf-8"))
    document = whole["tables"][table][number]
    document.update({name: value for name, value in changes.items() if value is not ...})
    for name in [name for name, value in changes.items() if value is ...]:
        document.pop(name, None)
    path.write_text(json.dumps(whole), encoding="utf-8")
