"""What the files of a data folder are worth, read as they are: nothing is made, repaired or moved."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from fieldmark.store import pairings, preferences, profiles
from fieldmark.store.failures import StoreError
from fieldmark.store.folder_view import FolderView
from fieldmark.store.form import Form, Tables
from fieldmark.store.ledger.inspection import find_ledger_problem
from fieldmark.store.ledger.ledger import LEDGER_NAME

PAIRINGS_NAME = "pairings.json"
FORMS: dict[str, Form] = {
    "profiles.json": profiles.FORM,
    PAIRINGS_NAME: pairings.FORM,
    "settings.json": preferences.FORM,
}


@dataclass(frozen=True, slots=True)
class FileProblem:
    """What is wrong with a stored file, in words that follow its name."""

    name: str
    words: str


def list_problems(view: FolderView) -> list[FileProblem]:
    """What is wrong with the stored files of a folder."""
    looks: dict[str, Callable[[], str | None]] = {
        name: partial(_find_json_problem, view.path / name, form) for name, form in FORMS.items()
    }
    looks[LEDGER_NAME] = lambda: find_ledger_problem(view.path / LEDGER_NAME, is_live=view.is_held())
    found = ((name, _look(look)) for name, look in looks.items())
    return [FileProblem(name, words) for name, words in found if words]


def count_pairings(view: FolderView) -> int | None:
    """How many browsers are paired; None if that cannot be read."""
    try:
        tables = _read(view.path / PAIRINGS_NAME, pairings.FORM)
    except (OSError, ValueError, StoreError):
        return None
    documents = tables.get("pairings", {}).values()
    return sum(pairings.FORM.is_good(document) for document in documents)


def _look(look: Callable[[], str | None]) -> str | None:
    try:
        return look()
    except OSError as error:
        return f"cannot be read ({error.strerror or error})"


def _find_json_problem(path: Path, form: Form) -> str | None:
    if not path.exists():
        has_backup = any(path.parent.glob(f"{path.name}.backup-*"))
        return "is missing, though it has backups" if has_backup else None
    try:
        tables = _read(path, form)
    except ValueError:
        return "is damaged"
    except StoreError:
        return "was written by a newer Fieldmark"
    is_whole = all(form.is_good(document) for table in tables.values() for document in table.values())
    return None if is_whole else "is damaged in part"


def _read(path: Path, form: Form) -> Tables:
    try:
        return form.decode(path.read_bytes(), path)
    except FileNotFoundError:
        return {}
