-- A ledger of version 2. Invented people. Written once; never to be changed.
PRAGMA user_version = 2;
BEGIN TRANSACTION;
CREATE TABLE account (
        account_id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE
    );
INSERT INTO "account" VALUES(1,'42');
INSERT INTO "account" VALUES(2,'@me');
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
INSERT INTO "change" VALUES(1,1,1,'7','one','{"note": "met at the fair", "triage": "followed"}',1790000050000,1790000050000,1790000060000,NULL,'potter
שלום 🏺','{"key": "7", "triage": "followed", "overrule": null, "note": "met at the fair", "changed": 1790000050000}');
INSERT INTO "change" VALUES(2,1,3,'9','two','{"triage": "passed"}',1790000060000,NULL,1790000060000,NULL,'glazes','{"key": "9", "triage": "passed", "overrule": null, "note": null, "changed": 1790000060000}');
INSERT INTO "change" VALUES(3,1,3,'9','fieldmark-bcb1af470476421dbbf81ca8d84e1acc','{"triage": "undecided"}',1790000120000,NULL,1790000120000,'bio_changed','glazes and kilns now',NULL);
INSERT INTO "change" VALUES(4,2,4,'@zoe','three','{"overrule": "relevant"}',1790000120000,NULL,1790000120000,NULL,NULL,'{"key": "@zoe", "triage": "undecided", "overrule": "relevant", "note": null, "changed": 1790000120000}');
CREATE TABLE decision (
        person_id INTEGER PRIMARY KEY REFERENCES person ON DELETE CASCADE,
        triage TEXT NOT NULL,
        overrule TEXT,
        note TEXT,
        changed INTEGER NOT NULL,
        came_back TEXT,
        bio TEXT
    );
INSERT INTO "decision" VALUES(1,'followed',NULL,'met at the fair',1790000050000,NULL,NULL);
INSERT INTO "decision" VALUES(3,'undecided',NULL,NULL,1790000120000,'bio_changed',NULL);
INSERT INTO "decision" VALUES(4,'undecided','relevant',NULL,1790000120000,NULL,NULL);
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
INSERT INTO "person" VALUES(1,1,'7','ada','{"bio":"potter\nשלום 🏺","followers":12,"handle":"ada","id":"7","name":"Ada"}',2,1790000000000,1790000000000);
INSERT INTO "person" VALUES(2,1,'@bob','bob','{"bio":"bak…","handle":"bob"}',0,NULL,1790000000000);
INSERT INTO "person" VALUES(3,1,'9','eve','{"bio":"glazes and kilns now","handle":"eve","id":"9"}',2,NULL,1790000120000);
INSERT INTO "person" VALUES(4,2,'@zoe','zoe','{"handle":"zoe"}',0,NULL,1790000120000);
CREATE TABLE place (
        person_id INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
        list TEXT NOT NULL,
        position INTEGER,
        last_seen INTEGER NOT NULL,
        PRIMARY KEY (person_id, list)
    ) WITHOUT ROWID;
INSERT INTO "place" VALUES(1,'followers',0,1790000000000);
INSERT INTO "place" VALUES(2,'followers',NULL,1790000000000);
INSERT INTO "place" VALUES(3,'followers',NULL,1790000120000);
CREATE INDEX person_by_handle ON person (account_id, handle);
CREATE INDEX person_by_last_seen ON person (account_id, last_seen);
CREATE INDEX change_by_person ON change (person_id, moment);
COMMIT;
