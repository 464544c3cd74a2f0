"""The ledger's statements about accounts; each works inside the transaction it is given."""

from fieldmark.store.ledger.sqlite_door import Connection


def find_account(connection: Connection, account: str) -> int | None:
    """The number of an account, or None if it never saw anybody."""
    found = connection.execute("SELECT account_id FROM account WHERE key = ?", (account,)).fetchone()
    return found[0] if found else None


def add_account(connection: Connection, account: str) -> int:
    """The number of a new account."""
    added = connection.execute("INSERT INTO account (key) VALUES (?) RETURNING account_id", (account,))
    number: int = added.fetchone()[0]
    return number


def count_people(connection: Connection, account_id: int) -> int:
    """How many people an account has seen."""
    found: tuple[int] = connection.execute("SELECT count(*) FROM person WHERE account_id = ?", (account_id,)).fetchone()
    return found[0]


def delete_account(connection: Connection, account_id: int) -> None:
    """Deletes an account with all its people."""
    connection.execute("DELETE FROM account WHERE account_id = ?", (account_id,))


def list_accounts(connection: Connection) -> list[tuple[str, int, int]]:
    """(account, how many people it saw, about how many of them there is a decision), of each."""
    rows = connection.execute(
        """
        SELECT account.key, count(person_id), count(decision.person_id)
        FROM account LEFT JOIN person USING (account_id) LEFT JOIN decision USING (person_id)
        GROUP BY account_id ORDER BY account_id
        """
    )
    return rows.fetchall()
