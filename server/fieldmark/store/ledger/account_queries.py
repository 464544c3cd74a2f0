"""The ledger's statements about accounts; each works inside the transaction it is given."""

from fieldmark.store.ledger.sqlite_door import Connection


def find_account(connection: Connection, account: str) -> int | None:
    """The number of an account, or None if it never saw anybody."""
    found = connection.execute("SELECT account_id FROM account WHERE key = ?", (account,)).fetchone()
    return found[0] if found else None


def list_numbers(connection: Connection, account: str | None) -> list[int]:
    """The number of an account, if it saw anybody; without one those of all."""
    rows = connection.execute("SELECT account_id FROM account WHERE ? IS NULL OR key = ?", (account, account))
    return [number for (number,) in rows]


def find_key(connection: Connection, account_id: int) -> str | None:
    """The key of the account that has a number, or None."""
    found = connection.execute("SELECT key FROM account WHERE account_id = ?", (account_id,)).fetchone()
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


def rename_account(connection: Connection, account_id: int, account: str) -> None:
    """Gives an account another key, which none has."""
    connection.execute("UPDATE account SET key = ? WHERE account_id = ?", (account, account_id))


def move_people(connection: Connection, old: int, new: int) -> None:
    """Gives an account the people of another one that it does not know itself."""
    connection.execute("UPDATE OR IGNORE person SET account_id = ? WHERE account_id = ?", (new, old))


def move_changes(connection: Connection, old: int, new: int) -> None:
    """Gives an account the changes of another one.

    A change of one id in both was delivered twice, while the account was known by its handle and then by its id. If
    it says something else, it is kept under another id.
    """
    connection.execute("UPDATE OR IGNORE change SET account_id = ? WHERE account_id = ?", (new, old))
    connection.execute(
        """
        DELETE FROM change WHERE account_id = ? AND EXISTS (
            SELECT 1 FROM change AS same
            WHERE same.account_id = ? AND same.id = change.id AND same.changes = change.changes AND same.at IS change.at
        )
        """,
        (old, new),
    )
    connection.execute(
        "UPDATE change SET account_id = ?, id = 'other-' || hex(randomblob(16)) WHERE account_id = ?", (new, old)
    )
