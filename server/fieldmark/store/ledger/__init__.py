"""The ledger: the people seen and the decisions about them, kept per account, in SQLite."""

from fieldmark.store.ledger.ledger import Ledger, RememberedPerson
from fieldmark.store.ledger.seen_people import SeenPerson
from fieldmark.store.ledger.standings import Standings

__all__ = ["Ledger", "RememberedPerson", "SeenPerson", "Standings"]
