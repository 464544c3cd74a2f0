"""The ledger: the people seen, kept per account, in SQLite."""

from fieldmark.store.ledger.ledger import Ledger, RememberedPerson

__all__ = ["Ledger", "RememberedPerson"]
