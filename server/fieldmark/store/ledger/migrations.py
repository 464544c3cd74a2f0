"""What the ledger's tables look like: one step a version, never changed once it was released.

Moments are milliseconds since 1970 in UTC. A file's version is SQLite's ``user_version``.
"""

from pathlib import Path

from fieldmark.store.failures import StoreError
from fieldmark.store.files import flush_folder
from fieldmark.store.ledger.sqlite_door import Connection

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
    # A decision is what the changes of it come to, kept beside them so that a verdict costs one look. A change carries
    # the person key of its time: of a damaged file it can be read even if the person can't.
    """
    CREATE TABLE decision (
        person_id INTEGER PRIMARY KEY REFERENCES person ON DELETE CASCADE,
        triage TEXT NOT NULL,
        overrule TEXT,
        note TEXT,
        changed INTEGER NOT NULL,
        came_back TEXT,
        bio TEXT
    );
    CREATE TABLE change (
        change_id INTEGER PRIMARY KEY,
        account_id INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
        person_id INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
        person_key TEXT NOT NULL,
        id TEXT NOT NULL,
        changes TEXT NOT NULL,
        moment INTEGER NOT NULL,
        at INTEGER,
        received INTEGER NOT NULL,
        reason TEXT,
        bio TEXT,
        answer TEXT,
        UNIQUE (account_id, id)
    );
    CREATE INDEX change_by_person ON change (person_id, moment);
    """,
)


# Which tables there are from a version on; before the first there are none at all.
TABLES = ({"account", "person", "place"}, {"decision", "change"})


def has_tables_of(connection: Connection, version: int) -> bool:
    """Whether a file has the tables of a version of the ledger."""
    found = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return set().union(*TABLES[:version]) <= found if version else not found


def migrate(connection: Connection, path: Path) -> None:
    """Brings a ledger's file up to the newest version.

    Raises:
        StoreError: it is from a newer Fieldmark, or another program's; nothing was changed.
        sqlite3.Error: SQLite fails; the file is of the version it was, or of one between.
    """
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > len(MIGRATIONS):
        message = f"{path} was written by a newer Fieldmark (version {version}); update Fieldmark"
        raise StoreError(message)
    if version < 0 or not has_tables_of(connection, version):
        message = f"{path} is another program's file; move it elsewhere, then start Fieldmark again"
        raise StoreError(message)
    for number, script in enumerate(MIGRATIONS[version:], version + 1):
        connection.executescript(f"BEGIN IMMEDIATE; {script} PRAGMA user_version = {number}; COMMIT;")
    if version < len(MIGRATIONS):
        flush_folder(path.parent)
