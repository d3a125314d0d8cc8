-- Records keep the wire message whole beside the columns that filters, lists and conditions use. The sequence of a record is the revision that created it:
-- inserts append, and lists in the order of creation are walks of the primary key.
CREATE TABLE project (
    sequence    INTEGER PRIMARY KEY,
    id          TEXT NOT NULL UNIQUE,
    create_time INTEGER NOT NULL
);

CREATE TABLE note (
    sequence    INTEGER PRIMARY KEY,
    revision    INTEGER NOT NULL,
    project     TEXT NOT NULL,
    location    TEXT NOT NULL,
    id          TEXT NOT NULL,
    kind        INTEGER NOT NULL,
    create_time INTEGER,
    update_time INTEGER,
    severity    INTEGER,
    cvss_score  REAL,
    wire        BLOB NOT NULL
);
CREATE UNIQUE INDEX note_name ON note (project, location, id);
CREATE INDEX note_list ON note (project, sequence);
CREATE INDEX note_kind ON note (project, kind, sequence);

CREATE TABLE occurrence (
    sequence           INTEGER PRIMARY KEY,
    revision           INTEGER NOT NULL,
    project            TEXT NOT NULL,
    location           TEXT NOT NULL,
    id                 TEXT NOT NULL,
    kind               INTEGER NOT NULL,
    resource           TEXT NOT NULL,
    note_project       TEXT NOT NULL,
    note_location      TEXT NOT NULL,
    note_id            TEXT NOT NULL,
    create_time        INTEGER,
    update_time        INTEGER,
    severity           INTEGER,
    effective_severity INTEGER,
    cvss_score         REAL,
    fix_available      INTEGER,
    wire               BLOB NOT NULL
);
CREATE UNIQUE INDEX occurrence_name ON occurrence (project, location, id);
CREATE INDEX occurrence_list ON occurrence (project, sequence);
CREATE INDEX occurrence_resource ON occurrence (resource, project, kind, sequence);
CREATE INDEX occurrence_note ON occurrence (note_project, note_id, note_location, sequence);
CREATE INDEX occurrence_kind ON occurrence (project, kind, sequence);
CREATE INDEX occurrence_severity ON occurrence (project, effective_severity, sequence) WHERE effective_severity IS NOT NULL;

CREATE TABLE document (
    collection TEXT NOT NULL,
    key        TEXT NOT NULL,
    revision   INTEGER NOT NULL,
    content    BLOB NOT NULL,
    PRIMARY KEY (collection, key)
) WITHOUT ROWID;

CREATE TABLE change (
    revision   INTEGER PRIMARY KEY,
    time       INTEGER NOT NULL,
    type       INTEGER NOT NULL,
    collection TEXT NOT NULL,
    name       TEXT NOT NULL,
    project    TEXT NOT NULL,
    kind       INTEGER NOT NULL,
    resource   TEXT NOT NULL,
    canonical  TEXT NOT NULL,
    principal  TEXT NOT NULL,
    address    TEXT NOT NULL,
    action     TEXT NOT NULL
);
CREATE INDEX change_project ON change (project, revision);
CREATE INDEX change_resource ON change (canonical, revision) WHERE canonical <> '';

CREATE TABLE request (
    principal   TEXT NOT NULL,
    id          TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    names       TEXT NOT NULL,
    time        INTEGER NOT NULL,
    PRIMARY KEY (principal, id)
) WITHOUT ROWID;

CREATE TABLE refusal (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    time      INTEGER NOT NULL,
    principal TEXT NOT NULL,
    address   TEXT NOT NULL,
    action    TEXT NOT NULL,
    resource  TEXT NOT NULL,
    outcome   TEXT NOT NULL,
    reason    TEXT NOT NULL
);

-- The last revision given out (so that none is given out twice after a trim), and the one up to which changes have been dropped.
CREATE TABLE clock (
    id       INTEGER PRIMARY KEY CHECK (id = 1),
    revision INTEGER NOT NULL,
    trimmed  INTEGER NOT NULL
);
INSERT INTO clock (id, revision, trimmed) VALUES (1, 0, 0);
