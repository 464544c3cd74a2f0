"""What a stored file holds: ``{"format", "version", "tables"}``, and when that is damaged."""

import codecs
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fieldmark.store.failures import StoreError

Tables = dict[str, dict[str, Any]]
Migration = Callable[[Tables], Tables]

DOCUMENT_ID = re.compile("[1-9][0-9]{0,17}", re.ASCII)
# What a check, or a migration that meets something it was not written for, may raise.
UNFIT = (ValueError, TypeError, LookupError, AttributeError, RecursionError)


@dataclass(frozen=True, slots=True)
class Form:
    """The form of a stored file.

    Attributes:
        name: what the file holds; another form's file is refused.
        version: of what is in ``tables``; raised with each migration.
        migrations: for each older version, the step to the next one.
        check: raises an error for a document that does not hold what it should; such a document counts as damaged.
    """

    name: str
    version: int = 1
    migrations: Mapping[int, Migration] = field(default_factory=dict)
    check: Callable[[dict[str, Any]], object] = lambda document: None

    def encode(self, tables: Tables) -> bytes:
        """The content of a file that holds these tables."""
        whole = {"format": self.name, "version": self.version, "tables": tables}
        return json.dumps(whole, ensure_ascii=False, indent=1).encode()

    def decode(self, content: bytes, path: Path) -> Tables:
        """The tables of a file, brought to the present version; single documents are not checked yet.

        Raises:
            ValueError: it is not such a file.
            StoreError: it is from a newer Fieldmark.
        """
        try:
            # Some editors put a byte order mark first.
            raw = json.loads(content.removeprefix(codecs.BOM_UTF8).decode("utf-8"))
        except RecursionError:
            raise ValueError("nested too deeply") from None
        if not isinstance(raw, dict) or raw.get("format") != self.name or not are_tables(raw.get("tables")):
            raise ValueError("not a file of this form")
        version = raw.get("version")
        if not isinstance(version, int) or version < 1:
            raise ValueError("no version")
        if version > self.version:
            raise StoreError(f"{path} was written by a newer Fieldmark; upgrade this one (nothing was changed)")
        return self._migrate(raw["tables"], version)

    def is_good(self, document: dict[str, Any]) -> bool:
        """Whether a document holds what it should, and can be written again."""
        try:
            json.dumps(document, ensure_ascii=False).encode()
            self.check(document)
        except UNFIT:
            return False
        return True

    def _migrate(self, tables: Tables, version: int) -> Tables:
        try:
            for step in range(version, self.version):
                tables = self.migrations[step](tables)
        except UNFIT as error:
            raise ValueError(f"not what version {version} holds") from error
        return tables


def are_tables(value: object) -> bool:
    """Whether a value is tables as TinyDB reads them: by name, then by number, each document an object."""
    return isinstance(value, dict) and all(
        name.isascii() and isinstance(table, dict) and all(map(_is_entry, table, table.values()))
        for name, table in value.items()
    )


def _is_entry(document_id: str, document: object) -> bool:
    return isinstance(document, dict) and bool(DOCUMENT_ID.fullmatch(document_id))
