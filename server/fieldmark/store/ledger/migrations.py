"""What the ledger's tables look like: one step a version, never changed once it was released.

Moments are milliseconds since 1970 in UTC. A file's version is SQLite's ``user_version``.
"""

MIGRATIONS = (
    """
    CREATE TABLE account (
        account_id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE
    );
    CREATE TABLE person (
        person_id INTEGER PRIMARY KEY,
        account_id INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
        key TEXT NOT NULL,
        handle TEXT NOT NULL,
        facts TEXT NOT NULL,
        answered INTEGER NOT NULL,
        first_seen INTEGER,
        last_seen INTEGER NOT NULL,
        UNIQUE (account_id, key)
    );
    CREATE INDEX person_by_handle ON person (account_id, handle);
    CREATE INDEX person_by_last_seen ON person (account_id, last_seen);
    CREATE TABLE place (
        person_id INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
        list TEXT NOT NULL,
        position INTEGER,
        last_seen INTEGER NOT NULL,
        PRIMARY KEY (person_id, list)
    ) WITHOUT ROWID;
    """,
)
