-- A ledger of version 1, as it was before there were decisions. Invented people. Written once; never to be changed.
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE account (
        account_id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE
    );
INSERT INTO "account" VALUES(1,'42');
INSERT INTO "account" VALUES(2,'@me');
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
INSERT INTO "person" VALUES(1,1,'7','ada','{"bio":"potter\nשלום 🏺","handle":"ada","id":"7"}',1,1790000000000,1790000000000);
INSERT INTO "person" VALUES(2,1,'@bob','bob','{"bio":"bak…","handle":"bob"}',0,NULL,1790000000000);
INSERT INTO "person" VALUES(3,2,'9','carl','{"bio":"","handle":"carl","id":"9"}',1,NULL,1790000000000);
CREATE TABLE place (
        person_id INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
        list TEXT NOT NULL,
        position INTEGER,
        last_seen INTEGER NOT NULL,
        PRIMARY KEY (person_id, list)
    ) WITHOUT ROWID;
INSERT INTO "place" VALUES(1,'followers',0,1790000000000);
INSERT INTO "place" VALUES(2,'followers',1,1790000000000);
INSERT INTO "place" VALUES(3,'members',NULL,1790000000000);
CREATE INDEX person_by_handle ON person (account_id, handle);
CREATE INDEX person_by_last_seen ON person (account_id, last_seen);
COMMIT;
