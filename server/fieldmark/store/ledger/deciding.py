"""Making a change of a decision, inside a transaction."""

from fieldmark.store.ledger import decision_queries, queries
from fieldmark.store.ledger.known_people import KnownPerson
from fieldmark.store.ledger.person_facts import NOTHING, PersonFacts
from fieldmark.store.ledger.sqlite_door import Connection
from fieldmark.values import Decision, DecisionChange
from fieldmark.values.past_change import MOST_BIO_KEPT, PastChange, order_moment


def make_change(
    connection: Connection, account_id: int, key: str, change: DecisionChange, now: int, reason: str | None = None
) -> Decision:
    """Makes a change inside a transaction; who has no row gets one of nothing but the key."""
    number = queries.find_number(connection, account_id, key) or add_bare(connection, account_id, key, now)
    newest = decision_queries.list_changes(connection, [number])[number][-1:]
    moment = order_moment(change.at, newest[0].moment if newest else None, now)
    bio = _find_answered_bio(connection, number)
    past = PastChange(change.id, change.changes, moment, now, change.at, reason, bio)
    decision_queries.add_change(connection, account_id, number, key, past)
    return decision_queries.settle(connection, number, key)


def add_bare(connection: Connection, account_id: int, key: str, now: int) -> int:
    """Adds a person of whom nothing is known but the key; returns their number."""
    handle = key[1:] if key.startswith("@") else ""
    facts = PersonFacts({"handle": handle} if handle else {"id": key}, NOTHING)
    bare = KnownPerson(key, handle, facts.to_json(), facts.answered, None, now)
    queries.write_people(connection, account_id, None, [bare])
    return queries.get_number(connection, account_id, key)


def _find_answered_bio(connection: Connection, number: int) -> str | None:
    bio = PersonFacts.from_json(*queries.get_facts(connection, number)).get_answered_bio()
    return None if bio is None else bio[:MOST_BIO_KEPT]
