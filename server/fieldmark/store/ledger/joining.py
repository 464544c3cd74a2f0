"""Two accounts of which it turns out that they are one: what was kept under the handle goes to the id."""

from fieldmark.store.ledger import account_queries, decision_queries, queries
from fieldmark.store.ledger.database import LedgerDatabase
from fieldmark.store.ledger.known_people import KnownPerson
from fieldmark.store.ledger.remembering import merge_known
from fieldmark.store.ledger.sqlite_door import Connection


def join_accounts(database: LedgerDatabase, handle: str, account: str) -> int:
    """Gives an account what was kept under its handle, before its id was known; the newer holds.

    Returns:
        How many people that were; 0 if there is nothing under the handle, which costs one look.

    Raises:
        StoreError: it could not be written; nothing of it was.
    """
    with database.reading() as connection:
        if account_queries.find_account(connection, handle) is None:
            return 0
    with database.writing(durable=True) as connection:
        old = account_queries.find_account(connection, handle)
        if old is None:
            return 0
        people = account_queries.count_people(connection, old)
        new = account_queries.find_account(connection, account)
        if new is None:
            account_queries.rename_account(connection, old, account)
        else:
            _join(connection, old, new)
        return people


def _join(connection: Connection, old: int, new: int) -> None:
    account_queries.move_changes(connection, old, new)
    # Who is known in one alone moves as they are; the others become one.
    account_queries.move_people(connection, old, new)
    for person in queries.list_known(connection, old):
        _merge_person(connection, old, new, person)
    account_queries.delete_account(connection, old)


def _merge_person(connection: Connection, old: int, new: int, person: KnownPerson) -> None:
    (known,) = queries.find_people(connection, new, None, [person.key], [])
    older, newer = sorted((known, person), key=lambda one: one.last_seen)
    queries.write_people(connection, new, None, [merge_known(newer, older)])
    numbers = queries.get_number(connection, new, person.key), queries.get_number(connection, old, person.key)
    queries.move_places(connection, *numbers)
    decision_queries.take_over(connection, *numbers, person.key)
