"""What is kept: niches, pairings and settings in TinyDB on storage that survives a kill, people in SQLite."""

from fieldmark.store.failures import (
    DamageReport,
    FolderHeldError,
    IdReusedError,
    NotFoundError,
    RevisionConflictError,
    StoreError,
)
from fieldmark.store.folder import DataFolder
from fieldmark.store.folder_view import FolderView
from fieldmark.store.ledger import Ledger, RememberedPerson, SeenPerson, Standings
from fieldmark.store.pairings import Pairing, PairingStore
from fieldmark.store.profiles import ProfileStore
from fieldmark.store.stores import Stores, open_stores
from fieldmark.store.system_errors import explain_os_error

__all__ = [
    "DamageReport",
    "DataFolder",
    "FolderHeldError",
    "FolderView",
    "IdReusedError",
    "Ledger",
    "NotFoundError",
    "Pairing",
    "PairingStore",
    "ProfileStore",
    "RememberedPerson",
    "RevisionConflictError",
    "SeenPerson",
    "Standings",
    "StoreError",
    "Stores",
    "explain_os_error",
    "open_stores",
]
