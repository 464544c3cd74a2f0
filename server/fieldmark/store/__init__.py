"""What is kept: niches, pairings and settings in TinyDB, on storage that survives a kill."""

from fieldmark.store.failures import (
    DamageReport,
    FolderHeldError,
    NotFoundError,
    RevisionConflictError,
    StoreError,
)
from fieldmark.store.folder import DataFolder
from fieldmark.store.pairings import Pairing, PairingStore
from fieldmark.store.profiles import ProfileStore
from fieldmark.store.stores import Stores, open_stores

__all__ = [
    "DamageReport",
    "DataFolder",
    "FolderHeldError",
    "NotFoundError",
    "Pairing",
    "PairingStore",
    "ProfileStore",
    "RevisionConflictError",
    "StoreError",
    "Stores",
    "open_stores",
]
