"""What can be had back of a damaged file: its own good documents, and those of its backups."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from fieldmark.store.form import Form, Tables


@dataclass(frozen=True, slots=True)
class Recovered:
    """What a damaged file is replaced by.

    Attributes:
        tables: with good documents only.
        restored_from: the newest backup that something was taken from, or None.
        spoiled: how many documents were damaged, the rest of the file being as it was; None if the whole file was.
        left_out: how many damaged documents no backup had.
    """

    tables: Tables
    restored_from: Path | None
    spoiled: int | None
    left_out: int


class Earlier(NamedTuple):
    """An earlier state of a document, and the backup it is from."""

    backup: Path
    document: dict[str, Any]


def recover_tables(form: Form, own: Tables | None, backups: list[tuple[Path, Tables]]) -> Recovered:
    """Takes what is good: of the file itself where it can be read (``own``), else of its newest backup.

    A damaged document alone is taken from the newest backup that has it, and is put behind those that were not
    damaged: it is an older state, and theirs goes first.
    """
    whole_from = None
    if own is None and backups:
        (whole_from, chosen), *backups = backups
    else:
        chosen = own or {}
    tables: Tables = {}
    earlier: list[Earlier | None] = []
    for name, table in chosen.items():
        good = {number: document for number, document in table.items() if form.is_good(document)}
        found = {
            number: _find_earlier(form, (name, number), document, backups)
            for number, document in table.items()
            if number not in good
        }
        tables[name] = {**good, **{number: had.document for number, had in found.items() if had}}
        earlier += found.values()
    return Recovered(
        tables=tables,
        restored_from=whole_from or min((had.backup for had in earlier if had), default=None),
        spoiled=None if own is None else len(earlier),
        left_out=earlier.count(None),
    )


def _find_earlier(
    form: Form, place: tuple[str, str], damaged: dict[str, Any], backups: list[tuple[Path, Tables]]
) -> Earlier | None:
    """The newest good state of a damaged document."""
    table, number = place
    for path, tables in backups:
        earlier = tables.get(table, {}).get(number)
        # TinyDB gives the number of a deleted document to the next one: another id is another thing.
        is_same = not damaged.get("id") or damaged["id"] == (earlier or {}).get("id")
        if earlier and is_same and form.is_good(earlier):
            return Earlier(path, earlier)
    return None
